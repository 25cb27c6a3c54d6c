import pytest

from needlewise.content.yaml_files import ContentError
from needlewise.understanding.reader import build_reader


def test_a_reading_holds_the_message_as_written_and_as_corrected(reader):
    reading = reader.read("  Can it help  STRECH marks？")
    assert reading.raw == "Can it help STRECH marks?"
    assert reading.corrected == "can it help stretch marks?"


def test_offsets_of_a_mention_are_those_of_the_corrected_text(reader):
    reading = reader.read("im on acutane!!")
    mention, = reading.mentions
    assert reading.corrected[mention.start : mention.end] == mention.text == "accutane"


@pytest.mark.parametrize(
    "message, tags",
    [
        ("psoriasis", ("term_condition", "term_condition_listed")),
        ("lupus", ("term_condition", "term_condition_unlisted")),
        ("does it hurt", ()),
    ],
)
def test_tags_say_what_kind_of_thing_is_named(reader, message, tags):
    assert reader.read(message).tags == tags
    assert reader.read(message).text.tags == tags


@pytest.mark.parametrize("message", ["", "   ", "\x00", "\ud800", "😀😀", "\u202e"])
def test_nothing_readable_is_no_error(reader, message):
    assert reader.read(message).mentions == ()


def test_a_piece_is_not_corrected_again(reader):
    assert reader.part("recoverey of eczema").corrected == "recoverey of eczema"
    assert [m.id for m in reader.part("recoverey of eczema").mentions] == ["eczema"]



def test_a_missing_word_list_is_a_clear_error(library, tmp_path):
    with pytest.raises(ContentError, match="spelling.yml is missing"):
        build_reader(library, tmp_path / "spelling.yml")
