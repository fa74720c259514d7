"""What is looked for in a text, and what the text becomes."""

import pytest

from seqclr_desktop.collection.replacement import Replacement, changed_text
from seqclr_desktop.errors import UsageError


def replaced(text: str, replacement: Replacement) -> str:
    return changed_text(text, replacement.changes(text))


@pytest.mark.parametrize(
    ("text", "replacement", "expected"),
    [
        ("la ville et la villa", Replacement("ville", "cité"), "la cité et la villa"),
        ("a.b", Replacement(".", "!"), "a!b"),
        ("le 12 mai", Replacement(r"(\d+) mai", r"mai \1", is_pattern=True), "le mai 12"),
        ("Été, ete, ÉTÉ", Replacement("ete", "hiver", ignores_accents=True), "hiver, hiver, hiver"),
        ("Waſſer", Replacement("wasser", "Wein", ignores_accents=True), "Wein"),
        ("שָׁלוֹם לך", Replacement("שלום", "שָׁלֹם", ignores_accents=True), "שָׁלֹם לך"),
        ("Straße", Replacement("SS", "s", ignores_accents=True), "Strase"),
        ("À l’étang", Replacement(r"\bE\w+", "eau", is_pattern=True, ignores_accents=True), "À l’eau"),
        ("art, part", Replacement("art", "arc", whole_words=True), "arc, part"),
        ("deux  fois ", Replacement("fois", ""), "deux"),
        ("cœur", Replacement("x", "y"), "cœur"),
    ],
)  # fmt: skip
def test_places_are_found_and_replaced(text: str, replacement: Replacement, expected: str) -> None:
    assert replaced(text, replacement) == expected


def test_place_that_says_it_already_is_no_change() -> None:
    assert Replacement("ete", "été", ignores_accents=True).changes("été ete") != ()
    assert Replacement("ete", "été", ignores_accents=True).changes("l’été") == ()


@pytest.mark.parametrize(("old", "new"), [("", "x"), ("(", "x"), ("a", r"\2"), ("(a)", r"\2")])
def test_what_makes_no_sense_is_told(old: str, new: str) -> None:
    with pytest.raises(UsageError):
        Replacement(old, new, is_pattern=True)
