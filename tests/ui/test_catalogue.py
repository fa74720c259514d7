"""What the window says in another language."""

from __future__ import annotations

from pathlib import Path

from seqclr_desktop.ui.catalogue import Catalogue, read_catalogue

_TEXTS = {
    "Scans": "סריקות",
    "There is no line {line_id} in this collection.": "אין באוסף זה שורה {line_id}.",
    "It may have been removed.": "ייתכן שהוסרה.",
    "Not translated.": "",
}
_HEBREW = Catalogue("he", _TEXTS, {"{n} line(s)": ["שורה אחת", "שתי שורות", "{n} שורות"]})


def test_a_sentence_is_found_by_its_pattern_with_its_values_set_apart() -> None:
    assert _HEBREW.plain("There is no line 17 in this collection.") == "אין באוסף זה שורה \u206817\u2069."


def test_sentences_joined_by_a_report_are_translated_one_by_one() -> None:
    reason = "There is no line 17 in this collection. It may have been removed."
    assert _HEBREW.plain(reason) == "אין באוסף זה שורה \u206817\u2069. ייתכן שהוסרה."


def test_what_is_not_translated_is_left_to_english() -> None:
    assert _HEBREW.plain("Not translated.") is None
    assert _HEBREW.plain("It may have been removed. Never heard of.") is None
    assert _HEBREW.counted("{n} page(s)", 2) is None


def test_hebrew_has_one_two_and_many() -> None:
    forms = [_HEBREW.counted("{n} line(s)", n) for n in (0, 1, 2, 3, 21)]
    assert forms == ["{n} שורות", "שורה אחת", "שתי שורות", "{n} שורות", "{n} שורות"]


def test_a_language_without_a_file_has_no_catalogue(tmp_path: Path) -> None:
    assert read_catalogue("tlh") is None
    (tmp_path / "tlh.toml").write_text('name = "tlhIngan"\n[texts]\n"Scans" = "HotlhwI\'"\n', "utf-8")
    klingon = read_catalogue("tlh", tmp_path)
    assert klingon is not None
    assert klingon.plain("Scans") == "HotlhwI'"
