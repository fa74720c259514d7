"""Lines are found by their words, by what a model may have meant, and past small slips."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, HitKind, SearchHit
from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.migrations import MIGRATIONS, migrate
from seqclr_desktop.collection.search_tables import make_search_tables
from seqclr_desktop.document import AuthorKind, TextVersion, WordAlternative
from tests.builders import add_line, collection_with, machine_text, make_content, make_page, remove_lines

TEXTS = ("Je suis reçu par la Supérieure", "une religieuse d’un âge", "", "Die Waſſerburg am Inn", "בְּרֵאשִׁית בָּרָא")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with collection_with(tmp_path / "c", *TEXTS) as opened:
        yield opened


def found(collection: Collection, typed: str) -> list[tuple[int, HitKind]]:
    return [(hit.line_id, hit.kind) for hit in collection.search(typed).hits]


def only_hit(collection: Collection, typed: str) -> SearchHit:
    (hit,) = collection.search(typed).hits
    return hit


def marked(hit: SearchHit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("typed", "line_id", "words"),
    [
        ("superieure", 1, ["Supérieure"]),
        ("SUPÉ", 1, ["Supérieure"]),
        ("religieuse age", 2, ["religieuse", "âge"]),
        ('"par la"', 1, ["par la"]),
        ("wasserburg", 4, ["Waſſerburg"]),
        ("בראשית", 5, ["בְּרֵאשִׁית"]),
        ("d'un", 2, ["d’un"]),
    ],
)
def test_line_is_found_without_accents_points_and_case(
    collection: Collection, typed: str, line_id: int, words: list[str]
) -> None:
    hit = only_hit(collection, typed)
    assert (hit.line_id, hit.kind, marked(hit)) == (line_id, HitKind.WORDS, words)
    assert (hit.page_name, hit.number, hit.probability) == ("page", line_id, 1.0)


@pytest.mark.parametrize("typed", ["", "   ", '"', "*", "((", "la religieuse", '"Supérieur"', "xyzzy"])
def test_what_does_not_stand_there_is_not_found(collection: Collection, typed: str) -> None:
    hits = collection.search(typed).hits
    assert [hit for hit in hits if hit.kind is HitKind.WORDS] == []


@pytest.mark.parametrize(
    ("typed", "line_id"), [("superiuere", 1), ("suqerieure", 1), ("relligieuse", 2), ("waserburg", 4)]
)
def test_slips_in_a_word_are_forgiven(collection: Collection, typed: str, line_id: int) -> None:
    assert found(collection, typed) == [(line_id, HitKind.SIMILAR)]


def test_text_of_a_person_hides_that_of_the_machine(collection: Collection) -> None:
    collection.write_machine_texts([(1, machine_text("Jo suis regu")), (3, machine_text("Jo suis regu", 0.5))])
    hit = collection.search("regu").hits[0]
    assert hit.line_id == 3
    assert not hit.is_human
    assert hit.probability == pytest.approx(0.5**4)


def test_index_follows_every_change_of_a_line(collection: Collection) -> None:
    collection.write_human_text(1, "Quelque chose")
    assert found(collection, "reçu") == []
    assert found(collection, "quelque") == [(1, HitKind.WORDS)]
    line = collection.line(1)
    remove_lines(collection, [1])
    assert found(collection, "quelque") == []
    add_line(collection, line)
    assert found(collection, "quelque") == [(1, HitKind.WORDS)]
    collection.write_machine_texts([(1, machine_text("autre"))])
    collection.write_human_text(1, "")
    assert found(collection, "quelque") == []
    assert found(collection, "autre") == [(1, HitKind.WORDS)]
    collection.add_page(make_page("second"), make_content("Quelque part"))
    assert [hit.page_name for hit in collection.search("quelque").hits] == ["second"]
    collection.remove_pages([1])
    assert found(collection, "religieuse") == []
    for index in ("search_words", "search_trigrams"):
        collection._database.connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_collection_made_before_there_was_a_search_is_indexed(tmp_path: Path) -> None:
    database = Database(tmp_path / "old.sqlite", create=True)
    migrate(database, MIGRATIONS[: MIGRATIONS.index(make_search_tables)])
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO pages (position, name, path, width_px, height_px, added_at) VALUES (0, 'p', 'p', 9, 9, '')"
        )
        connection.execute(
            "INSERT INTO lines (page_id, position, baseline, polygon, direction, origin, human_id, text_state)"
            " VALUES (1, 0, '0,0 9,0', '', 'ltr', 'import', 1, 1)"
        )
        connection.execute(
            "INSERT INTO text_versions (line_id, text, author_kind, author, created_at)"
            " VALUES (1, 'Ein alter Brief', 'import', '', '')"
        )
    migrate(database)
    with Collection(tmp_path, database) as collection:
        assert found(collection, "alter") == [(1, HitKind.WORDS)]
        assert found(collection, "breif") == [(1, HitKind.SIMILAR)]


def test_word_the_model_held_possible_is_found_by_its_probability(collection: Collection) -> None:
    def reading(text: str, *alternatives: WordAlternative) -> TextVersion:
        return TextVersion(text, AuthorKind.MODEL, "m", confidence=0.6, alternatives=alternatives)

    collection.add_page(make_page("second"), make_content("", "", ""))
    collection.write_machine_texts(
        [
            (6, reading("la vitle morte", WordAlternative(3, 8, "ville", 0.2), WordAlternative(3, 8, "ville,", 0.1))),
            (7, reading("une vide", WordAlternative(4, 8, "ville", 0.4))),
            (8, reading("dans la ville")),
        ]
    )
    hits = collection.search("ville").hits
    assert [(hit.line_id, hit.kind) for hit in hits] == [
        (8, HitKind.WORDS), (7, HitKind.ALTERNATIVE), (6, HitKind.ALTERNATIVE),
    ]  # fmt: skip
    assert (hits[1].read_as, marked(hits[1]), hits[1].probability) == ("ville", ["vide"], 0.4)
    collection.write_human_text(7, "une vide")
    assert 7 not in [hit.line_id for hit in collection.search("ville").hits]
    collection.write_machine_texts([(6, reading("la butte morte"))])
    assert collection.alternatives(6) == []
    assert 6 not in [hit.line_id for hit in collection.search("ville").hits]


def test_hits_beyond_the_limit_are_counted(collection: Collection) -> None:
    collection.add_page(make_page("many"), make_content(*["encore une ligne"] * 30))
    result = collection.search("ligne", limit=10)
    assert (len(result.hits), result.exact_count) == (10, 30)
