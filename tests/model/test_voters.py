"""Several recognisers read as one."""

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.model.voters import Voters
from seqclr_desktop.model.word_readings import other_readings
from tests.model.reader_by_heart import ReaderByHeart

LINE = np.zeros((40, 64), np.uint8)


def test_what_most_voters_read_is_read() -> None:
    voters = Voters([ReaderByHeart(text) for text in ("la mar", "la mer", "a mer")], (1.0, 1.0, 1.0))
    (reading,) = voters.read([LINE], [Direction.LEFT_TO_RIGHT])
    assert reading.text == "la mer"


def test_a_voter_that_is_much_too_sure_of_itself_is_brought_down_by_its_temperature() -> None:
    readers = [ReaderByHeart(text) for text in ("mar", "mer")]  # the second doubts its e
    ways = [Direction.LEFT_TO_RIGHT]
    assert Voters(readers, (1.0, 1.0)).read([LINE], ways)[0].text == "mar"
    assert Voters(readers, (20.0, 1.0)).read([LINE], ways)[0].text == "mer"


def test_a_hebrew_line_comes_in_logical_order() -> None:
    voters = Voters([ReaderByHeart(visual) for visual in ("םולש ינא", "םולש יבא", "םולש ינא")], (1.0, 1.0, 1.0))
    (reading,) = voters.read([LINE], [Direction.RIGHT_TO_LEFT])
    assert reading.text == "אני שלום"


def test_other_readings_come_from_the_best_voter_and_stand_at_words_of_the_vote() -> None:
    voters = Voters([ReaderByHeart(text) for text in ("le soir ne part", "le soir na part")], (1.0, 1.0))
    frames, ways = voters.frames([LINE]), [Direction.LEFT_TO_RIGHT]
    (reading,) = voters.read_frames(frames, ways)
    assert reading.text == "le soir na part"
    (others,) = other_readings(voters.lead, frames, [reading.text], ways)
    assert {reading.text[other.start : other.end] for other in others} == {"le", "na"}
    assert "ne" in [other.word for other in others]
