"""Questions in another language than the articles', by a fake second model."""

from dataclasses import replace

import pytest

from rag.asking.answer_json import answer_object
from rag.asking.assistant import Assistant
from rag.asking.confidence import Features
from rag.asking.ranking.candidates import LIST_DEPTH, SENTENCE_DEPTH
from rag.asking.retrieval import is_trusted
from rag.asking.retrieved import Retrieved, joined
from rag.library.generation.manifest import LanguageEntry
from rag.library.library import Library
from rag.models.files import DEFAULT_SHA256
from rag.models.second import EncoderPair
from rag.roles import ModelIdentity
from rag.types import Hit, Passage, Sentence
from tests.asking.making import indexed
from tests.fakes import TranslatingEncoder, WordEncoder

OWLS = """The owls of the old forest fly without a sound in the night. Their feathers
have soft edges.

The eggs of the owls are white and round."""
SEA = """Das Meer steigt zweimal am Tag, und der Mond ist daran schuld.

Die Ebbe ist am Abend, und die Boote liegen dann auf dem Sand."""
GERMAN = {
    "eulen": "owls",
    "eier": "eggs",
    "federn": "feathers",
    "rund": "round",
    "weich": "soft",
}
BOTH = EncoderPair(WordEncoder(), TranslatingEncoder(GERMAN))
EGGS = "Sind die Eier der Eulen rund?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Give a library of an English and a German article."""
    files = {"owls.txt": OWLS, "sea.txt": SEA}
    return indexed(tmp_path_factory.mktemp("second"), BOTH, files)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Give a library of the English article alone."""
    folder = tmp_path_factory.mktemp("english")
    return indexed(folder, BOTH, {"owls.txt": OWLS})


def asking(library: Library, words: dict[str, str] | None = None) -> Assistant:
    """Ask with a second model that knows some words; None: with none."""
    if words is None:
        return Assistant(library, WordEncoder())
    return Assistant(library, EncoderPair(WordEncoder(), TranslatingEncoder(words)))


def test_a_question_finds_what_says_it_in_another_language(english):
    """No word is the same; the eggs are found by what the words mean."""
    answer = asking(english, GERMAN).ask(EGGS)
    assert answer.citations[0].quote == "The eggs of the owls are white and round."
    assert answer.across == ("de", "en")
    told = answer_object(answer)
    assert (told["language"], told["citations"][0]["language"]) == ("de", "en")


def test_the_items_of_a_list_are_marked(tmp_path):
    """What announces them answers nothing alone, and no model need tell them."""
    mice = "The owls have round mice for feathers:\n\n- Red.\n- Old.\n\nIt rained."
    library = indexed(tmp_path, BOTH, {"mice.txt": mice})
    answer = asking(library, GERMAN).ask("Sind die Federn der Eulen rund?")
    (citation, *_) = answer.citations
    assert citation.quote == "The owls have round mice for feathers:\n\n- Red.\n- Old."
    assert citation.marks == ()


def test_why_is_answered_by_a_reason_alone(english):
    """What is asked is said again of the eggs, and no reason for it."""
    answer = asking(english, GERMAN).ask(f"Warum s{EGGS[1:]}")
    assert answer.citations[0].quote == "The eggs of the owls are white and round."
    assert answer.status != "answered"
    assert asking(english, GERMAN).ask(EGGS).status == "answered"


def test_the_sentence_that_says_why_comes_first(tmp_path):
    """The one before it is more like the question."""
    eggs = "The eggs of the owls are round. They are, because the owls have eggs."
    library = indexed(tmp_path, BOTH, {"eggs.txt": eggs})
    asked = asking(library, GERMAN)
    quotes = [asked.ask(q).citations[0].quote for q in (EGGS, f"Warum s{EGGS[1:]}")]
    assert quotes == [eggs[:31], eggs[32:]]


def test_a_whole_list_is_quoted_where_several_are_asked_for(tmp_path):
    """One that asks for one of its items gets that alone."""
    text = "The owls have:\n\n- White eggs.\n- Soft feathers.\n- Mice.\n\nIt rained."
    library = indexed(tmp_path, BOTH, {"owls.txt": text})
    soft = "Welche Farben, Federn und so weich?", "Sind die Federn weich?"
    several, one = map(asking(library, GERMAN).ask, soft)
    assert several.citations[0].quote == text.removesuffix("\n\nIt rained.")
    assert one.citations[0].quote == "- Soft feathers."


def test_no_words_are_pretended(english):
    """Words of another language are neither matched nor missing."""
    answer = asking(english, GERMAN).ask(EGGS)
    hit = answer.citations[0].hit
    assert (hit.matched_terms, hit.missing_terms) == ((), ())
    assert answer.missing_terms == ()


def test_without_the_second_model_it_answers_as_before(english):
    """The question's words are looked for as they are, and missing."""
    answer = asking(english).ask(EGGS)
    assert "Eulen" in answer.missing_terms
    assert answer.across is None


def test_another_second_model_than_the_indexs_is_not_asked(english):
    """Its vectors would be compared with those of another."""
    other = TranslatingEncoder(GERMAN, sha256="4" * 64)
    answer = Assistant(english, EncoderPair(WordEncoder(), other)).ask(EGGS)
    assert "Eulen" in answer.missing_terms


def test_a_question_in_the_articles_language_never_asks_the_second_model(english):
    """English asked of English is answered to the last digit as without it."""
    second = TranslatingEncoder(GERMAN)
    pair = Assistant(english, EncoderPair(WordEncoder(), second))
    question = "Are the eggs of the owls round?"
    with_it, without = pair.ask(question), asking(english).ask(question)
    assert second.encoded == []
    assert with_it.citations == without.citations
    assert with_it.confidence == without.confidence


def test_all_articles_are_asked_whatever_their_languages(library):
    """A German question finds the German article by its words, the English by sense."""
    assistant = asking(library, GERMAN)
    sea = assistant.ask("Steigt das Meer zweimal am Tag?")
    assert sea.citations[0].quote.startswith("Das Meer steigt")
    assert sea.across is None
    eggs = assistant.ask(EGGS)
    assert eggs.citations[0].quote.startswith("The eggs")
    assert eggs.across == ("de", "en")


def test_one_article_is_found_among_many_in_the_questions_language(tmp_path):
    """It is ranked among those of its way alone, so none of them takes its place."""
    eggs = "Die Eier der Eulen sind rund. " * (SENTENCE_DEPTH // LIST_DEPTH)
    many = {f"eier{n}.txt": f"{eggs}Nummer {n}.\n" for n in range(LIST_DEPTH)}
    library = indexed(tmp_path, BOTH, {"owls.txt": OWLS, **many})
    quotes = {each.quote for each in asking(library, GERMAN).ask(EGGS).citations}
    assert "The eggs of the owls are white and round." in quotes


def test_one_article_is_asked_in_its_language(library):
    """Asked of the English article alone, nothing of the German one is quoted."""
    assistant = asking(library, GERMAN)
    (owls,) = [a.id for a in assistant.articles() if a.language == "en"]
    answer = assistant.ask(EGGS, articles=[owls])
    assert {citation.article_id for citation in answer.citations} == {owls}


def found(*probabilities: float, answers: float | None = None) -> Retrieved:
    """Make what a way found: hits of these probabilities, read or not."""
    passage = Passage("a", 0, 1, ".", "", None, (Sentence(0, 1, 1),))
    hits = tuple(
        Hit(passage, passage.sentences[0], 0.0, probability=each)
        for each in probabilities
    )
    return Retrieved(hits, Features(0.5, 0.5, 0.5, 1.0, answers), 0.9, ())


def test_what_was_found_in_several_ways_is_one_ranking():
    """The second way's hits stand where their probability puts them; four are kept."""
    one = joined([found(0.9, 0.5), found(0.8, 0.6, 0.1)], top_k=4)
    assert [hit.probability for hit in one.hits] == [0.9, 0.8, 0.6, 0.5]


def test_an_answer_comes_before_what_is_none_yet():
    """What was read needs 0.8, what wasn't 0.3: so 0.4 may come before 0.45."""
    own = replace(found(0.45, answers=1.0), related=0.45)
    one = joined([own, found(0.4)], top_k=2)
    assert [hit.probability for hit in one.hits] == [0.4, 0.45]
    assert one.status == "answered"


def test_a_single_way_keeps_its_order():
    """By score, which isn't that of the probabilities."""
    only = found(0.3, 0.7)
    assert joined([only], top_k=1) is only


@pytest.mark.parametrize(
    ("code", "trust", "first"),
    [("en", 0.5, True), ("en", 0.49, False), ("de", 0.94, False), ("de", 0.95, True)],
)
def test_the_first_model_is_trusted_with_english_early(code, trust, first):
    """English is what models are trained in; others have to be known well."""
    model = ModelIdentity("words", "0" * 64, 3, 8)
    assert is_trusted(LanguageEntry(code, 1, trust), model) is first


@pytest.mark.parametrize(("code", "first"), [("en", True), ("de", False)])
def test_the_default_model_reads_english_alone(code, first):
    """It has learned no other language, whatever a few sentences seem to say."""
    model = ModelIdentity("default", DEFAULT_SHA256, 3, 8)
    assert is_trusted(LanguageEntry(code, 1, 1.0), model) is first


@pytest.mark.parametrize(
    ("name", "first"), [("Sand", "Die Ebbe"), ("edges", "Their feathers")]
)
def test_a_word_is_in_the_language_of_the_articles_that_have_it(
    library, name: str, first: str
):
    """By itself it may be in either; no other language is said to be asked in."""
    answer = asking(library, {}).ask(name)
    assert answer.citations[0].quote.startswith(first)
    assert answer.across is None
