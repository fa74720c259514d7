"""Checking and mending a real collection; the outlook from its runs and its typing."""

from pathlib import Path

from seqclr_desktop.collection import RunState
from seqclr_desktop.jobs.check_texts import CheckTexts, mend
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.outlook import outlook
from seqclr_desktop.training.text_check import Doubt
from tests.builders import collection_with, line_texts, make_content, make_page, remove_lines, whole


def test_what_is_amiss_is_found_and_mended_as_an_act(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", "Pаris", "o\ufb03ce", "ville") as collection:
        report = CheckTexts(collection.folder).run(Control())
        assert {Doubt.FEW_LINES, Doubt.LOOK_ALIKES, Doubt.ODD_FORMS} <= {f.doubt for f in report.findings}
        for finding in report.findings:
            mend(collection, finding)
        assert line_texts(collection.lines(1)) == ["Paris", "office", "ville"]
        assert [version.text for version in collection.versions(1)] == ["Paris", "Pаris"]
        for act in collection.acts():
            whole(collection.undoing(act.id))
        assert line_texts(collection.lines(1))[1] == "o\ufb03ce"


def test_mending_leaves_what_was_written_since_and_puts_all_of_a_line_right(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", "Pаris", "Pаris o\ufb03ce") as collection:
        report = CheckTexts(collection.folder).run(Control())
        collection.write_human_text(1, "Pаris, le 3 mai")
        for finding in report.findings:
            mend(collection, finding)
        assert line_texts(collection.lines(1)) == ["Paris, le 3 mai", "Paris office"]


def test_mending_passes_over_lines_that_have_gone_since(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", "Pаris", "Pаris", "Pаris") as collection:
        report = CheckTexts(collection.folder).run(Control())
        remove_lines(collection, [2])
        changed = sum(mend(collection, finding).lines_changed for finding in report.findings if finding.can_be_mended)
        assert changed == 2
        assert line_texts(collection.lines(1)) == ["Paris", "Paris"]


def test_outlook_needs_trainings_that_bear_it(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", *["a line"] * 250) as collection:
        assert outlook(collection).forecast is None
        for lines, cer in ((60, 0.3), (110, 0.2), (200, 0.14)):
            run = collection.begin_run("learn", "Learn", {})
            collection.end_run(run.id, RunState.FINISHED, {"train_line_count": lines, "valid_cer": cer})
        ahead = outlook(collection)
        assert [point.line_count for point in ahead.curve] == [60, 110, 200]
        assert ahead.forecast is not None
        assert ahead.forecast.goal == 0.1
        assert ahead.seconds == 30 * ahead.forecast.lines
        assert ahead.pace is None
        assert ahead.lines_now == 200  # of 250 transcribed ones some will be kept apart


def test_a_measured_curve_is_trusted_more_than_trainings_while_it_is_recent(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", *["a line"] * 250) as collection:
        points = [
            {"line_count": count, "cer": cer, "spread": 0.05} for count, cer in ((25, 0.5), (50, 0.35), (100, 0.25))
        ]
        run = collection.begin_run("curve", "Measure", {})
        collection.end_run(run.id, RunState.FINISHED, {"points": points})
        for lines, cer in ((60, 0.3), (110, 0.2), (200, 0.14)):
            run = collection.begin_run("learn", "Learn", {})
            collection.end_run(run.id, RunState.FINISHED, {"train_line_count": lines, "valid_cer": cer})
        assert outlook(collection).is_measured
        collection.add_page(make_page("more"), make_content(*["a line"] * 100))
        ahead = outlook(collection)
        assert [point.line_count for point in ahead.curve] == [60, 110, 200]


def test_trainings_of_another_kind_lie_on_no_curve_together(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", *["a line"] * 250) as collection:
        for kind, lines, cer in (("finetune", 60, 0.3), ("finetune", 110, 0.2), ("learn", 200, 0.14)):
            run = collection.begin_run(kind, kind, {})
            collection.end_run(run.id, RunState.FINISHED, {"train_line_count": lines, "valid_cer": cer})
        assert outlook(collection).forecast is None


def test_pace_leaves_pauses_and_imports_out(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", *["imported"] * 5, *[""] * 20) as collection:
        for number in range(6, 26):
            collection.write_human_text(number, "twenty letters long!")
        connection = collection._database.connection
        seconds = 0
        for number, (version,) in enumerate(
            connection.execute("SELECT id FROM text_versions WHERE author_kind = 'person' ORDER BY id").fetchall()
        ):
            seconds += 20 if number != 10 else 3600
            connection.execute(
                "UPDATE text_versions SET created_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 1700000000 + ?, 'unixepoch')"
                " WHERE id = ?",
                (seconds, version),
            )
        pace = collection.pace()
        assert pace is not None
        assert (pace.lines_per_hour, pace.letters_per_minute, pace.line_count) == (180.0, 60.0, 18)
