import re

import pytest

from needlewise.answering.responder import (
    APPROVED_NOTE,
    DRAFT_NOTE,
    NOTHING_TO_REPEAT,
    SOME_APPROVED_NOTE,
    Responder,
    Turn,
)
from needlewise.content.library import shared_library
from needlewise.understanding.conversation import Choice
from needlewise.understanding.understanding import ANSWER_TO_CHECK, Asked

UTTERANCES = sorted(f"utter_{question}" for question in shared_library().questions)
PAIN, LENGTH = Asked("treatment_day/pain", 0.9), Asked("treatment_day/duration", 0.8)
POINTS = ["cancer", "eczema", "psoriasis"]


@pytest.fixture(scope="module")
def responder(library, kinds):
    return Responder(library, kinds)


def internal(library, text):
    """Names in a text that only the machinery should know."""
    names = {
        *library.questions,
        *(question.theme for question in library.questions.values() if "_" in question.theme),
    }
    found = {name for name in names if "_" in name or "/" in name if name in text}
    return found | set(
        re.findall(r"utter_\w*|\{\w*\}?|\[-\]|\[\d{3}\.\w+|nlu_\w+|(?<=\w )None\b", text)
    )


@pytest.mark.parametrize("utterance", UTTERANCES)
def test_every_utterance_is_worded_without_internal_names(library, responder, utterance):
    reply = responder.reply(utterance, Turn())
    assert reply.text.strip()
    assert internal(library, reply.text) == set()
    for choice in reply.choices:
        assert internal(library, choice.title) == set()


def test_what_the_domain_does_not_have_is_an_error(responder):
    with pytest.raises(KeyError):
        responder.reply("utter_no/such", Turn())


def test_two_questions_are_both_answered(responder):
    reply = responder.reply("utter_treatment_day/pain", Turn(asked=(PAIN, LENGTH)))
    assert reply.questions == ("treatment_day/pain", "treatment_day/duration")
    assert "disagree on pain" in reply.text and "disagree on how long" in reply.text


def test_what_is_wrong_in_the_message_is_said_first(responder):
    turn = Turn("so it takes fiv hours?", "so it takes five hours?", (LENGTH,))
    assert responder.reply("utter_treatment_day/duration", turn).text.startswith(
        "No article says five hours."
    )


@pytest.mark.parametrize("text", ["{provider}", "{repeat} {slot}", "0[ {", "<b>{x}</b>"])
def test_a_patient_s_braces_reach_no_template(library, responder, text):
    turn = Turn(text, text, (PAIN,), last_text=text)
    for utterance in ("utter_treatment_day/pain", "utter_nlu_fallback", "utter_smalltalk/greeting"):
        assert internal(library, responder.reply(utterance, turn).text) == set()
    assert text in responder.reply("utter_smalltalk/repeat", turn).text


def test_each_red_flag_gets_the_answer_of_its_level(responder, kinds):
    for kind in kinds.values():
        reply = responder.reply("utter_red_flag", Turn(red_flag=kind.id))
        assert (reply.kind, reply.level) == ("red_flag", kind.level)
        assert reply.text.startswith(kind.opening)
        assert "call your local emergency number" in reply.text.lower()
        assert ("today" in reply.text) is (kind.level == "same_day")
        assert "normal" not in reply.text and len(reply.text) < 700


def test_thoughts_of_self_harm_get_an_answer_of_their_own(responder):
    text = responder.reply("utter_red_flag", Turn(red_flag="self_harm")).text
    assert "someone you trust" in text


@pytest.mark.parametrize("kind, offered", [("breathing", 0), ("fever", 1)])
def test_the_other_question_waits_until_an_emergency_is_over(responder, kind, offered):
    turn = Turn(asked=(PAIN, Asked("smalltalk/greeting", 1.0)), red_flag=kind)
    choices = responder.reply("utter_red_flag", turn).choices
    assert [choice.target for choice in choices] == ["treatment_day/pain"][:offered]


def test_not_understanding_offers_the_nearest_questions_in_plain_words(responder):
    near = (
        "treatment_day/pain",
        "smalltalk/joke",
        "red_flag",
        "recovery/redness",
        "results/benefits",
        "recovery/overview",
    )
    reply = responder.reply("utter_nlu_fallback", Turn(suggestions=near))
    assert [c.target for c in reply.choices] == [
        "treatment_day/pain",
        "recovery/redness",
        "results/benefits",
    ]
    assert reply.choices[0].title == "Does microneedling hurt?"


@pytest.mark.parametrize(
    "near", [(), ("smalltalk/joke", "out_of_scope/gibberish", "start_self_check")]
)
def test_with_nothing_near_the_four_themes_are_offered(responder, near):
    reply = responder.reply("utter_nlu_fallback", Turn(suggestions=near))
    themes = [choice.target.split("/")[0] for choice in reply.choices]
    assert themes == ["what_it_is", "how_it_works", "who_should_avoid", "recovery"]
    assert "Did you mean" not in reply.text


def test_a_point_of_the_self_check_offers_three_answers(responder):
    reply = responder.reply("utter_ask_self_check_cancer", Turn())
    assert reply.choices == tuple(Choice(t, ANSWER_TO_CHECK) for t in ("Yes", "No", "Not sure"))
    assert "Source" in reply.text and reply.kind == "self_check"


def check(**answers):
    return {f"self_check_{point}": answer for point, answer in answers.items()}


@pytest.mark.parametrize(
    "answers, said",
    [
        (check(cancer="yes"), "I said yes to cancer."),
        (check(cancer="yes", eczema="no"), "I said yes to cancer; no to the rest."),
        (
            check(cancer="yes", psoriasis="yes", eczema="yes"),
            "I said yes to cancer, psoriasis and eczema.",
        ),
        (check(cancer="yes", eczema="unsure"), "I said yes to cancer; not sure to eczema."),
        (check(cancer="unsure", eczema="no"), "I said not sure to cancer; no to the rest."),
        (check(cancer="no", eczema="no"), "I said no to all points."),
    ],
)
def test_the_summary_repeats_what_was_said(responder, answers, said):
    reply = responder.reply("utter_self_check_summary", Turn(check=answers))
    assert f"For your provider: {said}" in reply.text
    assert len(reply.text) < 700


@pytest.mark.parametrize("answer", ["yes", "no", "unsure"])
def test_the_summary_gives_no_verdict(library, responder, answer):
    answers = check(
        **{q.id[len("ask_self_check_") :]: answer for q in library.questions.values() if q.point}
    )
    text = responder.reply("utter_self_check_summary", Turn(check=answers)).text
    assert "your provider can say" in text and len(text) < 700
    assert not re.search(r"\b(suitable|you are fine|you may|you can have)\b", text)
    assert ("not a go-ahead" in text) is (answer != "yes")


def test_a_yes_to_something_else_is_not_said_to_be_on_the_list(responder):
    """The last point asks for any other condition: the article names none of those."""
    text = responder.reply("utter_self_check_summary", Turn(check=check(other="yes"))).text
    assert "lists what you said yes to" not in text


def test_repeating_gives_the_last_answer_with_its_choices(responder):
    turn = Turn(last_text="It is red.", last_choices=(Choice("Why?", "recovery/redness"),))
    reply = responder.reply("utter_smalltalk/repeat", turn)
    assert "It is red." in reply.text and reply.choices == turn.last_choices
    assert NOTHING_TO_REPEAT in responder.reply("utter_smalltalk/repeat", Turn()).text


def test_a_bare_yes_offers_the_same_choices_again(responder):
    turn = Turn(last_choices=(Choice("Why?", "recovery/redness"),))
    assert responder.reply("utter_smalltalk/yes", turn).choices == turn.last_choices


def test_small_talk_leaves_the_topic_alone(responder):
    assert responder.reply("utter_smalltalk/thanks", Turn()).questions == ()


def approved(question):
    from dataclasses import replace

    from needlewise.content.review import digest

    record = {
        "state": "approved",
        "by": "a clinician",
        "on": "2026-11-01",
        "digest": digest(question),
    }
    return replace(question, review=record)


@pytest.mark.parametrize(
    "share, note", [(0, DRAFT_NOTE), (1, SOME_APPROVED_NOTE), (None, APPROVED_NOTE)]
)
def test_the_greeting_says_what_a_clinician_has_approved(library, kinds, share, note):
    from dataclasses import replace

    questions = dict(library.questions)
    for name in list(questions)[:share]:
        questions[name] = approved(questions[name])
    responder = Responder(replace(library, questions=questions), kinds)
    assert note in responder.reply("utter_smalltalk/greeting", Turn()).text


def test_an_answer_is_approved_only_where_both_parts_are(library, kinds):
    from dataclasses import replace

    questions = {**library.questions, PAIN.question: approved(library.questions[PAIN.question])}
    responder = Responder(replace(library, questions=questions), kinds)
    assert responder.reply("utter_treatment_day/pain", Turn(asked=(PAIN,))).review == "approved"
    assert responder.reply("utter_treatment_day/pain", Turn(asked=(PAIN, LENGTH))).review == "draft"


def test_the_clinic_s_details_are_used(library, kinds):
    from dataclasses import replace

    from needlewise.content.clinic import Clinic

    clinic = Clinic("Elm Clinic", "your nurse", "01 23", "https://elm.example/book", "112")
    responder = Responder(replace(library, clinic=clinic), kinds)
    assert "https://elm.example/book" in responder.reply("utter_clinic/how_to_book", Turn()).text
    assert (
        "call 112 now" in responder.reply("utter_red_flag", Turn(red_flag="breathing")).text.lower()
    )
    assert "Elm Clinic on 01 23" in responder.reply("utter_red_flag", Turn(red_flag="fever")).text


@pytest.mark.parametrize("kind", ["breathing", "vision", "fever", "dirty_needles"])
def test_a_word_of_caution_comes_before_the_answer(responder, kinds, kind):
    plain = responder.reply("utter_treatment_day/pain", Turn(asked=(PAIN,)))
    reply = responder.reply("utter_treatment_day/pain", Turn(asked=(PAIN,), caution=kind))
    first, rest = reply.text.split("\n", 1)
    assert kinds[kind].name in first and ("call" in first or "contact" in first)
    assert rest == plain.text
    assert (reply.caution, reply.questions) == (kind, plain.questions)


def test_an_alarm_needs_no_word_of_caution(responder):
    turn = Turn(red_flag="breathing", caution="fever")
    assert responder.reply("utter_red_flag", turn).caution is None


def test_a_kind_that_the_content_no_longer_knows_is_passed_over(responder):
    plain = responder.reply("utter_treatment_day/pain", Turn(asked=(PAIN,)))
    turn = Turn(asked=(PAIN,), caution="gone")
    assert responder.reply("utter_treatment_day/pain", turn) == plain
