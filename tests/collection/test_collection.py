"""Making, opening and losing a collection."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from seqclr_desktop.collection import DATABASE_NAME, Collection
from seqclr_desktop.collection.database import Database
from seqclr_desktop.document import AuthorKind
from seqclr_desktop.errors import CollectionError, StorageError
from tests.builders import collection_with, line_texts, machine_text, make_content, make_page

WRITER = """
import sys
from pathlib import Path
from seqclr_desktop.collection import Collection

collection = Collection.open(Path(sys.argv[1]))
line_id = collection.line_ids()[0]
for number in range(10_000):
    collection.write_human_text(line_id, f"text {number}")
    print(number, flush=True)
"""


def test_new_collection_is_one_file_in_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "letters" / "of the widow"
    with Collection.create(folder) as collection:
        assert collection.name == "of the widow"
        assert collection.folder == folder
        assert collection.models_folder == folder / "models"
        assert collection.runs_folder == folder / "runs"
        assert collection.cache_folder == folder / "cache"
        assert collection.overview().page_count == 0
    assert [path.name for path in folder.iterdir()] == [DATABASE_NAME]


def test_name_and_settings_are_there_when_opened_again(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c", "Notebooks of L. Péraire") as collection:
        collection.set_setting("direction", "rtl")
        collection.set_setting("direction", "ltr")
    with Collection.open(tmp_path / "c") as collection:
        assert collection.name == "Notebooks of L. Péraire"
        assert collection.setting("direction") == "ltr"
        assert collection.setting("colour", "grey") == "grey"


@pytest.mark.parametrize("name", ["a#b", "who?", "100%20", "ספר", "two  blanks"])
def test_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    Collection.create(tmp_path / name).close()
    with Collection.open(tmp_path / name) as collection:
        assert collection.name == name
    assert (tmp_path / name / DATABASE_NAME).is_file()


def test_folder_with_hidden_files_alone_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"")
    Collection.create(tmp_path).close()


def test_folder_that_holds_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_bytes(b"")
    with pytest.raises(CollectionError, match="not empty"):
        Collection.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.jpg"]


def test_folder_that_is_a_collection_is_not_made_again(tmp_path: Path) -> None:
    collection_with(tmp_path / "c", "kept").close()
    with pytest.raises(CollectionError, match="already is a collection"):
        Collection.create(tmp_path / "c")
    with Collection.open(tmp_path / "c") as collection:
        assert line_texts(collection.lines(1)) == ["kept"]


def test_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("a file")
    with pytest.raises(StorageError, match="cannot be made"):
        Collection.create(tmp_path / "c")


def test_half_made_collection_of_a_killed_program_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".collection.sqlite.new").write_bytes(b"half")
    (tmp_path / ".collection.sqlite.new-wal").write_bytes(b"half")
    Collection.create(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE_NAME]


def test_missing_folder_and_folder_without_collection_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no such folder"):
        Collection.open(tmp_path / "nowhere")
    with pytest.raises(CollectionError, match="no collection in this folder"):
        Collection.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_damaged_file_is_told(tmp_path: Path) -> None:
    collection_with(tmp_path, "text").close()
    path = tmp_path / DATABASE_NAME
    path.write_bytes(b"\0" * 40 + path.read_bytes()[40:])
    with pytest.raises(CollectionError, match="damaged"):
        Collection.open(tmp_path)


def test_sqlite_file_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.close()
    with pytest.raises(CollectionError, match="no collection of this program"):
        Collection.open(tmp_path)


def test_full_disk_loses_nothing_and_work_goes_on_when_there_is_space_again(tmp_path: Path) -> None:
    collection_with(tmp_path, "kept").close()
    used = (tmp_path / DATABASE_NAME).stat().st_size // 4096
    with Collection(tmp_path, Database(tmp_path / DATABASE_NAME, page_limit=used + 2)) as full:
        with pytest.raises(StorageError, match=r"disk is full.*Free some space"):
            full.add_page(make_page("second"), make_content(*["a long text " * 50] * 100))
        assert [page.name for page in full.pages()] == ["page"]
        assert full.overview().line_count == 1
        assert line_texts(full.lines(1)) == ["kept"]
    with Collection.open(tmp_path) as collection:
        collection.add_page(make_page("second"), make_content("room again"))
        assert line_texts(collection.lines(2)) == ["room again"]


def test_killed_program_loses_no_text_it_had_written(tmp_path: Path, checkout: Path) -> None:
    collection_with(tmp_path / "c", "").close()
    arguments = [sys.executable, "-c", WRITER, str(tmp_path / "c")]
    with subprocess.Popen(arguments, cwd=checkout, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()
        said += [int(line) for line in writer.stdout if line.endswith("\n")]
    with Collection.open(tmp_path / "c") as collection:
        kept = [version.text for version in collection.versions(1)][::-1]
        assert kept[: len(said)] == [f"text {number}" for number in said]
        assert len(kept) <= len(said) + 1
        assert collection.line(1).best_text == kept[-1]
        assert collection.overview().human_count == 1


def test_window_and_terminal_work_side_by_side(tmp_path: Path) -> None:
    with collection_with(tmp_path, "", "") as window, Collection.open(tmp_path) as terminal:
        window.write_human_text(1, "by a person")
        terminal.write_machine_texts([(1, machine_text()), (2, machine_text("by a model"))])
        for view in (window, terminal):
            assert line_texts(view.lines(1)) == ["by a person", "by a model"]
            assert view.overview().machine_only_count == 1


def test_copy_of_the_file_alone_is_a_whole_collection(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", "first") as collection:
        collection.write_human_text(1, "second", kind=AuthorKind.PERSON)
    (tmp_path / "backup").mkdir()
    shutil.copy(tmp_path / "c" / DATABASE_NAME, tmp_path / "backup")
    with Collection.open(tmp_path / "backup") as backup:
        assert [version.text for version in backup.versions(1)] == ["second", "first"]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="file names are Unicode there")
def test_a_folder_whose_name_is_no_unicode_can_be_a_collection(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"lettres_\xe9")
    Collection.create(folder).close()
    with Collection.open(folder) as collection:
        assert collection.name == "lettres_\ufffd"


def test_a_name_too_long_for_any_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no such folder"):
        Collection.open(tmp_path / ("x" * 300))
    with pytest.raises(StorageError, match="cannot be made"):
        Collection.create(tmp_path / ("x" * 300))
