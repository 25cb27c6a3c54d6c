"""`hear` on the real signs: what is stated, and how the rest is framed."""
import pytest

from needlewise.understanding.red_flags import hear


def stated(kinds, *texts):
    return {kind for text in texts for kind in hear(kinds, text).stated}


STATED = {
    "breathing": [
        "i can't breathe", "my throat is closing up", "she is wheezing", "no air",
        "short of breath",
    ],
    "swelling": [
        "my lips are swelling", "my tongue is swollen", "my face is huge", "hives all over",
    ],
    "collapse": ["i fainted", "he passed out", "she won't wake up", "my wife collapsed"],
    "seizure": [
        "she is having a seizure", "he had a fit", "my arm keeps jerking", "his eyes rolled back",
    ],
    "bleeding": [
        "the bleeding won't stop", "blood is pouring down", "soaked through three towels",
        "i am still bleeding",
    ],
    "vision": [
        "i lost my sight", "my vision is blurry", "i can't see", "i'm going blind", "seeing double",
    ],
    "numbing_cream": [
        "my lips went blue", "my heart is racing", "the cream made me dizzy", "palpitations",
    ],
    "self_harm": [
        "i want to die", "i feel suicidal", "i'm going to kill myself", "life isn't worth living",
    ],
    "chest_pain": ["i have chest pain", "my chest feels tight", "crushing pain in my chest"],
    "fever": [
        "i have a fever", "my temperature is 39", "i've got chills", "it says 38.5", "burning up",
    ],
    "pus": ["there is pus", "it is oozing", "yellow fluid comes out", "my cheek looks infected"],
    "spreading": ["the redness is spreading", "red streaks on my neck", "it is hot to the touch"],
    "worsening_pain": ["the pain is getting worse", "i'm in agony", "i have severe pain"],
    "blisters": ["i've got blisters", "my skin is bubbling", "water bubbles on my chin"],
    "dirty_needles": [
        "they shared needles", "the needle wasn't sterile", "they never changed the needle",
    ],
}


def test_every_kind_is_tried(kinds):
    assert list(STATED) == list(kinds)


@pytest.mark.parametrize("kind, text", [(k, t) for k, texts in STATED.items() for t in texts])
def test_a_stated_sign_is_heard(kinds, kind, text):
    assert kind in stated(kinds, text)


@pytest.mark.parametrize(
    "text",
    [
        "i have no fever", "no pus, just pink", "i don't have any blisters",
        "no swelling of my lips",
        "i never fainted", "my lips are not swollen", "there was no chest pain", "not suicidal",
        "it isn't oozing", "the fever has gone", "no fever, no pus, no blisters",
        "the needles weren't dirty", "without any trouble breathing", "neither fever nor pus",
    ],
)
def test_a_denied_sign_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "i have no fever, i just don't want to wait", "no pus and i can't take ibuprofen anyway",
        "no blisters, but i don't want makeup on it",
    ],
)
def test_a_denial_holds_whatever_else_is_not_wanted(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "what if i get a fever", "can it cause blisters", "could i faint",
        "is there a risk of a seizure",
        "how likely is pus", "does the cream cause palpitations", "what are signs of fever",
        "i'm scared of fainting", "i read about blisters online", "should i worry about pus",
        "what happens if my throat swells", "do people go blind from it",
    ],
)
def test_an_imagined_sign_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "i had a seizure years ago", "i fainted as a child", "i used to get chest pain",
        "last year i had a fever", "i had blisters when i was ten",
    ],
)
def test_a_sign_long_past_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    ["does it hurt", "how long is it red", "bloody traffic today", "can i book", "", "?", "😀"],
)
def test_what_has_no_sign_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "raw, corrected, kind",
    [
        ("i have a fevr", "i have a fever", "fever"),
        ("i have a fever", "i have a favour", "fever"),
        ("i have a fever", "i have a seizure", "seizure"),
        ("i fainted, fever", "i painted, fever", "collapse"),
    ],
)
def test_the_message_is_heard_as_written_and_as_corrected(kinds, raw, corrected, kind):
    assert kind in stated(kinds, raw, corrected)


@pytest.mark.parametrize(
    "text, stated",
    [
        ("i have a fever and i can't breathe", ("breathing", "fever")),
        ("pus, chills, and i fainted", ("collapse", "fever", "pus")),
        ("no fever, but there is pus", ("pus",)),
        ("no fever yesterday. now i have a fever", ("fever",)),
        ("fever, fever, fever", ("fever",)),
        ("what if i get a fever", ()),
        ("can i book", ()),
    ],
)
def test_kinds_that_are_stated_are_heard_once_and_emergencies_first(kinds, text, stated):
    assert hear(kinds, text).stated == stated


@pytest.mark.parametrize(
    "text",
    ["i can't breathe any more", "i do not want to live any more", "she is not responding now"],
)
def test_a_sign_that_is_a_denial_does_not_take_itself_back(kinds, text):
    assert hear(kinds, text).stated


@pytest.mark.parametrize(
    "text, tags",
    [
        ("i have a fever", "stated stated_fever"),
        ("no fever", "denied framed_fever"),
        ("no fever, but pus", "denied framed_fever stated stated_pus"),
        ("what if i get a fever", "clause_imagined framed_fever imagined"),
        ("i had a fever years ago", "clause_past framed_fever past"),
        ("my fever has gone", "clause_over framed_fever over"),
        ("i have a fever today", "clause_present stated stated_fever"),
        ("what if it scars", "clause_imagined"),
        ("can i book", ""),
        ("", ""),
    ],
)
def test_tags_tell_which_signs_match_and_how_they_are_framed(kinds, text, tags):
    assert hear(kinds, text).signs == tags


def test_words_are_heard_in_lower_case_and_with_their_scope(kinds):
    heard = hear(kinds, "Pus! No FEVER.")
    assert heard.text == "pus! no fever."
    assert heard.scoped == "pus| no| fever|denied no_fever|denied"
