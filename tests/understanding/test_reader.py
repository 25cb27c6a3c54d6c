from types import SimpleNamespace

import pytest

from needlewise.content.yaml_files import ContentError
from needlewise.understanding.reader import build_reader, plain_reader, word_uses


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


@pytest.fixture(scope="module")
def plain():
    return plain_reader(["when does the library open", "may i borrow the craic", "craic craic"])


def test_a_plain_reader_mends_typos(plain):
    assert plain.read("When does the LIBARY open??").corrected == "when does the library open??"


def test_a_plain_reader_knows_the_words_of_its_texts(plain):
    assert plain.read("the craic").corrected == "the craic"


@pytest.mark.parametrize("message", ["does it help psoriasis", "", "\x00"])
def test_a_plain_reader_names_no_terms(plain, message):
    reading = plain.read(message)
    assert (reading.mentions, reading.tags) == ((), ())


def test_a_plain_reader_of_no_texts_is_no_error():
    assert plain_reader([]).read("does it hrut").corrected == "does it hurt"


def test_our_own_words_count_more_than_those_of_examples():
    variants = {"short": [SimpleNamespace(text="It stings")], "long": [SimpleNamespace(text="Yes")]}
    question = SimpleNamespace(wording="Does it hurt?", variants=variants)
    small = SimpleNamespace(
        questions={"pain": question},
        vocabulary=[SimpleNamespace(names=("botox",))],
        examples=iter(["it hurts", "ouch it stings"]),
    )
    assert word_uses(small) == {
        "does": 5, "it": 12, "hurt": 5, "stings": 6, "yes": 5, "botox": 5, "hurts": 1, "ouch": 1,
    }
