"""What of the machine's reading is offered."""

from seqclr_desktop.document import AuthorKind, TextVersion
from seqclr_desktop.ui.transcription_view.suggestion import remainder, suggestion_for
from tests.builders import machine_text, make_line


def test_the_machine_is_silent_where_a_person_has_written() -> None:
    written = make_line(0, "by a person", machine=machine_text("by a model"))
    assert suggestion_for(written) == ""
    assert suggestion_for(make_line(0, machine=machine_text("by a model"))) == "by a model"
    assert suggestion_for(make_line(0)) == ""


def test_a_cleared_text_lets_the_machine_speak_again() -> None:
    cleared = make_line(0, human=TextVersion("", AuthorKind.PERSON), machine=machine_text("by a model"))
    assert suggestion_for(cleared) == "by a model"


def test_only_the_rest_that_agrees_is_offered() -> None:
    assert remainder("Je suis reçu", "Je su") == "is reçu"
    assert remainder("Je suis reçu", "Je fu") == ""
    assert remainder("Je suis reçu", "Je suis reçu par") == ""
