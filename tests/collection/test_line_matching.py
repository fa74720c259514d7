"""Lines on the same ink are told from their neighbours."""

from seqclr_desktop.collection.line_matching import lines_covered, match_lines
from seqclr_desktop.document import Line
from tests.builders import make_line


def shifted(line: Line, right: float, down: float) -> Line:
    return make_line(
        0,
        baseline=tuple((x + right, y + down) for x, y in line.baseline),
        polygon=tuple((x + right, y + down) for x, y in line.polygon),
    )


def slanting(number: int) -> Line:
    """A steep line whose box overlaps those of its neighbours."""
    top = 100 + 60 * number
    return make_line(
        baseline=((100, top), (900, top + 300)),
        polygon=((100, top - 40), (900, top + 260), (900, top + 310), (100, top + 10)),
    )


def test_lines_found_a_little_elsewhere_are_the_same_lines() -> None:
    old = [make_line(number) for number in range(10)]
    new = [shifted(line, 8, -9) for line in reversed(old)]
    assert match_lines(old, new) == {number: 9 - number for number in range(10)}


def test_steep_lines_are_matched_by_their_course_not_their_boxes() -> None:
    old = [slanting(number) for number in range(6)]
    new = [shifted(line, 0, 10) for line in old[1:]]
    assert match_lines(old, new) == {number + 1: number for number in range(5)}


def test_neighbouring_line_is_not_the_same_line() -> None:
    assert match_lines([make_line(0)], [make_line(1)]) == {}


def test_line_cut_into_short_pieces_matches_none_of_them() -> None:
    pieces = [make_line(0, left=100, right=300), make_line(0, left=320, right=600), make_line(0, left=620)]
    assert match_lines([make_line(0)], pieces) == {}


def test_longer_half_of_a_cut_line_is_its_successor() -> None:
    pieces = [make_line(0, left=100, right=300), make_line(0, left=320)]
    assert match_lines([make_line(0)], pieces) == {0: 1}


def test_line_written_from_right_to_left_matches_its_mirror() -> None:
    assert match_lines([make_line(0)], [make_line(0, baseline=((900, 82), (100, 78)))]) == {0: 0}


def test_each_line_has_one_successor() -> None:
    assert match_lines([make_line(0), shifted(make_line(0), 0, 3)], [make_line(0)]) == {0: 0}


def test_lines_without_outlines_are_matched_by_their_baselines() -> None:
    old = [make_line(number, polygon=()) for number in range(4)]
    assert match_lines(old, [shifted(line, 5, 5) for line in old]) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_piece_along_another_line_is_covered_by_it() -> None:
    piece = make_line(0, left=100, right=300)
    assert lines_covered([make_line(2), piece, make_line(0)], [piece]) == {1}
    assert lines_covered([make_line(2), piece], [make_line(0)]) == {1}


def test_pages_without_lines_match_nothing() -> None:
    assert match_lines([], [make_line()]) == match_lines([make_line()], []) == {}
    assert lines_covered([make_line()], []) == set()


def test_line_shrunk_to_a_point_matches_without_failing() -> None:
    point = make_line(baseline=((100, 80), (100, 80)), polygon=())
    assert match_lines([point], [point, make_line(3)]) == {0: 0}
