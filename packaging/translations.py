"""Brings the catalogues of the window up to date with its texts, and says what they still lack.

    python packaging/translations.py            # rewrite resources/translations/*.toml
    python packaging/translations.py --check    # only look; exit code 1 when something is missing

Texts of the window are found as the arguments of `tr`, and in the tables that menus and keys are made from.
Sentences of the other rooms (errors, reasons, titles of jobs) are found by their look: they begin with a
capital letter and end with a stop. A new text gets an empty translation to be filled in by a person; a text
that is gone leaves the catalogue.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_PACKAGE = _CHECKOUT / "seqclr_desktop"
CATALOGUES = _CHECKOUT / "resources" / "translations"

_TABLES = {"Entry": (1,), "Key": (2,), "FormatDescription": (0, 1, 2), "CharacterSet": (0,)}
"""Records whose texts are translated where they are shown: which arguments are texts."""
_TITLES = {"title", "MENUS"}
_NAMED_TEXTS = {"REASONS", "_DEVICE_NAMES"}
"""Tables of other rooms whose values are texts."""
_NOT_FOR_PEOPLE = {"ValueError", "RuntimeError", "FloatingPointError", "execute", "info", "warning", "error"}
_SENTENCE = re.compile(r"(?!SELECT |UPDATE |DELETE )[A-Z{“].* .*[.!?]", re.DOTALL)
_PLACE = re.compile(r"\{(\w*)[^}]*\}")
_HEAD = """\
# {name}: what the window says, in the order of the program's files. Left the English text, right the translation.
# Keep places such as {{name}} as they are; "&" stands before the letter for the keyboard.
# New texts are added, empty, by: python packaging/translations.py

name = {quoted}
"""


@dataclass
class Texts:
    """English texts with the file each was first seen in, in the order of their coming."""

    plain: dict[str, str] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)

    def add(self, node: ast.expr, file: str, is_counted: bool = False) -> None:
        target = self.counted if is_counted else self.plain
        for text in _constants(node):
            if re.search(r"[^\W\d_]", _PLACE.sub("", text)):
                target.setdefault(text, file)


def find_texts(package: Path = _PACKAGE) -> Texts:
    """Every text that the window may show."""
    texts = Texts()
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0]
        tree = ast.parse(path.read_text("utf-8"))
        file = path.relative_to(package).as_posix()
        if room == "ui":
            _find_in_window(tree, file, texts)
        elif room != "cli":
            _find_sentences(tree, file, texts)
        _find_in_tables(tree, file, texts)
    return texts


def _find_in_window(tree: ast.Module, file: str, texts: Texts) -> None:
    for node in _in_order(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "tr" and node.args:
            texts.add(node.args[0], file, is_counted=len(node.args) > 1)


def _find_in_tables(tree: ast.Module, file: str, texts: Texts) -> None:
    for node in _in_order(tree):
        if isinstance(node, ast.Call):
            for place in _TABLES.get(_name(node.func), ()):
                if place < len(node.args):
                    texts.add(node.args[place], file)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for text in _of_named({_name(target) for target in targets}, node.value):
                texts.add(text, file)


def _of_named(names: set[str], value: ast.expr) -> list[ast.expr]:
    """The texts in what is assigned to these names."""
    if not isinstance(value, ast.Dict):
        return [value] if names & _TITLES else []
    if names & _NAMED_TEXTS:
        return value.values
    return [key for key in value.keys if key is not None] if names & _TITLES else []


def _find_sentences(tree: ast.Module, file: str, texts: Texts) -> None:
    skipped: set[int] = set()
    for node in _in_order(tree):
        if id(node) in skipped:
            skipped.update(id(child) for child in ast.iter_child_nodes(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # a docstring
        elif isinstance(node, ast.Call) and _name(node.func) in _NOT_FOR_PEOPLE:
            skipped.update(id(child) for child in ast.iter_child_nodes(node))
        elif isinstance(node, ast.JoinedStr | ast.Constant):
            for text in _constants(node):
                if _SENTENCE.fullmatch(text):
                    texts.add(ast.Constant(text), file)
            if isinstance(node, ast.JoinedStr):  # its literal parts are no texts, words within its places are
                skipped.update(id(part) for part in node.values if isinstance(part, ast.Constant))


def _in_order(tree: ast.Module) -> list[ast.AST]:
    """All nodes as they are read, parents before their children."""
    return sorted(ast.walk(tree), key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))


def _constants(node: ast.expr) -> Iterator[str]:
    """The texts an expression can be: a literal, an f-string with its places named, either branch of an `if`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield _with_places(node)
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def _with_places(node: ast.JoinedStr) -> str:
    parts, names = [], list[str]()
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            name = _name(value.value).strip("_").lower() or "value"
            names.append(name)
            count = names.count(name)
            parts.append(f"{{{name}{count if count > 1 else ''}}}")
        elif isinstance(value, ast.Constant):
            parts.append(str(value.value))
    return "".join(parts)


def _name(node: ast.AST) -> str:
    """The word that tells best what an expression is."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Name(id="len"), args=[inner, *_]):
            return _name(inner)
        case ast.Call(func=ast.Attribute(value=inner), args=[]):
            return _name(inner)
        case ast.Call(func=inner) | ast.Subscript(value=inner) | ast.BoolOp(values=[inner, *_]):
            return _name(inner)
    return ""


# the catalogues --------------------------------------------------------------------------------------


def complaints(catalogue: Path, texts: Texts) -> list[str]:
    """What is wrong with a catalogue, a sentence each: texts it lacks or has too many, places that do not fit."""
    kept = tomllib.loads(catalogue.read_text("utf-8"))
    found = []
    for table, sources in (("texts", texts.plain), ("counted", texts.counted)):
        there = kept.get(table, {})
        found += [f"not translated ({file}): {source}" for source, file in sources.items() if not there.get(source)]
        found += [f"no longer said by the program: {source}" for source in there if source not in sources]
        for source, translation in there.items():
            found += _misfits(source, translation)
    return found


def _misfits(source: str, translation: str | list[str]) -> list[str]:
    is_counted = isinstance(translation, list)
    found = []
    for form in translation if isinstance(translation, list) else [translation]:
        if not form:
            continue
        wanted, given = set(_PLACE.findall(source)), set(_PLACE.findall(form))
        if given - wanted or (wanted - given) - ({"n"} if is_counted else set()):
            found.append(f"places differ: {source} = {form}")
        if ("&" in source.replace("&&", "")) != ("&" in form.replace("&&", "")):
            found.append(f"the letter for the keyboard is missing or too much: {source} = {form}")
    return found


def update(catalogue: Path, texts: Texts) -> None:
    """Write the catalogue anew with all texts of the program, keeping the translations it has."""
    kept = tomllib.loads(catalogue.read_text("utf-8"))
    parts = [_HEAD.format(name=kept["name"], quoted=_quoted(kept["name"]))]
    for table, sources in (("texts", texts.plain), ("counted", texts.counted)):
        parts.append(f"\n[{table}]")
        file_before = ""
        for source, file in sources.items():
            if file != file_before:
                parts.append(f"\n# {file}")
                file_before = file
            parts.append(f"{_quoted(source)} = {_quoted(kept.get(table, {}).get(source, ''))}")
        parts.append("")
    catalogue.write_text("\n".join(parts).rstrip("\n") + "\n", "utf-8")


def _quoted(value: str | list[str]) -> str:
    """As TOML writes it; JSON strings are TOML strings too."""
    return json.dumps(value, ensure_ascii=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, only say what is missing")
    is_check = parser.parse_args().check
    texts = find_texts()
    count = 0
    for catalogue in sorted(CATALOGUES.glob("*.toml")):
        if not is_check:
            update(catalogue, texts)
        for complaint in complaints(catalogue, texts):
            print(f"{catalogue.name}: {complaint}")
            count += 1
    print(f"{len(texts.plain) + len(texts.counted)} texts, {count} complaints")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
