"""Acne, pigment, scars and tissue: treated, yet a reason to refuse; harmless, yet a wound."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said",
    [
        "can i have it if i have acne",
        "it treats acne, doesn't it?",
        "people with acne can't have it, right?",
        "is it any good for acne",
    ],
)
def test_acne_is_treated_and_its_medicine_is_refused(talk, said):
    talk.says(said).hears(
        "acne", "refuse", question=("what_it_helps/active_acne", "what_it_helps/my_concern")
    ).hears_one_of("medicine for", "acne medicine", "medication").hears_source(
        EVERYTHING, HOW, KNOW
    )


@pytest.mark.parametrize(
    "said",
    [
        "can it fade dark spots",
        "it works on hyperpigmentation, right?",
        "does it get rid of brown spots",
        "it can't treat pigmentation, can it",
    ],
)
def test_dark_spots_are_treated_and_freckles_and_moles_refused(talk, said):
    talk.says(said).hears(
        "dark spots",
        "freckles",
        "moles",
        question=("what_it_helps/pigment", "what_it_helps/my_concern"),
    ).hears_source(EVERYTHING, HOW)


@pytest.mark.parametrize(
    "said, named", [("i have freckles", "freckles"), ("I have moles", "moles")]
)
def test_whoever_has_freckles_or_moles_hears_both_sides(talk, said, named):
    talk.says(said).hears(named, "refuse", "dark spots", question="who_should_avoid/my_condition")
    talk.hears_source(EVERYTHING, HOW)


@pytest.mark.parametrize(
    "said",
    [
        "can it help keloid scars",
        "it helps scars so it helps keloids too, right?",
        "it's bad for keloids, isn't it",
        "why are scars ok but keloids not",
        "i tend to get keloids",
    ],
)
def test_scars_are_treated_and_keloids_refused(talk, said):
    talk.says(said).hears(
        "keloid",
        "scars",
        question=(
            "what_it_helps/keloid_scars",
            "who_should_avoid/my_condition",
            "what_it_helps/my_concern",
        ),
    ).hears_one_of("refuse", "avoid").hears_source(EVERYTHING)


@pytest.mark.parametrize(
    "said",
    [
        "does it work on deep scars",
        "it only works on mild scars, right?",
        "it removes old scars, doesn't it?",
    ],
)
def test_all_views_on_the_depth_of_scars_are_given(talk, said):
    talk.says(said).hears(
        "mild", "hard to treat", "surface", question="what_it_helps/scar_severity"
    )
    talk.hears_source(KNOW, EVERYTHING, USAGE)


@pytest.mark.parametrize(
    "said",
    [
        "does it damage the skin",
        "it doesn't damage the skin, right?",
        "it destroys tissue, doesn't it",
        "no tissue is destroyed, correct?",
        "is it harmful to the skin",
    ],
)
def test_no_tissue_is_destroyed_and_yet_there_is_trauma(talk, said):
    talk.says(said).hears(
        "no tissue is destroyed", "trauma", "injury", question="how_it_works/tissue_damage"
    ).hears_source(USAGE, KNOW)
