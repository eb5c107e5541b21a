"""Conversations are kept whole: in order, from any page, until they are deleted."""

import json
from pathlib import Path

import pytest

from rag.errors import ConversationNotFoundError, JournalError
from rag.judging.conversations import Conversations, KeptTurn
from rag.judging.journal_home import JournalHome
from rag.judging.opening import open_journal
from rag.judging.verdicts import Verdicts
from rag.types import Turn
from tests.judging.conftest import change


@pytest.fixture
def kept(home: JournalHome) -> Conversations:
    """Give a journal in which nothing is yet."""
    return Conversations(home)


def turn(question: str, answer: str = "{}") -> KeptTurn:
    """Make a turn."""
    return KeptTurn(question, None, answer)


def test_nothing_is_written_by_looking(tmp_path: Path):
    """Listing, reading and deleting make no file."""
    kept = Conversations(open_journal(tmp_path / "index"))
    assert (kept.all(), kept.turns("x"), kept.history("x")) == ([], [], [])
    with pytest.raises(ConversationNotFoundError, match="no conversation 'x'"):
        kept.remove("x")
    assert list(tmp_path.iterdir()) == []


def test_a_conversation_is_named_by_its_first_question(kept, open_home):
    """Another process finds it, with its turns in their order and what was asked."""
    one = kept.add("", turn("Who built it?", "1"), ["tag:old"])
    assert kept.add(one, turn("And when?", "2"), ["tag:new", "x"]) == one
    found = Conversations(open_home()).get(one)
    assert (found.name, found.turns, found.within) == (
        "Who built it?",
        2,
        ("tag:new", "x"),
    )
    assert [each.answer for each in kept.turns(one)] == ["1", "2"]


def test_only_what_is_new_can_be_read(kept: Conversations):
    """A page that has the first turn is given the second."""
    one = kept.add("", turn("Why?"))
    kept.add("", turn("Elsewhere?"))
    kept.add(one, turn("How?"))
    first, second = kept.turns(one)
    assert kept.turns(one, after=first.id) == [second]
    assert kept.turns(one, after=second.id) == []


def test_history_has_the_last_questions_as_they_were_read(kept: Conversations):
    """Twenty at most, the oldest first."""
    one = kept.add("", KeptTurn("And it?", "And the tide?", "{}"))
    assert kept.history(one) == [Turn("And it?", "And the tide?")]
    numbers = [str(number) for number in range(20)]
    for number in numbers:
        kept.add(one, turn(number))
    assert [each.question for each in kept.history(one)] == numbers


def test_the_latest_comes_first_and_words_find_it(kept: Conversations):
    """In names, questions and quotes, whatever their case; all words must be there."""
    tides = kept.add("", turn("What are tides?"), words=["The MOON pulls the sea."])
    kept.add("", turn("What are owls?"))
    kept.add(tides, turn("And waves?"))
    names = [each.name for each in kept.all()]
    assert names == ["What are tides?", "What are owls?"]
    for words, found in (("moon  WAVES", 1), ("what", 2), ("moon owls", 0), ("%", 0)):
        assert len(kept.all(words)) == found, words


def test_a_name_of_ones_own_is_kept_and_found(kept: Conversations):
    """Later turns don't change it; the first question still finds it."""
    one = kept.add("", turn("What are tides?"))
    assert kept.rename(one, "  My  sea ").name == "My sea"
    kept.add(one, turn("And waves?"))
    assert kept.get(one).name == "My sea"
    assert len(kept.all("my sea tides")) == 1
    for name in ("", " ", "x" * 201, "\ud800"):
        with pytest.raises(JournalError, match="1 to 200 characters"):
            kept.rename(one, name)
    assert kept.rename(one, "x" * 200).name == "x" * 200


def test_deleted_it_is_gone_with_its_turns(kept: Conversations):
    """A question that another page still asks in it begins a new one."""
    one, other = kept.add("", turn("Why?")), kept.add("", turn("How?"))
    kept.remove(one)
    assert [each.id for each in kept.all()] == [other]
    assert kept.turns(one) == []
    for attempt in (lambda: kept.remove(one), lambda: kept.rename(one, "x")):
        with pytest.raises(ConversationNotFoundError):
            attempt()
    new = kept.add(one, turn("When?"))
    assert new not in (one, other)
    assert [each.question for each in kept.turns(new)] == ["When?"]


@pytest.mark.parametrize("is_new", [True, False])
def test_a_turn_that_is_sent_twice_at_once_is_kept_once(kept, is_new):
    """Another server answers it, too, where the first takes long, and was quicker."""
    one = "" if is_new else kept.add("", turn("Why?"))
    key = "1" * 32
    asked = turn("How?", json.dumps({"key": key}))
    assert kept.keyed(one, key) is None
    id_ = kept.add(one, asked, key=key)
    assert id_ == (key if is_new else one)
    assert kept.add(one, asked, key=key) == kept.keyed(one, key) == id_
    assert [each.question for each in kept.turns(id_)][-2:] == (
        ["How?"] if is_new else ["Why?", "How?"]
    )


def test_a_turn_that_cannot_be_written_leaves_no_conversation(kept: Conversations):
    """Both are written, or neither."""
    kept.add("", turn("Why?"))
    broken = KeptTurn("How?", None, None)  # type: ignore[arg-type]
    with pytest.raises(JournalError, match=r"NOT NULL|not-null"):
        kept.add("", broken)
    assert len(kept.all()) == 1


def test_verdicts_and_conversations_share_the_journal(kept: Conversations):
    """Either may be there first; neither is taken for damaged."""
    journal = Verdicts(kept.home)
    kept.add("", turn("Why?"))
    assert (journal.verdicts(), journal.problems()) == ([], [])
    journal.record("Why?", "none")
    assert (len(journal.verdicts()), len(kept.all())) == (1, 1)


def test_a_changed_turn_is_told(kept: Conversations):
    """Each has a checksum of what it says."""
    kept.add("", turn("Why?", "one"))
    assert kept.problems() == []
    change(kept.home, "UPDATE turns SET answer = 'two'")
    assert kept.problems() == [
        "the turn 'Why?' of a conversation was changed; delete that one"
    ]
