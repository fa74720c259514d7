"""What a training tells is put into words."""

from seqclr_desktop.cli.event_lines import describe, is_passing
from seqclr_desktop.jobs.job import Progress
from seqclr_desktop.training.progress_record import (
    Averaged,
    Finding,
    LinesLeftOut,
    Mixed,
    PretrainCheck,
    PretrainStep,
    Preview,
    SelfTrainingRound,
    Stage,
    StageBegan,
    Validation,
)


def test_progress_names_its_unit_and_the_time_left() -> None:
    assert describe(Progress(1200, 2535, "lines", seconds_left=125)) == "1 200 of 2 535 lines, 2 min 05 s left"


def test_progress_of_unknown_length_counts_only() -> None:
    assert describe(Progress(7, 0, "files", note="a.jpg")) == "7 files, a.jpg"


def test_a_stage_names_its_device() -> None:
    told = describe(StageBegan(Stage.PRETRAIN, "NVIDIA A2", 2535))
    assert told == "Pretraining, 2 535 lines, NVIDIA A2"


def test_of_several_readers_it_is_told_which_one_learns() -> None:
    told = describe(StageBegan(Stage.FINETUNE, "NVIDIA A2", 240, reader=2, reader_count=3))
    assert told == "Fine-tuning, reader 2 of 3, 240 lines, NVIDIA A2"


def test_pretraining_tells_loss_beside_chance_and_retrieval() -> None:
    event = PretrainStep(9, 0.25, 60, 180, loss=1.5, chance_loss=6.931, retrieval=0.412, lines_per_second=88.4)
    told = describe(event)
    assert told.startswith("pretraining 25 %")
    assert "loss 1.50 (guessing: 6.93)" in told
    assert "41.2 %" in told
    assert "88 lines/s" in told
    assert told.endswith("3 min 00 s left")


def test_restoring_hidden_ink_is_told_without_a_contrast() -> None:
    told = describe(PretrainStep(9, 0.25, 60, None, None, None, None, 88.4, restored=0.318))
    assert "restores 31.8 % of hidden ink" in told
    assert "loss" not in told


def test_a_look_from_the_side_is_told_with_what_is_wrong() -> None:
    check = PretrainCheck(
        9, 0.5, 60, 0.31, 0.42, 0.97, 40.4, 128, 0.8, 0.05, 0.91, 2.9, 0.62, 2.1, True, (Finding.PLACE,)
    )
    first, second = describe(check).splitlines()
    assert first.startswith("check: twins found in the line 31.0 %, among other lines 42.0 %")
    assert "on blank paper 80.0 % (guessing: 5.0 %)" in first
    assert "spread 0.97 over 40 of 128 dimensions" in first
    assert "small readers 91.0 % and 62.0 % wrong letters" in first
    assert first.endswith("the best so far")
    assert second.strip() == "The windows are told apart by their place, not by their letters."


def test_the_best_validation_shows_its_longest_line_as_it_was_read() -> None:
    previews = (Preview(5, "x", "y"), Preview(4, "le soir", "le s0ir"))
    told = describe(Validation(9, 0.5, 60, cer=0.143, wer=0.5, is_best=True, previews=previews))
    assert "14.3 % wrong letters" in told
    assert "le s0ir" in told
    assert "y" not in told.splitlines()[-1].replace("le s0ir", "")


def test_unknown_events_are_passed_over_in_silence() -> None:
    assert describe(object()) == ""


def test_the_end_of_a_progress_is_not_passing() -> None:
    assert is_passing(Progress(1, 2, "pages"))
    assert not is_passing(Progress(2, 2, "pages"))


def test_a_round_of_self_training_tells_what_was_sure_enough() -> None:
    told = describe(SelfTrainingRound(1, 3, 0.25, 60.0, 1486, 912, 0.61, 0.2))
    assert told.startswith("self-training, round 1 of 3: 1 486 lines nobody transcribed were read")
    assert "912 lines, 61.0 % of the letters" in told


def test_lines_left_out_are_counted_and_a_page_left_out_is_named() -> None:
    assert describe(LinesLeftOut("The line has no text.", (3, 4))) == "2 lines left out: The line has no text."
    assert describe(LinesLeftOut("page 7: The file is empty.", ())) == "page 7: The file is empty."


def test_what_was_kept_of_the_model_it_began_with_is_told() -> None:
    told = describe(Mixed(1.0, 600, learned_share=0.25, cer_learned=0.266, cer_mixed=0.231))
    assert told == "75 % of the model it began with kept: 23.1 % wrong letters, without that 26.6 %"


def test_a_mixture_that_reads_no_better_is_told_too() -> None:
    assert "does not help: 13.0 %" in describe(Mixed(1.0, 600, learned_share=1.0, cer_learned=0.13, cer_mixed=0.13))


def test_what_the_mean_of_the_last_states_gives_is_told_whether_it_gains_or_not() -> None:
    told = describe(Averaged(1.0, 600, cer_last=0.121, cer_mean=0.098))
    assert told == "the mean of its last states: 9.8 % wrong letters, the last of them alone 12.1 %"
    told = describe(Averaged(1.0, 600, cer_last=0.098, cer_mean=0.121))
    assert told == "the mean of its last states: 12.1 % wrong letters, the last of them alone 9.8 %"
