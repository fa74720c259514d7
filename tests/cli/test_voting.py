"""Several readers that vote, asked for in a terminal."""

from __future__ import annotations

from pathlib import Path

from seqclr_desktop.cli.finetune import summary
from seqclr_desktop.jobs.finetune_model import FinetuneReport, VotingReport
from tests.cli.conftest import Terminal


def report_of(vote_cer: float, best_cer: float) -> FinetuneReport:
    voting = VotingReport(3, best_cer, vote_cer)
    return FinetuneReport("reader", 1, 300, 100, vote_cer, 0.3, 9, 60.0, 20.0, (), "the processor", voting=voting)


def test_what_the_vote_gains_is_told_and_that_it_gains_nothing() -> None:
    gained = summary(report_of(0.081, 0.087))
    assert gained.endswith("That is the vote of 3 readers; the best of them alone has 8.7 %.")
    for vote_cer in (0.087, 0.09):
        nothing = summary(report_of(vote_cer, 0.087))
        assert nothing.endswith("has 8.7 %: the vote is not better, and a single reader reads 3 times as fast.")


def test_two_readers_learn_vote_and_are_listed_as_one_model(collection: Path, terminal: Terminal) -> None:
    learning = ("--device", "cpu", "--threads", 1, "--epochs", 1)
    said = terminal("finetune", collection, "--voters", 2, "--labels", 16, "--name", "both", *learning, "--json")
    assert said.exit_code == 0, said.err
    assert "reader 2 of 2" in said.err
    voting = said.json["voting"]
    assert (voting["reader_count"], voting["vote_cer"]) == (2, said.json["valid_cer"])
    assert voting["best_cer"] > 0
    listed = terminal("models", collection)
    assert "both: can read" in listed.out
    assert "2 readers that vote" in listed.out
