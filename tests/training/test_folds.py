"""Readers that are to vote learn from different lines."""

from seqclr_desktop.training.folds import FOLD_COUNT, lines_of_reader


def left_out(number: int, pages: list[str]) -> list[int]:
    return sorted(set(range(len(pages))) - set(lines_of_reader(number, pages)))


def test_the_folds_together_are_all_lines_and_none_is_in_two() -> None:
    for pages in ([f"p{n // 7}" for n in range(70)], ["one page"] * 23):
        folds = [left_out(number, pages) for number in range(1, FOLD_COUNT + 1)]
        assert sorted(line for fold in folds for line in fold) == list(range(len(pages)))
        assert max(map(len, folds)) <= 1.5 * len(pages) / FOLD_COUNT


def test_whole_pages_are_left_out_where_there_are_enough() -> None:
    pages = [f"p{n // 7}" for n in range(70)]
    for number in range(1, FOLD_COUNT + 1):
        missing = {pages[line] for line in left_out(number, pages)}
        assert not missing & {pages[line] for line in lines_of_reader(number, pages)}
        assert len(missing) == 2


def test_a_page_that_holds_most_of_the_lines_is_parted_line_by_line() -> None:
    pages = ["long"] * 60 + ["a", "b", "c", "d"] * 3
    assert len(left_out(1, pages)) in (14, 15)


def test_of_a_handful_of_lines_nobody_goes_without_any() -> None:
    assert lines_of_reader(2, ["a", "b", "c", "d", "e", "f"]) == [0, 1, 2, 3, 4, 5]
