import pytest


def corrected(reader, text):
    return reader.read(text).corrected


@pytest.mark.parametrize(
    "written, right",
    [
        ("recoverey", "recovery"),
        ("strech marks", "stretch marks"),
        ("needeling", "needling"),
        ("exzema", "eczema"),
        ("psoriasus", "psoriasis"),
        ("acutane", "accutane"),
        ("collagin", "collagen"),
        ("bleedin", "bleeding"),
        ("how much does it hrut", "how much does it hurt"),
        ("sesion lenght", "session length"),
        ("is it painfull", "is it painful"),
        ("soooo red", "so red"),
        ("hiii", "hi"),
    ],
)
def test_typos_are_mended(reader, written, right):
    assert corrected(reader, written) == right


@pytest.mark.parametrize(
    "written",
    ["micro needling", "micro-needling", "microneedeling", "mirconeedling", "Micro Needling"],
)
def test_the_treatment_is_known_however_it_is_written(reader, written):
    assert corrected(reader, f"is {written} safe") == "is microneedling safe"


@pytest.mark.parametrize(
    "text",
    [
        "retinoid", "retinol", "tretinoin", "botox", "filler", "dermapen", "microblading", "prp",
        "haemophilia", "hemophilia", "colour", "aestheticians", "numbing", "fever", "pus",
        "does it leave scars on my chin", "is my mum too old", "can't", "scaring the kids",
    ],
)
def test_right_words_are_left_alone(reader, text):
    assert corrected(reader, text) == text


@pytest.mark.parametrize(
    "written, meant",
    [
        ("wont", "won't"),
        ("cant", "can't"),
        ("im", "i'm"),
        ("u", "you"),
        ("thx", "thanks"),
        ("pls", "please"),
        ("hw long", "how long"),
        ("2day", "today"),
        ("b4", "before"),
        ("2moro", "tomorrow"),
    ],
)
def test_shorthand_is_written_out(reader, written, meant):
    assert corrected(reader, written) == meant


@pytest.mark.parametrize("text", ["12 mm", "4.5%", "38.2", "?!", "😀"])
def test_what_is_no_word_stays(reader, text):
    assert corrected(reader, text) == text


def test_changes_are_told_word_by_word(reader):
    correction = reader._speller.correct("Wont my recoverey hurt")
    assert correction.changes == (("Wont", "won't"), ("recoverey", "recovery"))


def test_our_own_words_are_never_mended(library, reader):
    """Every canonical wording is understood as it stands."""
    for question in library.questions.values():
        wording = question.wording.lower().replace("’", "'")
        assert corrected(reader, wording) == wording
