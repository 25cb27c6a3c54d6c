"""`hear` and `assess` on the real signs, beside a witness that leans as a test tells it to."""
import pytest

from needlewise.understanding.red_flags import (
    _ALARM,
    _ALARM_FRAMED,
    _ALARM_IN_QUESTION,
    _ALARM_WITH_SIGN,
    _CAUTION,
    _CAUTION_WITH_SIGN,
    LEVELS,
    Alarm,
    RedFlag,
    assess,
    hear,
)

#: Here a stated sign of any level raises the alarm, and nothing else does.
NEUTRAL = (max(_ALARM_WITH_SIGN.values()) + _ALARM) / 2
#: Here nothing raises the alarm, but a word of caution is said.
WARY = (_CAUTION_WITH_SIGN + min(_ALARM_WITH_SIGN.values())) / 2
HARMLESS = min(_CAUTION, _CAUTION_WITH_SIGN) - 0.1
A_LITTLE = 0.01


def leaning(lean, likely="breathing"):
    return lambda heard: (likely, lean)


def flag_of(kinds, *texts, lean=NEUTRAL, likely="breathing"):
    return assess(kinds, leaning(lean, likely), texts).flag


def test_the_thresholds_leave_room_for_each_answer():
    for with_sign in _ALARM_WITH_SIGN.values():
        assert _CAUTION_WITH_SIGN < with_sign < _ALARM
    assert _CAUTION < _ALARM < _ALARM_IN_QUESTION
    assert set(_ALARM_WITH_SIGN) == set(LEVELS)


STATED = {
    "breathing": [
        "i can't breathe", "my throat is closing up", "she is wheezing", "no air",
        "short of breath",
    ],
    "swelling": [
        "my lips are swelling", "my tongue is swollen", "my face is huge", "hives all over",
    ],
    "collapse": ["i fainted", "he passed out", "she won't wake up", "my wife collapsed"],
    "seizure": [
        "she is having a seizure", "he had a fit", "my arm keeps jerking", "his eyes rolled back",
    ],
    "bleeding": [
        "the bleeding won't stop", "blood is pouring down", "soaked through three towels",
        "i am still bleeding",
    ],
    "vision": [
        "i lost my sight", "my vision is blurry", "i can't see", "i'm going blind", "seeing double",
    ],
    "numbing_cream": [
        "my lips went blue", "my heart is racing", "the cream made me dizzy", "palpitations",
    ],
    "self_harm": [
        "i want to die", "i feel suicidal", "i'm going to kill myself", "life isn't worth living",
    ],
    "chest_pain": ["i have chest pain", "my chest feels tight", "crushing pain in my chest"],
    "fever": [
        "i have a fever", "my temperature is 39", "i've got chills", "it says 38.5", "burning up",
    ],
    "pus": ["there is pus", "it is oozing", "yellow fluid comes out", "my cheek looks infected"],
    "spreading": ["the redness is spreading", "red streaks on my neck", "it is hot to the touch"],
    "worsening_pain": ["the pain is getting worse", "i'm in agony", "i have severe pain"],
    "blisters": ["i've got blisters", "my skin is bubbling", "water bubbles on my chin"],
    "dirty_needles": [
        "they shared needles", "the needle wasn't sterile", "they never changed the needle",
    ],
}


def test_every_kind_is_tried(kinds):
    assert list(STATED) == list(kinds)


@pytest.mark.parametrize("kind, text", [(k, t) for k, texts in STATED.items() for t in texts])
def test_a_stated_sign_raises_the_alarm(kinds, kind, text):
    assert flag_of(kinds, text) == RedFlag(kind, kinds[kind].level)


@pytest.mark.parametrize(
    "kind, level",
    [
        *((k, "emergency") for k in ("breathing", "swelling", "collapse", "seizure", "bleeding")),
        *((k, "emergency") for k in ("vision", "numbing_cream", "self_harm")),
        *((k, "same_day") for k in ("fever", "pus", "spreading", "worsening_pain", "blisters")),
        ("dirty_needles", "same_day"),
    ],
)
def test_each_kind_has_the_level_that_was_asked_for(kinds, kind, level):
    assert kinds[kind].level == level


@pytest.mark.parametrize(
    "text",
    [
        "i have no fever", "no pus, just pink", "i don't have any blisters",
        "no swelling of my lips",
        "i never fainted", "my lips are not swollen", "there was no chest pain", "not suicidal",
        "it isn't oozing", "the fever has gone", "no fever, no pus, no blisters",
        "the needles weren't dirty", "without any trouble breathing", "neither fever nor pus",
    ],
)
def test_a_denied_sign_does_not(kinds, text):
    assert flag_of(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i have no fever, i just don't want to wait", "no pus and i can't take ibuprofen anyway",
        "no blisters, but i don't want makeup on it",
    ],
)
def test_a_denial_holds_whatever_else_is_not_wanted(kinds, text):
    assert flag_of(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "what if i get a fever", "can it cause blisters", "could i faint",
        "is there a risk of a seizure",
        "how likely is pus", "does the cream cause palpitations", "what are signs of fever",
        "i'm scared of fainting", "i read about blisters online", "should i worry about pus",
        "what happens if my throat swells", "do people go blind from it",
    ],
)
def test_an_imagined_sign_does_not(kinds, text):
    assert flag_of(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i had a seizure years ago", "i fainted as a child", "i used to get chest pain",
        "last year i had a fever", "i had blisters when i was ten",
    ],
)
def test_a_sign_long_past_does_not(kinds, text):
    assert flag_of(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    ["does it hurt", "how long is it red", "bloody traffic today", "can i book", "", "?", "😀"],
)
def test_what_has_no_sign_does_not(kinds, text):
    assert flag_of(kinds, text) is None


@pytest.mark.parametrize(
    "text, kind",
    [
        ("i have a fever and i can't breathe", "breathing"),
        ("pus on my chin. also i fainted", "collapse"),
        ("no fever but there is pus", "pus"),
        ("what if it scars? my lips are swelling", "swelling"),
        ("how long does it take, and my cheek is oozing", "pus"),
        ("i had a seizure years ago. now i have chest pain", "chest_pain"),
    ],
)
def test_the_gravest_stated_sign_of_a_message_counts(kinds, text, kind):
    assert flag_of(kinds, text).kind == kind


@pytest.mark.parametrize(
    "raw, corrected, kind",
    [
        ("i have a fevr", "i have a fever", "fever"),
        ("i have a fever", "i have a favour", "fever"),
        ("i have a fever", "i have a seizure", "seizure"),
        ("i fainted, fever", "i painted, fever", "collapse"),
    ],
)
def test_the_message_is_heard_as_written_and_as_corrected(kinds, raw, corrected, kind):
    assert flag_of(kinds, raw, corrected).kind == kind


def test_the_gravest_counts_even_where_the_model_leans_to_another_more(kinds):
    def witness(heard):
        return ("fever", 2.0) if "fever" in heard.text else ("collapse", NEUTRAL)

    assert assess(kinds, witness, ["i have a fever", "i fainted"]).flag.kind == "collapse"


def test_either_text_may_make_the_model_raise_the_alarm(kinds):
    def witness(heard):
        return "breathing", 1.0 if "fish" in heard.text else HARMLESS

    for texts in (["like a fihs", "like a fish"], ["like a fish", "like a fist"]):
        assert assess(kinds, witness, texts) == Alarm(flag=RedFlag("breathing", "emergency"))


@pytest.mark.parametrize("text", ["I CAN’T BREATHE!!!", "i cant   breathe", "I can't\nbreathe"])
def test_case_apostrophes_and_spacing_do_not_count(kinds, text):
    assert flag_of(kinds, text).kind == "breathing"


@pytest.mark.parametrize("text", ["what if i get a fever", "no fever", "a fever years ago"])
@pytest.mark.parametrize("lean, raised", [(_ALARM_FRAMED, True), (_ALARM_FRAMED - A_LITTLE, False)])
def test_where_all_signs_are_framed_the_model_must_be_surer(kinds, text, lean, raised):
    assert bool(flag_of(kinds, text, lean=lean, likely="vision")) is raised


def test_a_part_that_states_danger_is_heard_in_a_message_that_seems_harmless(kinds):
    def witness(heard):
        return ("breathing", 1.0 if heard.text == "i can't breathe" else HARMLESS)

    alarm = assess(kinds, witness, ["will it help my scars? also i can't breathe"])
    assert alarm.flag == RedFlag("breathing", "emergency")


@pytest.mark.parametrize("lean", [_ALARM, WARY, _CAUTION])
def test_nobody_is_asked_about_self_harm_out_of_the_blue(kinds, lean):
    assert assess(kinds, leaning(lean, "self_harm"), ["i don't know"]) == Alarm()


@pytest.mark.parametrize("text", ["gulping like a fish"])
@pytest.mark.parametrize("lean, raised", [(_ALARM, True), (_ALARM - A_LITTLE, False)])
def test_without_a_stated_sign_the_model_must_lean_to_danger_itself(kinds, text, lean, raised):
    flag = flag_of(kinds, text, lean=lean, likely="vision")
    assert flag == (RedFlag("vision", "emergency") if raised else None)


@pytest.mark.parametrize("text, kind", [("my lips went blue", "numbing_cream"), ("pus", "pus")])
def test_a_stated_sign_raises_the_alarm_unless_the_model_leans_away(kinds, text, kind):
    enough = _ALARM_WITH_SIGN[kinds[kind].level]
    assert flag_of(kinds, text, lean=enough).kind == kind
    assert flag_of(kinds, text, lean=enough - A_LITTLE) is None


def test_a_stated_emergency_needs_less_of_the_model_than_a_same_day_kind(kinds):
    between = sum(_ALARM_WITH_SIGN.values()) / 2
    assert flag_of(kinds, "i fainted", lean=between)
    assert flag_of(kinds, "i have a fever", lean=between) is None
    assert flag_of(kinds, "i have a fever and i fainted", lean=between).kind == "collapse"


def test_the_witness_hears_what_assess_hears(kinds):
    witnessed = []

    def witness(heard):
        witnessed.append(heard)
        return "fever", HARMLESS

    assess(kinds, witness, ["I have a fevr", "i have a fever", "i have a fever"])
    assert witnessed == [hear(kinds, "I have a fevr"), hear(kinds, "i have a fever")]


def test_an_alarm_leaves_no_room_for_caution(kinds):
    alarm = assess(kinds, leaning(NEUTRAL), ["i have a fever", "i have a favour"])
    assert alarm == Alarm(flag=RedFlag("fever", "same_day"))


@pytest.mark.parametrize("lean, cautious", [(_CAUTION, True), (_CAUTION - A_LITTLE, False)])
@pytest.mark.parametrize("text", ["gulping like a fish", "what if i get a fever", "no fever"])
def test_a_model_that_leans_to_danger_a_little_calls_for_caution(kinds, text, lean, cautious):
    caution = RedFlag("vision", "emergency") if cautious else None
    assert assess(kinds, leaning(lean, "vision"), [text]) == Alarm(caution=caution)


@pytest.mark.parametrize(
    "text, likely, kind",
    [
        ("i have baby fever", "breathing", "fever"),
        ("baby fever and a pus green coat", "pus", "pus"),
        ("baby fever and i nearly fainted", "breathing", "collapse"),
    ],
)
def test_caution_names_a_stated_kind_before_any_other(kinds, text, likely, kind):
    alarm = assess(kinds, leaning(WARY, likely), [text])
    assert alarm == Alarm(caution=RedFlag(kind, kinds[kind].level))


def test_caution_is_for_the_gravest_of_what_is_heard(kinds):
    alarm = assess(kinds, leaning(WARY), ["i have baby fever", "i fainted of joy"])
    assert alarm.caution == RedFlag("collapse", "emergency")


@pytest.mark.parametrize("text", ["i have baby fever", "i fainted of joy", "can i book", ""])
def test_a_model_sure_of_harmlessness_silences_all(kinds, text):
    assert assess(kinds, leaning(HARMLESS), [text]) == Alarm()


@pytest.mark.parametrize(
    "text, stated",
    [
        ("i have a fever and i can't breathe", ("breathing", "fever")),
        ("pus, chills, and i fainted", ("collapse", "fever", "pus")),
        ("no fever, but there is pus", ("pus",)),
        ("no fever yesterday. now i have a fever", ("fever",)),
        ("fever, fever, fever", ("fever",)),
        ("what if i get a fever", ()),
        ("can i book", ()),
    ],
)
def test_kinds_that_are_stated_are_heard_once_and_emergencies_first(kinds, text, stated):
    assert hear(kinds, text).stated == stated


@pytest.mark.parametrize(
    "text",
    ["i can't breathe any more", "i do not want to live any more", "she is not responding now"],
)
def test_a_sign_that_is_a_denial_does_not_take_itself_back(kinds, text):
    assert hear(kinds, text).stated


@pytest.mark.parametrize(
    "text, tags",
    [
        ("i have a fever", "stated stated_fever"),
        ("no fever", "denied framed_fever"),
        ("no fever, but pus", "denied framed_fever stated stated_pus"),
        ("what if i get a fever", "clause_imagined framed_fever imagined"),
        ("i had a fever years ago", "clause_past framed_fever past"),
        ("my fever has gone", "clause_over framed_fever over"),
        ("i have a fever today", "clause_present stated stated_fever"),
        ("what if it scars", "clause_imagined"),
        ("can i book", ""),
        ("", ""),
    ],
)
def test_tags_tell_which_signs_match_and_how_they_are_framed(kinds, text, tags):
    assert hear(kinds, text).signs == tags


def test_words_are_heard_in_lower_case_and_with_their_scope(kinds):
    heard = hear(kinds, "Pus! No FEVER.")
    assert heard.text == "pus! no fever."
    assert heard.scoped == "pus| no| fever|denied no_fever|denied"


def test_emergencies_stand_before_same_day_kinds(kinds):
    levels = [LEVELS.index(kind.level) for kind in kinds.values()]
    assert levels == sorted(levels)


def test_no_opening_ever_calls_it_normal(kinds):
    for kind in kinds.values():
        assert "normal" not in kind.opening and kind.opening.endswith(".")
