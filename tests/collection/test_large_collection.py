"""A hundred thousand lines are listed and counted right, from indexes alone."""

from collections.abc import Iterator

import pytest

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import PageContent
from tests.builders import machine_text, make_line, make_page

PAGE_COUNT = 200
LINES_A_PAGE = 500
LINE_COUNT = PAGE_COUNT * LINES_A_PAGE


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Each page has 500 lines, the first ten with a text; the model has read the first page."""
    lines = tuple(make_line(number, f"line {number}" if number < 10 else "") for number in range(LINES_A_PAGE))
    with Collection.create(tmp_path_factory.mktemp("large")) as opened:
        for number in range(PAGE_COUNT):
            opened.add_page(make_page(f"page {number}"), PageContent(1000, 1400, lines=lines))
        opened.write_machine_texts([(line_id, machine_text(confidence=0.5)) for line_id in range(1, LINES_A_PAGE + 1)])
        yield opened


def test_counts_are_right(collection: Collection) -> None:
    overview = collection.overview()
    assert (overview.page_count, overview.line_count) == (PAGE_COUNT, LINE_COUNT)
    assert overview.human_count == 10 * PAGE_COUNT
    assert (overview.machine_count, overview.machine_only_count) == (LINES_A_PAGE, LINES_A_PAGE - 10)
    assert collection.line_count(LineFilter.DOUBTFUL) == LINES_A_PAGE - 10


def test_all_lines_are_listed_in_reading_order(collection: Collection) -> None:
    assert collection.line_ids() == list(range(1, LINE_COUNT + 1))
    assert len(collection.line_ids(LineFilter.TO_TRANSCRIBE)) == LINE_COUNT - 10 * PAGE_COUNT
    assert collection.line_ids(LineFilter.HUMAN, page_ids=[PAGE_COUNT]) == list(
        range(LINE_COUNT - LINES_A_PAGE + 1, LINE_COUNT - LINES_A_PAGE + 11)
    )


def test_many_lines_are_read_at_once_in_the_order_asked_for(collection: Collection) -> None:
    asked = list(range(LINE_COUNT, LINE_COUNT - 40_000, -4))
    assert [line.id for line in collection.lines_by_id(asked)] == asked


@pytest.mark.parametrize("kind", LineFilter)
def test_lists_of_lines_come_from_an_index_without_sorting(collection: Collection, kind: LineFilter) -> None:
    steps: list[str] = []
    asked: list[str] = []
    connection = collection._database.connection
    connection.set_trace_callback(asked.append)
    collection.line_ids(kind)
    collection.line_count(kind)
    connection.set_trace_callback(None)
    for query in (query for query in asked if query.startswith("SELECT")):
        steps += [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any("lines_in_order" in step or "SEARCH l" in step for step in steps)
    assert all("COVERING INDEX" in step for step in steps)


def test_what_most_texts_say_is_asked_of_a_few_lines(collection: Collection) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = collection._database.connection
    connection.set_progress_handler(count, 1000)
    texts = collection.some_texts()
    connection.set_progress_handler(None, 0)
    assert set(texts) == {f"line {number}" for number in range(10)}
    assert len(texts) == 300
    assert steps < 250, "thousands of instructions: a list of all transcribed lines takes three times as many"
