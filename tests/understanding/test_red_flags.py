"""`assess` on the real signs, beside a witness that leans as a test tells it to."""
import pytest

from needlewise.understanding.red_flags import (
    _ALARM,
    _ALARM_STATED,
    _CAUTION,
    _FURTHER,
    _IN_PART,
    _SURE_QUESTION,
    LEVELS,
    Alarm,
    RedFlag,
    assess,
    hear,
)

WARY = (_CAUTION + _ALARM_STATED) / 2
HARMLESS = _CAUTION - 0.1
A_LITTLE = 0.01


def leaning(lean, likely="breathing"):
    return lambda heard: (likely, lean)


def flag_of(kinds, *texts, lean=_ALARM, likely="blisters", **options):
    return assess(kinds, leaning(lean, likely), texts, **options).flag


def stated(kinds, *texts):
    return {kind for text in texts for kind in hear(kinds, text).stated}


def test_the_thresholds_leave_room_for_each_answer():
    assert HARMLESS < _CAUTION < WARY < _ALARM_STATED <= _ALARM
    assert _FURTHER > 0 and _IN_PART > 0


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


def test_the_gravest_counts_even_where_the_model_leans_to_another_more(kinds):
    def witness(heard):
        return ("fever", 2.0) if "fever" in heard.text else ("collapse", _ALARM)

    assert assess(kinds, witness, ["i have a fever", "i fainted"]).flag.kind == "collapse"


def test_either_text_may_make_the_model_raise_the_alarm(kinds):
    def witness(heard):
        return "breathing", 1.0 if "fish" in heard.text else HARMLESS

    for texts in (["like a fihs", "like a fish"], ["like a fish", "like a fist"]):
        assert assess(kinds, witness, texts) == Alarm(flag=RedFlag("breathing", "emergency"))


@pytest.mark.parametrize("text", ["I CAN’T BREATHE!!!", "i cant   breathe", "I can't\nbreathe"])
def test_case_apostrophes_and_spacing_do_not_count(kinds, text):
    assert flag_of(kinds, text).kind == "breathing"


def test_a_part_that_states_danger_is_heard_in_a_message_that_seems_harmless(kinds):
    def witness(heard):
        return ("breathing", 1.0 if heard.text == "i can't breathe" else HARMLESS)

    alarm = assess(kinds, witness, ["will it help my scars? also i can't breathe"])
    assert alarm.flag == RedFlag("breathing", "emergency")


def test_what_no_sign_states_is_not_heard_in_part(kinds):
    heard = []

    def witness(part):
        heard.append(part.text)
        return "breathing", HARMLESS

    assess(kinds, witness, ["will it help my scars? also what do you charge"])
    assert heard == ["will it help my scars? also what do you charge"]


@pytest.mark.parametrize(
    "lean, raised", [(_ALARM_STATED + _IN_PART + A_LITTLE, True), (WARY + _IN_PART, False)]
)
def test_a_part_weighs_less_than_the_whole(kinds, lean, raised):
    def witness(heard):
        return ("breathing", lean if heard.text == "i can't breathe" else HARMLESS)

    alarm = assess(kinds, witness, ["will it help my scars? also i can't breathe"])
    assert bool(alarm.flag) is raised and bool(alarm.caution) is not raised


@pytest.mark.parametrize("lean", [WARY, _CAUTION])
def test_nobody_is_asked_about_self_harm_out_of_the_blue(kinds, lean):
    assert assess(kinds, leaning(lean, "self_harm"), ["i don't know"]) == Alarm()


@pytest.mark.parametrize("lean, raised", [(_ALARM_STATED, True), (_ALARM_STATED - A_LITTLE, False)])
def test_a_stated_sign_needs_less_of_the_model(kinds, lean, raised):
    for sure in (0.0, 1.0):
        assert bool(flag_of(kinds, "i have a fever", lean=lean, question=sure)) is raised


@pytest.mark.parametrize("lean, raised", [(_ALARM, True), (_ALARM - A_LITTLE, False)])
@pytest.mark.parametrize("text", ["gulping like a fish", "no fever"])
def test_how_far_the_model_leans_raises_the_alarm(kinds, text, lean, raised):
    assert bool(flag_of(kinds, text, lean=lean)) is raised


@pytest.mark.parametrize(
    "sure, lean, raised",
    [
        (_SURE_QUESTION + A_LITTLE, _ALARM, False),
        (_SURE_QUESTION + A_LITTLE, _ALARM + _FURTHER + A_LITTLE, True),
        (_SURE_QUESTION, _ALARM, True),
    ],
)
def test_what_surely_asks_an_ordinary_question_must_lean_further(kinds, sure, lean, raised):
    assert bool(flag_of(kinds, "does it hurt", lean=lean, question=sure)) is raised


@pytest.mark.parametrize(
    "text, likely, kind",
    [
        ("gulping like a fish", "breathing", "breathing"),
        ("i have a fever", "pus", "pus"),  # of one level: what the model and the signs say
        ("i have a fever", "fever", "fever"),
        ("i fainted", "fever", "collapse"),  # of two levels: the graver
        ("i have a fever", "collapse", "collapse"),
    ],
)
def test_the_alarm_is_for_what_the_model_or_a_sign_says(kinds, text, likely, kind):
    found = flag_of(kinds, text, likely=likely)
    assert found.level == kinds[kind].level
    assert found.kind in {likely, *stated(kinds, text)}
    assert kind != "collapse" or found.kind == kind


def test_the_witness_hears_what_assess_hears(kinds):
    witnessed = []

    def witness(heard):
        witnessed.append(heard)
        return "fever", HARMLESS

    assess(kinds, witness, ["I have a fevr", "i have a fever", "i have a fever"])
    assert witnessed == [hear(kinds, "I have a fevr"), hear(kinds, "i have a fever")]


def test_an_alarm_leaves_no_room_for_caution(kinds):
    def witness(heard):
        return "fever", _ALARM if "fever" in heard.text else WARY

    alarm = assess(kinds, witness, ["i have a fever", "i have a favour"])
    assert alarm == Alarm(flag=RedFlag("fever", "same_day"))


@pytest.mark.parametrize("lean, cautious", [(_CAUTION, True), (_CAUTION - A_LITTLE, False)])
@pytest.mark.parametrize("text", ["gulping like a fish", "what if i get a fever", "no fever"])
def test_a_model_that_leans_to_danger_a_little_calls_for_caution(kinds, text, lean, cautious):
    caution = RedFlag("vision", "emergency") if cautious else None
    assert assess(kinds, leaning(lean, "vision"), [text]) == Alarm(caution=caution)


def test_caution_is_for_the_gravest_of_what_is_heard(kinds):
    def witness(heard):
        return ("fever", WARY) if "fever" in heard.text else ("collapse", _CAUTION)

    alarm = assess(kinds, witness, ["i have baby fever", "i fainted of joy"])
    assert alarm == Alarm(caution=RedFlag("collapse", "emergency"))


@pytest.mark.parametrize("text", ["i have baby fever", "i fainted of joy", "can i book", ""])
def test_a_model_sure_of_harmlessness_silences_all(kinds, text):
    assert assess(kinds, leaning(HARMLESS), [text]) == Alarm()


def test_emergencies_stand_before_same_day_kinds(kinds):
    levels = [LEVELS.index(kind.level) for kind in kinds.values()]
    assert levels == sorted(levels)


def test_no_opening_ever_calls_it_normal(kinds):
    for kind in kinds.values():
        assert "normal" not in kind.opening and kind.opening.endswith(".")
