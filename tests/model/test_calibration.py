"""Confidences are brought to how often the model is right."""

import numpy as np

from seqclr_desktop.model.calibration import calibrated, characters_right, fit_temperature
from seqclr_desktop.model.recognizer import Reading


def readings(stated: float, share_right: float, count: int = 60) -> list[tuple[str, Reading]]:
    """Lines of ten letters, each read with the confidence `stated`, right in `share_right` of the cases."""
    random = np.random.default_rng(1)
    lines = []
    for _ in range(count):
        read = "".join("a" if random.random() < share_right else "x" for _ in range(10))
        lines.append(("a" * 10, Reading(read, stated, (stated,) * 10)))
    return lines


def test_a_model_too_sure_of_itself_is_brought_down() -> None:
    pairs = readings(0.99, 0.8)
    temperature = fit_temperature(pairs)
    assert temperature is not None
    assert temperature > 1
    sure = calibrated(pairs[0][1], temperature).char_confidences[0]
    assert abs(sure - 0.8) < 0.05


def test_a_model_that_knows_itself_stays_as_it_is() -> None:
    temperature = fit_temperature(readings(0.8, 0.8))
    assert temperature is not None
    assert 0.8 < temperature < 1.25
    reading = Reading("ab", 0.5, (0.5, 0.4))
    assert calibrated(reading, 1) is reading


def test_the_line_is_as_sure_as_its_letters() -> None:
    cooled = calibrated(Reading("ab", 0.9, (0.9, 0.9)), 2.0)
    assert abs(cooled.confidence - cooled.char_confidences[0]) < 1e-3


def test_nothing_is_fitted_on_too_few_letters_or_errors() -> None:
    assert fit_temperature(readings(0.9, 0.8, count=3)) is None
    assert fit_temperature(readings(0.9, 1.0)) is None


def test_letters_that_an_edit_leaves_are_right() -> None:
    assert characters_right("Paris", "Pris") == [True] * 4
    assert characters_right("Paris", "Poris") == [True, False, True, True, True]
