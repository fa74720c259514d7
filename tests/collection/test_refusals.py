"""What was refused stays listed until it is added."""

from pathlib import Path

from seqclr_desktop.collection import Collection
from tests.builders import make_page


def test_refused_files_are_listed_with_their_reasons(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.note_refusal(tmp_path / "b.tif", "The file is empty.")
        collection.note_refusal(tmp_path / "a.jpg", "The picture breaks off in the middle.")
        collection.note_refusal(tmp_path / "b.tif", "The file is a text.")
        refusals = collection.refusals()
    assert [(refusal.path.name, refusal.reason) for refusal in refusals] == [
        ("a.jpg", "The picture breaks off in the middle."),
        ("b.tif", "The file is a text."),
    ]
    assert refusals[0].path == tmp_path / "a.jpg"
    assert refusals[0].noted_at.endswith("+00:00")


def test_file_that_was_mended_and_added_is_no_longer_refused(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.note_refusal(tmp_path / "a.jpg", "The picture breaks off in the middle.")
        collection.add_page(make_page("a", tmp_path))
        assert collection.refusals() == []


def test_refused_file_whose_name_is_no_unicode_is_named(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.note_refusal(tmp_path / "\udce9.jpg", "“\udce9.jpg” is empty.")
        (refusal,) = collection.refusals()
    assert refusal.path == tmp_path / "\udce9.jpg"
    assert refusal.reason == "“\ufffd.jpg” is empty."
