"""The verbs, one after another, take three real pages from scans to exports."""

from __future__ import annotations

import pytest

from tests.cli.conftest import UNTRANSCRIBED, Terminal, Work


def test_every_verb_ends_well(work: Work) -> None:
    assert {name: said.err for name, said in work.said.items() if said.exit_code} == {}


def test_the_result_is_one_json_object_and_nothing_else_is_on_standard_output(work: Work) -> None:
    assert {name: len(said.out.splitlines()) for name, said in work.said.items()} == dict.fromkeys(work.said, 1)


def test_adding_counts_pages_lines_and_texts(work: Work) -> None:
    added = work.said["add"].json
    assert added["pages_added"] == 3
    assert added["lines_added"] == added["texts_added"] > 50
    assert added["refused"] == []


def test_pages_added_twice_are_there_once(work: Work) -> None:
    again = work.said["add again"].json
    assert (again["pages_added"], again["already_there"]) == (0, 3)
    assert work.said["info"].json["page_count"] == 3


def test_lines_are_looked_for_where_none_came_along(work: Work) -> None:
    found = work.said["lines"].json
    assert "pages a second" in work.said["lines"].err
    assert found["pages_done"] == 1
    assert 20 <= found["lines_found"] <= 50


def test_pretraining_takes_the_listed_pages_only(work: Work) -> None:
    report = work.said["pretrain"].json
    assert report["model_name"] == "shapes"
    assert report["line_count"] == work.said["lines"].json["lines_found"]


def test_fine_tuning_takes_as_many_labels_as_were_asked_for(work: Work) -> None:
    report = work.said["finetune"].json
    assert report["train_line_count"] == 8
    assert report["started_from"] == "shapes"
    assert 0 <= report["valid_cer"] <= 2


def test_fine_tuning_tells_what_the_mean_of_the_last_states_gives(work: Work) -> None:
    said = work.said["finetune"]
    assert "the mean of its last states: " in said.err
    assert 0 <= said.json["averaged"]["cer_mean"] <= 2


def test_from_scratch_starts_from_no_model(work: Work) -> None:
    assert work.said["from scratch"].json["started_from"] == ""


def test_evaluating_reports_error_rates_and_counts(work: Work) -> None:
    report = work.said["evaluate"].json
    assert report["model_name"] == "first reader"
    assert report["line_count"] == work.said["finetune"].json["valid_line_count"]
    assert report["character_count"] > 10 * report["line_count"]
    assert 0 <= report["cer"] <= 2
    assert 0 <= report["wer"] <= 2
    assert report["lines_per_second"] > 0


def test_only_lines_without_a_text_are_transcribed_and_only_once(work: Work) -> None:
    assert work.said["transcribe"].json["lines_read"] == work.said["lines"].json["lines_found"]
    assert work.said["transcribe again"].json["lines_read"] == 0


def test_exports_are_where_they_were_wanted(work: Work) -> None:
    assert len(list((work.out / "page").glob("*.xml"))) == 3
    assert len(list((work.out / "text").glob("*.txt"))) == 3
    pictures = {path.stem for path in (work.out / "pairs").glob("*.png")}
    texts = {path.name.removesuffix(".gt.txt") for path in (work.out / "pairs").glob("*.gt.txt")}
    assert pictures == texts
    assert len(texts) == work.said["add"].json["texts_added"]


def test_what_people_wrote_is_exported_as_they_wrote_it(work: Work) -> None:
    text = (work.out / "text" / "D-1-notes-1-et-2_0010.txt").read_text(encoding="utf-8")
    assert "GRÂCE A L’ESPERANTO" in text


def test_models_are_listed_newest_first(work: Work) -> None:
    names = [model["name"] for model in work.said["models"].json["models"]]
    assert names[1:] == ["first reader", "shapes", "base-latin"]
    assert len(names) == 4


def test_info_tells_how_far_the_work_is(work: Work) -> None:
    info = work.said["info"].json
    assert info["name"] == "Notebooks"
    assert info["human_count"] == work.said["add"].json["texts_added"]
    assert info["machine_only_count"] == work.said["transcribe"].json["lines_read"]
    assert (info["recogniser_count"], info["pretrained_count"]) == (2, 1)
    assert info["missing_scans"] == []


def test_progress_is_on_standard_error(work: Work) -> None:
    assert "validation: " in work.said["finetune"].err
    assert "pretraining 100 %" in work.said["pretrain"].err


def test_people_get_sentences(work: Work, terminal: Terminal) -> None:
    said = terminal("info", work.collection)
    assert said.exit_code == 0
    assert "“Notebooks”" in said.out
    assert "{" not in said.out


@pytest.mark.parametrize("verb", ["pretrain", "evaluate", "transcribe"])
def test_an_unknown_page_in_a_list_is_named(work: Work, terminal: Terminal, verb: str) -> None:
    said = terminal(verb, work.collection, "--pages-from", work.list_of(UNTRANSCRIBED, "no such page"), "--json")
    assert said.exit_code == 4
    assert "no such page" in said.json["error"]


def test_an_unknown_model_is_answered_with_the_known_ones(work: Work, terminal: Terminal) -> None:
    said = terminal("evaluate", work.collection, "--model", "second reader", "--json")
    assert said.exit_code == 4
    assert "first reader" in said.json["error"]


def test_next_lines_are_such_that_nobody_transcribed_with_reasons(work: Work) -> None:
    report = work.said["next"].json
    assert len({line["line_id"] for line in report["lines"]}) == 5
    assert {line["page_name"] for line in report["lines"]} == {UNTRANSCRIBED}
    assert sum(line["reason"] == "by chance" for line in report["lines"]) == 1
    assert report["seconds"] > 20
    assert report["model_name"]


def test_searching_tells_line_and_place(work: Work) -> None:
    found = work.said["search"].json
    assert found["exact_count"] >= 1
    first = found["hits"][0]
    assert (first["page_name"], first["kind"], first["is_human"]) == ("D-1-notes-1-et-2_0010", "words", True)
    ((start, end),) = first["spans"]
    assert first["text"][start:end] == "balnéaire"
