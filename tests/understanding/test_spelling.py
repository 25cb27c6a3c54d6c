import pytest

from needlewise.understanding.spelling import Speller, count_words


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


@pytest.fixture(scope="module")
def speller():
    uses = {"return": 40, "retrun": 3, "craic": 3, "ebooks": 2, "loan": 9, "lean": 1, "ombuds": 2}
    return Speller(uses, {"brb": "be right back"}, keep=["Zorbl"])


def test_of_two_words_as_near_the_one_used_more_often_is_meant(speller):
    assert speller.correct("lxan").text == "loan"


def test_a_word_that_no_list_knows_is_right_if_used_often(speller):
    assert speller.correct("the craic").text == "the craic"


def test_a_word_used_too_seldom_is_not_learnt(speller):
    assert speller.correct("ombudz").text != "ombuds"


def test_a_common_typo_does_not_count_as_a_word(speller):
    assert speller.correct("please retrun it").text == "please return it"


def test_what_is_to_be_kept_is_kept_and_mended_towards(speller):
    assert speller.correct("a zorbl").changes == ()
    assert speller.correct("a zorbll").text == "a zorbl"


def test_shorthand_is_that_of_the_speller(speller):
    assert speller.correct("brb").text == "be right back"


def test_words_are_counted_in_lower_case():
    assert count_words(["Is it RED?", "red, red 12"]) == {"is": 1, "it": 1, "red": 3}
