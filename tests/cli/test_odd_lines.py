"""`lines --odd` and `lines --region` in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.cli.main import main
from seqclr_desktop.collection import Collection
from seqclr_desktop.document import PageContent
from tests.builders import make_line, make_page
from tests.cli.conftest import Terminal
from tests.layout.drawn_pages import drawn_page, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page with eight rows of writing, of which three have lines, and a line on blank paper."""
    path = tmp_path / "scan.png"
    Image.fromarray(drawn_page(rows(8, top=80, distance=80))).save(path)
    lines = (*(make_line(number) for number in range(3)), make_line(14, position=3))
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(make_page("scan", path=path), PageContent(1000, 1400, lines=lines))
    return tmp_path / "c"


def test_odd_lines_are_told_with_page_number_and_reason(folder: Path, terminal: Terminal) -> None:
    said = terminal("lines", folder, "--odd")
    assert said.exit_code == 0
    assert said.out.splitlines() == ["scan, line 4: There is hardly any ink in it", "1 line to look at on 1 page."]
    (line,) = terminal("lines", folder, "--odd", "--json").json["lines"]
    assert (line["page_name"], line["number"], line["reasons"]) == ("scan", 4, ["There is hardly any ink in it"])


def test_lines_are_found_again_in_a_rectangle(folder: Path, terminal: Terminal) -> None:
    said = terminal("lines", folder, "--page", "scan", "--region", "40,330,920,170", "--json")
    assert said.json["lines_found"] == 2
    with Collection.open(folder) as collection:
        lines = collection.lines(1)
    assert [line.id for line in lines if line.id and line.id <= 4] == [1, 2, 3, 4]
    assert said.json["line_count"] == len(lines) == 6


def test_the_processor_is_used_by_as_many_threads_as_were_asked_for(folder: Path) -> None:
    import torch

    former = torch.get_num_threads()
    region = ("--page", "scan", "--region", "40,330,920,170")
    try:
        assert main(["lines", str(folder), *region, "--threads", str(former + 1)], lambda _arguments: 1) == 0
        assert torch.get_num_threads() == former + 1
    finally:
        torch.set_num_threads(former)


@pytest.mark.parametrize(
    "options",
    [
        ("--region", "1,2,3,4"),
        ("--page", "scan"),
        ("--page", "scan", "--region", "1,2,3"),
        ("--page", "scan", "--region", "1,2,0,4"),
        ("--odd", "--force"),
    ],
)
def test_options_that_do_not_go_together_are_refused_in_a_sentence(
    folder: Path, terminal: Terminal, options: tuple[str, ...]
) -> None:
    said = terminal("lines", folder, *options)
    assert said.exit_code == 2
    assert "Traceback" not in said.err
