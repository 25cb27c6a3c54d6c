from needlewise.understanding.conversation import Choice, Context, context_from_events

PAIN, LENGTH = (
    Choice("Does it hurt?", "treatment_day/pain"),
    Choice("How long?", "treatment_day/duration"),
)
NECK = Choice("On the neck?", "what_it_helps/my_area", (("area", "neck"),))


def user():
    return {"event": "user", "metadata": {}}


def bot(question=None, choices=(), terms=()):
    data = {
        "questions": [question] if question else [],
        "terms": [list(term) for term in terms],
        "choices": [choice.as_dict() for choice in choices],
    }
    return {"event": "bot", "metadata": {"needlewise": data}}


def test_nothing_said_yet_means_nothing():
    assert context_from_events([]) == Context()


def test_the_last_reply_leaves_its_question_terms_and_choices():
    events = [user(), bot("what_it_helps/my_area", [PAIN, NECK], [("area", "neck")])]
    assert context_from_events(events, "self_check_cancer") == Context(
        (PAIN, NECK), "what_it_helps/my_area", (("area", "neck"),), "self_check_cancer"
    )


def test_only_the_last_message_offers_choices():
    events = [user(), bot("recovery/redness", [PAIN]), bot(choices=[LENGTH])]
    context = context_from_events(events)
    assert (context.choices, context.question) == ((LENGTH,), "recovery/redness")


def test_a_last_message_without_choices_offers_none():
    events = [user(), bot("recovery/redness", [PAIN]), user(), bot()]
    assert context_from_events(events).choices == ()


def test_small_talk_does_not_change_the_topic():
    events = [user(), bot("recovery/redness"), user(), bot(choices=[PAIN])]
    assert context_from_events(events).question == "recovery/redness"


def test_of_two_answers_the_later_is_the_topic():
    event = bot("recovery/redness")
    event["metadata"]["needlewise"]["questions"].append("recovery/overview")
    assert context_from_events([user(), event]).question == "recovery/overview"


def test_a_topic_fades():
    events = [user(), bot("recovery/redness")]
    events += [user(), bot()] * 2
    assert context_from_events(events).question == "recovery/redness"
    assert context_from_events([*events, user(), bot()]).question is None


def test_a_new_session_and_a_restart_forget():
    for event in ("restart", "session_started"):
        events = [user(), bot("recovery/redness", [PAIN]), {"event": event, "metadata": {}}]
        assert context_from_events(events) == Context()


def test_what_others_wrote_into_metadata_is_passed_over():
    strange = [{"event": "bot", "metadata": m} for m in (None, {}, {"needlewise": "x"}, {"a": 1})]
    assert (
        context_from_events([user(), bot("recovery/redness"), *strange]).question
        == "recovery/redness"
    )


def test_a_choice_survives_the_tracker():
    assert context_from_events([bot(choices=[NECK])]).choices == (NECK,)
