"""`hear` and `assess` on the real signs, beside a witness that leans as a test tells it to."""
import pytest

from needlewise.understanding.red_flags import (
    _ALARM,
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

WARY = (_CAUTION + _ALARM) / 2
HARMLESS = _CAUTION - _FURTHER - 0.1
A_LITTLE = 0.01


def leaning(lean, likely="breathing"):
    return lambda heard: (likely, lean)


def flag_of(kinds, *texts, lean=_ALARM, likely="blisters", **options):
    return assess(kinds, leaning(lean, likely), texts, **options).flag


def stated(kinds, *texts):
    return {kind for text in texts for kind in hear(kinds, text).stated}


def test_the_thresholds_leave_room_for_each_answer():
    assert HARMLESS < _CAUTION < WARY < _ALARM and _FURTHER > 0 and _IN_PART > 0


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
def test_a_stated_sign_is_heard(kinds, kind, text):
    assert kind in stated(kinds, text)


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
def test_a_denied_sign_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "i have no fever, i just don't want to wait", "no pus and i can't take ibuprofen anyway",
        "no blisters, but i don't want makeup on it",
    ],
)
def test_a_denial_holds_whatever_else_is_not_wanted(kinds, text):
    assert stated(kinds, text) == set()


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
def test_an_imagined_sign_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "i had a seizure years ago", "i fainted as a child", "i used to get chest pain",
        "last year i had a fever", "i had blisters when i was ten",
    ],
)
def test_a_sign_long_past_is_not(kinds, text):
    assert stated(kinds, text) == set()


@pytest.mark.parametrize(
    "text",
    ["does it hurt", "how long is it red", "bloody traffic today", "can i book", "", "?", "😀"],
)
def test_what_has_no_sign_is_not(kinds, text):
    assert stated(kinds, text) == set()


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
    assert kind in stated(kinds, raw, corrected)


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


@pytest.mark.parametrize("lean, raised", [(_ALARM + _IN_PART, True), (WARY + _IN_PART, False)])
def test_a_part_weighs_less_than_the_whole(kinds, lean, raised):
    def witness(heard):
        return ("breathing", lean if heard.text == "i can't breathe" else HARMLESS)

    alarm = assess(kinds, witness, ["will it help my scars? also i can't breathe"])
    assert bool(alarm.flag) is raised and bool(alarm.caution) is not raised


@pytest.mark.parametrize("lean", [WARY, _CAUTION])
def test_nobody_is_asked_about_self_harm_out_of_the_blue(kinds, lean):
    assert assess(kinds, leaning(lean, "self_harm"), ["i don't know"]) == Alarm()


@pytest.mark.parametrize("lean, raised", [(_ALARM, True), (_ALARM - A_LITTLE, False)])
@pytest.mark.parametrize("text", ["gulping like a fish", "i have a fever", "no fever"])
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
