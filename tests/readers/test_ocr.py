"""Pages that are pictures: read where OCR is installed, kept, and in their places."""

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from hashlib import sha256

import numpy as np
import pytest
from PIL import Image

from rag.disk import remove_leftovers
from rag.errors import EmptyFileError, ReadError, UnsupportedFormatError
from rag.library.articles import ArticleStore
from rag.readers import read_article
from rag.readers.apart.parent import read_apart
from rag.readers.draft import Block, Draft
from rag.readers.ocr import scans
from rag.readers.ocr.images import read as read_picture
from rag.readers.ocr.scans import KeptScans, Scan, with_scans
from rag.steps import Step, StoppedError, watched
from tests.archives import saved as saved_slides
from tests.articles import paragraphs
from tests.later import Later
from tests.pdf_files import Line, pdf_file
from tests.readers.test_pptx import BOX, slides
from tests.scans import FIRST, SECOND, TITLE, saved, scanned

engine = Later("rag.readers.ocr.engine")

PAGE = "The river rose by two metres in one night."
GARBLED = "-.4.)& ? ' & 6)'.+ !!) +,- ''& (6*) /.-, ?? &&. ++)( 4.4 ''. &-- ))("


def test_a_skewed_and_noisy_picture_is_read_in_the_sandbox() -> None:
    """Its lines are paragraphs under its title, letter for letter."""
    data = saved(scanned(skew=1.5, noise=25), "PNG")
    article = read_article(data, "photo.png")
    assert article.title == TITLE
    assert paragraphs(article) == [" ".join(FIRST), " ".join(SECOND)]


def test_a_scanned_pdf_is_read() -> None:
    """A PDF of nothing but a picture of its page reads as the page."""
    data = saved(scanned(), "PDF", resolution=200)
    article = read_article(data, "scan.pdf")
    assert paragraphs(article) == [" ".join(FIRST), " ".join(SECOND)]
    assert {p.page for p in article.paragraphs} == {1}


def fake_ocr(monkeypatch, stop_at: int = 0) -> list[int]:
    """Let OCR find a sentence on each page; gives the pages that it was asked for."""
    asked: list[int] = []

    def make(module: str, data: bytes, name: str, wanted: dict, limit_s: int) -> dict:
        number = wanted["page"]
        assert (module, name) == ("ocr.pages", f"page {number} of x.pdf")
        if number == stop_at:
            raise KeyboardInterrupt
        asked.append(number)
        text = f"{PAGE[:-1]} {number}."
        block = (0, len(text), 0, number)
        return {"text": text, "blocks": [block], "size": [600, 800], "boxes": ""}

    monkeypatch.setattr(scans, "make_apart", make)
    return asked


def test_pages_stand_in_their_places(monkeypatch) -> None:
    """Pictures between pages of text are read, and pages of text are not."""
    fake_ocr(monkeypatch)
    text = "One.\n\nThree.\n\nHead."
    blocks = (Block(0, 4, 0, 1), Block(6, 12, 0, 3), Block(14, 19, 0, 1))
    draft = Draft(text, blocks, title="T", author="A", unread=(2, 4))
    found = with_scans(draft, b"", "x.pdf", "en", None)
    said = [(found.text[b.start : b.end], b.page) for b in found.blocks]
    two, four = (f"{PAGE[:-1]} {n}." for n in (2, 4))
    assert said == [("One.", 1), (two, 2), ("Three.", 3), ("Head.", 1), (four, 4)]
    assert (found.title, found.author) == ("T", "A")


def test_a_page_that_reads_as_no_language_is_read_by_ocr(monkeypatch) -> None:
    """What its fonts made of it is left out; the good page stays as it is."""
    asked = fake_ocr(monkeypatch)
    good, bad = ([Line(72, 100 + 12 * i, t) for i in range(2)] for t in (PAGE, GARBLED))
    article = read_article(pdf_file([good, bad]), "x.pdf")
    assert asked == [2]
    assert GARBLED[:9] not in article.text
    assert not any(p.is_doubtful for p in article.paragraphs)
    assert [p.page for p in article.paragraphs] == [1, 2]


def test_slides_are_never_read_by_ocr(monkeypatch) -> None:
    """A slide of signs stays as it is: it can't be drawn, and the others are read."""
    monkeypatch.setattr(scans, "is_installed", lambda: True)
    monkeypatch.setattr(scans, "make_apart", pytest.fail)
    show = slides(PAGE, PAGE)
    for slide, text in zip(show.slides, (" ".join([PAGE] * 9), GARBLED), strict=True):
        slide.shapes.add_textbox(*BOX).text_frame.text = text
    article = read_article(saved_slides(show), "x.pptx")
    assert paragraphs(article)[-1] == GARBLED


def test_what_was_read_before_a_kill_is_kept(monkeypatch, tmp_path) -> None:
    """Adding again asks OCR for the page it was stopped at and those after it."""
    kept = KeptScans(tmp_path)
    draft = Draft("", (), unread=(1, 2, 3))
    fake_ocr(monkeypatch, stop_at=3)
    with pytest.raises(KeyboardInterrupt):
        with_scans(draft, b"a", "x.pdf", "en", kept)
    asked = fake_ocr(monkeypatch)
    whole = with_scans(draft, b"a", "x.pdf", "en", kept)
    assert asked == [3]
    assert with_scans(draft, b"a", "x.pdf", "en", kept) == whole
    assert asked == [3]
    with_scans(draft, b"another file", "x.pdf", "en", kept)
    assert asked == [3, 1, 2, 3]


def test_who_watches_is_told_each_page(monkeypatch, tmp_path) -> None:
    """How many are read, of how many; where all are kept there is nothing to tell."""
    fake_ocr(monkeypatch, stop_at=3)
    kept = KeptScans(tmp_path)
    draft = Draft("", (), unread=(1, 2, 3))
    seen: list[Step] = []
    with pytest.raises(KeyboardInterrupt), watched(seen.append):
        with_scans(draft, b"a", "x.pdf", "en", kept)
    assert [step.said for step in seen[1:]] == [
        f"page {n} of 3 of x.pdf" for n in (1, 2, 3)
    ]
    fake_ocr(monkeypatch)
    seen.clear()
    with watched(seen.append):
        with_scans(draft, b"a", "x.pdf", "en", kept)
    # The two that were kept are done at once.
    assert [(s.name, s.done, s.total) for s in seen[1:-1]] == [
        ("pages", 2, 3), ("pages", 3, 3),
    ]  # fmt: skip
    seen.clear()
    with watched(seen.append):
        with_scans(draft, b"a", "x.pdf", "en", kept)
    assert seen == []


def test_a_stop_ends_the_page_that_is_being_read(monkeypatch, tmp_path, reader) -> None:
    """Its process is killed, though it would read for ever; those before are kept."""
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remember(*arguments, **options):
        started.append(start(*arguments, **options))
        return started[-1]

    asked = fake_ocr(monkeypatch)
    fake, endless = scans.make_apart, reader("while True: pass")

    def make(module: str, data: bytes, name: str, wanted: dict, limit_s: int) -> dict:
        if len(asked) < 2:
            return fake(module, data, name, wanted, limit_s)
        read_apart(endless, b"", name)
        pytest.fail("it was read to its end")

    def stop(step: Step) -> None:
        if started:
            raise StoppedError

    monkeypatch.setattr(subprocess, "Popen", remember)
    monkeypatch.setattr(scans, "make_apart", make)
    kept = KeptScans(tmp_path)
    with pytest.raises(StoppedError), watched(stop):
        with_scans(Draft("", (), unread=(1, 2, 3)), b"a", "x.pdf", "en", kept)
    assert started[0].returncode < 0  # ended by a signal
    digest = sha256(b"a").hexdigest()
    assert [kept.get(digest, n) is None for n in (1, 2, 3)] == [False, False, True]


def test_a_kept_page_that_is_damaged_is_read_anew(monkeypatch, tmp_path) -> None:
    """One byte of it changed, or of another version, it is as if it weren't there."""
    kept = KeptScans(tmp_path)
    scan = Scan(Draft("Text.", (Block(0, 5, 2, 1),)), (600.0, 800.5), bytes(range(80)))
    kept.put("ab", 1, scan)
    (path,) = (tmp_path / "ab").iterdir()
    assert kept.get("ab", 1) == scan
    path.write_bytes(path.read_bytes().replace(b"Text.", b"Tent."))
    assert kept.get("ab", 1) is None
    kept.put("ab", 1, scan)
    monkeypatch.setattr(scans, "VERSION", scans.VERSION + 1)
    assert kept.get("ab", 1) is None
    kept.drop("ab")
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_swept_up_while_it_is_kept_is_no_error(
    monkeypatch, tmp_path
) -> None:
    """Another process tidies up, or deletes the article: it is read once more."""
    kept, scan = KeptScans(tmp_path), Scan(Draft("Text.", ()), (6.0, 8.0), b"")
    for sweep in (
        partial(remove_leftovers, tmp_path, below=True),
        partial(shutil.rmtree, tmp_path / "ab"),
    ):
        monkeypatch.setattr("rag.disk.sync", lambda _, sweep=sweep: sweep())
        kept.put("ab", 1, scan)
        assert kept.get("ab", 1) is None


def test_an_article_that_is_deleted_takes_its_pages_along(tmp_path) -> None:
    """What OCR read of a file goes with the file, and no other's."""
    store = ArticleStore(tmp_path)
    stored = store.add(store.check(PAGE.encode(), "x.txt"), PAGE.encode(), 1)
    for digest in (stored.sha256, "another"):
        store.scans.put(digest, 1, Scan(Draft("Text.", ()), (600, 800), b""))
    assert store.records.everything() == [stored]
    store.delete(stored)
    assert store.scans.get(stored.sha256, 1) is None
    assert store.scans.get("another", 1) is not None


def test_without_ocr_the_error_names_what_to_install(monkeypatch) -> None:
    """A picture, and a PDF of pictures, say so; a PDF with some text is read."""
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    monkeypatch.setattr("rag.readers.is_installed", lambda: False)
    picture = scanned()
    with pytest.raises(UnsupportedFormatError, match=r"^x\.png is a PNG .*\[ocr\]"):
        read_article(saved(picture, "PNG"), "x.png")
    with pytest.raises(
        EmptyFileError, match=r"^x\.pdf holds no text in its 1 page, .*"
    ):
        read_article(saved(picture, "PDF"), "x.pdf")
    draft = Draft(PAGE, (Block(0, len(PAGE), 0, 1),), unread=(2,))
    assert with_scans(draft, b"", "x.pdf", "en", None) is draft


def test_pictures_without_words_hold_no_text(monkeypatch) -> None:
    """A photo of nothing but sky is said to hold none."""
    empty = {"text": "", "blocks": [], "size": [600, 800], "boxes": ""}
    monkeypatch.setattr(scans, "make_apart", lambda *_: empty)
    with pytest.raises(EmptyFileError, match=r"no text that OCR finds in its 2 pages$"):
        with_scans(Draft("", (), unread=(1, 2)), b"", "x.tif", "en", None)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_pictures_are_told_by_their_content(form: str, monkeypatch) -> None:
    """Each of the four formats is sent to OCR, whatever its name."""
    monkeypatch.setattr("rag.readers.is_installed", lambda: False)
    data = saved(Image.new("RGB", (20, 20)), form)
    with pytest.raises(UnsupportedFormatError, match=r"\[ocr\]"):
        read_article(data, "x.txt")
    assert read_picture(data).unread == (1,)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"hevx"])
def test_a_heic_picture_says_what_mends_it(brand: bytes) -> None:
    """What an iPhone saves is read by nothing here: it is named, and JPEG is."""
    data = b"\x00\x00\x00\x18ftyp" + brand + bytes(4) + b"mif1heic" + bytes(99)
    with pytest.raises(UnsupportedFormatError) as caught:
        read_article(data, "x.heic")
    expected = "x.heic is a HEIC picture: save or export it as JPEG and add that"
    assert str(caught.value) == expected


def test_a_film_is_no_heic_picture() -> None:
    """The same kind of boxes, of another brand, is told as before."""
    data = b"\x00\x00\x00\x18ftypisom" + bytes(99)
    with pytest.raises(UnsupportedFormatError, match=r"image file \(MP4\): add one of"):
        read_article(data, "x.mp4")


def test_a_damaged_picture_is_refused_in_one_line() -> None:
    """What begins as a picture and is none says what helps."""
    with pytest.raises(ReadError, match=r"^x\.png is damaged[^\n]*save it anew$"):
        read_article(b"\x89PNG\r\n\x1a\n" + bytes(99), "x.png")


def test_lines_are_levelled_and_of_one_size() -> None:
    """A page turned by a tenth reads from left to right; heights nearly alike are."""
    slope = np.array([[0, 0], [100, 10], [99, 20], [-1, 10]], dtype=float)
    make: Callable[..., object] = lambda text, x, y, k=1.0: engine._Line(  # noqa: E731
        text, slope * [1, k] + [x, y]
    )
    left, right = make("left", 0, 0), make("right", 200, 20)
    first, second = engine._levelled([left, right], 7)
    assert abs(first.top - second.top) < 1
    assert first.x1 < second.x0
    assert first.size == second.size
    assert (first.page, first.text) == (7, "left")


LINE = np.array([[0, 0], [40, 0], [40, 10], [0, 10]], dtype=float)


def quad(left: float, right: float) -> list[list[float]]:
    """Give the corners of a letter on `LINE`."""
    return [[left, 1], [right, 1], [right, 9], [left, 9]]


def test_a_letters_box_is_where_it_was_found() -> None:
    """From left to right and from top to bottom; none for the space."""
    found = [("a", 0.9, quad(2, 8)), ("b", 0.9, quad(33, 39))]
    boxes = engine.letter_boxes("a b", LINE, found)
    assert boxes.tolist() == [[2, 1, 8, 9], [33, 1, 39, 9]]


@pytest.mark.parametrize("found", [[], [("a", 0.9, quad(2, 8))]])
def test_letters_that_were_not_found_share_their_line(found) -> None:
    """Four characters on 40 points have 10 each, the space as well."""
    boxes = engine.letter_boxes("ab c", LINE, found)
    assert boxes.tolist() == [[0, 0, 10, 10], [10, 0, 20, 10], [30, 0, 40, 10]]


def test_letters_of_a_line_that_falls_go_down_with_it() -> None:
    """Two characters on 10 points that fall by 4: the second is 2 lower."""
    falling = np.array([[0, 0], [10, 4], [10, 8], [0, 4]], dtype=float)
    boxes = engine.letter_boxes("ab", falling, [])
    assert boxes.tolist() == [[0, 0, 5, 6], [5, 2, 10, 8]]


def test_all_pages_that_were_kept_come_in_order(tmp_path) -> None:
    """By number, not by name: the tenth comes after the second."""
    kept = KeptScans(tmp_path)
    scan = Scan(Draft("", ()), (600.0, 800.0), b"")
    for page in (10, 2):
        kept.put("ab", page, scan)
    (tmp_path / "ab" / "3.json").write_text("{}")
    assert list(kept.every("ab").items()) == [(2, scan), (10, scan)]
    assert kept.every("another") == {}
