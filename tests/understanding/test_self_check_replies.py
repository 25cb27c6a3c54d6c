import pytest

from needlewise.understanding.self_check_replies import NO, UNSURE, YES, reply

POINTS = {
    "self_check_cancer": [("condition", "cancer")],
    "self_check_psoriasis": [("condition", "psoriasis")],
    "self_check_eczema": [("condition", "eczema")],
}
ASKED = "self_check_psoriasis"


def said(message, *terms):
    return reply(message, ASKED, [("condition", term) for term in terms], POINTS)


@pytest.mark.parametrize(
    "message, answer",
    [
        ("yes", YES), ("Yes.", YES), ("yeah i do", YES), ("yep", YES), ("y", YES), ("i have", YES),
        ("unfortunately", YES), ("a bit", YES), ("of course", YES), ("yes i think so", YES),
        ("no", NO), ("No!", NO), ("nope", NO), ("nah", NO), ("n", NO), ("never", NO),
        ("i don't", NO),
        ("i do not", NO), ("none", NO), ("not that i know of", NO), ("i don't think so", NO),
        ("not sure", UNSURE), ("i'm not sure", UNSURE), ("maybe", UNSURE), ("i don't know", UNSURE),
        ("no idea", UNSURE), ("perhaps", UNSURE), ("might do", UNSURE), ("can't remember", UNSURE),
    ],
)
def test_yes_no_and_not_sure(message, answer):
    assert said(message) == (None, answer)


@pytest.mark.parametrize(
    "message",
    [
        "what is psoriasis?", "why do you ask", "does it hurt", "is it on the list", "how long",
        "no? why", "", "tell me more", "needles",
    ],
)
def test_a_question_is_no_reply(message):
    assert said(message) is None


@pytest.mark.parametrize(
    "message, answer", [("psoriasis on my elbows", YES), ("i don't have psoriasis", NO)]
)
def test_naming_the_point_itself_answers_it(message, answer):
    assert said(message, "psoriasis") == (None, answer)


@pytest.mark.parametrize(
    "message, term, slot, answer",
    [
        ("actually i do have eczema", "eczema", "self_check_eczema", YES),
        ("sorry, no cancer", "cancer", "self_check_cancer", NO),
        ("i have cancer", "cancer", "self_check_cancer", YES),
        ("no wait, i don't have cancer", "cancer", "self_check_cancer", NO),
    ],
)
def test_another_point_is_corrected_by_its_name(message, term, slot, answer):
    assert said(message, term) == (slot, answer)


def test_a_yes_that_names_another_point_answers_the_one_asked():
    assert said("yes, and eczema", "eczema") == (None, YES)
