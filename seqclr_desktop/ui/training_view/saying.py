"""What a training does and what came of it, in words for people. No widgets here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from seqclr_desktop.collection import Share
from seqclr_desktop.jobs.outlook import Outlook
from seqclr_desktop.training.findings import in_words
from seqclr_desktop.training.progress_record import PretrainCheck, SelfTrainingRound, Stage
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.plan import WORTHWHILE_LINES, LearningPlan
from seqclr_desktop.ui.widgets.wording import duration_words, percent_words

_CANNOT_READ = 0.9  # share of wrong letters from which on talk of reading would mislead


def stage_title(curves: Curves) -> str:
    """The short name of the part of the work that goes on."""
    if curves.stage is Stage.FINETUNE and curves.reader_count > 1:
        return tr(
            "Learning to read: reader {number} of {count}",
            number=number(curves.reader),
            count=number(curves.reader_count),
        )
    return {
        None: tr("Getting ready"),
        Stage.PREPARE: tr("Preparing the lines"),
        Stage.PRETRAIN: tr("Studying the handwriting"),
        Stage.FINETUNE: tr("Learning to read"),
        Stage.TEST: tr("Reading the test pages"),
    }[curves.stage]


def happening(curves: Curves) -> str:
    """A sentence or two on what is going on at this moment."""
    if curves.stage is Stage.PRETRAIN:
        return _pretraining(curves)
    if curves.stage is Stage.FINETUNE:
        return _finetuning(curves)
    if curves.stage is Stage.TEST:
        return tr("The pages kept aside are read once, to tell how well pages are read that nobody has seen.")
    if curves.stage is Stage.PREPARE and curves.stage_line_count:
        return tr("{n} line(s) are cut out of the scans and straightened.", curves.stage_line_count)
    return tr("The lines are cut out of the scans and straightened.")


def _pretraining(curves: Curves) -> str:
    retrieval, chance, restored = curves.retrieval.last, curves.chance.last, curves.restored.last
    if restored is not None and retrieval is None:
        return tr(
            "Strips of ink are hidden and restored, without any text: {share} right.", share=percent_words(restored)
        )
    if retrieval is None or chance is None:
        return tr("The shapes of the letters are studied on all lines, without any text.")
    return tr(
        "Pieces of writing are recognised in altered pictures, without any text: {hits} of 100 right. "
        "By guessing it would be one of {candidates}.",
        hits=round(100 * retrieval),
        candidates=number(max(round(math.exp(chance)), 1)),
    )


def watched(curves: Curves) -> str:
    """What looking at a pretraining from the side shows: what is wrong with it, or what was measured."""
    check = curves.check
    if check is None or curves.stage is not Stage.PRETRAIN:
        return ""
    wrong = [tr(sentence) for sentence in in_words(check.findings)]
    return " ".join(wrong) if wrong else _measured(check)


def is_worrying(curves: Curves) -> bool:
    """Whether `watched` tells of something wrong."""
    return curves.check is not None and curves.stage is Stage.PRETRAIN and bool(curves.check.findings)


def _measured(check: PretrainCheck) -> str:
    told = []
    if check.retrieval_in_line is not None and check.retrieval_elsewhere is not None:
        told.append(
            tr(
                "Found again in their own line: {near}, among other lines: {far}.",
                near=percent_words(check.retrieval_in_line),
                far=percent_words(check.retrieval_elsewhere),
            )
        )
    if check.place_retrieval is not None and check.place_chance is not None:
        told.append(
            tr(
                "On blank paper: {share}, where guessing gives {chance}.",
                share=percent_words(check.place_retrieval),
                chance=percent_words(check.place_chance),
            )
        )
    if check.spread is not None and check.effective_rank is not None:
        told.append(
            tr(
                "Spread {spread} over {rank} of {count} dimensions.",
                spread=f"{check.spread:.2f}",
                rank=number(round(check.effective_rank)),
                count=number(check.dimension_count),
            )
        )
    return " ".join(told)


def _finetuning(curves: Curves) -> str:
    latest, best = curves.cer.last, curves.best_cer
    if latest is None or best is None:
        return tr("The transcribed lines teach it which shape is which letter.")
    words = tr("On pages it does not learn from it reads {share} of the letters wrong.", share=percent_words(latest))
    if best < latest:
        words += " " + tr("The best so far was {share}.", share=percent_words(best))
    return " ".join(part for part in (words, _own_readings(curves.self_training)) if part)


def _own_readings(event: SelfTrainingRound | None) -> str:
    """What it takes for sure of lines nobody transcribed; nothing where it learns from none."""
    if event is None or not event.lines_used:
        return ""
    return tr(
        "It learns also from {share} of the letters it read itself, on {n} line(s) nobody transcribed.",
        event.lines_used,
        share=percent_words(event.letters_sure),
    )


def result_sentence(cer: float, *, is_test: bool, low: float | None = None, high: float | None = None) -> str:
    """The one figure that counts, in words."""
    spread = ""
    if low is not None and high is not None:
        spread = " " + tr("({low} to {high})", low=f"{100 * low:.1f}", high=f"{100 * high:.1f}")
    if cer >= _CANNOT_READ:
        return tr("It cannot read yet: {share} of the letters are wrong.", share=percent_words(cer))
    if is_test:
        return tr("Reads unseen pages with {share} wrong letters{spread}.", share=percent_words(cer), spread=spread)
    return tr("Reads the pages it was watched on with {share} wrong letters.", share=percent_words(cer))


def voting_words(voting: Mapping[str, Any] | None) -> str:
    """What the vote of several readers gains, or that it gains nothing; empty without a vote that was judged."""
    if not voting or voting["best_cer"] is None or voting["vote_cer"] is None:
        return ""
    count, best, vote = voting["reader_count"], percent_words(voting["best_cer"]), percent_words(voting["vote_cer"])
    if voting["vote_cer"] < voting["best_cer"]:
        return tr(
            "the vote of {n} reader(s), with {vote} wrong letters while learning; the best of them alone has {best}",
            count,
            vote=vote,
            best=best,
        )
    return tr(
        "the vote of {n} reader(s), with {vote} wrong letters while learning, is not better than the best of them "
        "alone, with {best}; a single one reads faster",
        count,
        vote=vote,
        best=best,
    )


def what_next(cer: float) -> str:
    """What is worth doing with a model that reads this well."""
    if cer <= 0.05:
        return tr("That is good enough to have everything transcribed. Then look through what it was unsure of.")
    if cer <= 0.15:
        return tr(
            "Have everything transcribed, correct the doubtful lines, and learn again: each corrected line helps."
        )
    if cer <= 0.4:
        return tr("Its readings save some typing as suggestions. Correct a few more pages and learn again.")
    return tr("It has only begun to read. Transcribe more lines, or let it learn longer.")


def plan_words(plan: LearningPlan) -> str:
    """What will be learnt from."""
    everything = plan.all
    if everything.line_count and everything.human_count == everything.line_count:
        return tr(
            "{lines} lines on {pages} pages, all of them transcribed.",
            lines=number(everything.line_count),
            pages=number(everything.page_count),
        )
    return tr(
        "{lines} lines on {pages} pages; {transcribed} of the lines are transcribed.",
        lines=number(everything.line_count),
        pages=number(everything.page_count),
        transcribed=number(everything.human_count),
    )


def share_words(share: Share) -> str:
    """52 pages, 210 transcribed lines."""
    return f"{tr('{n} page(s)', share.page_count)}, {tr('{n} transcribed line(s)', share.human_count)}"


def advice(plan: LearningPlan) -> str:
    """What stands in the way of a training, or makes a poor one; empty when nothing does."""
    if plan.missing_to_learn_from > plan.missing_count:
        return tr(
            "{n} more line(s) must be transcribed on pages to learn from, or other pages chosen to learn from.",
            plan.missing_to_learn_from,
        )
    if plan.missing_count:
        return tr("{n} more line(s) must be transcribed before anything can be learnt.", plan.missing_count)
    few = WORTHWHILE_LINES - plan.all.human_count
    if few > 0:
        return tr("{n} more transcribed line(s) would make a first training worthwhile.", few)
    return ""


def outlook_words(ahead: Outlook) -> str:
    """How fast people transcribe, and what more lines would bring, as far as either can be told."""
    sentences = []
    if ahead.pace is not None:
        sentences.append(tr("You transcribe about {n} line(s) an hour.", round(ahead.pace.lines_per_hour)))
        sentences.append(tr("That is {n} letter(s) a minute.", round(ahead.pace.letters_per_minute)))
    expected = ahead.forecast
    if expected is not None and ahead.seconds is not None:
        sentences.append(
            tr(
                "About {lines} more lines ({fewest} to {most}), {time}, for {goal} wrong letters.",
                lines=number(expected.lines),
                fewest=number(expected.fewest),
                most=number(expected.most),
                time=duration_words(ahead.seconds),
                goal=percent_words(expected.goal),
            )
        )
    elif len(ahead.curve) > 1:
        sentences.append(
            tr("The trainings so far bear no forecast: too little of what parts them is more than chance.")
        )
    return " ".join(sentences)
