"""The resolver's decisions, with models that answer from a table."""
import numpy as np
import pytest

from needlewise.understanding.conversation import Choice, Context
from needlewise.understanding.follow_ups import FollowUp
from needlewise.understanding.question_model import Opinion, Prediction
from needlewise.understanding.resolver import (
    ALONE_FROM,
    ANSWER_FROM,
    TABLE_FROM,
    TALK_FROM,
    Knowledge,
    Resolver,
    wordings_of,
)
from needlewise.understanding.understanding import ANSWER_TO_CHECK, FALLBACK, START_CHECK, Asked

SURE, DOUBTFUL = 0.95, ANSWER_FROM - 0.1
PAIN, LENGTH = "treatment_day/pain", "treatment_day/duration"
NUMBING, AREAS = "treatment_day/numbing", "what_it_helps/areas_list"
MY_AREA, MY_CONCERN, MY_CONDITION = (
    "what_it_helps/my_area", "what_it_helps/my_concern", "who_should_avoid/my_condition",
)
NECK, LEGS, PSORIASIS = ("area", "neck"), ("area", "legs"), ("condition", "psoriasis")
STRETCH_MARKS = ("concern", "stretch_marks")

KNOWLEDGE = Knowledge(
    asked_as={"area": MY_AREA, "concern": MY_CONCERN, "condition": MY_CONDITION},
    refines={"area": [AREAS], "condition": ["who_should_avoid/is_it_safe"]},
    follow_ups={
        "follow_up/why": FollowUp("how_it_works/mechanism", {}, {PAIN: NUMBING}),
        "follow_up/correction": FollowUp("smalltalk/what_can_you_do", {}, {}),
        "follow_up/more": FollowUp(None, {}, {}),
    },
    canonical={PAIN: "Does microneedling hurt?"},
    related={PAIN: [NUMBING]},
    points={"self_check_psoriasis": [PSORIASIS], "self_check_other": []},
    wordings=wordings_of(
        {PAIN: "Does microneedling hurt?"}, {NECK: ("Can it be done on the neck?", MY_AREA)}
    ),
)


class Table:
    """Stands for the model: known texts have a label, all else is doubtful."""

    labels = sorted(
        {PAIN, LENGTH, NUMBING, AREAS, MY_AREA, MY_CONCERN, MY_CONDITION, *KNOWLEDGE.follow_ups}
    )

    def __init__(self, **rows):
        self.rows = rows

    def predict(self, text):
        label, chance = self.rows.get(text.text.rstrip("?!. "), ("recovery/redness", DOUBTFUL))
        return Prediction(((label, chance), ("results/benefits", chance / 2)), chance, 0.6)

    def opinion(self, text):
        alike = np.zeros(len(self.labels))
        return Opinion(alike, alike, np.zeros(2))


class Pairs:
    """Stands for the model of pairs: right is what has two clear halves."""

    def best(self, found, words):
        clear = (c for c in found if min(c.first.confidence, c.second.confidence) > ANSWER_FROM)
        return next(clear, None)


class Continuing:
    """Stands for the model of short messages: one meaning, if that is a candidate."""

    def __init__(self, meant):
        self.meant = meant

    def best(self, found):
        return self.meant if self.meant and self.meant[0] in found.labels else None


@pytest.fixture
def resolve(reader):
    def resolved(message, context=None, meant=None, **rows):
        rows = {text.replace("_", " "): row for text, row in rows.items()}
        models = Pairs(), Continuing(meant)
        return Resolver(Table(**rows), reader, KNOWLEDGE, *models).resolve(
            reader.read(message), context or Context()
        )

    return resolved


def test_a_clear_question_is_asked(resolve):
    found = resolve("does it sting", does_it_sting=(PAIN, SURE))
    assert (found.intent, found.confidence) == (PAIN, SURE)
    assert found.asked == (Asked(PAIN, SURE),)
    assert found.corrected == "does it sting"


def test_a_doubtful_one_is_asked_back_with_the_nearest_questions(resolve):
    found = resolve("blue bananas")
    assert found.intent == FALLBACK and found.asked == ()
    assert [label for label, _ in found.ranking] == ["recovery/redness", "results/benefits"]


@pytest.mark.parametrize("message", ["", "?!", "😀", "\x00", "\ud800"])
def test_what_has_no_words_is_not_understood(resolve, message):
    assert resolve(message).intent == FALLBACK


@pytest.mark.parametrize(
    "message, asked",
    [
        ("Does microneedling hurt", Asked(PAIN, 1.0)),
        ("CAN IT BE DONE ON THE NECK??", Asked(MY_AREA, 1.0, (NECK,))),
    ],
)
def test_a_canonical_wording_needs_no_model(resolve, message, asked):
    assert resolve(message).asked == (asked,)


OFFERED = Context(
    choices=(Choice("Does it hurt?", PAIN), Choice("On the legs?", MY_AREA, (LEGS,)))
)


@pytest.mark.parametrize("message", ["2", "the second one", "on the legs"])
def test_a_choice_offered_is_taken_by_number_or_words(resolve, message):
    assert resolve(message, OFFERED).asked == (Asked(MY_AREA, 1.0, (LEGS,)),)


def test_a_number_without_choices_is_not_understood(resolve):
    assert resolve("2").intent == FALLBACK


def test_the_self_check_can_be_chosen(resolve):
    context = Context(choices=(Choice("Go through the self-check list", START_CHECK),))
    found = resolve("1", context)
    assert (found.intent, found.asked) == (START_CHECK, ())


CHECKING = Context(
    choices=tuple(Choice(t, ANSWER_TO_CHECK) for t in ("Yes", "No", "Not sure")),
    requested="self_check_psoriasis",
)


@pytest.mark.parametrize(
    "message, check",
    [
        ("1", (None, "yes")),
        ("no", (None, "no")),
        ("3", (None, "unsure")),
        ("yes i do", (None, "yes")),
        ("i don't know", (None, "unsure")),
        ("psoriasis on my knees", (None, "yes")),
    ],
)
def test_inside_the_self_check_a_reply_answers_the_point(resolve, message, check):
    found = resolve(message, CHECKING)
    assert (found.intent, found.check) == (ANSWER_TO_CHECK, check)


def test_inside_the_self_check_a_question_is_a_question(resolve):
    assert resolve("does it sting?", CHECKING, does_it_sting=(PAIN, SURE)).intent == PAIN


def test_outside_the_self_check_yes_answers_nothing(resolve):
    assert resolve("yes").intent == FALLBACK


def test_two_clear_questions_are_both_asked_in_their_order(resolve):
    found = resolve(
        "how long is it and does it sting?",
        how_long_is_it=(LENGTH, 0.8),
        does_it_sting=(PAIN, SURE),
    )
    assert [asked.question for asked in found.asked] == [LENGTH, PAIN]
    assert (found.intent, found.confidence) == (LENGTH, 0.8)


def test_one_question_in_two_pieces_is_asked_once(resolve):
    rows = {"does_it_sting": (PAIN, SURE), "is_it_sore": (PAIN, SURE)}
    rows["does_it_sting_and_is_it_sore"] = (PAIN, SURE)
    found = resolve("does it sting and is it sore", **rows)
    assert [asked.question for asked in found.asked] == [PAIN]


def test_where_no_pair_is_likely_the_whole_message_is_one_question(resolve):
    found = resolve(
        "does it sting and is it purple",
        does_it_sting_and_is_it_purple=(PAIN, SURE),
        does_it_sting=(PAIN, SURE),
    )
    assert found.asked == (Asked(PAIN, SURE),)


def test_small_talk_is_no_second_question(resolve):
    found = resolve(
        "how are you and does it sting",
        how_are_you_and_does_it_sting=(PAIN, SURE),
        how_are_you=("smalltalk/how_are_you", SURE),
        does_it_sting=(PAIN, SURE),
    )
    assert found.asked == (Asked(PAIN, SURE),)


def test_a_general_question_about_a_named_thing_is_the_specific_one(resolve):
    found = resolve(
        "is it safe with psoriasis", is_it_safe_with_psoriasis=("who_should_avoid/is_it_safe", SURE)
    )
    assert found.asked == (Asked(MY_CONDITION, SURE, (PSORIASIS,)),)


def test_a_named_thing_leaves_other_questions_as_they_are(resolve):
    found = resolve("does it sting on the neck", does_it_sting_on_the_neck=(PAIN, SURE))
    assert found.asked == (Asked(PAIN, SURE, (NECK,)),)


def test_only_the_named_thing_asks_for_the_list(resolve):
    found = resolve("is it only the neck", is_it_only_the_neck=(AREAS, SURE))
    assert found.asked == (Asked(AREAS, SURE, (NECK,)),)


def test_what_is_set_aside_is_not_asked_about(resolve):
    found = resolve("legs not the neck", legs_not_the_neck=(AREAS, SURE))
    assert found.asked == (Asked(MY_AREA, SURE, (LEGS,)),)


@pytest.mark.parametrize("message, term", [("psoriasis", PSORIASIS), ("and my neck", NECK)])
def test_little_more_than_a_name_asks_about_the_thing(resolve, message, term):
    assert resolve(message).asked[0].question == KNOWLEDGE.asked_as[term[0]]
    assert resolve(message).asked[0].terms == (term,)


AFTER_PAIN = Context(question=PAIN, terms=(NECK,))


def test_a_sure_why_means_what_the_table_says(resolve):
    found = resolve("why", AFTER_PAIN, (LENGTH, 0.7), why=("follow_up/why", TABLE_FROM))
    assert found.asked == (Asked(NUMBING, TABLE_FROM, (NECK,)),)


@pytest.mark.parametrize(
    "row",
    [
        ("follow_up/why", TABLE_FROM - 0.01),
        ("follow_up/more", SURE),
        ("recovery/redness", DOUBTFUL),
    ],
    ids=["less sure", "nowhere to lead", "in doubt"],
)
def test_else_a_short_message_is_understood_from_what_was_answered(resolve, row):
    found = resolve("why", AFTER_PAIN, (NUMBING, 0.7), why=row)
    assert found.asked == (Asked(NUMBING, 0.7),)
    assert found.ranking[0] == (NUMBING, 0.7)


def test_why_without_a_topic_is_asked_back(resolve):
    assert resolve("why", None, (NUMBING, 0.7), why=("follow_up/why", SURE)).asked == (
        Asked("follow_up/why", SURE),
    )


def test_a_follow_up_that_leads_nowhere_is_asked_back(resolve):
    assert resolve("more", AFTER_PAIN, more=("follow_up/more", SURE)).intent == "follow_up/more"


def test_in_doubt_what_leads_nowhere_is_asked_back(resolve):
    assert resolve("with cream", AFTER_PAIN).intent == FALLBACK


@pytest.mark.parametrize(
    "row",
    [(LENGTH, ALONE_FROM), ("smalltalk/thanks", TALK_FROM), ("out_of_scope", TALK_FROM)],
    ids=["a question", "small talk", "out of scope"],
)
def test_what_is_clear_by_itself_is_not_understood_from_what_was_answered(resolve, row):
    assert resolve("fine by me", AFTER_PAIN, (NUMBING, 0.99), fine_by_me=row).intent == row[0]


@pytest.mark.parametrize("row", [(LENGTH, ALONE_FROM - 0.01), ("out_of_scope", TALK_FROM - 0.01)])
def test_what_is_less_clear_is(resolve, row):
    assert resolve("fine by me", AFTER_PAIN, (NUMBING, 0.5), fine_by_me=row).intent == NUMBING


def test_two_ways_to_the_same_question_are_as_sure_as_the_surer(resolve):
    found = resolve("with cream", AFTER_PAIN, (NUMBING, 0.5), with_cream=(NUMBING, 0.8))
    assert found.confidence == 0.8
    assert [label for label, _ in found.ranking] == [NUMBING, "results/benefits"]


@pytest.mark.parametrize(
    "message, meant, asked",
    [
        ("really", PAIN, Asked(PAIN, 0.7, (NECK,))),
        ("can you do it there", MY_AREA, Asked(MY_AREA, 0.7, (NECK,))),
        ("and legs", PAIN, Asked(PAIN, 0.7, (LEGS,))),
        ("and legs", AREAS, Asked(MY_AREA, 0.7, (LEGS,))),
        ("with cream", NUMBING, Asked(NUMBING, 0.7)),
    ],
    ids=["the same again", "about a thing", "another thing", "a general question", "a new one"],
)
def test_what_was_named_is_kept_where_it_is_still_meant(resolve, message, meant, asked):
    assert resolve(message, AFTER_PAIN, (meant, 0.7)).asked == (asked,)


def test_a_correction_asks_the_same_about_another_thing(resolve):
    context = Context(question=MY_AREA, terms=(NECK,))
    found = resolve(
        "no i meant my legs", context, no_i_meant_my_legs=("follow_up/correction", SURE)
    )
    assert found.asked == (Asked(MY_AREA, SURE, (LEGS,)),)


def test_a_correction_to_another_kind_of_thing_asks_about_it(resolve):
    context = Context(question=MY_AREA, terms=(NECK,))
    found = resolve(
        "i meant stretch marks", context, i_meant_stretch_marks=("follow_up/correction", SURE)
    )
    assert found.asked == (Asked(MY_CONCERN, SURE, (STRETCH_MARKS,)),)


@pytest.mark.parametrize(
    "message, intent",
    [
        ("one two three four five six seven eight nine", NUMBING),
        ("one two three four five six seven eight nine ten", "follow_up/why"),
    ],
)
def test_what_is_long_says_itself_what_it_means(resolve, message, intent):
    rows = {message.replace(" ", "_"): ("follow_up/why", SURE)}
    assert resolve(message, AFTER_PAIN, (NUMBING, 0.7), **rows).intent == intent


def test_a_decision_survives_as_plain_data(resolve):
    import json

    from needlewise.understanding.understanding import asked_from

    found = resolve("on the legs", OFFERED)
    plain = json.loads(json.dumps(found.as_dict()))
    assert asked_from(plain["asked"]) == found.asked
