"""The network a fine-tuning begins with: one that can read already, a pretrained one, or a fresh one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seqclr_desktop.collection import Collection

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.model.settings import DecoderSettings, EncoderSettings
    from seqclr_desktop.training.settings import FinetuneSettings


def height_px_of(
    collection: Collection, start_from: Sequence[str], settings: FinetuneSettings, device: torch.device
) -> int:
    """The height of line images that the model to start from wants."""
    from seqclr_desktop.model.checkpoint import describe_model
    from seqclr_desktop.model.settings import choose_preset

    if start_from:
        return describe_model(collection.model(start_from[0]).path).encoder.height_px
    return choose_preset(settings.preset, device, settings.context_layers).height_px


def starting_recognizer(
    collection: Collection, start_from: str, settings: FinetuneSettings, device: torch.device, texts: Sequence[str]
) -> tuple[Recognizer, bool]:
    """A network ready to learn `texts`, and whether it knew most of their letters before.

    A grown recogniser, a fresh decoder on a pretrained encoder, or all fresh.
    """
    import torch

    from seqclr_desktop.model.alphabet import Alphabet
    from seqclr_desktop.model.checkpoint import describe_model, load_encoder, load_recognizer
    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.model.settings import choose_preset

    torch.manual_seed(settings.seed)
    if not start_from:
        encoder = choose_preset(settings.preset, device, settings.context_layers)
        return Recognizer(encoder, Alphabet.of(texts), _decoder_for(encoder, settings)), False
    path = collection.model(start_from).path
    about = describe_model(path)
    if about.alphabet is not None:
        recognizer = load_recognizer(path)
        letters = "".join(texts)
        known_count = len(recognizer.alphabet.encode(letters))
        recognizer.grow_alphabet(texts)
        return recognizer, known_count > len(letters) / 2
    recognizer = Recognizer(about.encoder, Alphabet.of(texts), _decoder_for(about.encoder, settings))
    recognizer.encoder = load_encoder(path)
    return recognizer, False


def _decoder_for(encoder: EncoderSettings, settings: FinetuneSettings) -> DecoderSettings:
    from seqclr_desktop.model.settings import choose_decoder

    return choose_decoder(settings.decoder, encoder.backbone, settings.ctc_auxiliary)
