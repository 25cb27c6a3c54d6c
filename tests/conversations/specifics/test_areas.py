"""A named area gets an answer about that area."""

import pytest

from ..tester import EVERYTHING, KNOW, USAGE


@pytest.mark.parametrize(
    "said, named, sources",
    [
        ("can it be done on my neck", "neck", [KNOW, EVERYTHING, USAGE]),
        ("Can I have it on my tummy?", "abdomen", [USAGE]),
        ("does it work on the belly", "abdomen", [USAGE]),
        ("is it possible on legs", "legs", [EVERYTHING, USAGE]),
        ("my hands look old, can they be done", "hands", [KNOW, USAGE]),
        ("can you do the upper chest", "chest", [KNOW]),
        ("and the decolletage?", "chest", [KNOW]),
        ("i'd like it on my back", "back", [EVERYTHING, USAGE]),
        ("can they do arms", "arms", [USAGE]),
        ("forehead?", "face", [KNOW]),
    ],
)
def test_a_listed_area_is_named(talk, said, named, sources):
    talk.says(said).hears(named, question="what_it_helps/my_area", kind="answer")
    talk.hears_source(*sources)


@pytest.mark.parametrize(
    "said, named",
    [
        ("can it be done on my scalp", "scalp"),
        ("Can I have it on my lips?", "lips"),
        ("what about eyelids", "eyelids"),
        ("does it work on feet", "feet"),
        ("can i have my armpits done", "armpits"),
    ],
)
def test_an_area_that_no_article_names_is_neither_yes_nor_no(talk, said, named):
    talk.says(said).hears(named, "do not name", "provider", question="what_it_helps/my_area")
    assert not talk.text.startswith(("Yes", "No,"))


def test_a_listed_and_an_unlisted_area_are_told_apart(talk):
    talk.says("can it be done on my neck and scalp?").hears("neck", "do not name the scalp")
