"""What threatens life: call for help now, before anything else."""

import pytest


def is_sent_for_help(talk):
    talk.hears("your local emergency number", kind="red_flag", level="emergency")
    assert len(talk.messages) == 1, "something else is said too"
    assert not talk.answered and not talk.offered, "there is something to tarry over"


@pytest.mark.parametrize(
    "said",
    [
        "I can't breathe",
        "my throat is closing up",
        "my lips and tongue are swelling",
        "my face swelled up after the cream",
        "i think im going to pass out, i already fainted once today",
        "my wife collapsed after the session",
        "she is having a seizure",
        "it won't stop bleeding",
        "blood is pouring down my face and nothing stops it",
        "i suddenly can't see out of one eye",
        "my lips have gone blue after the numbing cream",
        "my heart is racing since they put the numbing cream on",
        "crushing chest pain since the appointment",
    ],
)
def test_it_says_to_call_now(talk, said):
    is_sent_for_help(talk.says(said))


@pytest.mark.parametrize(
    "said",
    [
        "i cant breth",
        "my thoat is swelin",
        "cant stop the bleding",
        "MY FACE IS SWOLEN AND I CANT SWALOW",
        "he had a seizeure",
        "hart racing realy fast after numming cream",
    ],
)
def test_misspelt(talk, said):
    is_sent_for_help(talk.says(said))


@pytest.mark.parametrize(
    "said",
    [
        "I want to kill myself",
        "i dont want to live anymore",
        "my scars make me want to die",
        "i have been cutting myself",
        "i took all my pills",
    ],
)
def test_self_harm(talk, said):
    talk.says(said).hears(
        "people can help you", "your local emergency number", kind="red_flag", level="emergency"
    )
    assert len(talk.messages) == 1


@pytest.mark.parametrize(
    "said",
    [
        "my daughter can't breathe properly since the treatment",
        "a friend of mine had it done and now her tongue is swelling",
        "my mum fainted and does not wake up",
        "my brother says he wants to end his life",
    ],
)
def test_about_somebody_else(talk, said):
    talk.says(said).hears("somebody else", kind="red_flag", level="emergency")


@pytest.mark.parametrize(
    "said",
    [
        "how long does the redness last? also i can't breathe properly",
        "i can't breathe. how many sessions do i need?",
        "what does it cost and why is my throat swelling shut",
        "I have psoriasis and my face is swelling up badly right now",
    ],
)
def test_together_with_a_question_it_comes_alone(talk, said):
    is_sent_for_help(talk.says(said))


LEAD_INS = (
    "how much does it cost and",
    "does it hurt and",
    "can i wear makeup and",
    "will it help my scars? also",
    "what is recovery like,",
    "when can i go swimming and why is it that",
    "if i may ask,",
    "i read the leaflet and",
    "i have no fever but",
    "yes and",
    "no but",
    "ok thanks but",
    "i had it done last year and it was fine, this time",
)


@pytest.mark.parametrize("lead_in", LEAD_INS)
@pytest.mark.parametrize(
    "sign",
    [
        "i can't breathe",
        "my throat is swelling shut",
        "my lips are swelling up",
        "it won't stop bleeding",
    ],
)
def test_whatever_stands_before_it(talk, lead_in, sign):
    is_sent_for_help(talk.says(f"{lead_in} {sign}"))


@pytest.mark.parametrize(
    "rest",
    [
        "and does it hurt?",
        "what should i do?",
        "is that normal?",
        "can i wear makeup",
        "when will it stop?",
    ],
)
@pytest.mark.parametrize(
    "sign", ["i can't breathe", "my tongue is swelling", "it won't stop bleeding"]
)
def test_whatever_stands_behind_it(talk, sign, rest):
    is_sent_for_help(talk.says(f"{sign} {rest}"))


def test_right_after_a_greeting(talk):
    talk.says("hello")
    is_sent_for_help(talk.says("help my tongue is swelling"))


def test_as_a_follow_up(talk):
    talk.says("is redness normal?").hears(question="recovery/redness")
    is_sent_for_help(talk.says("ok but my throat feels tight and i cant breathe well"))


def test_it_is_raised_again_when_said_again(talk):
    is_sent_for_help(talk.says("i can't breathe"))
    is_sent_for_help(talk.says("i still can't breathe"))


def test_the_conversation_goes_on_afterwards(talk):
    is_sent_for_help(talk.says("my lips are swelling"))
    talk.says("what is recovery like?").hears(question="recovery/overview").hears_no_alarm()


@pytest.mark.parametrize(
    "said", ["is it normal that i can't breathe?", "my throat is closing, that's normal right?"]
)
def test_asked_whether_it_is_normal(talk, said):
    is_sent_for_help(talk.says(said))
