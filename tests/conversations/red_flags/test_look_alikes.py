"""The same words without the danger raise no alarm."""

import pytest


@pytest.mark.parametrize(
    "said",
    [
        "I have no fever",
        "no pus, no fever, just a bit red",
        "no swelling and no pain, when can i wear makeup?",
        "the bleeding stopped after a minute",
        "the redness is not spreading, it's fading",
        "I can breathe fine",
    ],
)
def test_denied(talk, said):
    talk.says(said).hears_no_alarm()


@pytest.mark.parametrize(
    "said",
    [
        "what if i get a fever",
        "can microneedling cause an infection?",
        "could i faint from the needles",
        "will my face swell",
        "does the numbing cream make your heart race",
        "how do they stop the bleeding",
        "will i bleed a lot?",
        "is swelling common",
        "do people get blisters from it",
        "what would pus mean",
    ],
)
def test_imagined(talk, said):
    talk.says(said).hears_no_alarm()


@pytest.mark.parametrize(
    "said",
    [
        "i'm dying to try it",
        "the price is killing me",
        "i'd kill for skin like hers",
        "this waiting list is bleeding ridiculous",
        "my old skin makes me sick of myself",
        "the results on her face are breathtaking",
        "hot tip: which serum do they use",
    ],
)
def test_a_way_of_speaking(talk, said):
    talk.says(said).hears_no_alarm()


@pytest.mark.parametrize(
    "said",
    [
        "i fainted at a blood test years ago",
        "I had a fever as a child and got scars from it",
        "i had chickenpox blisters when i was six, now i have pock marks",
    ],
)
def test_long_past(talk, said):
    talk.says(said).hears_no_alarm()


@pytest.mark.parametrize(
    "asked", ["and on {}?", "and {}?", "what about {}", "can it be done on {}", "{}"]
)
def test_no_part_of_the_body_is_an_alarm(new_conversation, library, asked):
    said = [asked.format(term.name) for term in library.vocabulary if term.kind == "area"]
    assert said
    raised = [one for one in said if new_conversation().says(one).raises_alarm]
    assert not raised


@pytest.mark.parametrize(
    "asked", ["can it help {}", "what about {}?", "I want to get rid of my {}"]
)
def test_no_concern_is_an_alarm(new_conversation, library, asked):
    said = [asked.format(term.name) for term in library.vocabulary if term.kind == "concern"]
    assert said
    raised = [one for one in said if new_conversation().says(one).raises_alarm]
    assert not raised


@pytest.mark.parametrize("asked", ["I have {}", "is {} a problem?", "what about {}?"])
def test_no_listed_condition_or_medicine_is_an_alarm(new_conversation, library, asked):
    terms = [t for t in library.vocabulary if t.kind in ("condition", "medicine") and t.listed]
    raised = [t.id for t in terms if new_conversation().says(asked.format(t.name)).raises_alarm]
    assert terms and not raised
