"""What a job tells, put into one readable line each."""

from __future__ import annotations

from seqclr_desktop.cli.wording import counted, duration, grouped, percent, whole_percent
from seqclr_desktop.jobs.job import Progress
from seqclr_desktop.training.findings import in_words
from seqclr_desktop.training.progress_record import (
    Averaged,
    FinetuneStep,
    LinesLeftOut,
    Mixed,
    PretrainCheck,
    PretrainStep,
    SelfTrainingRound,
    Stage,
    StageBegan,
    Validation,
)

_STAGES = {
    Stage.PREPARE: "Preparing",
    Stage.PRETRAIN: "Pretraining",
    Stage.FINETUNE: "Fine-tuning",
    Stage.TEST: "Reading the test lines",
}


def is_passing(event: object) -> bool:
    """Whether the next event of its kind makes this one uninteresting: then it may be skipped or overwritten."""
    if isinstance(event, Progress):
        return not (event.total and event.done >= event.total)
    return isinstance(event, PretrainStep | FinetuneStep) and event.fraction < 1


def describe(event: object) -> str:
    """The event in words, of several lines perhaps; empty for an event the terminal has no words for."""
    match event:
        case Progress():
            return _progress(event)
        case StageBegan():
            return _stage(event)
        case PretrainStep():
            return _step("pretraining", event, *_pretrain_facts(event))
        case PretrainCheck():
            return _check(event)
        case FinetuneStep():
            return _step("fine-tuning", event, f"loss {event.loss:.2f}")
        case Validation():
            return _validation(event)
        case SelfTrainingRound():
            return _self_training(event)
        case Averaged() | Mixed():
            return _gain_of_weights(event)
        case LinesLeftOut():
            lines = f"{counted(len(event.line_ids), 'line')} left out: " if event.line_ids else ""
            return lines + event.reason
    return ""


def _progress(event: Progress) -> str:
    amount = f"{grouped(event.done)} of {grouped(event.total)}" if event.total else grouped(event.done)
    unit = event.unit.removesuffix("s") if event.total == 1 else event.unit
    return _joined(f"{amount} {unit}", event.note, _left(event.seconds_left))


def _stage(event: StageBegan) -> str:
    lines = counted(event.line_count, "line") if event.line_count else ""
    reader = f"reader {event.reader} of {event.reader_count}" if event.reader_count > 1 else ""
    return _joined(_STAGES[event.stage], reader, lines, event.device_name, event.note)


def _step(name: str, event: PretrainStep | FinetuneStep, *facts: str) -> str:
    speed = f"{event.lines_per_second:.0f} lines/s"
    return _joined(f"{name} {whole_percent(event.fraction)}", *facts, speed, _left(event.seconds_left))


def _pretrain_facts(event: PretrainStep) -> list[str]:
    facts = []
    if event.loss is not None and event.chance_loss is not None and event.retrieval is not None:
        facts.append(f"loss {event.loss:.2f} (guessing: {event.chance_loss:.2f})")
        facts.append(f"finds the twin of {percent(event.retrieval)} of the windows")
    if event.restored is not None:
        facts.append(f"restores {percent(max(event.restored, 0))} of hidden ink")
    return facts


def _check(event: PretrainCheck) -> str:
    """What looking from the side shows; what is wrong with it on lines of their own."""
    facts = []
    if event.retrieval_in_line is not None and event.retrieval_elsewhere is not None:
        facts.append(f"twins found in the line {percent(event.retrieval_in_line)}")
        facts.append(f"among other lines {percent(event.retrieval_elsewhere)}")
    if event.place_retrieval is not None and event.place_chance is not None:
        facts.append(f"on blank paper {percent(event.place_retrieval)} (guessing: {percent(event.place_chance)})")
    if event.effective_rank is not None and event.spread is not None:
        facts.append(f"spread {event.spread:.2f} over {event.effective_rank:.0f} of {event.dimension_count} dimensions")
    if event.linear_cer is not None and event.context_cer is not None:
        facts.append(f"small readers {percent(event.linear_cer)} and {percent(event.context_cer)} wrong letters")
    best = "the best so far" if event.is_best else ""
    return "\n    ".join((_joined("check: " + _joined(*facts), best), *in_words(event.findings)))


def _validation(event: Validation) -> str:
    best = "the best so far" if event.is_best else ""
    told = _joined(f"validation: {percent(event.cer)} wrong letters", f"{percent(event.wer)} wrong words", best)
    if not event.previews or not event.is_best:
        return told
    preview = max(event.previews, key=lambda line: len(line.truth))
    return f"{told}\n    written: {preview.truth}\n    read:    {preview.reading}"


def _self_training(event: SelfTrainingRound) -> str:
    read = f"{counted(event.lines_read, 'line')} nobody transcribed were read"
    used = f"sure enough to learn from: {grouped(event.lines_used)} lines, {percent(event.letters_sure)} of the letters"
    return _joined(f"self-training, round {event.number} of {event.total}: {read}", used)


def _gain_of_weights(event: Averaged | Mixed) -> str:
    """What came of taking a mean or a mixture of weights rather than those that were learned."""
    if isinstance(event, Averaged):
        mean, last = percent(event.cer_mean), percent(event.cer_last)
        return f"the mean of its last states: {mean} wrong letters, the last of them alone {last}"
    if event.learned_share == 1:
        return f"mixing in the model it began with does not help: {percent(event.cer_learned)} wrong letters without it"
    known = whole_percent(1 - event.learned_share)
    reads, learned = percent(event.cer_mixed), percent(event.cer_learned)
    return f"{known} of the model it began with kept: {reads} wrong letters, without that {learned}"


def _left(seconds: float | None) -> str:
    return "" if seconds is None else f"{duration(seconds)} left"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
