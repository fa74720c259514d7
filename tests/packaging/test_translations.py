"""The catalogues hold every text of the window: one that lacks its translation is named."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def translations(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", checkout / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


def test_every_text_of_the_window_is_in_hebrew(translations: ModuleType) -> None:
    complaints = translations.complaints(translations.CATALOGUES / "he.toml", translations.find_texts())
    assert complaints == [], "run `python packaging/translations.py` and fill in what is empty"


_MODULE = '''
"""A docstring. It is no text of the window."""
Entry("open", "&Open")
KEEPS = tr("{n} line(s)", count)
words = tr("Yes" if is_so else "No")
'''
_OTHER_ROOM = """
raise AppError(f"There is no line {line.id} here.", advice="Look elsewhere.")
raise ValueError("This is for programmers. Not for people.")
class Job:
    title = "Find lines"
"""


def test_texts_are_found_in_tables_calls_and_sentences(translations: ModuleType, tmp_path: Path) -> None:
    for room, source in (("ui", _MODULE), ("collection", _OTHER_ROOM)):
        (tmp_path / room).mkdir()
        (tmp_path / room / "some.py").write_text(source, "utf-8")
    texts = translations.find_texts(tmp_path)
    sentences = ["There is no line {id} here.", "Look elsewhere.", "Find lines"]
    assert sorted(texts.plain) == sorted([*sentences, "&Open", "Yes", "No"])
    assert list(texts.counted) == ["{n} line(s)"]


def test_a_catalogue_that_does_not_fit_is_complained_of(translations: ModuleType, tmp_path: Path) -> None:
    catalogue = tmp_path / "he.toml"
    catalogue.write_text(
        'name = "x"\n[texts]\n"&Open" = "open"\n"Page {name}" = "{nome}"\n"Gone" = "weg"\n"New" = ""\n', "utf-8"
    )
    texts = translations.Texts({"&Open": "a.py", "Page {name}": "a.py", "New": "b.py"})
    complaints = "\n".join(translations.complaints(catalogue, texts))
    assert "not translated (b.py): New" in complaints
    assert "no longer said by the program: Gone" in complaints
    assert "places differ: Page {name}" in complaints
    assert "the letter for the keyboard is missing or too much: &Open" in complaints


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(translations: ModuleType, tmp_path: Path) -> None:
    catalogue = tmp_path / "he.toml"
    catalogue.write_text('name = "x"\n[texts]\n"A “word”" = "B\\n"\n"Gone" = "weg"\n', "utf-8")
    translations.update(catalogue, translations.Texts({"New": "a.py", "A “word”": "a.py"}, {"{n} day(s)": "b.py"}))
    first = catalogue.read_text("utf-8")
    assert '"A “word”" = "B\\n"' in first
    assert '"New" = ""' in first
    assert "Gone" not in first
    translations.update(catalogue, translations.Texts({"New": "a.py", "A “word”": "a.py"}, {"{n} day(s)": "b.py"}))
    assert catalogue.read_text("utf-8") == first
