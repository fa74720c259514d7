from pathlib import Path

import pytest

from seqclr_desktop.document import AuthorKind, Direction, LineOrigin, PageContent, Region
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.page_assembly import StatedLine, StatedPage, assemble, band_around, baseline_within
from seqclr_desktop.geometry import Polyline, bounding_box

BOX: Polyline = ((10, 10), (90, 10), (90, 50), (10, 50))


def put_together(
    *lines: StatedLine, regions: tuple[Region, ...] = (), direction: Direction | None = None
) -> PageContent:
    return assemble(StatedPage(100, 200, regions, lines, direction=direction), (100, 200), Path("a.xml"))


def test_coordinates_are_scaled_to_the_picture_at_hand() -> None:
    stated = StatedPage(
        50, 100, (Region(((0, 0), (50, 0), (50, 100))),), (StatedLine(((5, 5), (45, 5)), BOX[:0], "a", 0),)
    )
    content = assemble(stated, (100, 201), Path("a.xml"))
    assert (content.width_px, content.height_px) == (100, 201)
    assert content.lines[0].baseline == ((10, pytest.approx(10.05)), (90, pytest.approx(10.05)))
    assert content.regions[0].polygon[2] == pytest.approx((100, 201))


def test_file_without_size_is_taken_as_it_is() -> None:
    stated = StatedPage(0, 0, (), (StatedLine(((5, 5), (45, 5)), (), "a"),))
    assert assemble(stated, (100, 200), Path("a.xml")).lines[0].baseline == ((5, 5), (45, 5))


def test_file_of_a_picture_of_another_shape_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="page of 200 × 100, but the picture has 100 × 200 pixels"):
        assemble(StatedPage(200, 100, (), ()), (100, 200), Path("a.xml"))


def test_shapes_are_moved_onto_the_page() -> None:
    content = put_together(StatedLine(((-5, 20), (130, 20)), ((-5, -5), (130, -5), (130, 30), (-5, 30)), "a"))
    assert content.lines[0].baseline == ((0, 20), (100, 20))
    assert bounding_box(content.lines[0].polygon).right == 100


def test_line_with_an_outline_alone_gets_a_baseline_a_quarter_above_its_foot() -> None:
    (line,) = put_together(StatedLine((), BOX, "a")).lines
    assert line.baseline == (pytest.approx((10, 40)), pytest.approx((90, 40)))


def test_baseline_within_a_slanting_outline_slants_too() -> None:
    slanting = ((0, 0), (100, 20), (100, 60), (0, 40))
    assert baseline_within(slanting) == (pytest.approx((0, 30)), pytest.approx((100, 50)))


def test_single_point_is_no_baseline() -> None:
    (line,) = put_together(StatedLine(((20, 20), (20, 20)), BOX, "a")).lines
    assert line.baseline[0] == pytest.approx((10, 40))


def test_line_without_any_shape_is_left_out_and_said_so() -> None:
    content = put_together(*(StatedLine((), (), text) for text in "cdefg "), StatedLine(BOX[:2], (), "b"))
    assert [line.best_text for line in content.lines] == ["b"]
    (sentence,) = content.left_out
    assert "left out: “c”, “d”, “e” …. " in sentence


def test_outline_without_area_is_none_at_all() -> None:
    (line,) = put_together(StatedLine(BOX[:2], ((1, 1), (1, 1), (5, 1), (1, 1)), "a")).lines
    assert line.polygon == ()


def test_corners_listed_row_by_row_are_an_outline() -> None:
    (line,) = put_together(StatedLine((), (BOX[0], BOX[1], BOX[3], BOX[2]), "a")).lines
    assert line.polygon == BOX
    (line,) = put_together(StatedLine(BOX[:2], ((1, 1), (2, 2), (5, 5), (9, 9)), "b")).lines
    assert line.polygon == ()


def test_band_follows_a_bent_baseline_within_the_box() -> None:
    band = band_around(((0, 50), (50, 40), (100, 50)), top=10, bottom=60)
    assert band == ((0, 20), (50, 10), (100, 20), (100, 60), (50, 50), (0, 60))


def test_texts_are_imports_in_normal_form_with_the_file_as_author() -> None:
    (line,) = put_together(StatedLine(BOX[:2], (), " De\u0301ce\u0301s  le\n12 ")).lines
    assert line.origin is LineOrigin.IMPORT
    assert line.human is not None
    assert (line.human.text, line.human.author_kind, line.human.author) == (
        "Décès le 12".replace("è", "é"),
        AuthorKind.IMPORT,
        "a.xml",
    )


def test_line_without_text_is_untranscribed() -> None:
    (line,) = put_together(StatedLine(BOX[:2], (), "  ")).lines
    assert line.human is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("שלום", "rtl"), ("Berlin שלום", "rtl"), ("Berlin 1897", "ltr"), ("", "rtl"), ("1897", "rtl")],
)
def test_line_of_a_right_to_left_page(text: str, expected: str) -> None:
    (line,) = put_together(StatedLine(BOX[:2], (), text), direction=Direction.RIGHT_TO_LEFT).lines
    assert line.direction == expected


def test_direction_of_the_page_is_what_most_lines_say() -> None:
    lines = put_together(*(StatedLine(BOX[:2], (), text) for text in ("שלום", "אב", "Berlin אב", ""))).lines
    assert [line.direction for line in lines] == [Direction.RIGHT_TO_LEFT] * 4


def test_direction_that_a_line_states_wins() -> None:
    (line,) = put_together(StatedLine(BOX[:2], (), "abc", direction=Direction.RIGHT_TO_LEFT)).lines
    assert line.direction is Direction.RIGHT_TO_LEFT


def test_region_without_outline_gets_the_box_around_its_lines() -> None:
    content = put_together(StatedLine((), BOX, "a", 0), regions=(Region((), "heading"), Region(())))
    assert bounding_box(content.regions[0].polygon) == bounding_box(BOX)
    assert content.regions[0].kind == "heading"
    assert bounding_box(content.regions[1].polygon).height == 200
