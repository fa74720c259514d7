from pathlib import Path

import numpy as np
import pytest
import torch

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import ModelError, StorageError
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.checkpoint import (
    describe_model,
    load_encoder,
    load_reader,
    load_recognizer,
    read_header,
    read_tensors,
    save_encoder,
    save_recognizer,
    write_tensors,
)
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import BackboneKind, DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.model.voters import Voters

TINY = EncoderSettings(channels=(16, 16, 16), visual_size=32, context_size=16)


def test_a_recogniser_reads_the_same_after_its_file(tmp_path: Path) -> None:
    recognizer = Recognizer(TINY, Alphabet.of(["abc ſé"]))
    save_recognizer(tmp_path / "reader.safetensors", recognizer, {"seed": 7})
    again = load_recognizer(tmp_path / "reader.safetensors")
    line = np.random.default_rng(0).integers(0, 255, (40, 200), dtype=np.uint8)
    assert again.read([line], [Direction.LEFT_TO_RIGHT]) == recognizer.read([line], [Direction.LEFT_TO_RIGHT])
    assert describe_model(tmp_path / "reader.safetensors").provenance == {"seed": 7}


def test_decoder_and_network_of_the_paper_survive_their_file(tmp_path: Path) -> None:
    settings = EncoderSettings(
        height_px=32, channels=(16, 16, 16, 16), visual_size=16, context_size=16, backbone=BackboneKind.RESNET29
    )
    decoder = DecoderSettings(DecoderKind.ATTENTION, cell_size=16, place_channels=0, ctc_auxiliary=0.5)
    recognizer = Recognizer(settings, Alphabet.of(["abc"]), decoder)
    save_recognizer(tmp_path / "reader.safetensors", recognizer, {})
    again = load_recognizer(tmp_path / "reader.safetensors")
    assert (again.settings, again.decoder_settings) == (settings, decoder)
    line = np.random.default_rng(0).integers(0, 255, (32, 60), dtype=np.uint8)
    assert again.read([line], [Direction.LEFT_TO_RIGHT]) == recognizer.read([line], [Direction.LEFT_TO_RIGHT])
    assert read_header(tmp_path / "reader.safetensors")["format"] == 2


def test_a_file_from_before_there_was_a_choice_reads_by_ctc(tmp_path: Path) -> None:
    recognizer = Recognizer(TINY, Alphabet.of(["abc"]))
    save_recognizer(tmp_path / "new.safetensors", recognizer, {})
    record = read_header(tmp_path / "new.safetensors")
    assert record["format"] == 1
    del record["decoder"], record["encoder"]["backbone"]
    write_tensors(tmp_path / "old.safetensors", recognizer.state_dict(), record)
    again = load_recognizer(tmp_path / "old.safetensors")
    torch.testing.assert_close(again.state_dict(), recognizer.state_dict())
    assert again.decoder_settings == DecoderSettings()


HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"


@pytest.mark.parametrize(
    ("letters", "meant"),
    [(HEBREW + "abc ([)]", HEBREW + "abc )](["), ("abcdefghijklmnopqrstuvwxyz ([)]שלום", None)],
    ids=["Hebrew", "Latin with a Hebrew word"],
)
def test_a_hebrew_model_from_before_brackets_were_taken_as_seen_means_the_other_ones(
    tmp_path: Path, letters: str, meant: str | None
) -> None:
    recognizer = Recognizer(TINY, Alphabet(tuple(letters)))
    save_recognizer(tmp_path / "new.safetensors", recognizer, {})
    assert load_recognizer(tmp_path / "new.safetensors").alphabet == recognizer.alphabet
    record = read_header(tmp_path / "new.safetensors")
    del record["brackets"]
    write_tensors(tmp_path / "old.safetensors", recognizer.state_dict(), record)
    assert "".join(load_recognizer(tmp_path / "old.safetensors").alphabet.characters) == (meant or letters)
    save_recognizer(tmp_path / "again.safetensors", load_recognizer(tmp_path / "old.safetensors"), {})
    assert "".join(load_recognizer(tmp_path / "again.safetensors").alphabet.characters) == (meant or letters)


def voting_model(path: Path) -> Voters:
    """Three recognisers that differ, and their file."""
    torch.manual_seed(1)
    voters = Voters([Recognizer(TINY, Alphabet.of(["abc"])) for _ in range(3)], (1.0, 2.5, 0.5))
    save_recognizer(path, voters, {"seed": 7})
    return voters


def test_several_that_vote_read_the_same_after_their_file(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    voters = voting_model(path)
    again = load_reader(path)
    assert isinstance(again, Voters)
    assert again.temperatures == (1.0, 2.5, 0.5)
    lines = [np.random.default_rng(n).integers(0, 255, (40, 200), dtype=np.uint8) for n in range(4)]
    ways = [Direction.LEFT_TO_RIGHT] * 4
    assert again.read(lines, ways) == voters.read(lines, ways)
    assert any(again.read(lines, ways)[n].text != again.lead.read(lines, ways)[n].text for n in range(4))
    assert describe_model(path).provenance == {"seed": 7}


def test_of_several_that_vote_the_first_is_taught_further(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    voters = voting_model(path)
    torch.testing.assert_close(load_recognizer(path).state_dict(), voters.lead.state_dict())
    torch.testing.assert_close(load_encoder(path).state_dict(), voters.lead.encoder.state_dict())


def test_programs_from_before_there_was_a_vote_refuse_its_file_and_that_alone(tmp_path: Path) -> None:
    voters = voting_model(tmp_path / "several.safetensors")
    save_recognizer(tmp_path / "one.safetensors", voters.lead, {})
    assert read_header(tmp_path / "several.safetensors")["format"] == 3
    assert read_header(tmp_path / "one.safetensors")["format"] == 1


def test_a_file_that_lacks_one_of_its_voters_or_describes_them_wrongly_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    voting_model(path)
    tensors, record = read_tensors(path), read_header(path)
    without_third = {name: tensor for name, tensor in tensors.items() if not name.startswith("voters.2.")}
    write_tensors(path, without_third, record)
    with pytest.raises(ModelError, match="weights do not fit"):
        load_reader(path)
    write_tensors(path, tensors, {**record, "temperatures": ["hot"]})
    with pytest.raises(ModelError, match="description inside this model is damaged"):
        load_reader(path)


def test_a_pretrained_encoder_says_that_it_cannot_read_yet(tmp_path: Path) -> None:
    recognizer = Recognizer(TINY, Alphabet.of(["a"]))
    path = tmp_path / "seen.safetensors"
    save_encoder(path, recognizer.encoder, {})
    torch.testing.assert_close(load_encoder(path).state_dict(), recognizer.encoder.state_dict())
    with pytest.raises(ModelError, match="not yet to read"):
        load_recognizer(path)


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      "])
def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"not a model|damaged"):
        load_recognizer(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        describe_model(tmp_path / "gone.safetensors")


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newer.safetensors"
    write_tensors(path, {"x": torch.zeros(1)}, {"format": 99})
    with pytest.raises(ModelError, match="newer version"):
        describe_model(path)


def test_a_failed_save_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    write_tensors(path, {"x": torch.zeros(1)}, {"format": 1, "first": True})
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(StorageError, match="could not be saved"):
        write_tensors(blocked / "model.safetensors", {"x": torch.ones(1)}, {})
    assert read_header(path)["first"] is True
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "model.safetensors"]


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="tells which files are in use")
def test_a_file_whose_tensors_were_read_can_be_replaced_on_windows_too(tmp_path: Path) -> None:
    path = tmp_path / "state.safetensors"
    write_tensors(path, {"a": torch.ones(400, 400)}, {})
    read = read_tensors(path)
    assert str(path) not in Path("/proc/self/maps").read_text(encoding="utf-8")
    assert read["a"].sum() == 160_000
