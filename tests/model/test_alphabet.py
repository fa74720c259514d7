import unicodedata

import pytest

from seqclr_desktop.model.alphabet import Alphabet


def test_composed_and_decomposed_letters_are_one() -> None:
    alphabet = Alphabet.of([unicodedata.normalize("NFD", "été")])
    assert alphabet.characters == ("t", "é")
    assert alphabet.encode("été") == alphabet.encode(unicodedata.normalize("NFD", "été")) == [2, 1, 2]


def test_texts_come_back_from_their_numbers() -> None:
    alphabet = Alphabet.of(["shalom שלום", "1897"])
    assert alphabet.decode(alphabet.encode("שלום 1897")) == "שלום 1897"
    assert alphabet.class_count == len(alphabet.characters) + 1


def test_growing_keeps_the_numbers_of_known_characters() -> None:
    before = Alphabet.of(["bd"])
    after = before.grown_by(["abcd"])
    assert after.characters == ("b", "d", "a", "c")
    assert after.encode("bd") == before.encode("bd")
    assert before.grown_by(["db"]) is before


@pytest.mark.parametrize("characters", [("a", "a"), ("ab",), ("",)])
def test_an_alphabet_of_anything_but_single_characters_is_refused(characters: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="alphabet"):
        Alphabet(characters)
