"""One model, one file: safetensors with everything else as JSON in its header. Never pickle.

The file is written beside its place and moved there when complete, so that a full disk or a power
cut leaves the model that was there before.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from seqclr_desktop.errors import ModelError, StorageError
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.reader import Reader
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import BackboneKind, DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.model.text_order import runs_from_right, turned
from seqclr_desktop.model.voters import Voters

_FORMAT = 3  # 2: other decoders and backbones; 3: several that vote; what an older format can say is written in it
_HEADER = "seqclr_desktop"
_AS_SEEN = "as seen"  # what looks like "(" is "(", in lines from right to left too
_LETTERS_OF_A_SCRIPT = 20  # an alphabet with fewer is that of another script, with some words from this one


@dataclass(frozen=True)
class ModelFile:
    """What a model file says of itself. `alphabet` is None for a pretrained encoder, which cannot read yet.

    `temperatures` are those of the recognisers that vote (`voters`), empty where there is only one.
    """

    encoder: EncoderSettings
    alphabet: Alphabet | None
    provenance: Mapping[str, Any] = field(default_factory=dict)
    decoder: DecoderSettings = field(default_factory=DecoderSettings)
    temperatures: tuple[float, ...] = ()

    @property
    def format(self) -> int:
        """The oldest format that can say it, so that older programs refuse what they cannot use, and only that."""
        if self.temperatures:
            return 3
        is_new = self.decoder.kind is not DecoderKind.CTC or self.encoder.backbone is not BackboneKind.STRIDED
        return 2 if is_new else 1

    @property
    def lead_prefix(self) -> str:
        """What the names of the best recogniser's tensors begin with."""
        return "voters.0." if self.temperatures else ""


def save_recognizer(
    path: Path, reader: Reader, provenance: Mapping[str, Any], *, in_half_precision: bool = False
) -> None:
    """Write encoder, decoder and alphabet, of several recognisers if they vote. Raises StorageError.

    In half precision the file is half as large; loading gives full precision again.
    """
    temperatures = reader.temperatures if isinstance(reader, Voters) else ()
    about = ModelFile(reader.settings, reader.alphabet, provenance, reader.decoder_settings, temperatures)
    tensors = reader.state_dict()
    if in_half_precision:
        tensors = {name: tensor.half() for name, tensor in tensors.items()}
    write_tensors(path, dict(tensors), _to_record(about))


def save_encoder(path: Path, encoder: Encoder, provenance: Mapping[str, Any]) -> None:
    """Write a pretrained encoder. Raises StorageError."""
    tensors = {f"encoder.{name}": tensor for name, tensor in encoder.state_dict().items()}
    write_tensors(path, tensors, _to_record(ModelFile(encoder.settings, None, provenance)))


def describe_model(path: Path) -> ModelFile:
    """The header alone, without loading weights. Raises ModelError."""
    return _from_record(path, read_header(path))


def load_reader(path: Path) -> Reader:
    """A model that reads, on the processor. Raises ModelError when the file only holds a pretrained encoder."""
    about = describe_model(path)
    if not about.temperatures:
        return load_recognizer(path)
    voters = Voters([_recognizer_of(path, about) for _ in about.temperatures], about.temperatures)
    _load_state(path, voters, prefix="")
    return voters


def load_recognizer(path: Path) -> Recognizer:
    """A single recogniser to teach further, of several that vote the best; as `load_reader` else."""
    about = describe_model(path)
    recognizer = _recognizer_of(path, about)
    _load_state(path, recognizer, prefix=about.lead_prefix)
    return recognizer


def _recognizer_of(path: Path, about: ModelFile) -> Recognizer:
    """As the file describes it, with weights of chance."""
    if about.alphabet is None:
        raise ModelError(
            "This model has learned to see but not yet to read.",
            where=path.name,
            advice="Fine-tune it on transcribed lines first.",
        )
    return Recognizer(about.encoder, about.alphabet, about.decoder)


def load_encoder(path: Path) -> Encoder:
    """The encoder of a pretrained model or of a (best) recogniser, on the processor. Raises ModelError."""
    about = describe_model(path)
    encoder = Encoder(about.encoder)
    _load_state(path, encoder, prefix=f"{about.lead_prefix}encoder.")
    return encoder


def write_tensors(path: Path, tensors: Mapping[str, Tensor], record: Mapping[str, Any]) -> None:
    """Tensors and a JSON record into one safetensors file, all or nothing. Raises StorageError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    plain = {name: tensor.detach().to("cpu").contiguous().clone() for name, tensor in tensors.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(plain, beside, metadata={_HEADER: json.dumps(record, ensure_ascii=False)})
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    except (OSError, SafetensorError) as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        is_full = getattr(error, "errno", None) == errno.ENOSPC or "No space" in str(error)
        raise StorageError(
            "The disk is full, so the model could not be saved." if is_full else "The model could not be saved.",
            where=str(path),
            advice="Make room or check the folder's permissions; the previous version of the file is untouched.",
        ) from error


def read_header(path: Path) -> dict[str, Any]:
    """The JSON record of a file by `write_tensors`. Raises ModelError."""
    if not path.is_file():
        raise ModelError("The model file is missing.", where=str(path), advice="Choose another model or train anew.")
    try:
        with safe_open(path, framework="pt") as opened:
            record: dict[str, Any] = json.loads((opened.metadata() or {})[_HEADER])
    except (SafetensorError, OSError, KeyError, ValueError) as error:
        raise ModelError(
            "This is not a model of this program, or the file is damaged.",
            where=str(path),
            advice="Choose another model or train anew.",
        ) from error
    return record


def read_tensors(path: Path) -> dict[str, Tensor]:
    """All tensors of a file by `write_tensors`, which is let go of: Windows replaces none that is in use.

    Raises ModelError.
    """
    try:
        with safe_open(path, framework="pt") as opened:
            return {name: opened.get_tensor(name).clone() for name in opened.keys()}  # noqa: SIM118 - not a dict
    except (SafetensorError, OSError) as error:
        raise ModelError("The model file is damaged.", where=str(path), advice="Train anew.") from error


def _to_record(about: ModelFile) -> dict[str, Any]:
    return {
        "format": about.format,
        "encoder": about.encoder.to_record(),
        "alphabet": "".join(about.alphabet.characters) if about.alphabet else None,
        "brackets": _AS_SEEN,
        "provenance": dict(about.provenance),
        "decoder": about.decoder.to_record(),
        **({"temperatures": list(about.temperatures)} if about.temperatures else {}),
    }


def _from_record(path: Path, record: dict[str, Any]) -> ModelFile:
    if record.get("format", 0) > _FORMAT:
        raise ModelError(
            "This model was made by a newer version of the program.",
            where=path.name,
            advice="Update the program to use it.",
        )
    try:
        alphabet = None if record["alphabet"] is None else _alphabet(record)
        decoder = DecoderSettings.from_record(record["decoder"]) if "decoder" in record else DecoderSettings()
        temperatures = tuple(float(value) for value in record.get("temperatures", ()))
        encoder = EncoderSettings.from_record(record["encoder"])
        return ModelFile(encoder, alphabet, record["provenance"], decoder, temperatures)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError("The description inside this model is damaged.", where=path.name) from error


def _alphabet(record: dict[str, Any]) -> Alphabet:
    """What the model's numbers mean. Once those of a script from right to left had each bracket for the other one."""
    characters = tuple(record["alphabet"])
    if record.get("brackets") != _AS_SEEN and sum(map(runs_from_right, characters)) >= _LETTERS_OF_A_SCRIPT:
        characters = tuple(map(turned, characters))
    return Alphabet(characters)


def _load_state(path: Path, module: torch.nn.Module, prefix: str) -> None:
    tensors = {name.removeprefix(prefix): t for name, t in read_tensors(path).items() if name.startswith(prefix)}
    try:
        module.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelError("The weights do not fit the description in the file.", where=path.name) from error
