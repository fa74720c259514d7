"""Texts of lines are made of words, sentences and phrases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from seqclr_desktop.errors import UsageError
from seqclr_desktop.jobs.drawing.texts import LineTexts, TextPlan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.tsv").write_text("את\t0.9\nשלום\t0.1\n", encoding="utf-8")
    (tmp_path / "sentences.txt").write_text("כל בני האדם נולדו בני חורין\n", encoding="utf-8")
    return tmp_path


def lines(folder: Path, plan: TextPlan, count: int = 60) -> list[str]:
    texts = LineTexts(plan, folder)
    return [texts.line(np.random.default_rng(seed)) for seed in range(count)]


def test_lines_are_no_longer_than_wanted_and_never_empty(folder: Path) -> None:
    made = lines(folder, TextPlan("words.tsv", "sentences.txt", shortest=5, longest=30))
    assert all(0 < len(text) < 30 for text in made)


def test_frequent_words_stand_more_often_but_less_so_when_evened(folder: Path) -> None:
    shares = []
    for evenness in (1.0, 0.1):
        words = Counter(" ".join(lines(folder, TextPlan("words.tsv", evenness=evenness, ends=()))).split())
        shares.append(words["שלום"] / words.total())
    assert 0.05 < shares[0] < 0.16
    assert shares[1] > 0.35


def test_phrases_are_filled_in_with_figures_of_the_script(folder: Path) -> None:
    plan = TextPlan(
        "words.tsv", phrases=("{day} {month} {year}",), months=("ناير",), figures=("٠١٢٣٤٥٦٧٨٩",), phrase_share=1
    )
    made = " ".join(lines(folder, plan))
    assert "ناير" in made
    assert any(figure in made for figure in "١٢٣")
    assert not any(figure in made for figure in "0123456789")


def test_signs_that_are_not_written_are_left_out(folder: Path) -> None:
    assert "ו" not in "".join(lines(folder, TextPlan("words.tsv", left_out=("ו",))))


def test_missing_and_empty_texts_are_told_of(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        LineTexts(TextPlan("none.tsv"), folder)
    (folder / "empty.tsv").write_text("\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no texts"):
        LineTexts(TextPlan("empty.tsv"), folder)
