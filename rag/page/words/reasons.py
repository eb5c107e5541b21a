"""Why something is refused, as packages below say it, said to the page's reader.

They say it in English, in processes of their own, and indexes keep it: it comes whole,
and is known by its form.
"""

import re
from functools import cache

from rag.page.words.saying import ENGLISH, N_, Later, _, isolated, language

REASONS = (
    N_("{name} holds no text: add a file with some"),
    N_("{name} has {size} MiB, over the limit of {limit} MiB: split it"),
    N_("{name} reads as no language: {mend}"),
    N_("its fonts don't say which characters they draw; {mend}, or export it anew"),
    N_("its encoding is unknown; save it as UTF-8"),
    N_("install OCR with `pip install 'quotewell[ocr]'` and add it again"),
    N_("{name} holds too much text: split it"),
    N_("{name} needs more than {size} MiB to be read: save it as plain text"),
    N_("{name} is damaged, or no {kind} file ({why}): save it anew"),
    N_("{name} was not read within {seconds} s: save it as plain text"),
    N_(
        "{name} was not read: its reader could not start ({why}); free disk and "
        "memory, then add it again"
    ),
    N_(
        "{name} is damaged or too complex: its reader stopped (status {status}); "
        "save it as plain text"
    ),
    N_("{name} is an archive of files: unpack it, and add those"),
    N_("{name} is a damaged archive: save or download it anew"),
    N_("{name} holds no file that is read: add what is in it"),
    N_("{name} holds {n} files, over the limit of {limit}: divide it"),
    N_("{name} holds {n} articles, over the limit of {limit}: divide it"),
    N_("{name} holds {n} articles, and a title names one; add it without a title"),
    N_("{name} holds more than {n} files or {size} MiB: divide it"),
    N_("{name} lies too deep in {archive}: add it"),
    N_('{name} holds no article: give each object a "text"'),
    N_("{name} holds an empty list: add one with articles"),
    N_("{name} is no JSON ({why}): mend it"),
    N_(
        "{name} holds more than {n} paragraphs or rows of a table: divide it, or "
        "add only the part that is asked about"
    ),
    N_("{name} holds no text in its {pages}, only pictures: {mend}"),
    N_("{name} holds no text that OCR finds in its {pages}"),
    N_("{name} holds nothing in its {pages}: add another file"),
    N_("{n} page"),
    N_("{n} pages"),
    N_("{name} lacks its part {part}: save or download it anew"),
    N_("{name} has a damaged part {part}: save it anew"),
    N_("{name} is protected by a password: save it without one"),
    N_("{name} unpacks to more than {size} MiB: split it"),
    N_("{name} unpacks to {share} times its size: it repeats itself; save it anew"),
    N_("{name} defines entities of its own: save it anew"),
    N_("{name} holds too many documents in another: save it in Word"),
    N_("{name} holds a file of another format ({part}): open it in Word and save it"),
    N_("{name} is locked by its seller (DRM): only its seller's reader opens it"),
    N_("{name} names no book in its container: download it anew"),
    N_("{name} holds no text document: save it as .odt"),
    N_("{name} holds no presentation: save it as .pptx"),
    N_(
        "{name} has a sheet of {rows} rows and {columns} columns: delete what is "
        "empty, or divide it"
    ),
    N_("{name} has a line too long to be read whole: save it as plain text"),
    N_("{name} takes too long to be read: split it"),
    N_("{name} has {pages} pages, over the limit of {limit}: split it"),
    N_("{name} is a damaged PDF: save or download it anew"),
    N_("{name} is a PDF whose page {page} is damaged: save or download it anew"),
    N_("{name} holds no subtitles with text: save it anew"),
    N_("{name} holds no subtitles that can be read: save it anew"),
    N_("{name} shows no text without its scripts: save the page as text"),
    N_("{name} holds no page: save it as HTML"),
    N_("{name} has {pages} pages, and no page {page}"),
    N_("{name} is not drawn as it was read: read it as text"),
    N_("{name} is too long to be shown in pages: read it as text"),
    N_("{name} is not what its name ends with, or damaged: save or download it anew"),
    N_("add one of {endings} instead"),
    N_("save or export it as JPEG and add that"),
    N_("save it without one"),
    N_("open it and save it as .docx, .xlsx or .pptx, a message as .eml"),
    N_("an empty zip archive"),
    N_("a PNG image"),
    N_("a JPEG image"),
    N_("a GIF image"),
    N_("a TIFF image"),
    N_("a BMP image"),
    N_("a HEIC picture"),
    N_("an image, sound or video file (RIFF)"),
    N_("a sound or video file (Ogg)"),
    N_("a sound file (MP3)"),
    N_("a sound file (FLAC)"),
    N_("a video file (Matroska)"),
    N_("a video, sound or image file (MP4)"),
    N_("a gzip archive"),
    N_("a bzip2 archive"),
    N_("an xz archive"),
    N_("a 7-Zip archive"),
    N_("a RAR archive"),
    N_("a Zstandard archive"),
    N_("an SQLite database"),
    N_("a program (ELF)"),
    N_("a Windows program"),
    N_("a font"),
    N_("an Excel workbook in binary form (XLSB)"),
    N_("an office file under a password"),
    N_("an old Office file"),
    N_("binary data"),
    N_(
        "{name} can't be indexed ({why}); save it as plain text, add that and "
        "remove this"
    ),
    N_("{name} changed while it was read; add it again"),
    N_("the file of article {id} is missing; add {name} again"),
    N_("{place} is missing or isn't what was added; add {name} again"),
    N_("{url} was not fetched within {seconds} s; save the page and add the file"),
    N_(
        "{url} can't be fetched ({why}); check the address, or save the page and "
        "add the file"
    ),
    N_("{url} leads on more than {n} times"),
    N_("{url} answers with status {status}; check the address in a browser"),
    N_("{url} has more than the limit of {size} MiB"),
    N_(
        "{url} came to an end before the page did; try again, or save the page and "
        "add the file"
    ),
    N_(
        "{url} is packed as {encoding}, which was not asked for; save the page and "
        "add the file"
    ),
    N_("{url} is no address that starts with http:// or https://"),
    N_("{host} is not found; check the address and the connection"),
    N_(
        "{url} leads to {addresses}, which is not on the public internet; save the "
        "page and add the file"
    ),
    N_("{path} isn't a whole path; begin it with / or ~"),
    N_("{name} can't be read ({why})"),
    N_("{name} can't be read ({why}); check the name and permissions"),
    N_("{name} is a file; add it, or give its folder"),
    N_("{name} is no regular file; add a copy of it"),
    N_("{name} has {size} bytes, the limit is {limit}; divide it"),
    N_("the name {name} isn't UTF-8; rename the folder"),
    N_("the name {name} isn't UTF-8; rename the file"),
    N_("{name} is a library of Quotewell; add the files that it was made of"),
    N_("{name} leads out of the folder; add the file that it names"),
    N_("{place} is not followed any more"),
    N_("{title} was indexed by another version: rebuild the index to see its pages"),
    N_(
        "{title} was read by another version, or pages that OCR read are lost: add "
        "it again and rebuild the index to see its pages"
    ),
    N_("{title} has no pages: read it as text"),
    N_("{title} has no page {page}"),
    N_("there are {pages} pages, and no {page}"),
    N_("{name} is {kind}: {mend}"),
    N_("no article, tag or folder is called {name}"),
    N_("no article of {name} is indexed yet; ask again later"),
    N_("a title has 1 to {most} characters, this one {n}"),
    N_("a tag has 1 to {most} characters and no comma, got {tag}"),
    N_("an article has up to {most} tags, {id} would have {n}"),
    N_("a name has 1 to {most} characters, this one {n}"),
    N_("a note has up to {most} characters of text, this one {n}"),
    N_("no pin {id}; it may have been removed for good"),
    N_("no conversation {id}; it may have been deleted"),
)
"""Each with places for what differs, of which some have forms here, too; the first one
that fits counts."""

_PLACE = re.compile(r"\\{(\w+)\\}")


def said(english: str) -> str:
    """Say to the reader what was said in English, as far as that is known."""
    if isinstance(english, Later):
        return english.say()
    # Of nothing, gettext has a file's own header.
    return _reason(english) or _(english) if english else ""


def _reason(english: str) -> str:
    """Say a reason; "" for what has the form of none."""
    for reason in REASONS if language() != ENGLISH else ():
        if found := _form(reason).fullmatch(english):
            parts = found.groupdict().items()
            return _(reason, **{k: _reason(v) or isolated(v) for k, v in parts})
    return ""


@cache
def _form(reason: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(reason)), re.DOTALL)
