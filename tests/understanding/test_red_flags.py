"""`assess` on the real signs, beside a witness that is sure of nothing."""
import pytest

from needlewise.content.yaml_files import ContentError
from needlewise.understanding.red_flags import LEVELS, RedFlag, assess, load_kinds


def neutral(clause):
    return "breathing", -1.0


def heard(kinds, *texts, witness=neutral):
    return assess(kinds, witness, texts)


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
    assert heard(kinds, text) == RedFlag(kind, kinds[kind].level)


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
    assert heard(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i have no fever, i just don't want to wait", "no pus and i can't take ibuprofen anyway",
        "no blisters, but i don't want makeup on it",
    ],
)
def test_a_denial_holds_whatever_else_is_not_wanted(kinds, text):
    assert heard(kinds, text) is None


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
    assert heard(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i had a seizure years ago", "i fainted as a child", "i used to get chest pain",
        "last year i had a fever", "i had blisters when i was ten",
    ],
)
def test_a_sign_long_past_does_not(kinds, text):
    assert heard(kinds, text) is None


@pytest.mark.parametrize(
    "text",
    ["does it hurt", "how long is it red", "bloody traffic today", "can i book", "", "?", "😀"],
)
def test_what_has_no_sign_does_not(kinds, text):
    assert heard(kinds, text) is None


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
    assert heard(kinds, text).kind == kind


def test_the_message_is_heard_as_written_and_as_corrected(kinds):
    assert heard(kinds, "i have a fevr", "i have a fever").kind == "fever"
    assert heard(kinds, "i have a fever", "i have a favour").kind == "fever"


@pytest.mark.parametrize("text", ["I CAN’T BREATHE!!!", "i cant   breathe", "I can't\nbreathe"])
def test_case_apostrophes_and_spacing_do_not_count(kinds, text):
    assert heard(kinds, text).kind == "breathing"


@pytest.mark.parametrize("lead, raised", [(0.8, True), (-0.5, False)])
def test_without_a_sign_the_model_must_be_fairly_sure(kinds, lead, raised):
    flag = heard(kinds, "gulping like a fish", witness=lambda clause: ("breathing", lead))
    assert (flag == RedFlag("breathing", "emergency")) is raised


@pytest.mark.parametrize("lead, raised", [(1.5, True), (0.3, False)])
def test_against_a_framed_sign_the_model_must_be_sure(kinds, lead, raised):
    flag = heard(kinds, "what if i get a fever", witness=lambda clause: ("fever", lead))
    assert (flag is not None) is raised


def test_a_sure_question_asks_more_of_the_model_but_not_of_a_stated_sign(kinds):
    def doubtful(clause):
        return "breathing", 0.1

    assert assess(kinds, doubtful, ["gulping like a fish"], question=0.0)
    assert assess(kinds, doubtful, ["gulping like a fish"], question=1.0) is None
    assert assess(kinds, neutral, ["i have a fever"], question=1.0).kind == "fever"


def test_a_stated_sign_yields_only_to_a_model_sure_of_harmlessness(kinds):
    assert heard(kinds, "i have baby fever", witness=neutral).kind == "fever"
    assert heard(kinds, "i have baby fever", witness=lambda clause: ("fever", -2.5)) is None


def test_emergencies_stand_before_same_day_kinds(kinds):
    levels = [LEVELS.index(kind.level) for kind in kinds.values()]
    assert levels == sorted(levels)


def test_no_opening_ever_calls_it_normal(kinds):
    for kind in kinds.values():
        assert "normal" not in kind.opening and kind.opening.endswith(".")


KIND = "kinds:\n- {id: a, level: emergency, name: a, opening: A., signs: ['a'], examples: [a]}\n"


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("level: emergency", "level: soon", "a has no level"),
        ("opening: A.", "start: A.", "lacks 'opening'"),
        ("signs: ['a']", "signs: ['(a']", "no regular expression"),
        ("kinds:", "sorts:", "lacks 'kinds'"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, old, new, message):
    path = tmp_path / "red_flags.yml"
    path.write_text(KIND)
    assert load_kinds(path)["a"].level == "emergency"
    path.write_text(KIND.replace(old, new))
    with pytest.raises(ContentError, match=f"red_flags.yml.*{message}"):
        load_kinds(path)
