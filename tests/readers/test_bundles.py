"""Files of several articles: archives, mail, lists in JSON; bounded, and told apart."""

import json
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest

from rag.errors import EmptyFileError, FileTooLargeError, ReadError
from rag.readers import read_article
from rag.readers.bundles import archives, json_articles
from rag.readers.bundles.contents import MAX_DEPTH, contents
from rag.readers.bundles.member import MAX_NAME_CHARS, shown_name
from rag.readers.formats import format_of
from tests.archives import packed
from tests.articles import paragraphs
from tests.pdf_files import Line, pdf_file

OWLS = b"Owls fly without a sound.\n"
TIDES = '{"title": "Tides", "text": "The Moon pulls the sea."}'


def mail(body: str = "The river rose by two metres.", html: str = "") -> EmailMessage:
    """Make a message of a plain text, or of a page alone."""
    message = EmailMessage()
    message["From"] = "Jo Doe <jo@example.org>"
    message["To"] = "ann@example.org"
    message["Subject"] = "The river"
    message["Date"] = "Tue, 12 Mar 2024 10:00:00 +0000"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(html or body, subtype="html" if html else "plain")
    return message


def attach(message: EmailMessage, data: bytes, name: str, kind: str = "text/plain"):
    """Attach a file to a message."""
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def names(data: bytes, name: str) -> list[str]:
    """Name what a file holds."""
    return [inner for inner, _ in contents(data, name).files]


def read_all(data: bytes, name: str) -> None:
    """Read each article that a file holds."""
    for inner, content in contents(data, name).files:
        read_article(content, inner)


def test_an_archive_holds_what_a_folder_would() -> None:
    """By the names' endings; hidden files and those of no format are passed over."""
    data = packed(
        {
            "notes/b.txt": "Bees dance.",
            "a.md": "Ants carry.",
            "photo.xyz": "x",
            ".hidden.txt": "x",
            "__MACOSX/._a.txt": "x",
        }
    )
    assert contents(data, "t.zip").files == (
        ("t.zip/a.md", b"Ants carry."),
        ("t.zip/notes/b.txt", b"Bees dance."),
    )


def test_names_in_an_archive_of_macos_are_read() -> None:
    """They are in UTF-8, of which the archive says nothing; others are as they are."""
    data = packed({"x.xxx.txt": "Owls fly.", "é.txt": "Bees dance.", "├x.md": "Ants."})
    raw = data.replace(b"x.xxx.txt", "höfe.txt".encode())
    assert names(raw, "t.zip") == ["t.zip/höfe.txt", "t.zip/é.txt", "t.zip/├x.md"]


def test_files_of_one_name_in_an_archive_are_both_read() -> None:
    """In the order in which they lie there; programs that append to one make these."""
    data = packed({"b.txt": "Bees dance.", "a.txt": OWLS})
    assert contents(data.replace(b"b.txt", b"a.txt"), "t.zip").files == (
        ("t.zip/a.txt", b"Bees dance."),
        ("t.zip/a.txt", OWLS),
    )


@pytest.mark.attack
def test_no_name_leads_out_of_an_archive() -> None:
    """Names are shown, never followed; they are cut, and hold no control characters."""
    data = packed({"../../etc/a.txt": OWLS, "C:\\b.txt": OWLS, "/srv/c.txt": OWLS})
    assert names(data, "t.zip") == [
        "t.zip/etc/a.txt", "t.zip/srv/c.txt", "t.zip/C:/b.txt",
    ]  # fmt: skip
    assert shown_name("a\x00\x1b[2J/..//./b.txt") == "a[2J/b.txt"
    assert len(shown_name("a" * 999)) == MAX_NAME_CHARS


@pytest.mark.attack
def test_archives_are_bounded(monkeypatch) -> None:
    """By the bytes and the number of what is in them, whatever the archive's size."""
    monkeypatch.setattr(archives, "MAX_BYTES", 2**20)
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    with pytest.raises(FileTooLargeError, match="unpacks to more than 1 MiB"):
        archives.make(packed({"bomb.txt": bytes(2**20 + 1)}))
    assert len(archives.make(packed({f"{n}.txt": "x" for n in "abc"}))["members"]) == 3
    with pytest.raises(FileTooLargeError, match="holds 4 files, over the limit of 3"):
        archives.make(packed({f"{n}.txt": "x" for n in "abcd"}))


@pytest.mark.attack
def test_nested_archives_are_bounded(monkeypatch) -> None:
    """Three deep, the innermost is refused; all levels together hold so many bytes."""
    data = packed({"a.txt": OWLS})
    for _ in range(MAX_DEPTH - 1):
        data = packed({"in.zip": data})
    assert names(data, "t.zip") == ["t.zip/in.zip/in.zip/a.txt"]
    found = contents(packed({"in.zip": data, "b.txt": OWLS}), "t.zip")
    assert [name for name, _ in found.files] == ["t.zip/b.txt"]
    (error,) = found.refused
    assert str(error) == "t.zip/in.zip/in.zip/in.zip lies too deep in t.zip: add it"
    monkeypatch.setattr("rag.readers.bundles.contents.MAX_BYTES", 3 * len(OWLS) - 1)
    two = packed({"b.txt": OWLS, "c.txt": OWLS, "d.txt": OWLS})
    with pytest.raises(FileTooLargeError, match=r"t\.zip holds more than"):
        contents(two, "t.zip")


def test_an_archive_within_another_is_told_from_an_office_file() -> None:
    """What a packed archive holds uncompressed is not the archive's own."""
    word = packed({"word/document.xml": "<d/>"})
    assert format_of(word, "x").name == "Word"
    outer = packed({"mimetype": word, "a.txt": "x"})  # packed() stores it as it is
    assert format_of(outer, "x").name == "zip archive"
    assert format_of(word[:-22], "x").name == "Word"  # its directory's end is lost


def test_an_archive_is_told_from_what_it_holds() -> None:
    """A PDF that is stored first, or a folder named word, makes it no PDF or Word."""
    paper = packed({"mimetype": pdf_file([[Line(72, 90, "Tides.")]]), "a.txt": OWLS})
    assert format_of(paper, "x").name == "zip archive"
    assert names(packed({"word/june.txt": OWLS}), "t.zip") == ["t.zip/word/june.txt"]


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (packed({"a.xyz": "x"}), EmptyFileError, "holds no file that is read"),
        (packed({"a.txt": "x"})[:-9], ReadError, "is a damaged archive"),
        (b"{", ReadError, "is no JSON"),
        (b'{"text":', ReadError, "is no JSON"),
        (b'{"title": "x"}', EmptyFileError, 'give each object a "text"'),
        (b'{"title": "x", "text": " "}', EmptyFileError, "holds no text"),
        (b'{"title": "x", "text": "* * *"}', EmptyFileError, "holds no text"),
        (b'[{"text": "a"}', ReadError, "is no JSON"),
        (b"[]", EmptyFileError, "an empty list"),
        (b"[" * 100_000, ReadError, "is no JSON"),
    ],
)
def test_bad_bundles_are_refused(data: bytes, error: type, message: str) -> None:
    """Each by one line that names the file."""
    name = "x.zip" if data.startswith(b"PK") else "x.json"
    with pytest.raises(error, match=rf"^{name}.*{message}"):
        read_all(data, name)


def test_a_bad_member_is_refused_alone() -> None:
    """The others are taken; the message names both the archive and the file."""
    data = bytearray(packed({"a.txt": OWLS * 9, "b.txt": OWLS}))
    data[40] ^= 0xFF
    found = contents(bytes(data), "t.zip")
    assert [name for name, _ in found.files] == ["t.zip/b.txt"]
    assert str(found.refused[0]).startswith("t.zip/a.txt has a damaged part")


def test_a_message_states_who_wrote_it_and_when() -> None:
    """Subject, sender and date are the front, as they stand there."""
    article = read_article(mail().as_bytes(), "x.txt")
    assert (article.title, article.author, article.date) == (
        "The river", "Jo Doe", "2024-03-12",
    )  # fmt: skip
    assert article.front is not None
    front = article.text[: article.front.end]
    assert "From: Jo Doe <jo@example.org>" in front
    assert paragraphs(article) == ["The river rose by two metres."]


HEADED = "\n".join(
    ["Board moved", "===========", "", "By Al Roe", "", "The room stays as it is."]
)


def test_what_heads_the_text_of_a_message_is_kept() -> None:
    """Subject and sender are its title and author, and its first lines are its text."""
    article = read_article(mail(HEADED).as_bytes(), "x.eml")
    assert (article.title, article.author) == ("The river", "Jo Doe")
    assert paragraphs(article) == [
        "Board moved",
        "By Al Roe",
        "The room stays as it is.",
    ]


def test_a_page_is_read_where_a_message_has_no_text() -> None:
    """Its tables are rows, and what it hides is left out."""
    page = (
        "<div style='display:none'>trap</div><p>Dear Ann</p>"
        "<table><tr><th>Year<th>Cases<tr><td>2021<td>412</table>"
    )
    article = read_article(mail(html=page).as_bytes(), "x.eml")
    assert paragraphs(article) == [
        "Dear Ann",
        "Year: 2021; Cases: 412",
    ]


def test_what_heads_the_page_of_a_message_is_kept() -> None:
    """It stands below the subject, however high it is on the page."""
    page = "<h1>Bridge closed</h1><p>Take the ferry.</p><h6>Fares</h6><p>None.</p>"
    article = read_article(mail(html=page).as_bytes(), "x.eml")
    assert article.title == "The river"
    assert [(p.section, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ("Bridge closed", "Take the ferry."),
        ("Bridge closed › Fares", "None."),
    ]


def test_all_parts_of_a_message_are_read() -> None:
    """The text behind an attachment, too, but not what is attached as a text."""
    message = attach(attach(mail(), OWLS, "owls.txt"), b"%PDF-", "x.pdf", "a/pdf")
    message.attach(MIMEText("The bridge was closed."))
    message.attach(MIMEText("<p>It opens in May.</p>", "html"))
    assert paragraphs(read_article(message.as_bytes(), "x.eml")) == [
        "The river rose by two metres.",
        "The bridge was closed.",
        "It opens in May.",
    ]


def test_a_page_is_read_where_the_plain_text_says_nothing() -> None:
    """Some programs send an empty plain text beside each page."""
    message = mail(" ")
    message.add_alternative("<p>The bridge was closed.</p>", subtype="html")
    assert paragraphs(read_article(message.as_bytes(), "x.eml")) == [
        "The bridge was closed."
    ]


def test_a_part_needs_no_header_of_its_own() -> None:
    """It is a plain text then (RFC 2046, 5.1), as in many a report of a failure."""
    message = mail()
    message.replace_header("Content-Type", 'multipart/report; boundary="b"')
    head = message.as_bytes().partition(b"\n\n")[0]
    data = head + b"\n\n--b\n\nThe river rose by two metres.\n--b--\n"
    assert paragraphs(read_article(data, "x.eml")) == ["The river rose by two metres."]


def test_a_text_with_a_name_of_its_own_is_the_message() -> None:
    """Where it has no other."""
    message = mail()
    message.add_header("Content-Disposition", "inline", filename="body.txt")
    assert paragraphs(read_article(message.as_bytes(), "x.eml")) == [
        "The river rose by two metres."
    ]


def test_attachments_are_articles_of_their_own() -> None:
    """The message comes first; a forwarded one is opened, pictures in it are not."""
    inner = attach(mail("Read this."), b"Bees.", "bees.txt")
    message = attach(attach(mail(), OWLS, "owls.txt"), b"x", "photo.xyz")
    message.add_attachment(inner)
    data = message.as_bytes()
    assert names(data, "m.eml") == [
        "m.eml",
        "m.eml/owls.txt",
        "m.eml/The river.eml",
        "m.eml/The river.eml/bees.txt",
    ]
    assert contents(data, "m.eml").files[0][1] == data
    assert names(mail().as_bytes(), "m.eml") == ["m.eml"]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"From: a@b.c\nTo: d@e.f\nMessage-ID: <1@b.c>\n", "mail"),
        (b"Received: by x\r\nFrom: a@b.c\r\nDate: today\r\n", "mail"),
        (b"From: a@b.c\nTo: d@e.f\nDate: today\n", "plain text"),
        (
            b"From: <Saved by Blink>\nDate: x\nMIME-Version: 1.0\nSubject: y\n",
            "plain text",
        ),
        (
            b"Date: x\nMessage-ID: <1@b.c>\nSubject: Exported From Confluence\n"
            b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n",
            "MHTML",
        ),
        (b"Dear Ann,\nFrom: a\nTo: b\nMessage-ID: c\n", "plain text"),
    ],
)
def test_mail_is_told_by_its_header(head: bytes, found: str) -> None:
    """Three fields, one of them only mail's; a page that was saved is none."""
    assert format_of(head + b"\nHello there.", "x").name == found
    assert format_of(b"Hello there.", "x.eml").name == "mail"


def test_an_article_in_json_is_read_with_what_it_states() -> None:
    """All of it is in the text; several authors are joined."""
    people = ["Jo", {"@type": "Person", "name": "Ann"}, {"at": "Tarn"}]
    told = {"title": "Tides", "author": people, "date": "2024-03-12"}
    data = json.dumps(told | {"url": "https://e.org/t", "text": "It turns.\n\nTwice."})
    article = read_article(data.encode(), "x.txt")
    assert (article.title, article.author, article.date) == (
        "Tides", "Jo, Ann", "2024-03-12",
    )  # fmt: skip
    assert article.text == (
        "Tides\n\nJo, Ann\n\n2024-03-12\n\nhttps://e.org/t\n\nIt turns.\n\nTwice."
    )
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize(
    ("stated", "title", "heads"),
    [
        ({}, "Board moved", []),
        ({"title": "Board moved"}, "Board moved", []),
        ({"title": "News"}, "News", ["Board moved", "By Al Roe"]),
    ],
)
def test_what_heads_the_text_of_an_article_in_json_is_kept(
    stated: dict[str, str], title: str, heads: list[str]
) -> None:
    """Under another title it is of the text, else above it."""
    data = json.dumps(stated | {"text": HEADED})
    article = read_article(data.encode(), "x.json")
    assert (article.title, article.author) == (title, "Al Roe")
    assert paragraphs(article) == [*heads, "The room stays as it is."]
    assert "Board moved\n\nBy Al Roe\n\nThe" in article.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_endings_in_json_become_line_feeds(end: str) -> None:
    """As in a file: four lines that each end a sentence are paragraphs."""
    lines = ["It rose.", "It fell.", "It rose again.", "It stood."]
    data = json.dumps({"text": end.join(lines)})
    assert paragraphs(read_article(data.encode(), "x.json")) == lines


def test_lists_and_lines_of_json_are_cut_as_they_are_written() -> None:
    """Each object's own characters are its original; a line that is none is refused."""
    for data in (f" [{TIDES} ,\n{TIDES}]\n", f"\ufeff{TIDES}\n\n{TIDES}\n"):
        assert contents(data.encode(), "x.jsonl").files == (
            ("x.jsonl/1.json", TIDES.encode()),
            ("x.jsonl/2.json", TIDES.encode()),
        )
    indented = json.dumps(json.loads(TIDES), indent=1)
    assert names(indented.encode(), "x.json") == ["x.json"]
    assert names(TIDES.encode(), "x.json") == ["x.json"]


@pytest.mark.attack
def test_lists_in_json_are_bounded(monkeypatch) -> None:
    """As archives are."""
    monkeypatch.setattr(json_articles, "MAX_MEMBERS", 2)
    assert len(json_articles.make(f"[{TIDES},{TIDES}]".encode())["members"]) == 2
    with pytest.raises(
        FileTooLargeError, match="holds 3 articles, over the limit of 2"
    ):
        json_articles.make(f"[{TIDES},{TIDES},{TIDES}]".encode())
