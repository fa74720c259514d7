"""What the terminal says at the end of learning to read."""

from __future__ import annotations

from dataclasses import replace

from seqclr_desktop.cli.finetune import summary
from seqclr_desktop.jobs.finetune_model import FinetuneReport
from seqclr_desktop.training.progress_record import Averaged, Mixed

PLAIN = FinetuneReport("reader", 1, 300, 100, 0.098, 0.3, 9, 60.0, 20.0, (), "the processor", started_from="base-latin")


def test_what_the_mean_of_the_last_states_gives_is_told_before_what_was_mixed() -> None:
    averaged = Averaged(1.0, 60.0, cer_last=0.121, cer_mean=0.11)
    told = summary(replace(PLAIN, averaged=averaged, mixed=Mixed(1.0, 60.0, 0.75, 0.11, 0.098)))
    assert (
        "The mean of its last states had 11.0 % wrong letters on the lines it was watched with, "
        "the last of them alone 12.1 %. It kept 25 % of “base-latin”"
    ) in told


def test_where_nothing_was_averaged_nothing_is_said_of_it() -> None:
    assert "last states" not in summary(PLAIN)
    averaged = Averaged(1.0, 60.0, cer_last=0.121, cer_mean=0.11)
    assert "last states" not in summary(replace(PLAIN, averaged=averaged, valid_cer=None))
