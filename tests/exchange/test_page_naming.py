from pathlib import Path

import pytest

from seqclr_desktop.document import Page
from seqclr_desktop.exchange.page_naming import file_names, legal_name
from tests.builders import make_page


def names(*pages: Page) -> list[str]:
    numbered = [make_page(page.name, path=page.path, id=number) for number, page in enumerate(pages, start=1)]
    return list(dict(sorted(file_names(numbered).items())).values())


def test_page_keeps_its_name() -> None:
    assert names(make_page("Épître d’été"), make_page("book#2")) == ["Épître d’été", "book#2"]


def test_pages_of_the_same_name_take_that_of_their_folder() -> None:
    pages = [make_page("0001", Path(f"/scans/{box}")) for box in ("box 1", "box 2")]
    assert names(*pages, make_page("0002", Path("/scans/box 1"))) == ["box 1_0001", "box 2_0001", "0002"]


def test_names_that_differ_only_in_case_are_the_same_to_some_systems() -> None:
    assert len({name.casefold() for name in names(make_page("Scan"), make_page("scan"))}) == 2


def test_frames_and_folders_of_one_name_still_differ() -> None:
    assert (
        len(set(names(make_page("a", Path("/x/b")), make_page("a", Path("/y/b")), make_page("b_a", Path("/z"))))) == 3
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b:c?", "a_b_c_"),
        ("con", "_con"),
        ("Com1.x", "_Com1.x"),
        ("...", "_"),
        (".hidden", "_.hidden"),
        ("fin. ", "fin"),
        ("", "_"),
    ],
)
def test_what_some_system_forbids_is_replaced(name: str, expected: str) -> None:
    assert legal_name(name) == expected


def test_long_names_are_cut_between_characters() -> None:
    assert len(legal_name("מ" * 200).encode()) <= 180
