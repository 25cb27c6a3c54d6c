"""What is not understood is asked back with the nearest questions, in their own words."""

import pytest

UNCLEAR = [
    "that stuff with the skin thingy you know",
    "my face and the other thing before",
    "needle roller pen whatever",
    "redness numbers maybe",
    "doctor skin",
    "the layers or the hours",
    "the bit that the lady said about her cousin",
    "half of it and then the rest",
]


@pytest.fixture(scope="session")
def wordings(library):
    """All canonical wordings: of questions, of named things, and of the self-check."""
    return {
        *(question.wording for question in library.questions.values()),
        *(term.question for term in library.vocabulary if term.question),
        "Go through the self-check list",
    }


@pytest.mark.parametrize("said", UNCLEAR)
def test_nothing_leads_nowhere(talk, wordings, said):
    """An answer or an honest question back; what is offered stands in the content."""
    talk.says(said).offers_something()
    assert set(talk.offered) <= wordings
    if not talk.answered:
        talk.hears("sorry")
        assert len(talk.offered) <= 4


def test_some_of_these_are_asked_back(new_conversation):
    asked_back = [said for said in UNCLEAR if not new_conversation().says(said).answered]
    assert len(asked_back) >= 2, "it claims to understand what nobody would"


@pytest.mark.parametrize("said", UNCLEAR)
def test_each_suggestion_is_answered_when_tapped(new_conversation, said):
    offered = new_conversation().says(said).offered
    for number, title in enumerate(offered, start=1):
        tapped = new_conversation().says(said).taps(title)
        assert tapped.answered, title
        assert new_conversation().says(said).picks(number).text == tapped.text


def test_other_words_help(talk):
    talk.says("the ouchy thing you know")
    talk.says("does it hurt?").hears(question="treatment_day/pain")


def test_not_understood_twice_is_still_polite(talk):
    for said in UNCLEAR[:3]:
        talk.says(said).hears_no_alarm()
