"""Writing so that a crash leaves the old state or the new, and nothing else."""

import hashlib
import os
import uuid
from pathlib import Path

import pytest

import rag.disk
from rag.disk import (
    leftovers,
    new_folder,
    remove_folder,
    remove_leftovers,
    replace_file,
    sample_sha256_of,
    sealed,
    sha256_of,
    size_of,
    unsealed,
    write_json,
)


class StoppedError(Exception):
    """Stands for whatever ends a writer midway."""


def test_replaced_file_has_the_new_content_and_no_leftover(tmp_path: Path):
    """After replacing there is one file, the new one."""
    path = tmp_path / "current"
    replace_file(path, b"1\n")
    replace_file(path, b"2\n")
    assert path.read_bytes() == b"2\n"
    assert [file.name for file in tmp_path.iterdir()] == ["current"]


def test_folder_appears_only_when_it_is_whole(tmp_path: Path):
    """While it is filled the folder isn't there under its name."""
    target = tmp_path / "0001"
    with new_folder(target) as folder:
        (folder / "a").write_text("a")
        assert not target.exists()
    assert (target / "a").read_text() == "a"


def test_folder_that_failed_leaves_nothing(tmp_path: Path):
    """An error inside leaves neither the folder nor a temporary one."""

    def stop_midway() -> None:
        with new_folder(tmp_path / "0001") as folder:
            (folder / "a").write_text("a")
            raise StoppedError

    with pytest.raises(StoppedError):
        stop_midway()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what is put on the disk, and what gets its name, in order."""
    noted: list[str] = []
    real_sync = os.fsync

    def sync(descriptor: int) -> None:
        noted.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        real_sync(descriptor)

    def note(name: str) -> None:
        real = getattr(Path, name)

        def rename(path: Path, target: Path) -> Path:
            noted.append(f"name {target.name}")
            return real(path, target)

        monkeypatch.setattr(Path, name, rename)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(rag.disk.uuid, "uuid4", lambda: uuid.UUID(int=7))
    note("rename")
    note("replace")
    return noted


TEMPORARY = f".tmp-{7:032x}"


def test_a_file_is_on_the_disk_before_it_gets_its_name(
    tmp_path: Path, steps: list[str]
):
    """And its name after that: a power cut leaves the old file or the new one."""
    folder = tmp_path / "library"
    folder.mkdir()
    replace_file(folder / "current", b"1\n")
    assert steps == [f"sync {TEMPORARY}", "name current", "sync library"]


def test_all_of_a_folder_is_on_the_disk_before_it_gets_its_name(
    tmp_path: Path, steps: list[str]
):
    """Its files, those in folders of it, and the lists of their names."""
    with new_folder(tmp_path / "parent" / "0001") as folder:
        (folder / "a").write_text("a")
        (folder / "sub").mkdir()
        (folder / "sub" / "b").write_text("b")
    *before, named, after = steps
    assert sorted(before) == [f"sync {TEMPORARY}", "sync a", "sync b", "sync sub"]
    assert (named, after) == ("name 0001", "sync parent")


def test_a_folder_is_gone_before_its_files_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Cut short, a deletion leaves no half folder but what the next write sweeps up."""
    (tmp_path / "0001" / "sub").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", lambda *_, **__: None)
        remove_folder(tmp_path / "0001")
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".tmp-")
    assert leftovers(tmp_path) == [left]
    remove_leftovers(tmp_path)
    assert not left.exists()
    (tmp_path / "0002").mkdir()
    remove_folder(tmp_path / "0002")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_in_use_is_gone_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What the system won't delete now is deleted after the next write."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "0001").mkdir()
    monkeypatch.setattr(os, "rmdir", refuse)
    remove_folder(tmp_path / "0001")
    remove_leftovers(tmp_path)
    assert [path.name[:5] for path in tmp_path.iterdir()] == [".tmp-"]


def test_a_name_that_is_taken_while_writing_is_not_overwritten(tmp_path: Path):
    """Whoever came first keeps the name, even where that was a moment ago."""
    target = tmp_path / "0001"

    def fill() -> None:
        with new_folder(target):
            target.mkdir()

    with pytest.raises(FileExistsError, match="0001"):
        fill()
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Neither half of the new one nor a temporary file is there."""
    path = tmp_path / "current"
    path.write_bytes(b"1")

    def fail(_: int) -> None:
        raise StoppedError

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoppedError):
        replace_file(path, b"2")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("current", b"1")
    ]


def test_sizes_add_up_in_any_depth(tmp_path: Path):
    """Two files of three and four bytes; folders count nothing."""
    (tmp_path / "a").write_bytes(b"123")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b").write_bytes(b"1234")
    assert size_of(tmp_path) == 7


def test_what_vanishes_while_it_is_measured_has_no_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A folder that a build renames, a log that SQLite closes: the rest is added up."""
    (tmp_path / "a").write_bytes(b"123")
    (tmp_path / "a-wal").write_bytes(b"1234")
    for name in ("going", "staying"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "b").write_bytes(b"12345")
    scandir, measure = os.scandir, os.stat

    def goes_before_it_is_read(path: Path | str):
        if Path(path).name == "going":
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return scandir(path)

    def goes_before_it_is_measured(path: Path | str, **options):
        if Path(path).name == "a-wal":
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return measure(path, **options)

    monkeypatch.setattr(os, "scandir", goes_before_it_is_read)
    monkeypatch.setattr(os, "stat", goes_before_it_is_measured)
    assert size_of(tmp_path) == 8
    assert leftovers(tmp_path) == []


def test_hashes_are_sha256(tmp_path: Path):
    """That of no bytes is known to everybody."""
    (tmp_path / "empty").touch()
    assert sha256_of(tmp_path / "empty").startswith("e3b0c44298fc1c149afbf4c8996fb924")


def test_json_is_readable_by_people(tmp_path: Path):
    """A line each, letters as they are, a checksum, and a line feed at the end."""
    write_json(tmp_path / "a.json", {"title": "Größe"})
    lines = (tmp_path / "a.json").read_text("utf-8").split("\n")
    assert lines[:2] == ["{", ' "title": "Größe",']
    assert lines[2].startswith(' "checksum": "')
    assert lines[3:] == ["}", ""]


def test_what_was_sealed_is_read_and_a_changed_digit_is_told():
    """The checksum is that of all that stands before it, as `sha256sum` gives it."""
    body = b'{\n "number": 3'
    digest = hashlib.sha256(body).hexdigest()
    written = body + f',\n "checksum": "{digest}"\n}}\n'.encode()
    assert sealed({"number": 3}) == written
    assert unsealed(written) == {"number": 3}
    with pytest.raises(ValueError, match="its checksum is another"):
        unsealed(written.replace(b"3", b"4", 1))


def test_an_object_that_nobody_sealed_is_taken_as_it_stands():
    """Earlier versions wrote no checksums; a list was written by none of them."""
    assert unsealed(b'{"number": 3}') == {"number": 3}
    with pytest.raises(ValueError, match="no JSON object"):
        unsealed(b"[3]")


def test_leftovers_of_a_killed_writer_are_removed(tmp_path: Path):
    """Only temporary names go."""
    (tmp_path / ".tmp-abc").mkdir()
    (tmp_path / ".tmp-def").write_text("half")
    (tmp_path / "0001").mkdir()
    remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["0001"]


@pytest.mark.parametrize(
    ("place", "seen"),
    [*zip(range(6), [True] * 2 + [False] * 4, strict=True), (48, False), (49, True),
     (50, True), (51, False), (97, False), (98, True), (99, True)],
)  # fmt: skip
def test_sample_sees_the_ends_and_what_lies_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, seen: bool
):
    """Of 100 bytes, three samples of two are those from 0, 49 and 98 on."""
    monkeypatch.setattr(rag.disk, "SAMPLES", 3)
    monkeypatch.setattr(rag.disk, "SAMPLE_BYTES", 2)
    path = tmp_path / "large"
    path.write_bytes(bytes(100))
    before = sample_sha256_of(path)
    path.write_bytes(bytes(place) + b"x" + bytes(99 - place))
    assert (sample_sha256_of(path) != before) == seen


def test_samples_stay_what_they_are(tmp_path: Path):
    """64 blocks of a mebibyte: other ones would make every large index damaged."""
    data = bytes(2**20) + b"x"
    (tmp_path / "large").write_bytes(data)
    (tmp_path / "small").write_bytes(b"ab")
    large = data[:-1] * 63 + data[1:]
    assert sample_sha256_of(tmp_path / "large") == hashlib.sha256(large).hexdigest()
    small = hashlib.sha256(b"ab" * 64).hexdigest()
    assert sample_sha256_of(tmp_path / "small") == small
