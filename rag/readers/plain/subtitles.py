"""Subtitles (SubRip and WebVTT): what is said, each paragraph with its time.

Read by webvtt-py; the cues of one sentence are joined, for they break it where the line
on the screen ends.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from io import BytesIO

import webvtt
from webvtt.errors import MalformedFileError

from rag.errors import EmptyFileError, ReadError
from rag.readers.builder import DraftBuilder
from rag.readers.draft import Draft
from rag.readers.plain.decoding import decode
from rag.readers.plain.lines import ends_sentence

PAUSE_S = 2
"""So long a silence ends a paragraph, whether or not a sentence ends there."""

MAX_CHARS = 400
"""A text without full stops, as programs write, is divided behind so many."""

_WEBVTT = "WEBVTT"
_STYLE = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}")
"""Tags and times within a cue; in braces what players of ASS read in SubRip, too."""

_TIME = r"(?:\d+:)?\d{1,2}:\d{1,2}[,.]\d+"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_WITHOUT_HOURS = re.compile(r"(?<![\d:])\d{1,2}:\d{1,2}[,.]")


def read(data: bytes) -> Draft:
    """Read the text of a file of subtitles.

    Args:
        data: SubRip (SRT) or WebVTT.

    Returns:
        A draft without headings, whose paragraphs are sentences, with their times. A
        speaker that WebVTT names stands before what is said, at each change.

    Raises:
        ReadError: It can't be read.
        EmptyFileError: Nothing is said in it.
    """
    text = decode(data) or ""
    kind = "vtt" if text.startswith(_WEBVTT) else "srt"
    if kind == "srt":
        text = _normal(text)
    try:
        captions = webvtt.from_buffer(BytesIO(text.encode()), format=kind).captions
    except (MalformedFileError, ValueError) as error:
        raise ReadError("holds no subtitles that can be read: save it anew") from error
    builder = DraftBuilder()
    for start, said in _paragraphs(list(_cues(captions))):
        builder.add(said, time_s=start)
    draft = builder.finish()
    if not draft.blocks:
        raise EmptyFileError("holds no subtitles with text: save it anew")
    return draft


def _normal(text: str) -> str:
    r"""Write SubRip as webvtt-py reads it, which passes over what is otherwise.

    Each cue has a number, its times have hours, and nothing stands above the first.

    Example:
        >>> _normal("By Jo.\n\n00:01,000 --> 00:03,000\nIt rains.")
        '1\n00:00:01,000 --> 00:00:03,000\nIt rains.'
    """
    normal: list[str] = []
    is_first = True
    for line in text.strip().split("\n"):
        if _TIMES.match(line):
            del normal[0 if is_first else _end_of_said(normal) :]
            normal.append("1")  # nobody reads which
            line = _WITHOUT_HOURS.sub(r"00:\g<0>", line)
            is_first = False
        normal.append(line)
    return "\n".join(normal)


def _end_of_said(lines: Sequence[str]) -> int:
    """Give how many lines stand before the number of the cue whose times are next.

    It is right above these, or alone between empty lines; other numbers are said.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if not end or not lines[end - 1].strip().isdigit():
        return len(lines)
    # Nothing is above a number in the first line: then this is an empty slice.
    is_below_words = any(map(str.strip, lines[end - 2 : end - 1]))
    return len(lines) if is_below_words and end < len(lines) else end - 1


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown from `start` to `end`, in seconds."""

    start: int
    end: int
    speaker: str
    text: str


def _cues(captions: Iterable[webvtt.Caption]) -> Iterator[_Cue]:
    shown = ""
    for caption in captions:
        text = unescape(_STYLE.sub("", caption.raw_text))
        lines = [" ".join(line.split()) for line in text.split("\n")]
        # Live captions roll: each cue shows the line of the one before again.
        new = " ".join(line for line in lines if line and line != shown)
        shown = next(filter(None, reversed(lines)), shown)
        if new:
            speaker = unescape(caption.voice or "").strip()
            yield _Cue(caption.start_in_seconds, caption.end_in_seconds, speaker, new)


def _paragraphs(cues: Sequence[_Cue]) -> Iterator[tuple[int, str]]:
    """Join cues to the end of a sentence, a pause or another speaker, with starts."""
    start, said, length = 0, list[str](), 0
    before = ""
    for i, cue in enumerate(cues):
        if not said:
            start = cue.start
            if cue.speaker and cue.speaker != before:
                said.append(f"{cue.speaker}:")
                before = cue.speaker
        said.append(cue.text)
        length += len(cue.text)
        following = cues[i + 1] if i + 1 < len(cues) else None
        if following is None or length > MAX_CHARS or _ends(cue, following):
            yield start, " ".join(said)
            said, length = [], 0


def _ends(cue: _Cue, following: _Cue) -> bool:
    is_other = bool(following.speaker) and following.speaker != cue.speaker
    is_late = following.start - cue.end > PAUSE_S
    return is_other or is_late or ends_sentence(cue.text)
