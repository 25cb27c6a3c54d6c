"""Every question in its own words, as a button sends it, is answered as itself."""

import pytest

from ..tester import THEMES

NOT_OFFERED = ("smalltalk", "out_of_scope", "follow_up")


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme not in NOT_OFFERED])
def test_each_question_of_a_theme(new_conversation, library, theme):
    for question in library.questions.values():
        if question.theme == theme and "/" in question.id:
            talk = new_conversation().says(question.wording).hears_no_alarm()
            if theme not in ("about", "clinic"):
                talk.hears(question=question.id)


@pytest.mark.parametrize("kind", ["concern", "area", "condition", "medicine"])
def test_each_question_about_a_named_thing(new_conversation, library, kind):
    for term in library.vocabulary:
        if term.kind == kind and term.question:
            new_conversation().says(term.question).hears_no_alarm().hears(question=term.asked_as)
