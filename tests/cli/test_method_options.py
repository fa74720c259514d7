"""The choices of the method, from the words of the command line to the settings."""

import argparse

import pytest

from seqclr_desktop.cli import finetune, learn, pretrain
from seqclr_desktop.cli.learning import training_settings
from seqclr_desktop.cli.verb import Verb
from seqclr_desktop.errors import UsageError
from seqclr_desktop.model.settings import DecoderKind, FeatureKind, Mapping, ProjectionKind
from seqclr_desktop.training.settings import (
    Budget,
    FinetuneSettings,
    Negatives,
    PretrainSettings,
    SelfTrainingSettings,
    TrainingSettings,
    ViewKind,
)
from seqclr_desktop.training.view_settings import FOR_FINETUNING


def parsed(verb: Verb, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    verb.add_options(parser)
    return parser.parse_args(["somewhere", *words])


def test_nothing_asked_for_leaves_the_settings_to_themselves() -> None:
    assert training_settings(PretrainSettings, parsed(pretrain)) == PretrainSettings()
    assert training_settings(FinetuneSettings, parsed(finetune)) == FinetuneSettings()


def test_one_click_shares_its_minutes_or_gives_all_of_them_to_reading() -> None:
    usual = learn.settings_of(parsed(learn))
    assert usual.pretrain is not None
    assert (usual.pretrain.minutes, usual.finetune.minutes) == (5, 25)
    assert learn.settings_of(parsed(learn, "--pretraining", "off")).pretrain is None
    assert learn.settings_of(parsed(learn, "--pretraining", "off", "--minutes", "12")).finetune.minutes == 12
    by_epochs = learn.settings_of(parsed(learn, "--epochs", "3"))
    assert by_epochs.pretrain is not None
    assert [part.epochs for part in (by_epochs.pretrain, by_epochs.finetune)] == [3, 3]
    assert [part.minutes for part in (by_epochs.pretrain, by_epochs.finetune)] == [None, None]


def test_steps_can_be_asked_for_instead_of_minutes() -> None:
    assert training_settings(FinetuneSettings, parsed(finetune, "--steps", "40")) == FinetuneSettings(steps=40)
    both = learn.settings_of(parsed(learn, "--steps", "40"))
    assert both.pretrain is not None
    assert [part.budget for part in (both.pretrain, both.finetune)] == [Budget(steps=40)] * 2


def test_the_papers_own_method_can_be_asked_for() -> None:
    words = (
        "--preset paper --context-layers 2 --features contextual --projection bilstm --mapping window-count "
        "--window-count 5 --temperature 0.1 --negatives line --batch-lines 256 --views words"
    )
    settings = training_settings(PretrainSettings, parsed(pretrain, *words.split()))
    assert settings.preset == "paper"
    assert settings.context_layers == 2
    assert settings.features is FeatureKind.CONTEXTUAL
    assert settings.projection is ProjectionKind.BILSTM
    assert settings.mapping is Mapping.WINDOW_COUNT
    assert settings.views is ViewKind.WORDS
    assert settings.negatives is Negatives.LINE
    assert settings.batch_lines == 256


def test_tasks_are_mixed_by_weights() -> None:
    words = ("--contrastive-weight", "0", "--masked-weight", "1", "--masked-share", "0.75", "--checks", "0")
    settings = training_settings(PretrainSettings, parsed(pretrain, *words))
    assert settings.checks == 0
    assert (settings.contrastive_weight, settings.masked_weight, settings.masked_share) == (0.0, 1.0, 0.75)


def test_a_decoder_with_attention_can_be_asked_for() -> None:
    settings = training_settings(FinetuneSettings, parsed(finetune, "--decoder", "attention", "--ctc-auxiliary", "0.3"))
    assert settings.decoder is DecoderKind.ATTENTION
    assert settings.ctc_auxiliary == 0.3


@pytest.mark.parametrize(
    ("kind", "verb", "words"),
    [
        (PretrainSettings, pretrain, "--contrastive-weight 0"),
        (PretrainSettings, pretrain, "--features contextual --context-layers 0"),
        (PretrainSettings, pretrain, "--context-layers 9"),
        (PretrainSettings, pretrain, "--masked-weight 1 --masked-share 1"),
        (FinetuneSettings, finetune, "--ctc-auxiliary 0.3"),
    ],
)
def test_choices_that_contradict_each_other_are_refused(kind: type[TrainingSettings], verb: Verb, words: str) -> None:
    with pytest.raises(UsageError):
        training_settings(kind, parsed(verb, *words.split()))


def test_readers_that_vote_are_asked_for_by_their_number() -> None:
    for verb in (finetune, learn):
        assert training_settings(FinetuneSettings, parsed(verb, "--voters", "3")).voters == 3
        assert training_settings(FinetuneSettings, parsed(verb)).voters == 1
    assert training_settings(PretrainSettings, parsed(learn, "--voters", "3")) == PretrainSettings()
    with pytest.raises(UsageError, match="up to 5"):
        training_settings(FinetuneSettings, parsed(finetune, "--voters", "6"))


def test_changed_lines_and_the_mean_of_the_weights_can_be_switched_off() -> None:
    for verb in (finetune, learn):
        settings = training_settings(FinetuneSettings, parsed(verb, "--augmentation", "off", "--averaging", "off"))
        assert settings.averaging == 0
        assert settings.augmentation == FOR_FINETUNING.scaled(0)
        assert training_settings(PretrainSettings, parsed(verb, "--augmentation", "off")) == PretrainSettings()
    without = FinetuneSettings().switched(self_training=False, mixing=False)
    assert without == FinetuneSettings(self_training=None, mixes=False)


def test_a_reader_teaches_itself_unless_told_otherwise() -> None:
    assert training_settings(FinetuneSettings, parsed(finetune)).self_training == SelfTrainingSettings()
    assert training_settings(FinetuneSettings, parsed(finetune, "--self-training", "off")).self_training is None
