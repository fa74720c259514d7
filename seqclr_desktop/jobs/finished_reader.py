"""What a fine-tuning made: the one reader it taught, or the vote of several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seqclr_desktop.jobs.trained_reader import TrainedReader

if TYPE_CHECKING:
    from seqclr_desktop.model.reader import Reader
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.progress_record import Validation


@dataclass(frozen=True)
class FinishedReader:
    """`cer`, `wer` (shares) and `temperature` are those of `reader` on all validation lines, None without them.

    `parts` are what it was made of, the best first; `vote` is how several read together, None for a single one.
    """

    reader: Reader
    cer: float | None
    wer: float | None
    temperature: float | None
    parts: tuple[TrainedReader, ...]
    vote: Validation | None = None

    @classmethod
    def of(cls, readers: Sequence[TrainedReader], valid: LabelledLines) -> FinishedReader:
        """Several vote on `valid` as each has read these lines already."""
        from seqclr_desktop.model.voters import Voters, voted
        from seqclr_desktop.training.progress_record import Validation
        from seqclr_desktop.training.validation_lines import ValidationLines

        parts = tuple(sorted(readers, key=lambda part: math.inf if part.facts.cer is None else part.facts.cer))
        best = parts[0]
        if len(parts) == 1:
            return cls(best.recognizer, best.facts.cer, best.facts.wer, best.facts.temperature, parts)
        temperatures = [part.facts.temperature or 1.0 for part in parts]
        voters = Voters([part.recognizer for part in parts], temperatures)
        if not len(valid):
            return cls(voters, None, None, None, parts)
        heard = {index: [part.readings[index] for part in parts] for index in range(len(valid))}
        watched = ValidationLines(valid).judge({index: voted(said, temperatures) for index, said in heard.items()})
        steps, seconds = sum(part.facts.steps for part in parts), sum(part.facts.seconds for part in parts)
        rates = watched.rates
        vote = Validation(steps, 1.0, seconds, rates.cer, rates.wer, is_best=True, previews=watched.previews)
        return cls(voters, rates.cer, rates.wer, watched.temperature, parts, vote)
