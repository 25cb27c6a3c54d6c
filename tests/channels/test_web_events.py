"""From replies to events: what the widget gets to show."""

import pytest

from needlewise.answering.rendering import render
from needlewise.answering.reply import Reply
from needlewise.answering.responder import Responder, Turn
from needlewise.channels.web_events import KINDS, Titles, bot_event, calls_of, titles_of
from needlewise.channels.wording import wording_of
from needlewise.content.clinic import Clinic
from needlewise.understanding.conversation import Choice
from needlewise.understanding.understanding import Asked

SOURCES = ({"article": "003", "title": "How It Works", "section": "The Session"},)


def event_of(reply, titles=None, **more):
    return bot_event({**render(reply, "web"), **more}, titles or Titles(), "id")


@pytest.mark.parametrize("line", ["Source: “A”", "Sources: “A”; “B”"])
def test_the_line_of_sources_is_left_out_of_the_text(line):
    reply = Reply(f"It is red.\n{line}", sources=SOURCES)
    assert event_of(reply)["text"] == "It is red."
    assert event_of(reply)["sources"] == list(SOURCES)
    assert render(reply, "rest")["text"].endswith(line)


@pytest.mark.parametrize(
    "text", ["Source: “A”\nIt is red.", "It is red. Source: “A”", "It is red.\nSources differ."]
)
def test_nothing_else_is_left_out(text):
    assert event_of(Reply(text, sources=SOURCES))["text"] == text


def test_paragraphs_are_parted_by_one_line_break():
    assert bot_event({"text": " One. \n\n \n Two.\n"}, Titles(), None)["text"] == "One.\nTwo."


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": " \n"}, {"image": "x"}])
def test_a_message_without_text_is_no_event(message):
    assert bot_event(message, Titles(), None) is None


def test_a_message_of_rasa_s_own_is_a_plain_one():
    message = {"text": "Hi.", "buttons": [{"title": "Yes", "payload": "/x"}]}
    assert bot_event(message, Titles(), "i") == {
        "type": "bot", "reply_to": "i", "kind": "boundary", "text": "Hi.", "sources": [],
        "disagreements": [], "not_covered": [], "choices": [{"title": "Yes"}], "level": None,
        "caution": None, "call": None, "review": "draft", "questions": [],
    }


def test_choices_are_titles_only():
    reply = Reply("Hi.", (Choice("Why?", "a/b"), Choice("Where?", "c/d", (("area", "neck"),))))
    assert event_of(reply)["choices"] == [{"title": "Why?"}, {"title": "Where?"}]


def test_what_is_named_by_id_gets_its_title(library):
    titles = titles_of(library)
    reply = Reply("Hi.", disagreements=("duration", "new"), not_covered=("cost", "a/b"))
    event = event_of(reply, titles)
    assert event["disagreements"] == [
        {"id": "duration", "title": "How long a session takes"}, {"id": "new", "title": "New"}
    ]
    assert event["not_covered"] == [
        {"id": "not_covered/cost", "title": "How much does microneedling cost?"},
        {"id": "a/b", "title": "A/b"},
    ]


def test_every_disagreement_and_topic_of_the_content_has_a_title(library):
    titles = titles_of(library)
    for question in library.questions.values():
        if question.disagreement:
            assert titles.disagreements[question.disagreement]
        if question.kind == "not_covered":
            named = question.topic or question.id
            event = event_of(Reply("Hi.", not_covered=(named,)), titles)
            assert event["not_covered"] == [{"id": question.id, "title": question.wording}]


@pytest.mark.parametrize(
    "utterance, kind",
    [
        ("utter_smalltalk/greeting", "greeting"),
        ("utter_technical_problem", "problem"),
        ("utter_smalltalk/thanks", "boundary"),
        (None, "boundary"),
    ],
)
def test_some_utterances_are_a_kind_of_their_own(utterance, kind):
    assert event_of(Reply("Hi."), utter_action=utterance)["kind"] == kind


def test_an_apology_for_another_utterance_is_a_problem_too(library, kinds):
    apology = Responder(library, kinds).reply("utter_technical_problem", Turn())
    event = event_of(apology, wording_of(library).titles, utter_action="utter_recovery/redness")
    assert event["kind"] == "problem"


CLINIC = Clinic(phone="+43 1 555-0100", emergency_number="112")
CALLS = {
    "emergency": {"label": "Call 112", "number": "112"},
    "same_day": {"label": "Call +43 1 555-0100", "number": "+4315550100"},
}


@pytest.mark.parametrize("level", ["emergency", "same_day"])
def test_a_red_flag_tells_whom_to_call(level):
    reply = Reply("Call now.", kind="red_flag", level=level)
    assert event_of(reply, Titles(calls=CALLS))["call"] == CALLS[level]
    assert event_of(reply, Titles())["call"] is None
    assert event_of(reply)["level"] == level


def test_other_kinds_have_no_level():
    event = event_of(Reply("Hi.", kind="answer", level="emergency"), Titles(calls=CALLS))
    assert (event["level"], event["call"]) == (None, None)


@pytest.mark.parametrize(
    "clinic, calls",
    [
        (CLINIC, CALLS),
        (Clinic(), {}),
        (Clinic(emergency_number="911 or 112"), {}),
        (Clinic(emergency_number="javascript:alert(1)"), {}),
        (
            Clinic(phone="(020) 7946 0000"),
            {"same_day": {"label": "Call (020) 7946 0000", "number": "02079460000"}},
        ),
        (
            Clinic(phone="+44 (0)20 7946 0000"),
            {"same_day": {"label": "Call +44 (0)20 7946 0000", "number": "+442079460000"}},
        ),
    ],
)
def test_only_what_is_a_number_can_be_called(clinic, calls):
    assert calls_of(clinic) == calls


def test_a_caution_is_the_first_paragraph(library, kinds):
    kind = next(k for k in kinds.values() if k.level == "emergency")
    turn = Turn("x", asked=(Asked("recovery/redness", 1.0),), caution=kind.id)
    event = event_of(Responder(library, kinds).reply("utter_recovery/redness", turn))
    assert event["caution"] == kind.id and kind.name in event["text"].split("\n")[0]
    assert len(event["text"].split("\n")) > 1


def test_every_reply_of_the_content_makes_a_whole_event(library, kinds):
    responder, titles = Responder(library, kinds), titles_of(library)
    for question in library.questions:
        event = event_of(responder.reply(f"utter_{question}", Turn(message="x")), titles)
        assert event["kind"] in KINDS and event["text"]
        assert "Source: “" not in event["text"] and "Sources: “" not in event["text"]
        assert bool(event["sources"]) or event["kind"] not in ("answer", "disagreement")
