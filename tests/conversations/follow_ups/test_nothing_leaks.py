"""What was said before stays where it belongs."""


def test_a_condition_does_not_follow_into_another_topic(talk):
    talk.says("I have psoriasis").hears("psoriasis")
    talk.says("how much does it cost?").hears(question="not_covered/cost").never_hears("psoriasis")


def test_a_concern_does_not_follow_into_another_topic(talk):
    talk.says("can it help stretch marks?").hears("stretch marks")
    talk.says("what is recovery like?").hears(question="recovery/overview").never_hears(
        "stretch marks"
    )


def test_an_area_does_not_follow_into_a_list(talk):
    talk.says("can it be done on my scalp?").hears("do not name the scalp")
    talk.says("which areas can be treated?").hears(question="what_it_helps/areas_list").never_hears(
        "scalp"
    )


def test_a_new_condition_replaces_the_old_one(talk):
    talk.says("I have psoriasis").hears("psoriasis")
    talk.says("does it hurt?").hears(question="treatment_day/pain")
    talk.says("I have eczema").hears("eczema").never_hears("psoriasis")


def test_two_patients_are_kept_apart(new_conversation):
    first, second = new_conversation(), new_conversation()
    first.says("who should avoid it?").hears(question="who_should_avoid/avoid_list")
    second.says("is redness normal?").hears(question="recovery/redness")
    first.says("why?").hears(question="who_should_avoid/why_refused")
    second.says("how long?").hears(question="recovery/how_long_redness")


def test_a_number_picks_only_from_ones_own_choices(new_conversation):
    first, second = new_conversation(), new_conversation()
    first.says("hello").offers("What is microneedling?")
    second.says("1").is_not_answered()


def test_a_self_check_is_ones_own(new_conversation):
    first, second = new_conversation(), new_conversation()
    first.says("start the self-check").is_asked("acne")
    second.says("yes").is_not_asked()
    first.says("no").is_asked("blood disorder")
