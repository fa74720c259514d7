import os
from collections.abc import Callable
from pathlib import Path

import pytest

from seqclr_desktop.document import Split
from seqclr_desktop.exchange.published import PublishedFolder, recognise
from seqclr_desktop.exchange.published.tables import part_in
from seqclr_desktop.geometry import Box
from tests.exchange.published import published_folders as made


def only(path: Path) -> PublishedFolder:
    (form,) = recognise(path)
    return form


def texts(form: PublishedFolder) -> dict[str, tuple[str, Split | None]]:
    return {picture.path.name: (picture.text, picture.split) for picture in form.pictures}


def test_iam_lines_have_their_texts_and_the_parts_of_the_split_files(tmp_path: Path) -> None:
    form = only(made.make_iam(tmp_path / "IAM"))
    assert form.name == "IAM, lines"
    assert texts(form) == {
        "a01-000u-00.png": ("The old mill .", Split.TRAIN),
        "a01-000u-01.png": ("by the", Split.TRAIN),
        "b04-010-00.png": ("river", Split.TEST),
        "b04-010-01.png": ("", Split.TEST),
    }
    assert "Words are left out" in form.sentence
    assert "2 to learn from, 2 to test with" in form.sentence


def test_bad_rows_of_iam_are_listed_and_end_nothing(tmp_path: Path) -> None:
    form = only(made.make_iam(tmp_path / "IAM"))
    assert [row.reason.split(":")[0] for row in form.bad_rows] == [
        "Row 6 is not of the table's form",
        "Row 7",
        "Row 8 is not of the table's form",
    ]


def test_iam_words_are_read_when_their_folder_is_added(tmp_path: Path) -> None:
    form = only(made.make_iam(tmp_path / "IAM") / "words")
    assert form.name == "IAM, words"
    assert texts(form) == {"a01-000u-00-00.png": ("The", Split.TRAIN)}
    assert "Left out are 1 words that the table marks as badly cut" in form.sentence


SPLIT_FILES = ("trainset.txt", "validationset1.txt", "test.uttlist")


def iam_with_splits_in(root: Path, *folders: str) -> Path:
    """IAM whose split files, one after the other, are moved to these folders; all to the last once they run out."""
    made.make_iam(root)
    for number, name in enumerate(SPLIT_FILES):
        folder = root / folders[min(number, len(folders) - 1)]
        folder.mkdir(exist_ok=True)
        (root / name).rename(folder / name)
    return root


@pytest.mark.parametrize(
    "folders", [("largeWriterIndependentTextLineRecognitionTask",), ("Aachen",), ("learn", "watch", "judge")]
)
@pytest.mark.parametrize("added", ["", "lines", "words"])
def test_parts_of_iam_are_found_in_a_folder_beside_its_tables(
    tmp_path: Path, folders: tuple[str, ...], added: str
) -> None:
    found = texts(only(iam_with_splits_in(tmp_path / "IAM", *folders) / added))
    assert {name: split for name, (_, split) in found.items()} == (
        {"a01-000u-00-00.png": Split.TRAIN}
        if added == "words"
        else {
            "a01-000u-00.png": Split.TRAIN,
            "a01-000u-01.png": Split.TRAIN,
            "b04-010-00.png": Split.TEST,
            "b04-010-01.png": Split.TEST,
        }
    )


def test_two_divisions_of_iam_are_not_mixed_and_the_official_one_is_taken(tmp_path: Path) -> None:
    root = iam_with_splits_in(tmp_path / "IAM", "largeWriterIndependentTextLineRecognitionTask")
    (root / "Aachen").mkdir()
    (root / "Aachen" / "train.lst").write_text("b04-010-00\nb04-010-01\n")
    (root / "Aachen" / "test.lst").write_text("a01-000u\n")
    assert texts(only(root))["b04-010-00.png"] == ("river", Split.TEST)
    assert texts(only(root))["a01-000u-00.png"] == ("The old mill .", Split.TRAIN)


@pytest.mark.parametrize("added", ["", "lines", "words"])
def test_iam_without_split_files_says_that_the_usual_parts_are_not_known(tmp_path: Path, added: str) -> None:
    root = made.make_iam(tmp_path / "IAM")
    unknown = "The usual parts are not known"
    assert unknown not in only(root / added).sentence
    for name in SPLIT_FILES:
        (root / name).unlink()
    form = only(root / added)
    assert {picture.split for picture in form.pictures} == {None}
    assert unknown in form.sentence
    assert "the program divides the pages itself" in form.sentence


def test_cvl_lines_take_their_text_from_the_words_of_the_line(tmp_path: Path) -> None:
    form = only(made.make_cvl(tmp_path / "cvl"))
    assert form.name == "CVL, lines"
    assert texts(form) == {"0001-1-0.tif": ("Imagine a vast", Split.TRAIN), "0052-1-0.tif": ("", Split.TEST)}
    assert [row.table.name for row in form.bad_rows] == ["0052-1-0.tif"]


def test_cvl_words_are_named_by_their_files(tmp_path: Path) -> None:
    form = only(made.make_cvl(tmp_path / "cvl") / "trainset" / "words")
    assert form.name == "CVL, words"
    assert texts(form)["0001-1-0-0-Imagine.tif"] == ("Imagine", Split.TRAIN)


def test_rimes_letters_come_with_the_boxes_of_their_lines(tmp_path: Path) -> None:
    form = only(made.make_rimes_letters(tmp_path / "rimes"))
    by_name = {picture.path.name: picture for picture in form.pictures}
    assert {name: picture.split for name, picture in by_name.items()} == {
        "train2011-0.png": Split.TRAIN,
        "eval2011-0.png": Split.TEST,
    }
    first, second = by_name["train2011-0.png"].content((300, 200)).lines
    assert (first.best_text, first.box) == ("Monsieur,", Box(10, 20, 290, 60))
    assert (second.best_text, second.box) == ("je vous écris", Box(0, 70, 300, 110))
    assert [row.reason.partition(" has no box")[0] for row in form.bad_rows] == [
        "A line of images_gray/eval2011-0.png",
        "A line of images_gray/train2011-0.png",
    ]


def test_rimes_lines_have_a_text_file_each_and_lists_of_their_parts(tmp_path: Path) -> None:
    form = only(made.make_rimes_lines(tmp_path / "rimes"))
    assert texts(form) == {
        "eval2011-0_000000.jpg": ("", Split.TEST),
        "train2011-0_000000.jpg": ("Je soussigné", Split.TRAIN),
    }
    assert len(form.bad_rows) == 1


def test_number_signs_of_a_rimes_line_are_text_in_either_encoding(tmp_path: Path) -> None:
    folder = made.make_rimes_lines(tmp_path / "rimes")
    (folder / "Transcriptions" / "train2011-0_000000.txt").write_bytes(b"# 12 rue\r\n")
    (folder / "Transcriptions" / "eval2011-0_000000.txt").write_bytes("\n # 7, été \n#8\n".encode("cp1252"))
    assert texts(only(folder)) == {
        "eval2011-0_000000.jpg": ("# 7, été #8", Split.TEST),
        "train2011-0_000000.jpg": ("# 12 rue", Split.TRAIN),
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes in folders")
def test_a_pipe_in_the_place_of_a_text_is_not_waited_for(tmp_path: Path) -> None:
    folder = made.make_rimes_lines(tmp_path / "rimes")
    os.mkfifo(folder / "Transcriptions" / "eval2011-0_000000.txt")
    assert [row.reason for row in only(folder).bad_rows] == ["There is no text for eval2011-0_000000.jpg."]


def test_iiit5k_is_read_from_its_matlab_tables(tmp_path: Path) -> None:
    form = only(made.make_iiit5k(tmp_path / "IIIT5K"))
    assert {(p.path.parent.name, p.text, p.split) for p in form.pictures} == {
        ("train", "You", Split.TRAIN),
        ("train", "ROAD", Split.TRAIN),
        ("test", "SALE", Split.TEST),
    }
    assert [row.reason for row in form.bad_rows] == [
        "Entry 3: there is no picture train/no.png.",
        "Entry 2: there is no picture test/no.png.",
    ]


@pytest.mark.parametrize("harm", ["zeros", "empty", "flipped"])
def test_damaged_matlab_table_is_named(tmp_path: Path, harm: str) -> None:
    root = made.make_iiit5k(tmp_path / "IIIT5K")
    table = root / "testdata.mat"
    whole = table.read_bytes()
    harmed = {"zeros": b"MATLAB 5.0 " + bytes(200), "empty": b"", "flipped": whole[:150] + b"\xff" * 20 + whole[170:]}
    table.write_bytes(harmed[harm])
    form = only(root)
    assert len(form.pictures) == 2
    assert any(row.table.name == "testdata.mat" and "damaged" in row.reason for row in form.bad_rows)


def test_icdar_2003_sets_are_found_in_the_folder_that_holds_both(tmp_path: Path) -> None:
    test, train = recognise(made.make_icdar2003(tmp_path / "icdar"))
    assert [(p.text, p.split) for p in train.pictures] == [("PAINT", Split.TRAIN)]
    assert [(p.text, p.split) for p in test.pictures] == [("Shop", Split.TEST)]
    assert test.bad_rows[0].reason == "Entry 2: there is no picture word/1/2.jpg."


def test_mjsynth_words_stand_in_the_file_names(tmp_path: Path) -> None:
    form = only(made.make_mjsynth(tmp_path / "synthetic"))
    assert form.name == "synthetic word images (MJSynth)"
    assert set(texts(form).values()) == {("pintail", Split.TRAIN), ("LUBE", Split.VALID), ("Ohm", Split.TEST)}


def test_crops_with_a_table_keep_the_unnamed_ones_without_text(tmp_path: Path) -> None:
    found = texts(only(made.make_crops(tmp_path / "crops")))
    assert found["word_3.png"] == ("word 3", None)
    assert found["word_10.png"] == ("Ta, ta", None)
    assert found["word_11.png"] == ("", None)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("word_0.png\t, and", ", and"),
        ("word_0.png \t; or", "; or"),
        ("word_0.png\t\t,", ","),
        ("word_0.png ,000", ",000"),
        ("word_0.png  ; or", "; or"),
        ("word_0.png,  and", "and"),
        ("word_0.png;and, or", "and, or"),
        ("word_0.png,, and", ", and"),
        ("word_0.png and", "and"),
        ('word_0.png, "Ta, \\"ta\\""', 'Ta, "ta"'),
        ('"word_0.png";"say ""so"", he"', 'say "so", he'),
    ],
)
def test_a_row_ends_its_picture_once_and_the_rest_is_text(tmp_path: Path, row: str, text: str) -> None:
    made.draw(tmp_path / "crops" / "word_0.png")
    (tmp_path / "crops" / "gt.txt").write_text(row)
    assert texts(only(tmp_path / "crops")) == {"word_0.png": (text, None)}


def test_remarks_about_scans_are_no_table(tmp_path: Path) -> None:
    made.draw(tmp_path / "scan1.png", (800, 1200))
    (tmp_path / "notes.txt").write_text("scan1.png photographed again in May\n")
    assert recognise(tmp_path) == ()


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: made.draw(path / "0001-1-0.tif")])
def test_other_folders_are_left_to_be_scans(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "scans")
    assert recognise(tmp_path / "scans") == ()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("trainset", Split.TRAIN),
        ("tr", Split.TRAIN),
        ("iam_train", Split.TRAIN),
        ("Train Lines", Split.TRAIN),
        ("training_2011", Split.TRAIN),
        ("validationset2", Split.VALID),
        ("va1", Split.VALID),
        ("annotation_val", Split.VALID),
        ("TrialTest", Split.TEST),
        ("eval_2011_annotated", Split.TEST),
        ("te", Split.TEST),
        ("strain", None),
        ("portrait", None),
        ("lettre", None),
        ("train_test", None),
    ],
)
def test_part_is_told_by_names(name: str, part: Split | None) -> None:
    assert part_in(name) is part


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")
def test_a_table_that_cannot_be_read_does_not_keep_its_pictures_out(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").symlink_to("/proc/self/mem")
    assert recognise(tmp_path) == ()
