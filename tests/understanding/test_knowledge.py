import pytest

from needlewise.text import normal_form
from needlewise.understanding.knowledge import build_knowledge, points_of


@pytest.fixture(scope="module")
def knowledge(library):
    return build_knowledge(library)


def test_every_canonical_wording_leads_to_its_question(library, knowledge):
    for question in library.questions.values():
        if "/" in question.id and question.theme != "follow_up":
            assert knowledge.wordings[normal_form(question.wording)][0] == question.id


def test_every_term_s_wording_leads_to_the_question_about_it(library, knowledge):
    for term in library.vocabulary:
        if term.question:
            expected = (term.asked_as, ((term.kind, term.id),))
            assert knowledge.wordings[normal_form(term.question)] == expected


def test_a_follow_up_is_no_shortcut(knowledge):
    assert normal_form("Why?") not in knowledge.wordings


def test_every_wording_is_trained_on(library, knowledge):
    assert {question for _, question in knowledge.training_wordings} >= {
        q.id for q in library.topics
    }


def test_every_question_has_its_wording_and_what_it_offers_next(library, knowledge):
    assert set(knowledge.canonical) == set(knowledge.related) == set(library.questions)
    pain = library.questions["treatment_day/pain"]
    assert knowledge.canonical[pain.id] == pain.wording
    assert knowledge.related[pain.id] == pain.next


def test_a_point_holds_the_terms_that_it_names(library):
    points = points_of(library)
    assert points["self_check_psoriasis"] == [("condition", "psoriasis")]
    assert ("medicine", "isotretinoin") in points["self_check_acne_medication"]
    assert points["self_check_other"] == []
