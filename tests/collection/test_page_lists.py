"""Lists of pages by ids and windows."""

from pathlib import Path

from seqclr_desktop.collection import Collection, PageFilter, PageOrder, Share
from seqclr_desktop.document import AuthorKind, Line, Page, PageContent, Split, TextVersion


def _page(name: str) -> Page:
    return Page(name, Path(f"/scans/{name}.jpg"), 100, 100)


def _content(*texts: str) -> PageContent:
    lines = tuple(
        Line(((0, 10 + turn), (90, 10 + turn)), human=TextVersion(text, AuthorKind.IMPORT) if text else None)
        for turn, text in enumerate(texts)
    )
    return PageContent(100, 100, lines=lines)


def test_figures_in_names_are_ordered_by_their_value(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        for name in ("page 10", "page 2", "Page 1"):
            collection.add_page(_page(name))
        ids = collection.page_ids(order=PageOrder.NAME)
        assert [page.name for page in collection.pages_by_id(ids)] == ["Page 1", "page 2", "page 10"]
        assert next(page.name for page in collection.pages_by_id(collection.page_ids())) == "page 10"


def test_pages_are_filtered_by_what_is_left_to_do(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        bare = collection.add_page(_page("bare")).id
        half = collection.add_page(_page("half"), _content("yes", "")).id
        done = collection.add_page(_page("done"), _content("yes")).id
        assert collection.page_ids(PageFilter.WITHOUT_LINES) == [bare]
        assert collection.page_ids(PageFilter.TO_TRANSCRIBE) == [half]
        assert collection.page_ids(PageFilter.TRANSCRIBED) == [done]


def test_ids_of_pages_that_are_gone_are_passed_over(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        page = collection.add_page(_page("here"))
        assert page.id is not None
        assert [found.name for found in collection.pages_by_id([page.id, 4711])] == ["here"]


def test_how_sure_the_machine_was_is_told_page_by_page(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        read = collection.add_page(_page("read"), _content("one", "", "")).id
        unread = collection.add_page(_page("unread"), _content("", "")).id
        assert read is not None
        assert unread is not None
        first, second, _ = collection.line_ids(page_ids=[read])
        texts = [(first, _machine(0.5)), (second, _machine(0.9))]
        collection.write_machine_texts(texts)
        assert collection.mean_confidences([read, unread]) == {read: 0.7}


def _machine(confidence: float) -> TextVersion:
    return TextVersion("read", AuthorKind.MODEL, "model-1", confidence=confidence)


def test_lines_are_counted_for_each_purpose(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        for name, texts in (("a", ("yes", "yes")), ("b", ("yes", "")), ("c", ("yes",)), ("d", ("",))):
            collection.add_page(_page(name), _content(*texts))
        collection.set_splits({1: Split.TRAIN, 2: Split.TRAIN, 3: Split.TEST})
        shares = {Split.TRAIN: Share(2, 4, 3), Split.TEST: Share(1, 1, 1), None: Share(1, 1, 0)}
        assert collection.shares() == shares
