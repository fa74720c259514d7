"""What nobody can read for sure teaches nothing."""

import torch

from seqclr_desktop.marks import UNREADABLE, Mark, MarkKind, label_text
from seqclr_desktop.model.alphabet import ANYTHING, Alphabet
from seqclr_desktop.model.ctc_decoder import ctc_loss


def gradient(target: list[int], logits: torch.Tensor) -> torch.Tensor:
    leaf = logits.clone().requires_grad_()
    ctc_loss(leaf.log_softmax(2), torch.tensor([leaf.shape[1]]), [target]).backward()  # type: ignore[no-untyped-call]
    assert leaf.grad is not None
    return leaf.grad[0]


def test_the_alphabet_does_not_learn_the_sign_for_unreadable() -> None:
    alphabet = Alphabet.of(["ab" + UNREADABLE])
    assert alphabet.characters == ("a", "b")
    assert alphabet.encode("a" + UNREADABLE + "b") == [1, ANYTHING, 2]


def test_unclear_letters_are_one_unreadable_and_a_gap_leaves_nothing_to_learn() -> None:
    assert label_text("seen Paris", (Mark(5, 8, MarkKind.UNCLEAR),)) == "seen " + UNREADABLE + "is"
    assert label_text("seen", (Mark(2, 2, MarkKind.GAP),)) == ""


def test_frames_of_an_unreadable_stretch_have_no_gradient() -> None:
    logits = torch.full((1, 9, 4), -9.0)
    logits[0, :3, 1] = 9  # a, surely
    logits[0, 3:6, 3] = 9  # what is unclear looks like a c
    logits[0, 6:, 2] = 9  # b, surely
    masked = gradient([1, ANYTHING, 2], logits)
    assert masked[3:6].abs().max() < 1e-4
    wrong = gradient([1, 1, 2], logits)
    assert wrong[3:6].abs().max() > 0.1


def test_the_gradient_is_that_of_the_loss() -> None:
    logits = torch.randn(1, 7, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    target = [1, ANYTHING, 3]
    exact = gradient(target, logits)
    step = 1e-5
    for frame, number in ((0, 1), (3, 2), (6, 3), (4, 0)):
        lower, upper = logits.clone(), logits.clone()
        lower[0, frame, number] -= step
        upper[0, frame, number] += step
        count = torch.tensor([7])
        rise = ctc_loss(upper.log_softmax(2), count, [target]) - ctc_loss(lower.log_softmax(2), count, [target])
        assert abs(float(rise) / (2 * step) - float(exact[frame, number])) < 1e-6
