import json
from dataclasses import replace

import pytest

from needlewise.answering.rendering import numbered, render
from needlewise.answering.reply import Reply
from needlewise.understanding.conversation import METADATA_KEY, Choice, context_from_events

CHOICES = (
    Choice("Does it hurt?", "treatment_day/pain"),
    Choice("On the neck?", "a/b", (("area", "neck"),)),
)
REPLY = Reply(
    "It is red.",
    CHOICES,
    ({"article": "000", "title": "T", "section": "S"},),
    "answer",
    ("recovery/redness",),
)


@pytest.mark.parametrize("channel", ["rest", "web", "telegram", "slack", ""])
def test_buttons_carry_the_questions_own_words(channel):
    message = render(REPLY, channel)
    assert message["text"] == "It is red."
    assert message["buttons"] == [
        {"title": title, "payload": title} for title in ("Does it hurt?", "On the neck?")
    ]


@pytest.mark.parametrize("channel", ["cmdline", "twilio", "whatsapp", "sms"])
def test_without_buttons_choices_are_numbered_lines(channel):
    message = render(REPLY, channel)
    assert message["text"] == "It is red.\n1. Does it hurt?\n2. On the neck?"
    assert "buttons" not in message


@pytest.mark.parametrize("channel", ["rest", "cmdline"])
def test_no_choices_leave_no_trace(channel):
    message = render(Reply("It is red."), channel)
    assert message["text"] == "It is red." and "buttons" not in message
    assert numbered(Reply("It is red.")) == "It is red."


@pytest.mark.parametrize("channel", ["rest", "twilio"])
def test_choices_are_understood_on_the_next_turn(channel):
    event = {"event": "bot", "metadata": json.loads(json.dumps(render(REPLY, channel)))}
    context = context_from_events([event])
    assert (context.choices, context.question) == (CHOICES, "recovery/redness")


def test_rest_clients_see_the_sources_but_no_targets():
    custom = render(REPLY, "rest")["custom"]
    assert custom["sources"] == [{"article": "000", "title": "T", "section": "S"}]
    assert "choices" not in custom
    assert "custom" not in render(REPLY, "web")


@pytest.mark.parametrize("line", ["Source: “T”", "Sources: “T”; “U”"])
def test_the_widget_shows_the_sources_itself_and_the_text_does_not_name_them(line):
    reply = replace(REPLY, text=f"It is red.\n{line}")
    assert render(reply, "web")["text"] == "It is red."
    assert render(reply, "rest")["text"].endswith(line)
    assert render(replace(reply, sources=()), "web")["text"].endswith(line)


def test_metadata_stands_under_our_own_key():
    assert render(REPLY, "rest")[METADATA_KEY] == REPLY.as_metadata()
