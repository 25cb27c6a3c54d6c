"""Two questions in one message are both answered; one long question is one."""

import pytest


@pytest.mark.parametrize(
    "said, questions",
    [
        (
            "how long does it take and does it hurt?",
            ["treatment_day/duration", "treatment_day/pain"],
        ),
        (
            "What is microneedling? Who should avoid it?",
            ["what_it_is/definition", "who_should_avoid/avoid_list"],
        ),
        ("does it hurt? and how much is it?", ["treatment_day/pain", "not_covered/cost"]),
        (
            "how many sessions do i need and when will i see results",
            ["results/number_of_sessions", "results/when_results_show"],
        ),
        (
            "who does it, and what does it cost?",
            ["choosing_a_provider/who_performs", "not_covered/cost"],
        ),
        (
            "can it be done on my back and can i wear makeup after",
            ["what_it_helps/my_area", "not_covered/makeup"],
        ),
        (
            "I have psoriasis, can I have it? And how long does the redness last?",
            ["who_should_avoid/my_condition", "recovery/how_long_redness"],
        ),
        ("is it safe and does it work?", ["who_should_avoid/is_it_safe", "results/does_it_work"]),
        (
            "hi, how does it work? also is numbing cream used?",
            ["how_it_works/mechanism", "treatment_day/numbing"],
        ),
        ("wat is it an dose it hurt", ["what_it_is/definition", "treatment_day/pain"]),
    ],
)
def test_both_are_answered(talk, said, questions):
    talk.says(said).hears(questions=questions)


def test_both_articles_are_named_once_at_the_end(talk):
    talk.says("how long does it take and does it hurt?")
    assert talk.text.count("Source") == 1


def test_next_questions_leave_out_what_was_just_answered(talk):
    talk.says("how long does it take and does it hurt?")
    assert not {"How long does a session take?", "Does microneedling hurt?"} & set(talk.offered)


def test_a_follow_up_means_the_second(talk):
    talk.says("what does it cost? and is redness normal?")
    talk.says("for how long?").hears(question="recovery/how_long_redness")


@pytest.mark.parametrize(
    "said, question",
    [
        (
            "my sister had it done last year and she loved it and she looked great, and now i"
            " wonder how long the redness lasts",
            "recovery/how_long_redness",
        ),
        (
            "i'm a bit scared of needles and pain and all that, so does it hurt?",
            "treatment_day/pain",
        ),
        (
            "i work in an office and have kids and no time, how long does one session take?",
            "treatment_day/duration",
        ),
        ("What are collagen and elastin?", "how_it_works/collagen_elastin"),
        ("how long do redness and bleeding last?", "recovery/how_long_redness"),
    ],
)
def test_one_question_is_one(talk, said, question):
    talk.says(said).hears(question=question)
