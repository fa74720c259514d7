"""The jobs this view asks for. Call these away from the window's thread: making them loads PyTorch.

What the jobs import only once they run is imported here already: an import beside the first curves
would hold up their drawing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from seqclr_desktop.collection import RunRecord
from seqclr_desktop.jobs.job import Job
from seqclr_desktop.ui.torch_loading import load_torch_libraries
from seqclr_desktop.ui.training_view.experiments import QuickExperiment
from seqclr_desktop.ui.training_view.learn_wish import LearnWish

_NEEDED_IN_THE_RUN = ("training.pretrain", "training.finetune", "model.checkpoint", "model.device", "training.findings")


def learn_job(folder: Path, wish: LearnWish, resume: RunRecord | None = None) -> Job[Any]:
    """Learn from the collection in `folder`, or go on with the run `resume` (which keeps its own settings)."""
    _load()
    from seqclr_desktop.jobs.finetune_model import FinetuneModel
    from seqclr_desktop.jobs.learn import LearnFromCollection, LearnSettings
    from seqclr_desktop.jobs.pretrain_model import PretrainModel
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

    settings = LearnSettings(
        PretrainSettings(minutes=wish.pretrain_minutes) if wish.pretrain_minutes else None,
        FinetuneSettings(minutes=wish.finetune_minutes, voters=wish.voters).switched(
            self_training=wish.self_training, augmentation=wish.augmentation, averaging=wish.averaging
        ),
    )
    if resume is None:
        return LearnFromCollection(folder, settings)
    if resume.kind == "pretrain":
        return PretrainModel(folder, PretrainSettings(), resume_run=resume.id)
    if resume.kind == "finetune":
        return FinetuneModel(folder, settings.finetune, resume_run=resume.id)
    return LearnFromCollection(folder, settings, resume_run=resume.id)


def experiment_job(folder: Path, wanted: QuickExperiment, resume: RunRecord | None = None) -> Job[Any]:
    """Compare learning with and without pretraining, or go on with the comparison `resume` (with its own settings)."""
    _load()
    from seqclr_desktop.jobs.experiment import Experiment
    from seqclr_desktop.training.experiment_plan import ExperimentSettings
    from seqclr_desktop.training.protocols import Beginning
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

    settings = ExperimentSettings(
        labels=wanted.labels,
        seed_count=wanted.seed_count,
        beginnings=(Beginning.BASE,),
        pretrain=PretrainSettings(minutes=wanted.minutes),
        finetune=FinetuneSettings(minutes=wanted.minutes),
    )
    return Experiment(folder, settings, resume_run=None if resume is None else resume.id)


def curve_job(folder: Path, minutes: float, resume: RunRecord | None = None) -> Job[Any]:
    """Measure the learning curve, or go on with the measuring `resume` (with its own settings)."""
    _load()
    from seqclr_desktop.jobs.measure_curve import MeasureCurve
    from seqclr_desktop.training.settings import FinetuneSettings

    return MeasureCurve(folder, FinetuneSettings(minutes=minutes), resume_run=None if resume is None else resume.id)


def _load() -> None:
    load_torch_libraries()
    for name in _NEEDED_IN_THE_RUN:
        import_module(f"seqclr_desktop.{name}")
