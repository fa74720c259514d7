"""`demo`: the whole work on the bundled sample collection, from scans to exports."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.cli.evaluate import wrong_letters
from seqclr_desktop.cli.learning import share_of_minutes, training_settings
from seqclr_desktop.cli.options import add_device, add_schedule, folder
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted, percent
from seqclr_desktop.errors import Cancelled

if TYPE_CHECKING:
    from seqclr_desktop.jobs.evaluate_model import EvaluateReport
    from seqclr_desktop.jobs.finetune_model import FinetuneReport
    from seqclr_desktop.jobs.pretrain_model import PretrainReport
    from seqclr_desktop.jobs.transcribe_pages import TranscribeReport

NAME = "demo"
SUMMARY = "do the whole work on the bundled sample collection, or open it in the window"
_MINUTES = 4.0


@dataclass(frozen=True)
class DemoReport:
    """What each part of the work came to. `exports` holds a folder per format."""

    collection: Path
    pages_added: int
    lines_found: int
    pretrain: PretrainReport
    finetune: FinetuneReport
    test: EvaluateReport
    transcribe: TranscribeReport
    exports: dict[str, Path]
    cer: float
    wer: float


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dir", metavar="DIR", type=folder, help="where to make the collection; default: in your home folder"
    )
    parser.add_argument("--window", action="store_true", help="make the collection and open it in the window")
    add_schedule(parser)
    add_device(parser)


def run(call: Call) -> Answer:
    if call.options.window:
        return _in_window(call)
    report = _whole_work(call)
    return Answer(report, _sentences(report))


def _in_window(call: Call) -> Answer:
    from seqclr_desktop.collection import is_collection
    from seqclr_desktop.jobs.sample_collection import MakeSampleCollection, usual_folder

    place = call.options.dir or usual_folder()
    if not is_collection(place):
        call.result_of(MakeSampleCollection(place))
    return Answer({"collection": place}, opens=(str(place),))


def _whole_work(call: Call) -> DemoReport:
    from seqclr_desktop.jobs.find_lines import FindLines
    from seqclr_desktop.jobs.sample_collection import MakeSampleCollection, free_folder
    from seqclr_desktop.jobs.transcribe_pages import TranscribePages
    from seqclr_desktop.recognition.settings import TranscribeSettings

    options = call.options
    place = options.dir or free_folder()
    made = call.result_of(MakeSampleCollection(place))
    found = call.result_of(FindLines(place))
    pretrained, finetuned = _learn(call, place)
    test = _test(call, place, finetuned.model_name)
    settings = TranscribeSettings(device=options.device, threads=options.threads)
    transcribed = call.result_of(TranscribePages(place, finetuned.model_name, settings=settings))
    exports = _export(call, place)
    return DemoReport(
        place,
        made.added.pages_added,
        found.lines_found,
        pretrained,
        finetuned,
        test,
        transcribed,
        exports,
        test.cer,
        test.wer,
    )


def _learn(call: Call, place: Path) -> tuple[PretrainReport, FinetuneReport]:
    from seqclr_desktop.jobs.finetune_model import FinetuneModel
    from seqclr_desktop.jobs.pretrain_model import PretrainModel
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

    options = call.options
    pretrain_minutes, finetune_minutes = share_of_minutes(options, _MINUTES)
    pretraining = PretrainModel(place, training_settings(PretrainSettings, options, minutes=pretrain_minutes))
    pretrained = call.result_of(pretraining)
    finetuning = FinetuneModel(
        place,
        training_settings(FinetuneSettings, options, minutes=finetune_minutes),
        start_from=pretrained.model_name,
    )
    finetuned = call.result_of(finetuning)
    if pretrained.was_stopped or finetuned.was_stopped:
        raise Cancelled
    return pretrained, finetuned


def _test(call: Call, place: Path, model_name: str) -> EvaluateReport:
    from seqclr_desktop.jobs.evaluate_model import EvaluateModel

    return call.result_of(EvaluateModel(place, model_name, device=call.options.device, threads=call.options.threads))


def _export(call: Call, place: Path) -> dict[str, Path]:
    """Into a folder beside the collection's, a folder for each format."""
    from seqclr_desktop.jobs.export_pages import ExportFormat, ExportPages

    exports = {}
    for kind in ExportFormat:
        out = place.with_name(f"{place.name} exports") / kind.value
        call.result_of(ExportPages(place, kind, out))
        exports[kind.value] = out
    return exports


def _sentences(report: DemoReport) -> tuple[str, ...]:
    return (
        f"The collection is in {report.collection}: {counted(report.pages_added, 'page')}; "
        f"{counted(report.lines_found, 'line')} found on those that came without.",
        f"A model that never saw them reads the {counted(report.test.line_count, 'held-out line')} with "
        f"{wrong_letters(report.test)} and {percent(report.wer)} wrong words (WER), after "
        f"learning from {counted(report.finetune.train_line_count, 'transcribed line')}. More lines and more "
        "time make it better.",
        f"It read {counted(report.transcribe.lines_read, 'line')} that nobody had transcribed.",
        "The exports are in:",
        *(f"  {folder}" for folder in report.exports.values()),
    )
