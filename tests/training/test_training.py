"""Training a reader: what it learns from, in tokens, and going on where it was."""

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random
from unittest.mock import Mock

import pytest

from rag.models.files import find_model
from rag.models.reader import PRODUCT
from tests.later import Later
from training.material import BLOCK, HELD_BLOCKS, Example, Material
from training.swapping import swapped
from training.tokens import WordPieces

torch = Later("torch")
batching, measure = Later("training.batches"), Later("training.measure")
network, training = Later("training.network"), Later("training.train")
export, translating = Later("training.export"), Later("training.translating")

PASSAGE = "The bridge was opened in 1931. It was built by Ann Lee in the north of Ely."


def question(number: int, context: int, text: str, answer: str | None, **more) -> dict:
    """Write a question as the material has it."""
    start = [] if answer is None else [{"text": answer, "start": PASSAGE.index(answer)}]
    return {
        "id": f"q{number}",
        "source": "squad",
        "context": f"c{context}",
        "question": text,
        "answers": start,
        "answerable": answer is not None,
    } | more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write material of as many contexts as make a held block, a question on each."""
    contexts = [
        {"id": f"c{n}", "text": PASSAGE if n % 2 == 0 else f"Rivers flow. Number {n}."}
        for n in range(BLOCK * HELD_BLOCKS)
    ]
    questions = [
        question(n, n, "When was the bridge opened?", "1931")
        for n in range(0, len(contexts), 2)
    ]
    for name, rows in (("contexts", contexts), ("questions", questions)):
        text = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text)
    return tmp_path


def begun(small: Path, dropout: float = 0.0):
    """Give a network that begins with a model."""
    return network.Network(network.body_of(small), dropout)


@pytest.fixture(scope="module")
def rows():
    """Make rows with the tokenizer of the default encoder."""
    return batching.Rows(WordPieces())


def test_an_articles_questions_are_learned_or_held_together(folder: Path):
    """Half of a block's forty contexts have a question; of 25 blocks one is held."""
    material = Material(folder)
    held = [q for q in material.questions if material.held(q)]
    assert len(held) == len(material.held_groups()) == BLOCK // 2
    assert {q.context // BLOCK for q in held} == {HELD_BLOCKS // 2}
    learned = {example for group in material.one_pass(1) for example in group[:1]}
    assert len(material.one_pass(1)) == len(material.questions) - len(held)
    assert learned == {Example("When was the bridge opened?", PASSAGE, (25, 29))}


def test_what_is_made_cannot_be_answered(folder: Path):
    """Another passage without the year, another year, or the sentence left out."""
    made = {one for group in Material(folder).one_pass(1) for one in group[1:]}
    assert made
    for example in made:
        assert example.span is None
        changed = example.question != "When was the bridge opened?"
        assert changed or "1931" not in example.passage


def test_a_pass_is_the_same_for_a_seed_and_another_for_another(folder: Path):
    """So that a training can be repeated, and no two passes are alike."""
    material = Material(folder)
    assert material.one_pass(3) == material.one_pass(3)
    assert material.one_pass(3) != material.one_pass(4)


def test_a_minimal_pair_stands_together(tmp_path: Path):
    """The one that can be answered first, whatever their order in the file."""
    pair = [
        question(1, 0, "When was it closed?", None, pair="p"),
        question(2, 0, "When was it opened?", "1931", pair="p"),
    ]
    (tmp_path / "contexts.jsonl").write_text(json.dumps({"id": "c0", "text": PASSAGE}))
    text = "\n".join(json.dumps(row) for row in pair)
    (tmp_path / "questions.jsonl").write_text(text)
    (group,) = Material(tmp_path).one_pass(1)
    assert [example.question for example in group[:2]] == [
        "When was it opened?",
        "When was it closed?",
    ]


@pytest.mark.parametrize(
    ("asked", "possible"),
    [
        ("Was it 1850?", {"Was it 1931?"}),
        ("Did the owl see Bob?", {"Did the owl see Ann Lee?", "Did the owl see Ely?"}),
        ("is it in the south", {"is it in the north"}),
        ("why", {None}),
    ],
)
def test_one_thing_is_swapped_for_another_of_its_kind(asked: str, possible: set):
    """A number of as many digits, a name, an opposite; where there is none, nothing."""
    passage = PASSAGE.replace("The bridge", "Then the bridge")
    random = Random(1)
    made = {swapped(asked, passage, [], random) for _ in range(40)}
    made = {text for text in made if text is None or " not" not in text}
    assert made <= possible
    assert made


def test_the_answers_tokens_are_the_target(rows):
    """[CLS] when was it opened ? [SEP] the bridge was opened in 1931: token 12."""
    row = rows.row(Example("When was it opened?", PASSAGE, (25, 29)), Random(1))
    assert (row.passage_start, row.first, row.last) == (7, 12, 12)
    batch = batching.stacked([[row]])
    assert batch.target.tolist() == [[12, 12]]
    assert batch.token_type_ids[0].tolist() == [0] * 7 + [1] * (len(row.ids) - 7)
    usable = [0, *range(7, len(row.ids) - 1)]
    assert batch.usable[0].nonzero().squeeze(-1).tolist() == usable


@pytest.mark.parametrize("place", [0, 150, 400, 890])
def test_a_long_passage_is_cropped_around_the_answer(rows, place: int):
    """Wherever it stands among 900 words: the target is the answer's token."""
    words = ["owl"] * 900
    words[place] = "1931"
    text = " ".join(words)
    start = text.index("1931")
    row = rows.row(Example("When?", text, (start, start + 4)), Random(place))
    assert len(row.ids) == batching.WINDOW
    assert row.first == row.last
    assert WordPieces().encode("1931")[0] == [row.ids[row.first]]


def test_a_long_passage_without_an_answer_has_none(rows):
    """[CLS] is its target, and the window is full."""
    row = rows.row(Example("When?", "owl " * 900, None), Random(1))
    assert (row.first, row.last, len(row.ids)) == (0, 0, batching.WINDOW)


def test_a_group_stays_in_one_batch(rows):
    """Its first is the partner of all of it."""
    answered = Example("When?", PASSAGE, (25, 29))
    group = (answered, replace(answered, span=None), replace(answered, span=None))
    batches = list(rows.batches([group] * 20, Random(1)))
    assert sum(len(batch.weights) for batch in batches) == 60
    for batch in batches:
        assert len(batch.weights) <= batching.ROWS
        firsts = batch.target[batch.partners, 0]
        assert (firsts > 0).all()


def test_loss_by_hand(rows):
    """All scores 0: of n usable tokens each has 1/n, answers are a coin's toss.

    log(n) for the span, log 2 for whether it answers, and for the second of the pair
    half of log 2 for the margin, all of it weighed by 0.5.
    """
    answered = rows.row(Example("When?", PASSAGE, (25, 29)), Random(1))
    other = rows.row(Example("Why?", PASSAGE, None, weight=0.5), Random(1))
    batch = batching.stacked([[answered, other]])
    n = torch.tensor(float(batch.usable[0].sum()))
    spans, answers = torch.zeros(2, len(answered.ids), 2), torch.zeros(2)
    log2 = torch.log(torch.tensor(2.0))
    each = torch.log(n) + log2
    expected = (each + 0.5 * (each + network.PAIR_SHARE * log2)) / 2
    assert float(network.loss_of(spans, answers, batch)) == pytest.approx(
        float(expected)
    )


@pytest.mark.parametrize(
    ("step", "rate"), [(0, 0.2), (4, 1.0), (5, 95 / 96), (99, 1 / 96)]
)
def test_the_rate_rises_and_falls(step: int, rate: float):
    """Of 100 steps five rise, and the others fall to nothing."""
    assert training.rate_at(step, 100) == pytest.approx(rate)


def test_a_share_is_left_out_while_it_learns(small: Path):
    """Read twice the scores differ; without a share, and once trained, they don't."""
    ids = torch.randint(1000, 2000, (4, 16))
    given = ids, torch.ones_like(ids), torch.zeros_like(ids)
    whole, reads = begun(small).train(), begun(small, 0.2).train()
    assert torch.equal(whole(*given)[1], whole(*given)[1])
    assert not torch.equal(reads(*given)[1], reads(*given)[1])
    reads.eval()
    assert torch.equal(reads(*given)[1], reads(*given)[1])


def test_what_was_trained_twice_is_averaged(small: Path, tmp_path: Path):
    """One alone is loaded as it is."""
    states = {name: begun(small).state_dict() for name in ("one", "other")}
    for name, state in states.items():
        (tmp_path / name).mkdir()
        torch.save(state, tmp_path / name / network.WEIGHTS)
    one, other, into = tmp_path / "one", tmp_path / "other", begun(small)
    both = deepcopy(network.load_network(one, other, network=into).state_dict())
    alone = network.load_network(other, network=into).state_dict()
    assert not torch.equal(states["one"]["span.weight"], states["other"]["span.weight"])
    for name, weights in states["other"].items():
        assert torch.equal(alone[name], weights)
        assert torch.allclose(both[name], (states["one"][name] + weights) / 2)


@pytest.mark.parametrize("unit", [True, False])
def test_it_learns_in_bfloat16_where_the_processor_has_it(
    rows, small: Path, monkeypatch: pytest.MonkeyPatch, unit: bool
):
    """Others would take a hundred times as long."""
    has = {"avx512_bf16": unit}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: has)
    learned, seen = begun(small), []
    learned.span.register_forward_hook(lambda *given: seen.append(given[2].dtype))
    (batch,) = rows.batches([(Example("When?", PASSAGE, (25, 29)),)], Random(1))
    training._step(learned, torch.optim.SGD(learned.parameters(), lr=0.1), batch)
    list(measure.read(learned, rows, [(Example("When?", PASSAGE, (25, 29)),)]))
    assert seen == [torch.bfloat16 if unit else torch.float32] * 2


def test_a_training_that_was_stopped_ends_as_one_that_was_not(
    rows, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Stopped after two of four steps and begun again: equal weights."""
    monkeypatch.setattr("training.train.SAVE_EVERY", 2)
    answered = Example("When?", PASSAGE, (25, 29))
    batches = list(rows.batches([(answered,)] * (4 * batching.ROWS), Random(1)))
    assert len(batches) == 4

    class StoppedError(Exception):
        pass

    def stop_at_third(*given):
        if (tmp_path / "one" / training.CHECKPOINT).exists():
            raise StoppedError
        return whole_step(*given)

    whole_step = training._step
    for out in ("one", "other"):
        (tmp_path / out).mkdir()
    torch.manual_seed(2)
    training.train(begun(small, 0.5), batches, 2e-4, 1, tmp_path / "other")
    torch.manual_seed(2)
    with monkeypatch.context() as patch:
        patch.setattr("training.train._step", stop_at_third)
        with pytest.raises(StoppedError):
            training.train(begun(small, 0.5), batches, 2e-4, 1, tmp_path / "one")
    torch.manual_seed(3)
    training.train(begun(small, 0.5), batches, 2e-4, 1, tmp_path / "one")
    first, second = (
        torch.load(tmp_path / out / training.WEIGHTS, weights_only=True)
        for out in ("one", "other")
    )
    assert all(torch.equal(first[name], second[name]) for name in first)


@pytest.fixture
def run(folder: Path, small: Path, monkeypatch: pytest.MonkeyPatch):
    """Give a training of two steps on the material, as the command line starts it."""
    tokenizer = (find_model(None).folder / "tokenizer.json").read_bytes()
    (small / "tokenizer.json").write_bytes(tokenizer)
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", "")
    monkeypatch.setattr("training.kinds.find_model", lambda _: Mock(folder=small))
    monkeypatch.setattr("training.train.SAVE_EVERY", 2)
    monkeypatch.setattr(torch, "set_num_threads", lambda _: None)

    def run(*options: str) -> None:
        given = ["train", "--out", str(folder / "out"), "--data", str(folder)]
        monkeypatch.setattr("sys.argv", [*given, "--limit", "2", *options])
        training.main()

    return run


@pytest.mark.parametrize(
    ("options", "differing"),
    [
        (("--rate", "1e-4"), "rate 0.0001, not 0.0002"),
        (("--dropout", "0.1"), "dropout 0.1, not 0.0"),
        (("--limit", "1"), "batches 1, not 2"),
        (("--seed", "2", "--passes", "1"), "seed 2, not 1, passes 1, not 3"),
    ],
)
def test_a_training_goes_on_with_its_own_plan_alone(
    run, folder: Path, capsys, options: tuple[str, ...], differing: str
):
    """Another one would end as neither; what differs and what mends it is said."""
    run()
    plan = json.loads((folder / "out" / training.PLAN).read_text())
    assert plan == {
        "seed": 1,
        "passes": 3,
        "batches": 2,
        "begin": [],
        "second": False,
        "translated": False,
        "dropout": 0.0,
        "rate": 2e-4,
    }
    with pytest.raises(SystemExit):
        run(*options)
    assert f"another plan: {differing}; go on with that" in capsys.readouterr().err
    assert json.loads((folder / "out" / training.PLAN).read_text()) == plan
    run()
    # Where nothing is there to go on with, any plan will do.
    (folder / "out" / training.CHECKPOINT).unlink()
    run(*options)


def test_some_of_it_is_put_into_other_languages_where_that_is_wanted(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """By the words of all passages and questions; other trainings have none."""
    made, given = [], []

    def translations_of(texts, _):
        given.append({*texts})
        return {script: {"bridge": ["brug"]} for script in translating.SCRIPTS}

    monkeypatch.setattr(
        "training.train.train", lambda _, batches, *__: made.append(batches)
    )
    monkeypatch.setattr("training.train.translations_of", translations_of)
    monkeypatch.setattr("training.train.Pieces", Mock())
    for options in ((), ("--translated",)):
        run(*options)
    (texts,) = given
    assert {PASSAGE, "Rivers flow. Number 1.", "When was the bridge opened?"} <= texts
    brug = WordPieces().encode("brug")[0][0]
    counts = [
        sum(int((b.input_ids == brug).sum()) for b in batches) for batches in made
    ]
    assert counts[0] == 0
    assert counts[1] > 20


def test_what_an_older_plan_does_not_say_differs_in_nothing(tmp_path: Path):
    """A training that was begun before goes on."""
    (tmp_path / training.PLAN).write_text('{"seed": 1, "passes": 3}')
    (tmp_path / training.CHECKPOINT).touch()
    plan = {"seed": 1, "passes": 3, "rate": 2e-4}
    assert training.another_plan(plan, tmp_path) == ""
    assert training.another_plan(plan | {"seed": 2}, tmp_path) == "seed 2, not 1"


def test_the_product_that_ships_is_written_again(tmp_path: Path):
    """It is tried as the reader is opened: whoever doubts it can make it."""
    export.write_product(tmp_path / "product.onnx")
    assert (tmp_path / "product.onnx").read_bytes() == PRODUCT.read_bytes()
