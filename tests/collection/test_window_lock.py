"""One window per collection."""

import subprocess
import sys
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, WindowLock
from seqclr_desktop.errors import CollectionError, StorageError
from tests.builders import collection_with

HOLDER = """
import sys
from pathlib import Path
from seqclr_desktop.collection import WindowLock

lock = WindowLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_second_window_is_refused_until_the_first_closes(tmp_path: Path) -> None:
    first, second = WindowLock(tmp_path), WindowLock(tmp_path)
    first.acquire()
    with pytest.raises(CollectionError, match="already open in another window"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_lock_is_free_after_its_holder_was_killed(tmp_path: Path, checkout: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=checkout,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CollectionError):
            WindowLock(tmp_path).acquire()
        holder.kill()
        holder.wait()
    with WindowLock(tmp_path):
        pass


def test_releasing_twice_or_without_holding_is_harmless(tmp_path: Path) -> None:
    lock = WindowLock(tmp_path)
    lock.release()
    lock.acquire()
    lock.release()
    lock.release()


def test_terminal_works_beside_an_open_window(tmp_path: Path) -> None:
    collection_with(tmp_path, "").close()
    with WindowLock(tmp_path), Collection.open(tmp_path) as collection:
        assert collection.write_human_text(1, "from the terminal").id is not None


def test_locked_folder_still_counts_as_empty_for_a_new_collection(tmp_path: Path) -> None:
    with WindowLock(tmp_path):
        Collection.create(tmp_path).close()


def test_missing_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        WindowLock(tmp_path / "a file").acquire()
