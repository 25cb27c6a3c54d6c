"""Whatever is typed or pasted gets a polite reply, and the conversation goes on."""

import pytest

ODD = {
    "empty": "",
    "blanks": "   \n\t  ",
    "10,000 characters": "does it hurt " * 770,
    "one word of 900 characters": "a" * 900,
    "NUL": "does it\x00 hurt\x00",
    "only NUL": "\x00\x00",
    "a lone surrogate": "does it hurt \ud83d",
    "only a lone surrogate": "\udc80",
    "emoji only": "😀🔥💉",
    "one emoji": "💉",
    "right to left": "هل هذا العلاج مؤلم؟",
    "direction override": "\u202edoes it hurt\u202c",
    "zero width": "\u200b\u200b\u200b",
    "combining marks": "d\u0301\u0301\u0301\u0301o\u0301\u0301e\u0301s i\u0301t h\u0301urt",
    "Chinese": "微针疼吗",
    "markup": "<script>alert(1)</script>",
    "an image": "<img src=x onerror=alert(1)>",
    "markdown": "**bold** [link](http://example.com)",
    "a placeholder": "{slot}",
    "the provider's placeholder": "{provider}",
    "a placeholder in a question": "does {provider} say that it hurts {emergency}?",
    "an open bracket": "0[",
    "format fields": "{0} {0[0]} %s %(a)s ${x}",
    "a citation": "[000.session_hour] [-]",
    "an utterance's name": "utter_recovery/redness",
    "an intent's name": "recovery/redness",
    "a command": "/restart",
    "an intent as a command": '/greet{"name": "x"}',
    "a command after blanks": "   /session_start",
    "a full-width slash": "／restart",
    "SQL": "'; DROP TABLE events; --",
    "a path": "../../etc/passwd",
    "JSON": '{"sender": "x", "message": "y"}',
    "None": "None",
    "null": "null",
    "true": "true",
    "200 times why": "why " * 200,
    "question marks": "????????",
    "dots": "...",
    "a web address": "https://example.com/?q=1",
    "lines": "does\n\nit\n\nhurt",
    "a number": "3.14159",
    "a minus": "-",
    "quotes": "\"'`´’",
    "backslashes": "\\\\n\\u0000",
}


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_it_gets_a_polite_reply_and_the_conversation_goes_on(talk, said):
    talk.says(said).hears_no_alarm().never_hears("went wrong")
    talk.says("does it hurt?").hears(question="treatment_day/pain")


@pytest.mark.parametrize("name", ["empty", "blanks", "only NUL", "zero width"])
def test_nothing_is_said_to_be_nothing(talk, name):
    talk.says(ODD[name]).hears("empty")


def test_too_long_is_said_to_be_too_long(talk):
    talk.says(ODD["10,000 characters"]).hears("too long", "emergency")


@pytest.mark.parametrize(
    "name", ["a command", "an intent as a command", "a command after blanks", "a full-width slash"]
)
def test_commands_are_refused(talk, name):
    talk.says("hello")
    talk.says(ODD[name]).hears("slash", "plain words").is_not_answered()


@pytest.mark.parametrize("name", ["markup", "an image", "markdown", "SQL", "a path"])
def test_what_was_typed_is_not_echoed(talk, name):
    talk.says(ODD[name])
    assert ODD[name] not in talk.text
    talk.says("repeat that please")
    assert ODD[name] not in talk.text


@pytest.mark.parametrize("name", ["NUL", "a lone surrogate", "direction override", "lines"])
def test_a_question_is_understood_all_the_same(talk, name):
    talk.says(ODD[name]).hears(question="treatment_day/pain")


def test_a_red_flag_is_heard_through_odd_characters(talk):
    talk.says("i can\u2019t\u200b breathe\x00 😭😭").hears(kind="red_flag", level="emergency")


@pytest.mark.parametrize("said", ["", "\x00", "/restart", "{slot}", "0[", "a" * 2_000])
def test_inside_the_self_check_nothing_is_lost(talk, said):
    talk.says("start the self-check").says("no").is_asked("blood disorder")
    talk.says(said)
    talk.says("no").is_asked("cancer")
