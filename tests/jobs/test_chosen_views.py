"""How lines are changed for pretraining is chosen once and kept with the collection."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.chosen_views import keep_ranges, kept_ranges, with_chosen_views
from seqclr_desktop.jobs.gallery_lines import gallery_lines
from seqclr_desktop.jobs.learn import LearnFromCollection, LearnSettings
from seqclr_desktop.jobs.pretrain_model import PretrainModel
from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings
from tests.builders import collection_with
from tests.jobs.learning import sample_of


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as opened:
        yield opened


def test_without_a_choice_the_settings_stay_as_they_are(collection: Collection) -> None:
    assert with_chosen_views(collection, PretrainSettings(minutes=3)) == PretrainSettings(minutes=3)


def test_what_was_chosen_is_used_by_the_next_pretraining(collection: Collection) -> None:
    keep_ranges(collection, {"slant": 0.6, "crop_share": 0.1, "window_heights": 1.0})
    chosen = with_chosen_views(collection, PretrainSettings())
    assert (chosen.augmentation.slant, chosen.crop_share, chosen.window_heights) == (0.6, 0.1, 1.0)
    assert chosen.augmentation.blur == PretrainSettings().augmentation.blur


def test_what_the_terminal_asks_for_comes_before_the_choice(collection: Collection) -> None:
    keep_ranges(collection, {"crop_share": 0.1, "window_heights": 1.0})
    asked = replace(PretrainSettings(), window_heights=0.8)
    assert with_chosen_views(collection, asked).window_heights == 0.8
    assert with_chosen_views(collection, asked).crop_share == 0.1


def test_a_reset_forgets_it(collection: Collection) -> None:
    keep_ranges(collection, {"slant": 0.6})
    keep_ranges(collection, {})
    assert kept_ranges(collection) == {}


@pytest.mark.parametrize("written", ["nonsense", "[1]", '{"slant": "wide"}', '{"unheard_of": 1}'])
def test_what_another_version_wrote_is_passed_over(collection: Collection, written: str) -> None:
    collection.set_setting("pretraining.views", written)
    assert kept_ranges(collection) == {}


def test_both_ways_to_pretrain_take_the_choice(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with collection_with(folder, "one", "two", "three", "four", "five", "six") as collection:
        keep_ranges(collection, {"slant": 0.6})
        learn = LearnFromCollection(folder, LearnSettings(PretrainSettings(), FinetuneSettings()))
        assert learn._plan(collection)["pretrain"]["augmentation"]["slant"] == 0.6
        pretrain = PretrainModel(folder, PretrainSettings())
        assert pretrain._plan(collection)["training"]["augmentation"]["slant"] == 0.6


def test_lines_to_look_at_come_from_several_pages_and_another_seed_shows_others(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    lines = gallery_lines(folder, 40, 4, seed=0)
    assert len(lines) == 4
    assert all(image.shape[0] == 40 for _, image in lines)
    with Collection.open(folder) as collection:
        assert len({collection.line(line_id).page_id for line_id, _ in lines}) == 3
    other = gallery_lines(folder, 40, 4, seed=1)
    assert {line_id for line_id, _ in other} != {line_id for line_id, _ in lines}
    assert [line_id for line_id, _ in gallery_lines(folder, 40, 4, seed=0)] == [line_id for line_id, _ in lines]
