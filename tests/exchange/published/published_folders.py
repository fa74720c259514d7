"""Tiny folders of the same form as the published data sets, drawn here: none of their pictures or texts is in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.io import savemat


def draw(path: Path, size: tuple[int, int] = (120, 40)) -> Path:
    """A picture with marks of its own, so that no two have the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(abs(hash(str(path))) % 2**32).integers(0, 255, (size[1], size[0]), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return path


def make_iam(root: Path) -> Path:
    """Two forms with two lines each, one word picture, the usual tables and split files."""
    for form in ("a01-000u", "b04-010"):
        for line in ("00", "01"):
            draw(root / "lines" / form[:3] / form / f"{form}-{line}.png")
    draw(root / "words" / "a01" / "a01-000u" / "a01-000u-00-00.png")
    draw(root / "words" / "a01" / "a01-000u" / "a01-000u-00-01.png")
    (root / "ascii").mkdir()
    (root / "ascii" / "lines.txt").write_text(
        "#--- lines.txt ---\n#\n"
        "a01-000u-00 ok 154 3 408 746 1661 89 The|old|mill|.\n"
        "a01-000u-01 err 156 2 395 932 1850 105 by|the\n"
        "b04-010-00 ok 154 1 1 1 1 1 river\n"
        "b04-010-01 ok 154 1\n"
        "b04-010-09 ok 154 1 1 1 1 1 lost\n"
        "nonsense\n"
    )
    (root / "ascii" / "words.txt").write_text(
        "# words.txt\na01-000u-00-00 ok 154 408 768 27 51 AT The\na01-000u-00-01 err 154 507 766 213 48 NN old\n"
    )
    (root / "trainset.txt").write_text("a01-000u-00\na01-000u-01\n")
    (root / "validationset1.txt").write_text("x99-000-00\n")
    (root / "test.uttlist").write_text("b04-010\n")
    return root


def make_cvl(root: Path) -> Path:
    """A writer to learn from and one to test with; a word of the second's line is missing."""
    for name, writer, words in (("trainset", "0001", ("Imagine", "a", "vast")), ("testset", "0052", ("Und", "", "so"))):
        draw(root / name / "lines" / writer / f"{writer}-1-0.tif")
        for number, word in enumerate(words):
            if word:
                draw(root / name / "words" / writer / f"{writer}-1-0-{number}-{word}.tif")
    return root


def make_rimes_letters(root: Path) -> Path:
    """A letter of two lines in each part."""
    for table, picture in (("training_2011", "train2011-0"), ("eval_2011_annotated", "eval2011-0")):
        draw(root / "images_gray" / f"{picture}.png", (300, 200))
        (root / f"{table}.xml").write_text(
            f'<?xml version="1.0" encoding="UTF-8"?><DocumentList><SinglePage FileName="images_gray/{picture}.png">'
            '<Paragraph><Line Bottom="60" Left="10" Right="290" Top="20" Value="Monsieur,"/>'
            '<Line Bottom="110" Left="-5" Right="320" Top="70" Value="je vous écris"/>'
            '<Line Bottom="110" Left="50" Right="20" Top="70" Value="sans place"/>'
            "</Paragraph></SinglePage></DocumentList>",
            encoding="utf-8",
        )
    return root


def make_rimes_lines(root: Path) -> Path:
    for name in ("train2011-0_000000", "eval2011-0_000000"):
        draw(root / "Images" / f"{name}.jpg")
    (root / "Transcriptions").mkdir()
    (root / "Transcriptions" / "train2011-0_000000.txt").write_text("Je soussigné\n", encoding="utf-8")
    (root / "Sets").mkdir()
    (root / "Sets" / "TrainLines.txt").write_text("train2011-0_000000\n")
    (root / "Sets" / "TestLines.txt").write_text("eval2011-0_000000\n")
    return root


def make_iiit5k(root: Path, train: Sequence[str] = ("You", "ROAD"), test: Sequence[str] = ("SALE",)) -> Path:
    kind = [("ImgName", object), ("GroundTruth", object), ("smallLexi", object)]
    for part, words in (("train", train), ("test", test)):
        names = [f"{part}/{number}_1.png" for number in range(len(words))]
        for name in names:
            draw(root / name)
        rows = [(name, word, "A") for name, word in zip(names, words, strict=True)] + [(f"{part}/no.png", "GONE", "A")]
        savemat(root / f"{part}data.mat", {f"{part}data": np.array(rows, dtype=kind)})
    return root


def make_icdar2003(root: Path) -> Path:
    for folder, word in (("TrialTrain", "PAINT"), ("TrialTest", "Shop")):
        draw(root / folder / "word" / "1" / "1.jpg")
        (root / folder / "word.xml").write_text(
            f'<?xml version="1.0" encoding="iso-8859-1"?><imagelist><image file="word/1/1.jpg" tag="{word}" />'
            '<image file="word/1/2.jpg" tag="lost" /></imagelist>'
        )
    return root


def make_mjsynth(root: Path) -> Path:
    for part, name in (("train", "1/1_pintail_58236"), ("val", "2/3_LUBE_45484"), ("test", "3/4_Ohm_1")):
        draw(root / f"{name}.jpg")
        (root / f"annotation_{part}.txt").write_text(f"./{name}.jpg {name.rpartition('_')[2]}\n")
    return root


def make_crops(root: Path) -> Path:
    """Crops with a tab between path and text, one text in quotation marks after a comma, one crop unnamed."""
    for number in range(12):
        draw(root / "images" / f"word_{number}.png")
    rows = [f"images/word_{number}.png\tword {number}" for number in range(10)]
    (root / "gt.txt").write_text("\n".join([*rows, 'images/word_10.png, "Ta, ta"']), encoding="utf-8")
    return root
