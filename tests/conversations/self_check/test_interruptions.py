"""Any question may come in between; the point is then put again."""

import pytest


@pytest.mark.parametrize(
    "said, question",
    [
        ("does it hurt?", "treatment_day/pain"),
        ("can it be done on my neck?", "what_it_helps/my_area"),
        ("how much does it cost", "not_covered/cost"),
        ("why do you ask?", None),
        ("what is a keloid", None),
        ("why is acne medicine a problem?", None),
        ("thanks", None),
        ("are you a doctor?", None),
        ("what's the weather", None),
    ],
)
def test_it_is_answered_and_the_point_put_again(talk, said, question):
    talk.says("start the self-check").is_asked("acne")
    talk.says(said).is_asked("acne")
    assert len(talk.messages) == 2, "there is no reply to what was said"
    if question:
        talk.hears(question=question)


def test_a_question_about_a_listed_condition_is_no_answer(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("is psoriasis on the list?").is_asked("acne")
    for _ in range(8):
        talk.says("no")
    talk.is_asked("any other").says("no").hears("no to all")


def test_two_questions_in_between(talk):
    talk.says("start the self-check").says("no").is_asked("blood disorder")
    talk.says("does it hurt?").is_asked("blood disorder")
    talk.says("how long does it take?").hears(question="treatment_day/duration").is_asked(
        "blood disorder"
    )
    talk.says("yes").is_asked("cancer")


def test_a_number_after_a_question_answers_the_point(talk):
    talk.says("start the self-check").says("does it hurt?").is_asked("acne")
    talk.says("no").is_asked("blood disorder")


@pytest.mark.parametrize("word", ["stop", "quit", "leave the check", "i want to stop this"])
def test_it_is_left_and_taken_up_again(talk, word):
    talk.says("start the self-check").says("no").is_asked("blood disorder")
    talk.says(word).hears("stopped").is_not_asked()
    talk.says("does it hurt?").hears(question="treatment_day/pain").is_not_asked()
    talk.says("continue the check").is_asked("blood disorder")


def test_an_answer_after_it_was_left_is_no_answer_to_it(talk):
    talk.says("start the self-check").says("stop").is_not_asked()
    talk.says("yes").is_not_asked()


def test_stopping_without_a_check_is_no_dead_end(talk):
    talk.says("stop the check").hears("no check").offers_something()
