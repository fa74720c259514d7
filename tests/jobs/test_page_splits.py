from itertools import permutations
from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Split
from seqclr_desktop.jobs.page_splits import complete_splits, split_lines
from tests.builders import make_content, make_page


def collection_of(folder: Path, *line_counts: int) -> Collection:
    collection = Collection.create(folder)
    for number, count in enumerate(line_counts):
        page = make_page(f"page-{number:02}", content_hash=f"hash {number}")
        collection.add_page(page, make_content(*(f"line {n}" for n in range(count))))
    return collection


def parts(collection: Collection) -> list[Split | None]:
    return [page.split for page in collection.pages()]


def test_about_a_tenth_watches_and_a_tenth_is_kept_for_the_test(tmp_path: Path) -> None:
    with collection_of(tmp_path / "c", *[20] * 20) as collection:
        complete_splits(collection)
        dealt = parts(collection)
        assert (dealt.count(Split.VALID), dealt.count(Split.TEST)) == (2, 2)
        complete_splits(collection)
        assert parts(collection) == dealt


def test_three_pages_are_enough_for_all_parts_and_two_for_a_validation(tmp_path: Path) -> None:
    with collection_of(tmp_path / "three", 10, 10, 10) as collection:
        complete_splits(collection)
        assert set(parts(collection)) == set(Split)
    with collection_of(tmp_path / "two", 10, 10) as collection:
        complete_splits(collection)
        assert set(parts(collection)) == {Split.TRAIN, Split.VALID}


def test_pages_learn_before_others_watch_and_test_while_they_hold_single_lines(tmp_path: Path) -> None:
    for number, counts in enumerate(permutations((1, 1, 3))):
        with collection_of(tmp_path / f"{number}", *counts) as collection:
            complete_splits(collection)
            assert len(split_lines(collection).train) >= 2


def test_what_a_person_chose_stays_and_bare_pages_get_no_part(tmp_path: Path) -> None:
    with collection_of(tmp_path / "c", 10, 10, 10, 0) as collection:
        first, *_ = collection.pages()
        assert first.id is not None
        collection.set_splits({first.id: Split.TEST})
        complete_splits(collection)
        dealt = parts(collection)
        assert dealt[0] is Split.TEST
        assert dealt[3] is None
        assert {dealt[1], dealt[2]} == {Split.TRAIN, Split.VALID}


def test_test_lines_are_never_learned_from(tmp_path: Path) -> None:
    with collection_of(tmp_path / "c", *[10] * 10) as collection:
        split = split_lines(collection)
        test_ids = {line.id for page in collection.pages(Split.TEST) if page.id for line in collection.lines(page.id)}
        assert len(test_ids) == split.test_count > 0
        assert not test_ids & {*split.train, *split.valid}
        assert not set(split.train) & set(split.valid)
        assert len(split.train) + len(split.valid) + len(test_ids) == 100


def test_named_pages_come_before_the_collections_own_parts(tmp_path: Path) -> None:
    with collection_of(tmp_path / "c", *[10] * 5) as collection:
        split = split_lines(collection, train_pages=["page-03", "page-01"], valid_pages=["page-04"])
        page_of = {line.id: page.name for page in collection.pages() if page.id for line in collection.lines(page.id)}
        assert {page_of[line] for line in split.train} == {"page-01", "page-03"}
        assert {page_of[line] for line in split.valid} == {"page-04"}


def test_of_a_single_page_single_lines_watch_and_it_is_said(tmp_path: Path) -> None:
    with collection_of(tmp_path / "c", 24) as collection:
        split = split_lines(collection)
        assert (len(split.train), len(split.valid)) == (21, 3)
        assert "too few" in split.note
