from seqclr_desktop.exchange.plain_text import page_text
from tests.builders import machine_text, make_line


def test_lines_stand_under_one_another_in_their_order() -> None:
    assert page_text([make_line(0, "ma femme"), make_line(1), make_line(2, "née le")]) == "ma femme\nnée le\n"


def test_regions_are_set_apart_by_a_blank_line() -> None:
    lines = [make_line(0, "a", region_index=0), make_line(1, "b", region_index=0), make_line(2, "c", region_index=1)]
    assert page_text(lines) == "a\nb\n\nc\n"


def test_machine_text_fills_in_where_no_person_wrote() -> None:
    lines = [make_line(0, "human", machine=machine_text("x")), make_line(1, machine=machine_text("read"))]
    assert page_text(lines) == "human\nread\n"


def test_page_without_text_is_empty() -> None:
    assert page_text([make_line(0)]) == ""
