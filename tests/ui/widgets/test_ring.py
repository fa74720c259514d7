"""A ring that fills."""

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.ring import ProgressRing


def drawn(ring: ProgressRing) -> QImage:
    return ring.grab().toImage()


def test_ring_looks_different_empty_half_and_full(qtbot: QtBot) -> None:
    ring = ProgressRing(20)
    qtbot.addWidget(ring)
    ring.show()
    pictures = []
    for share in (0.0, 0.5, 1.0):
        ring.set_share(share)
        pictures.append(drawn(ring))
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_shares_beyond_the_bounds_are_taken_as_the_nearest(qtbot: QtBot) -> None:
    ring = ProgressRing()
    qtbot.addWidget(ring)
    ring.set_share(7)
    assert ring.share == 1.0
    ring.set_share(-1)
    assert ring.share == 0.0
