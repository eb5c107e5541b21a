"""Exported encoders, with the real default model, and what makes one unusable."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, save_model

from rag.asking.opening import TRUSTED, open_encoder
from rag.cli.doctor import examine
from rag.disk import sealed, sha256_of, unsealed
from rag.errors import ModelError
from rag.models.encoder import (
    ExportedEncoder,
    export_problem,
    keep_export,
    load_encoder,
)
from rag.models.export import MIN_COSINE, least_cosine
from rag.models.files import DEFAULT_SHA256, find_model
from rag.models.onnx import (
    EXPORTS,
    MODEL,
    RECORD,
    TOKENIZER,
    WEIGHTS,
    OnnxEncoder,
    open_session,
)
from rag.models.sentence import SentenceEncoder, load_sentence_encoder
from rag.roles import EncodedText, Encoder
from rag.settings import Settings, state_folder
from tests.alone import run_python
from tests.fakes import WordEncoder

# None of them is among the texts that an export is checked with when it is made.
TEXTS = (
    "When does the tide turn?",
    "Owls hunt at night, and sleep through the day in hollow trees.",
    "Мост построили за три года. 🦉",
    "a " * 400,
)


@pytest.fixture(scope="module")
def whole() -> SentenceEncoder:
    """Load the default model once."""
    return load_sentence_encoder(find_model(None))


@pytest.fixture(scope="module")
def made(starter_index: Path) -> Path:
    """Give the exports that a first build made: one, of the default model."""
    return starter_index / EXPORTS


def opened(exports: Path) -> Encoder:
    """Open the default model as the library that holds these exports does."""
    return open_encoder(Settings(index=exports.parent))


def exported_encoder(export: Path) -> ExportedEncoder:
    """Open the default model with an export."""
    return ExportedEncoder(find_model(None), export, state_folder() / TRUSTED)


@pytest.fixture
def exports(made: Path, tmp_path: Path) -> Path:
    """Give a copy of the exports that a test may spoil."""
    return Path(shutil.copytree(made, tmp_path / EXPORTS))


@pytest.fixture(scope="module")
def exported(made: Path) -> OnnxEncoder:
    """Open the export once."""
    return OnnxEncoder(made / DEFAULT_SHA256)


def test_an_export_gives_the_models_vectors(
    exported: OnnxEncoder, whole: SentenceEncoder
):
    """Texts, tokens and their ranges are those of sentence-transformers."""
    questions = [encoder_reads(exported, text) for text in TEXTS]
    assert least_cosine(questions, [encoder_reads(whole, text) for text in TEXTS]) > (
        MIN_COSINE
    )
    passages = list(exported.encode_passages(TEXTS))
    assert least_cosine(passages, list(whole.encode_passages(TEXTS))) > MIN_COSINE


def encoder_reads(encoder: Encoder, text: str) -> EncodedText:
    """Encode a question."""
    return encoder.encode_question(text)


def test_questions_encoded_together_are_as_encoded_alone(
    exported: OnnxEncoder, whole: SentenceEncoder
):
    """In a batch, padded to the longest, each question has the vectors of its own."""
    for encoder in (exported, whole):
        alone = [encoder_reads(encoder, text) for text in TEXTS]
        assert least_cosine(encoder.encode_questions(TEXTS), alone) > MIN_COSINE


def test_an_export_has_the_models_identity(
    exported: OnnxEncoder, whole: SentenceEncoder
):
    """An index made with the one can be asked with the other, window included."""
    assert exported.identity == whole.identity


def test_an_export_counts_as_the_model(exported: OnnxEncoder, whole: SentenceEncoder):
    """Counting goes past the window, as the model's own does."""
    assert exported.count_tokens(TEXTS) == whole.count_tokens(TEXTS)
    assert exported.count_tokens(["owl " * 600]) == [602]


def test_many_threads_get_what_one_gets(exported: OnnxEncoder):
    """Eight askers at once each get their own question's vector."""
    texts = list(TEXTS) * 8
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(exported.encode_question, texts))
    alone = [exported.encode_question(text) for text in texts]
    assert least_cosine(together, alone) == pytest.approx(1, abs=1e-5)


def test_answering_leaves_torch_alone(made: Path):
    """With an export, encoding a question imports neither torch nor transformers."""
    program = (
        "import sys; from pathlib import Path; "
        "from rag.asking.opening import open_encoder; "
        "from rag.settings import Settings; "
        "open_encoder(Settings(Path(sys.argv[1]))).encode_question('Who?'); "
        "print({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    assert run_python(program, made.parent).stdout == "set()\n"


def test_a_changed_export_is_refused(exports: Path):
    """One byte more in the model's file, and it isn't run."""
    with (exports / DEFAULT_SHA256 / MODEL).open("ab") as file:
        file.write(b"0")
    with pytest.raises(ModelError, match="was changed"):
        OnnxEncoder(exports / DEFAULT_SHA256)


def test_an_export_without_its_record_is_refused(exports: Path):
    """Half an export is none."""
    (exports / DEFAULT_SHA256 / RECORD).unlink()
    with pytest.raises(ModelError, match="can't be read"):
        OnnxEncoder(exports / DEFAULT_SHA256)


def test_a_spoilt_export_is_passed_over_and_made_anew(exports: Path):
    """The model itself answers meanwhile; the next build's export is whole again.

    What a build left that was killed while it exported is gone then.
    """
    record = exports / DEFAULT_SHA256 / RECORD
    record.write_text("{}")
    (exports / ".tmp-1").mkdir()
    encoder = opened(exports)
    assert encoder.encode_question("Who?").vector.shape == (384,)
    keep_export(encoder)
    assert OnnxEncoder(exports / DEFAULT_SHA256).identity.sha256 == DEFAULT_SHA256
    assert [path.name for path in exports.iterdir()] == [DEFAULT_SHA256]


def test_an_export_of_other_weights_is_not_used(exports: Path, tmp_path: Path):
    """The hash in the record counts, not the folder's name."""
    record = exports / DEFAULT_SHA256 / RECORD
    raw = unsealed(record.read_bytes())
    raw["identity"]["sha256"] = "0" * 64
    record.write_bytes(sealed(raw))
    (tmp_path / sha256_of(record)).touch()  # as though it had been made here
    encoder = load_encoder(None, exports, tmp_path)
    assert encoder.identity.sha256 == DEFAULT_SHA256
    assert "one of other weights" in export_problem(encoder)


@pytest.mark.attack
@pytest.mark.parametrize("name", [WEIGHTS, MODEL, TOKENIZER, RECORD])
def test_an_export_changed_with_its_record_is_not_used(
    exports: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    """Hashes that were made to fit don't help; the model answers, the doctor tells."""
    monkeypatch.setattr(
        "rag.models.encoder.load_sentence_encoder", lambda _: WordEncoder()
    )
    folder = exports / DEFAULT_SHA256
    path = folder / name
    raw = unsealed((folder / RECORD).read_bytes())
    if name == RECORD:
        raw["query_prompt"] = "Answer this: "
    else:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        raw["files"][name] = sha256_of(path)
    (folder / RECORD).write_bytes(sealed(raw))
    encoder = opened(exports)
    assert encoder.identity.name == "words"
    assert "was changed, or made elsewhere" in export_problem(encoder)
    found = [f.text for f in examine(Settings(index=exports.parent)) if not f.ok]
    assert any("made elsewhere, so the model itself is used" in text for text in found)


def test_an_export_is_trusted_by_the_state_in_the_settings(made: Path, tmp_path: Path):
    """What one person's state notes isn't noted in another's; without any, none is."""
    other = open_encoder(Settings(index=made.parent, state=tmp_path))
    assert "made elsewhere" in export_problem(other)
    (tmp_path / TRUSTED).mkdir()
    (tmp_path / TRUSTED / sha256_of(made / DEFAULT_SHA256 / RECORD)).touch()
    trusting = open_encoder(Settings(index=made.parent, state=tmp_path))
    assert export_problem(trusting) == ""
    assert isinstance(load_encoder(None, made), SentenceEncoder)


def test_an_export_made_here_has_no_problem(made: Path):
    """Nor has a library without one, nor an encoder that needs none."""
    assert export_problem(opened(made)) == ""
    assert export_problem(WordEncoder()) == ""


@pytest.mark.attack
def test_a_flipped_bit_in_the_record_is_no_export(exports: Path):
    """The record ends with its checksum."""
    record = exports / DEFAULT_SHA256 / RECORD
    record.write_bytes(record.read_bytes().replace(b'"window": 256', b'"window": 257'))
    with pytest.raises(ModelError, match="can't be read"):
        OnnxEncoder(exports / DEFAULT_SHA256)


def test_passages_are_read_by_the_export_on_all_cores(
    made: Path, monkeypatch: pytest.MonkeyPatch
):
    """The model stays unloaded; the vectors are those of one core, in order."""
    monkeypatch.setattr(
        "rag.models.encoder.load_sentence_encoder", lambda files: pytest.fail("loaded")
    )
    encoder = exported_encoder(made / DEFAULT_SHA256)
    exported = OnnxEncoder(made / DEFAULT_SHA256)
    read = list(encoder.encode_passages(TEXTS))
    assert least_cosine(read, list(exported.encode_passages(TEXTS))) > MIN_COSINE


def test_an_export_that_vanishes_still_reads(exports: Path):
    """What is open already reads on, when the folder is deleted beside it."""
    encoder = exported_encoder(exports / DEFAULT_SHA256)
    shutil.rmtree(exports)
    assert len(list(encoder.encode_passages(TEXTS))) == len(TEXTS)


@pytest.mark.parametrize("choice", [0, 1])
def test_very_long_work_is_read_by_who_was_faster(
    made: Path, monkeypatch: pytest.MonkeyPatch, choice: int
):
    """One trial decides between the model and its export; both give the same."""
    tried: list[int] = []
    monkeypatch.setattr("rag.models.encoder.MANY_TEXTS", len(TEXTS))
    monkeypatch.setattr(
        "rag.models.encoder.fastest", lambda ways: tried.append(1) or choice
    )
    monkeypatch.setattr("rag.models.sentence.prefers_reduced", lambda read: False)
    encoder = exported_encoder(made / DEFAULT_SHA256)
    exported = OnnxEncoder(made / DEFAULT_SHA256)
    expected = list(exported.encode_passages(TEXTS))
    for _ in range(2):
        assert least_cosine(list(encoder.encode_passages(TEXTS)), expected) > MIN_COSINE
    assert len(tried) == 1
    reader = encoder._reader(TEXTS)
    assert isinstance(reader, (SentenceEncoder, OnnxEncoder)[choice])


def test_model_that_cannot_be_exported_reads_without_a_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """There is nothing to try where there is no export."""
    monkeypatch.setattr("rag.models.encoder.MANY_TEXTS", len(TEXTS))
    monkeypatch.setattr("rag.models.encoder.fastest", lambda ways: pytest.fail("tried"))

    def refuse(self: SentenceEncoder, folder: Path) -> OnnxEncoder:
        raise ModelError("it has a layer of its own kind")

    monkeypatch.setattr(SentenceEncoder, "export", refuse)
    encoder = exported_encoder(tmp_path / DEFAULT_SHA256)
    assert len(list(encoder.encode_passages(TEXTS))) == len(TEXTS)


def test_another_pooling_is_not_exported(tmp_path: Path, whole: SentenceEncoder):
    """A model whose vector isn't the mean of its tokens stays what it is."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    transformer = SentenceTransformer(str(find_model(None).folder), device="cpu")[0]
    model = SentenceTransformer(modules=[transformer, Pooling(384, "cls")])
    with pytest.raises(ModelError, match="more than the mean of its tokens"):
        SentenceEncoder(model, "first token", "0" * 64).export(tmp_path / "export")
    assert not (tmp_path / "export").exists()


def test_an_export_that_differs_is_not_kept(
    tmp_path: Path, whole: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
):
    """Where the reference says something else, nothing is left on the disk."""
    monkeypatch.setattr(
        SentenceEncoder, "encode_question", WordEncoder(dimension=384).encode_question
    )
    with pytest.raises(ModelError, match="gives other vectors"):
        whole.export(tmp_path / "export")
    assert list(tmp_path.iterdir()) == []


def test_least_cosine_finds_the_worst_pair():
    """Texts agree by 1, tokens by 1 and 0.8: the least is 0.8."""
    offsets, known = np.array([[0, 1], [1, 2]]), np.array([True, True])
    vector = np.array([1, 0], np.float32)
    same = EncodedText(vector, np.array([[1, 0], [1, 0]], np.float32), offsets, known)
    off = EncodedText(
        vector, np.array([[1, 0], [0.8, 0.6]], np.float32), offsets, known
    )
    assert least_cosine([same], [off]) == pytest.approx(0.8)


def test_other_tokens_never_agree():
    """Vectors can't be compared token by token where the tokens lie elsewhere."""
    vectors = np.array([[1, 0]], np.float32)
    here = EncodedText(vectors[0], vectors, np.array([[0, 1]]), np.array([True]))
    there = EncodedText(vectors[0], vectors, np.array([[0, 2]]), np.array([True]))
    assert least_cosine([here], [there]) == -1


def test_products_of_int8_do_not_overflow(tmp_path: Path):
    """255 * 127 twice is 64,770, of which 16 bits hold 32,767 (x86 without VNNI)."""
    product = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    a = helper.make_tensor_value_info("a", TensorProto.UINT8, [1, 2])
    b = helper.make_tensor("b", TensorProto.INT8, [2, 1], [127, 127])
    c = helper.make_tensor_value_info("c", TensorProto.INT32, [1, 1])
    graph = helper.make_graph([product], "product", [a], [c], [b])
    opsets = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    save_model(model, tmp_path / "product.onnx")
    session = open_session(tmp_path / "product.onnx", threads=1, unsigned=True)
    (products,) = session.run(None, {"a": np.array([[255, 255]], np.uint8)})
    assert products.tolist() == [[64_770]]
