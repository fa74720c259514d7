"""What a training does and what came of it, in words."""

from seqclr_desktop.training.progress_record import FinetuneStep, SelfTrainingRound, Stage, StageBegan, Validation
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.saying import happening, result_sentence, stage_title, what_next
from tests.ui.training_view.recorded_run import recorded_events


def words_while(until: type) -> str:
    """The sentence just before the first event of the kind `until`."""
    curves = Curves()
    for event in recorded_events():
        if isinstance(event, until):
            break
        curves.add(event)
    return happening(curves)


def test_pretraining_is_told_by_hits_and_by_chance() -> None:
    words = words_while(FinetuneStep)
    assert words.startswith("The transcribed lines teach")
    curves = Curves()
    for event in list(recorded_events())[:7]:
        curves.add(event)
    assert "75 of 100 right" in happening(curves)
    assert "one of 500" in happening(curves)


def test_fine_tuning_is_told_by_wrong_letters() -> None:
    curves = Curves()
    for event in recorded_events():
        curves.add(event)
    curves.add(Validation(9, 1.0, 130.0, 0.25, 0.5, False))
    words = happening(curves).replace("\u202f", " ")
    assert "25.0 %" in words
    assert "best so far was 20.0 %" in words


def test_of_several_readers_it_is_told_which_one_learns() -> None:
    curves = Curves()
    curves.add(StageBegan(Stage.FINETUNE, reader=2, reader_count=3))
    assert stage_title(curves) == "Learning to read: reader 2 of 3"
    curves.add(StageBegan(Stage.TEST))
    assert stage_title(curves) == "Reading the test pages"


def test_result_names_the_share_of_wrong_letters_and_its_spread() -> None:
    words = result_sentence(0.081, is_test=True, low=0.069, high=0.094).replace("\u202f", " ")
    assert words == "Reads unseen pages with 8.1 % wrong letters (6.9 to 9.4)."


def test_a_figure_from_validation_is_not_sold_as_one_from_the_test() -> None:
    assert "unseen" not in result_sentence(0.081, is_test=False)


def test_advice_depends_on_how_well_it_reads() -> None:
    assert len({what_next(cer) for cer in (0.03, 0.1, 0.3, 0.9)}) == 4


def test_a_model_that_reads_nothing_is_not_praised() -> None:
    assert result_sentence(1.0, is_test=True).startswith("It cannot read yet")


def test_learning_from_own_readings_is_told_while_it_goes_on() -> None:
    curves = Curves()
    for event in recorded_events():
        curves.add(event)
    assert "read itself" not in happening(curves)
    curves.add(SelfTrainingRound(1, 3, 0.25, 60.0, 1486, 0, 0.0, 0.3))
    assert "read itself" not in happening(curves)  # it was sure of nothing
    curves.add(SelfTrainingRound(2, 3, 0.47, 90.0, 1486, 912, 0.61, 0.2))
    words = happening(curves).replace("\u202f", " ")
    assert words.endswith("learns also from 61.0 % of the letters it read itself, on 912 lines nobody transcribed.")
