import pytest

from needlewise.content.clinic import Clinic, load_clinic
from needlewise.content.library import DATA_DIR
from needlewise.content.yaml_files import ContentError

OURS = Clinic("Elm Clinic", "your nurse", "01 23", "https://elm.example/book", "112")


def load(tmp_path, text):
    (tmp_path / "clinic.yml").write_text(text, encoding="utf-8")
    return load_clinic(tmp_path / "clinic.yml")


@pytest.mark.parametrize(
    "name, default, ours",
    [
        ("clinic", "the clinic", "Elm Clinic"),
        ("provider", "your provider", "your nurse"),
        ("emergency", "your local emergency number", "112"),
        ("call_clinic", "the clinic", "Elm Clinic on 01 23"),
        (
            "booking",
            "I can't book for you here, so please ask your provider for a time.",
            "You can book online with Elm Clinic: https://elm.example/book",
        ),
        (
            "contact",
            "I have no phone number for the clinic; use the one on its website or your letter.",
            "You can reach Elm Clinic on 01 23 or at https://elm.example/book.",
        ),
    ],
)
def test_placeholders_have_safe_defaults_and_take_settings(name, default, ours):
    assert Clinic().placeholders()[name] == default
    assert OURS.placeholders()[name] == ours


def test_without_a_link_booking_is_by_phone():
    assert Clinic(phone="01 23").booking == "To book, call the clinic on 01 23."


def test_the_file_as_shipped_changes_no_default():
    assert load_clinic(DATA_DIR / "clinic.yml") == Clinic()


@pytest.mark.parametrize("text", ["", "clinic:", "clinic: {name: '', phone: }"])
def test_what_is_left_empty_keeps_its_default(tmp_path, text):
    assert load(tmp_path, text) == Clinic()


def test_a_number_without_quotes_is_taken_as_text(tmp_path):
    assert load(tmp_path, "clinic: {emergency_number: 112}").emergency_number == "112"


def test_an_unknown_setting_is_named_beside_the_known_ones(tmp_path):
    with pytest.raises(ContentError, match="clinic.yml: unknown setting 'fax'; known: .*phone"):
        load(tmp_path, "clinic: {fax: '1'}")


@pytest.mark.parametrize("text", ["clinic: {name: [a, b]}", "clinic: {phone: {home: 1}}"])
def test_a_setting_that_is_no_text_is_an_error(tmp_path, text):
    with pytest.raises(ContentError, match="must be text"):
        load(tmp_path, text)


@pytest.mark.parametrize("text", ["just words", "- a\n- b", "clinic: words", "clinic: [a]"])
def test_a_file_of_another_form_is_a_clear_error(tmp_path, text):
    with pytest.raises(ContentError):
        load(tmp_path, text)
