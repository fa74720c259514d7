import pytest
import torch

from seqclr_desktop.errors import TrainingError, UsageError
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import PRESETS, FeatureKind, Mapping, Preset, ProjectionKind
from seqclr_desktop.training.experiment_plan import ExperimentSettings, label_counts
from seqclr_desktop.training.finetune import Finetuning
from seqclr_desktop.training.protocols import Beginning, Objective, Protocol
from seqclr_desktop.training.settings import Budget, FinetuneSettings, PretrainSettings, ViewKind
from tests.training.drawn_lines import drawn_lines


def test_simclr_is_a_row_once_and_the_control_comes_first() -> None:
    settings = ExperimentSettings(mappings=(Mapping.PICTURE, Mapping.ALL), projections=(ProjectionKind.MLP,))
    assert [arm.name for arm in settings.arms] == [
        "from scratch (control)",
        "whole line (SimCLR), mlp head",
        "all frames as one, mlp head",
    ]
    assert len({arm.key for arm in settings.arms}) == 3


def test_objectives_set_the_weights_of_the_two_tasks() -> None:
    settings = ExperimentSettings(objectives=(Objective.MASKED, Objective.BOTH))
    weights = {
        arm.key: (found.contrastive_weight, found.masked_weight)
        for arm in settings.arms
        if arm.objective and (found := settings.pretraining(arm, 0))
    }
    assert weights == {
        "contrast-picture-mlp": (1, 0),
        "both-window-width-mlp": (1, 1),
        "masked": (0, 1),
    }


def test_weights_asked_for_are_those_of_both_tasks_together() -> None:
    settings = ExperimentSettings(
        objectives=(Objective.CONTRAST, Objective.BOTH),
        pretrain=PretrainSettings(contrastive_weight=0.1, masked_weight=2),
    )
    own = [settings.pretraining(arm, 0) for arm in settings.arms[2:]]
    assert [(one.contrastive_weight, one.masked_weight) for one in own] == [(1, 0), (0.1, 2)]


def test_settings_survive_being_stored() -> None:
    settings = ExperimentSettings(Protocol.DECODER_EVALUATION, ("30",), (Mapping.ALL,), objectives=(Objective.BOTH,))
    assert ExperimentSettings.from_record(settings.to_record()) == settings


def test_labels_are_shares_or_numbers_each_once() -> None:
    assert label_counts(("10%", "30", "100 %", "100%"), 300, 5) == (30, 300)
    with pytest.raises(TrainingError, match="only 300"):
        label_counts(("301",), 300, 5)
    with pytest.raises(TrainingError, match="are 3, and learning to read needs at least 5"):
        label_counts(("1%",), 300, 5)


@pytest.mark.parametrize("entry", ["half", "0%", "120%", "-3"])
def test_other_words_are_no_labels(entry: str) -> None:
    with pytest.raises(UsageError, match="is no number of labels"):
        ExperimentSettings(labels=(entry,))


def test_contextual_features_need_a_bilstm_before_any_time_is_spent() -> None:
    contextual = PretrainSettings(features=FeatureKind.CONTEXTUAL)
    settings = ExperimentSettings(pretrain=contextual)
    assert settings.pretraining(settings.arms[-1], 0).features is FeatureKind.CONTEXTUAL
    assert ExperimentSettings.from_record(settings.to_record()) == settings
    with pytest.raises(UsageError, match="Contextual features come from the BiLSTM"):
        ExperimentSettings(pretrain=contextual, finetune=FinetuneSettings(context_layers=0))


def test_frozen_encoder_stays_as_it_was_while_the_decoder_learns() -> None:
    lines = drawn_lines()
    recognizer = Recognizer(PRESETS[Preset.SMALL], Alphabet.of(list(lines.texts)))
    recognizer.encoder.requires_grad_(False)
    before = {name: value.clone() for name, value in recognizer.encoder.state_dict().items()}
    decoder = next(iter(recognizer.decoder.parameters())).detach().clone()
    training = Finetuning(recognizer, lines, lines, FinetuneSettings(epochs=1, threads=1), torch.device("cpu"))
    for _ in training.run():
        pass
    after = training.best.encoder.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert not torch.equal(decoder, next(iter(training.best.decoder.parameters())))


def test_every_arm_is_pretrained_as_asked_on_the_network_that_is_taught_to_read() -> None:
    settings = ExperimentSettings(
        mappings=(Mapping.ALL, Mapping.WINDOW_COUNT),
        pretrain=PretrainSettings(steps=9, batch_lines=48, views=ViewKind.WORDS, temperature=0.2),
        finetune=FinetuneSettings(minutes=3, preset="paper", threads=1),
    )
    for arm in settings.arms[1:]:
        own = settings.pretraining(arm, seed=2)
        assert (own.budget, own.seed, own.batch_lines, own.views) == (Budget(steps=9), 2, 48, ViewKind.WORDS)
        assert (own.preset, own.threads, own.temperature, own.mapping) == ("paper", 1, 0.2, arm.mapping)
    assert ExperimentSettings.from_record(settings.to_record()) == settings


def test_the_first_takes_its_budget_and_all_others_as_many_steps() -> None:
    settings = ExperimentSettings(pretrain=PretrainSettings(minutes=2), finetune=FinetuneSettings(minutes=3))
    assert settings.finetuning(0).budget == Budget(minutes=3)
    assert settings.finetuning(1, steps=40).budget == Budget(steps=40)
    assert settings.seconds == 60 * (2 * 2 * 3 + 3 * 3 * 3 * 3)  # two ways pretrain, three are taught at 3 numbers
    assert ExperimentSettings(finetune=FinetuneSettings(steps=40)).seconds is None


BOTH = (Beginning.SCRATCH, Beginning.BASE)


def test_a_start_from_the_base_model_adds_it_as_it_is_and_pretrained_on() -> None:
    settings = ExperimentSettings(labels=("30", "60"), seed_count=2, beginnings=BOTH)
    assert [arm.name for arm in settings.arms][-2:] == [
        "from the base model",
        "from the base model, then windows of one width, mlp head",
    ]
    assert settings.arms[-2].objective is None
    assert settings.training_count == (3 + 5 * 2) * 2  # three ways pretrain, all five are taught at both numbers
    assert ExperimentSettings.from_record(settings.to_record()) == settings
    assert "from the base model" not in [arm.name for arm in ExperimentSettings().arms]


def test_with_the_base_alone_all_is_held_against_it_as_it_is() -> None:
    settings = ExperimentSettings(labels=("30",), seed_count=2, beginnings=(Beginning.BASE,))
    plain, pretrained = settings.arms
    assert (settings.control, settings.control_of(plain), settings.control_of(pretrained)) == (plain, None, plain)
    assert settings.training_count == (1 + 2) * 2


def test_each_arm_is_held_against_its_own_beginning_without_pretraining() -> None:
    settings = ExperimentSettings(beginnings=BOTH)
    scratch, simclr, windows, base, on_base = settings.arms
    held = [settings.control_of(arm) for arm in (scratch, simclr, windows, base, on_base)]
    assert held == [None, scratch, scratch, scratch, base]


def test_the_base_model_cannot_have_another_network() -> None:
    with pytest.raises(UsageError, match="network and a decoder of its own"):
        ExperimentSettings(finetune=FinetuneSettings(preset="paper"), beginnings=BOTH)
