import math

import pytest
import torch

from seqclr_desktop.model import attention_decoder
from seqclr_desktop.model.attention_decoder import AttentionDecoder
from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.settings import DecoderKind, DecoderSettings


def decoder(place_channels: int = 4, ctc_auxiliary: float = 0.0) -> AttentionDecoder:
    torch.manual_seed(0)
    settings = DecoderSettings(DecoderKind.ATTENTION, 16, place_channels, ctc_auxiliary)
    return AttentionDecoder(12, 5, settings).eval()


def frames(counts: tuple[int, ...]) -> Frames:
    torch.manual_seed(1)
    return Frames(torch.randn(len(counts), max(counts), 12), None, torch.tensor(counts))


@pytest.mark.parametrize("place_channels", [0, 4])
def test_a_line_is_read_alike_alone_and_beside_a_longer_one(place_channels: int) -> None:
    both = frames((6, 40))
    alone = Frames(both.visual[:1, :6], None, torch.tensor([6]))
    reader = decoder(place_channels)
    with torch.no_grad():
        assert reader.read(both)[0].numbers == reader.read(alone)[0].numbers
        assert float(reader.loss(both.rows([0]), [[1, 2]])) == pytest.approx(float(reader.loss(alone, [[1, 2]])))


def test_the_loss_is_the_likelihood_of_each_letter_after_those_before() -> None:
    reader, seen = decoder(), frames((9,))
    with torch.no_grad():
        log_probs = reader(seen, torch.tensor([[0, 3, 1]]))[0]
        expected = -(log_probs[0, 3] + log_probs[1, 1] + log_probs[2, 0]) / 3
        assert float(reader.loss(seen, [[3, 1]])) == pytest.approx(float(expected), rel=1e-5)


def test_a_wide_beam_finds_at_least_what_greed_finds() -> None:
    reader, seen = decoder(), frames((4, 4, 4))
    with torch.no_grad():
        for greedy, found in zip(reader.read(seen), reader.search(seen, Beam(width=300), 600), strict=True):
            likelihoods = {spelling.numbers: spelling.log_probability for spelling in found}
            assert likelihoods[greedy.numbers] == pytest.approx(greedy.log_probability, abs=1e-4)
            assert sum(map(math.exp, likelihoods.values())) <= 1.0001


def test_no_more_letters_than_frames_are_read() -> None:
    reader = decoder()
    with torch.no_grad():
        reader.output.bias[0] = -100.0  # it never wants to end
        assert [len(spelling.numbers) for spelling in reader.read(frames((3, 8)))] == [3, 8]


def test_a_grown_decoder_says_of_the_old_letters_what_it_said() -> None:
    reader, seen = decoder(ctc_auxiliary=0.5), frames((5,))
    given = torch.tensor([[0, 2, 4]])
    with torch.no_grad():
        before = reader(seen, given)
        reader.grow(7)
        after = reader(seen, given)
    assert after.shape[2] == 7
    torch.testing.assert_close(after[..., :5].log_softmax(dim=2), before)
    assert reader.ctc is not None
    assert reader.ctc.output.out_features == 7


def test_the_ctc_loss_beside_it_counts_with_its_weight() -> None:
    seen = frames((9, 9))
    plain, mixed = decoder(), decoder(ctc_auxiliary=0.5)
    assert mixed.ctc is not None
    mixed.load_state_dict(plain.state_dict(), strict=False)
    with torch.no_grad():
        expected = plain.loss(seen, [[1], [2, 3]]) + 0.5 * mixed.ctc.loss(seen, [[1], [2, 3]])
        torch.testing.assert_close(mixed.loss(seen, [[1], [2, 3]]), expected)


def test_looks_that_are_forgotten_give_the_same_gradient(monkeypatch: pytest.MonkeyPatch) -> None:
    gradients = []
    for most_kept in (10**9, 0):
        monkeypatch.setattr(attention_decoder, "_MOST_KEPT", most_kept)
        reader = decoder()
        reader.loss(frames((9, 7)), [[1, 2, 3], [4]]).backward()  # type: ignore[no-untyped-call]
        gradients.append({name: parameter.grad for name, parameter in reader.named_parameters()})
    torch.testing.assert_close(gradients[0], gradients[1])
