from __future__ import annotations

import io
from pathlib import Path

import pytest
from documents_made import FRENCH, SENTENCE
from said import assert_said

from foedus.errors import InputError
from foedus.sources.documents import listed, read_documents


def written(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {SENTENCE}")
    return folder


def test_a_folder_gives_its_dispatches_in_order(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", "b.txt", "a.md", "c/d.TXT", "e.csv", ".f.txt", ".g/h.txt")
    assert [one.file for one in read_documents([folder])] == ["a.md", "b.txt", "c/d.TXT"]
    found = listed([folder, Path("-")])
    assert [path.name for path in found] == ["a.md", "b.txt", "d.TXT", "-"]


def test_standard_input_stands_among_files(tmp_path: Path) -> None:
    folder = written(tmp_path, "a.txt")
    paths = [folder / "a.txt", Path("-")]
    found = list(read_documents(paths, stdin=io.BytesIO(FRENCH.encode())))
    assert [(one.file, one.text[:9]) for one in found] == [
        ("a.txt", "a.txt: De"),
        ("-", "Le Danema"),
    ]


def test_all_faults_before_reading_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        read_documents([tmp_path / "none.txt", tmp_path / "empty", Path("a\0b")])
    assert [(f.kind, f.file) for f in caught.value.findings] == [
        ("not-found", "none.txt"),
        ("read.no-dispatch", "empty"),
        ("not-found", "a\0b"),
    ]
    assert_said(caught.value.findings)


def test_faults_while_reading_come_after_the_others(tmp_path: Path) -> None:
    folder = written(tmp_path, "b.txt")
    (folder / "a.txt").write_bytes(b"")
    (folder / "c.pdf").write_bytes(b"%PDF-")
    documents = read_documents([folder])
    assert next(documents).file == "b.txt"
    with pytest.raises(InputError) as caught:
        next(documents)
    assert [(f.kind, f.file) for f in caught.value.findings] == [
        ("read.empty", "a.txt"),
        ("read.damaged", "c.pdf"),
    ]


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", "secret.txt")
    folder = written(tmp_path / "in", "a.txt", "sub/b.txt")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "again").symlink_to(folder / "sub")
    assert [one.file for one in read_documents([folder])] == ["a.txt", "inside.txt", "sub/b.txt"]
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "links").symlink_to(outside)
    (folder / "nowhere.txt").symlink_to(tmp_path / "none.txt")
    with pytest.raises(InputError) as caught:
        read_documents([folder])
    assert [(f.kind, f.file) for f in caught.value.findings] == [
        ("read.outside-folder", "link.txt"),
        ("read.outside-folder", "links"),
        ("broken-link", "nowhere.txt"),
    ]
