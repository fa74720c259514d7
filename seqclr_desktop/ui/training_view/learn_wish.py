"""What a person chose for a training of this collection, kept for the next time. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection import Collection
from seqclr_desktop.training.one_click import MINUTES, shared

_PRETRAIN, _FINETUNE = "training.pretrain_minutes", "training.finetune_minutes"
_SELF_TRAINING, _VOTERS = "training.self_training", "training.voters"
_AUGMENTATION, _AVERAGING = "training.augmentation", "training.averaging"
_USUAL = tuple(map(round, shared(MINUTES)))


@dataclass(frozen=True)
class LearnWish:
    """How long to study the handwriting (0: not at all) and to learn to read; whether it learns from its own readings,
    whether lines are changed while it learns from them, and whether the mean of its last states is kept.

    Of several `voters` each learns to read, for its share of the time, and they vote.
    """

    pretrain_minutes: int = _USUAL[0]
    finetune_minutes: int = _USUAL[1]
    self_training: bool = True
    voters: int = 1
    augmentation: bool = True
    averaging: bool = True


def kept_wish(collection: Collection) -> LearnWish:
    """What was chosen for this collection last time."""
    standard = LearnWish()
    chosen = [collection.setting(key) for key in (_PRETRAIN, _FINETUNE)]
    minutes = (standard.pretrain_minutes, standard.finetune_minutes)
    if all(text.isdecimal() for text in chosen):
        minutes = (int(chosen[0]), int(chosen[1]))
    voters = collection.setting(_VOTERS)
    return LearnWish(
        *minutes,
        self_training=_kept_switch(collection, _SELF_TRAINING, standard.self_training),
        voters=int(voters) if voters.isdecimal() else standard.voters,
        augmentation=_kept_switch(collection, _AUGMENTATION, standard.augmentation),
        averaging=_kept_switch(collection, _AVERAGING, standard.averaging),
    )


def keep_wish(collection: Collection, wish: LearnWish) -> None:
    collection.set_setting(_PRETRAIN, str(wish.pretrain_minutes))
    collection.set_setting(_FINETUNE, str(wish.finetune_minutes))
    collection.set_setting(_VOTERS, str(wish.voters))
    switches = {_SELF_TRAINING: wish.self_training, _AUGMENTATION: wish.augmentation, _AVERAGING: wish.averaging}
    for key, is_on in switches.items():
        collection.set_setting(key, "on" if is_on else "off")


def _kept_switch(collection: Collection, key: str, standard: bool) -> bool:
    kept = collection.setting(key)
    return kept == "on" if kept else standard
