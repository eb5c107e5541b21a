"""Why a file can't be read is said in each language of the page."""

import ast
from pathlib import Path

import httpx
import pytest

import rag.errors
from rag.errors import QuotewellError, ReadError
from rag.judging.conversations import Conversations
from rag.judging.opening import open_journal
from rag.judging.pins import MAX_NOTE_CHARS, Pins
from rag.library.scope import choose
from rag.library.stored_article import (
    MAX_TAGS,
    StoredArticle,
    clean_tag,
    clean_title,
    tags_with,
)
from rag.page.words.reasons import REASONS, said
from rag.page.words.saying import LANGUAGES, Later, speaking
from rag.readers.sniffing import _BINARIES, HEIC, LOCKED, OLD_OFFICE

ROOT = Path(__file__).parents[2]
KINDS = {
    name
    for name, kind in vars(rag.errors).items()
    if isinstance(kind, type) and issubclass(kind, ReadError)
}
TOLD_APART = {"rag/readers/bundles/contents.py": "7 7"}
"""What a process says in place of raising it."""


def sample(node: ast.expr, known: dict[str, str]) -> str:
    """Write what an expression gives, with 7 for what is known when it runs."""
    if isinstance(node, ast.JoinedStr):
        return "".join(sample(part, known) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return sample(node.value, known)
    if isinstance(node, ast.Name):
        return known.get(node.id, "7")
    return str(node.value) if isinstance(node, ast.Constant) else "7"


def raised_in(path: Path) -> list[str]:
    """Give what a module's errors say of files, each with 7 for what differs."""
    known: dict[str, str] = {}
    found = []
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    placed = [node for node in nodes if hasattr(node, "lineno")]
    for node in sorted(placed, key=lambda each: (each.lineno, each.col_offset)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = sample(node.value, known)
            # Other names are those of files.
            known |= {node.targets[0].id: value} if " " in value else {}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
            found.append("; ".join(sample(arg, known) for arg in node.args))
    return found


def test_each_reason_has_a_form():
    """All that readers and the library raise, as it stands or behind a name."""
    raised = {
        str(path.relative_to(ROOT)): raised_in(path)
        for part in ("readers", "library", "page")
        for path in sorted((ROOT / "rag" / part).rglob("*.py"))
    }
    assert sum(map(len, raised.values())) > 80
    with speaking("zh"):
        unknown = {
            (path, text)
            for path, texts in raised.items()
            for text in texts
            if said(text) == text and said(f"a.txt {text}") == f"a.txt {text}"
        }
    assert unknown == set(TOLD_APART.items())


def test_what_a_person_types_is_refused_in_their_language(tmp_path):
    """Titles, tags, names and notes, and what is gone by then."""
    journal = open_journal(tmp_path)
    pins, conversations = Pins(journal), Conversations(journal)
    article = StoredArticle(
        "a", "a.txt", None, "", 1, "", tags=tuple(map(str, range(MAX_TAGS)))
    )
    refused = [
        lambda: clean_title(""),
        lambda: clean_tag("a, b"),
        lambda: tags_with(article, ["one more"], ()),
        lambda: conversations.rename("none", ""),
        lambda: conversations.get("none"),
        lambda: pins.note(1, "n" * (MAX_NOTE_CHARS + 1)),
        lambda: pins.get(1),
        lambda: choose(["none"], ()),
    ]
    for attempt in refused:
        with pytest.raises(QuotewellError) as refusal:
            attempt()
        with speaking("zh"):
            assert said(refusal.value.reason) != refusal.value.reason


def test_each_kind_of_data_has_a_name():
    """That of pictures is one of what no reader is for, where OCR isn't installed."""
    kinds = {kind for _, kind in _BINARIES} | {HEIC, LOCKED, OLD_OFFICE}
    assert kinds | {"binary data"} <= set(REASONS)


@pytest.mark.parametrize(
    ("code", "english", "expected"),
    [
        ("zh", "a.txt holds no text: add a file with some",
         "a.txt 中没有文字：请添加有文字的文件"),
        # What differs may have a form, too, but a name is a name.
        ("zh", "a is b.bin is a GIF image: add one of .txt instead",
         "a is b.bin 无法读取，类型为 GIF 图片：请改为添加 .txt 之一"),
        ("zh", "x holds nothing in its 3 pages: add another file",
         "x 的 3 页中没有内容：请添加别的文件"),
        ("zh", "a\n{n}.pdf has 2 pages, and no page 3",
         "a\n{n}.pdf 有 2 页，没有第 3 页"),
        # Forms with signs of patterns, and one that goes on where another ends.
        ("zh", "a can't be read (b)", "无法读取 a（b）"),
        ("zh", "a can't be read (b); check the name and permissions",
         "无法读取 a（b）；请检查名称和权限"),
        ("ar", "a.txt holds no text: add a file with some",
         "لا نص في \u2068a.txt\u2069: أضف ملفًا فيه نص"),
        ("zh", "Cancelled.", "已取消。"),
        ("zh", "so it is", "so it is"),
        ("zh", "", ""),
        ("en", "a.txt holds no text: add a file with some",
         "a.txt holds no text: add a file with some"),
    ],
)  # fmt: skip
def test_a_reason_is_said_to_its_reader(code, english, expected):
    """English stays as it is."""
    with speaking(code):
        assert said(english) == expected


def test_what_is_said_later_is_said_by_itself():
    """It knows what differs in it."""
    with speaking("zh"):
        assert said(Later(lambda: "a.txt holds no text: add a file with some")) == (
            "a.txt holds no text: add a file with some"
        )


def test_scripts_have_all_reasons(page):
    """With how they are said."""
    for code in sorted(set(LANGUAGES) - {"en"}):
        told = httpx.get(f"{page.url}words/{code}").json()
        assert told["reasons"] == list(REASONS)
        assert set(REASONS) <= set(told["words"])
    assert httpx.get(f"{page.url}words/xx").status_code == 404
