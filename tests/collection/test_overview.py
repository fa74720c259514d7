"""The counts behind the five steps are right after every kind of change."""

from pathlib import Path

from seqclr_desktop.collection import Collection, LineFilter, Overview
from seqclr_desktop.collection.page_lists import PageFilter
from tests.builders import add_line, collection_with, machine_text, make_content, make_line, make_page, remove_lines


def counted_one_by_one(collection: Collection) -> Overview:
    """What the overview must say, found without the counts that the file keeps."""
    pages = collection.pages()
    lines = [line for page in pages if page.id is not None for line in collection.lines(page.id)]
    return Overview(
        page_count=len(pages),
        pages_looked_at=sum(not page.needs_search for page in pages),
        line_count=len(lines),
        human_count=sum(line.human is not None for line in lines),
        checked_count=sum(line.human is not None and line.human.is_checked for line in lines),
        machine_count=sum(line.machine is not None for line in lines),
        machine_only_count=sum(line.machine is not None and line.human is None for line in lines),
        unusable_count=sum(line.is_unusable for line in lines),
        to_transcribe_count=sum(not line.is_unusable and line.human is None for line in lines),
    )


def test_new_collection_counts_nothing(tmp_path: Path) -> None:
    with Collection.create(tmp_path) as collection:
        assert collection.overview() == Overview()


def test_counts_follow_every_change(tmp_path: Path) -> None:
    with collection_with(tmp_path, "one", "", "three", "") as collection:
        collection.add_page(make_page("second"), make_content("five", ""))
        collection.add_page(make_page("third"))
        changes = [
            lambda: collection.write_machine_texts([(n, machine_text()) for n in (1, 2, 6)]),
            lambda: collection.write_human_text(2, "two"),
            lambda: collection.write_human_text(2, "two", is_checked=True),
            lambda: collection.write_human_text(1, ""),
            lambda: collection.set_unusable(4, True),
            lambda: remove_lines(collection, [2, 4]),
            lambda: add_line(collection, make_line(1, "new", page_id=3)),
            lambda: collection.replace_lines(2, [], [make_line(5), make_line(6)]),
            lambda: collection.replace_lines(1, [], []),
            lambda: collection.set_rotation(3, 90),
            lambda: collection.mark_lines_looked_for(3),
            lambda: collection.remove_pages([2]),
        ]
        for change in changes:
            change()
            assert collection.overview() == counted_one_by_one(collection)
        assert collection.overview() == Overview(page_count=2, pages_looked_at=2, line_count=2, human_count=2)


def test_counts_of_the_pages_add_up(tmp_path: Path) -> None:
    with collection_with(tmp_path, "one", "", "") as collection:
        collection.write_machine_texts([(2, machine_text())])
        page = collection.page(1)
        assert (page.line_count, page.human_count, page.machine_count) == (3, 1, 1)
        assert collection.line_count(LineFilter.WITHOUT_TEXT) == 1


def test_page_whose_only_open_line_is_unusable_is_done(tmp_path: Path) -> None:
    with collection_with(tmp_path, "one", "") as collection:
        assert collection.page_ids(PageFilter.TO_TRANSCRIBE) == [1]
        collection.set_unusable(2, True)
        assert collection.page_ids(PageFilter.TO_TRANSCRIBE) == []
        assert collection.page_ids(PageFilter.TRANSCRIBED) == [1]
