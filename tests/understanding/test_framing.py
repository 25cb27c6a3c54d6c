import re

import pytest

from needlewise.understanding.framing import (
    clauses,
    is_denied,
    is_imagined,
    is_long_past,
    is_over,
    is_present,
    plain_words,
    scoped_words,
)


def at(clause, sign):
    match = re.search(sign, clause)
    return match.start(), match.end()


@pytest.mark.parametrize(
    "text, plain",
    [
        ("I can't breathe!", "i cant breathe"),
        ("temp’s 38.5, help.", "temps 38.5 help"),
        ("re-used  needle", "re used needle"),
        ("38,5 degrees", "38,5 degrees"),
    ],
)
def test_plain_words_keep_figures_whole(text, plain):
    assert plain_words(text) == plain


@pytest.mark.parametrize(
    "text, parts",
    [
        ("no fever, but there is pus", ["no fever", "there is pus"]),
        ("just pus", ["just pus"]),
        ("does it hurt and i can't breathe", ["does it hurt", "i cant breathe"]),
        ("no fever and pus", ["no fever and pus"]),
        ("red. hot! sore", ["red", "hot", "sore"]),
        ("", [""]),
    ],
)
def test_clauses_are_parted_at_their_seams(text, parts):
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "clause",
    [
        "i have no fever", "i dont have any fever", "never had a fever", "without fever",
        "there isnt a fever", "no pain or swelling or fever", "neither pain nor fever",
        "the fever is gone", "my fever has gone down", "had a fever all good now",
    ],
)
def test_denied(clause):
    start, end = at(clause, "fever")
    assert is_denied(clause, start, end) or is_over(clause, start)


@pytest.mark.parametrize(
    "clause",
    [
        "i have a fever", "not only redness but fever", "i dont know if this is a fever",
        "i dont feel well i have a fever", "no idea why i have a fever", "the fever hasnt gone",
        "my fever has still not gone down", "not sure why the fever",
        "no doubt at all in my mind that i have got a fever",
    ],
)
def test_not_denied(clause):
    start, end = at(clause, "fever")
    assert not is_denied(clause, start, end) and not is_over(clause, start)


@pytest.mark.parametrize(
    "clause",
    [
        "what if i get a fever", "can it cause fever", "could i get a fever",
        "is there a risk of fever",
        "should i worry about fever", "i read about fever online", "im scared of getting a fever",
        "how common is fever", "they told me to watch out for fever",
        "when should i look for fever",
    ],
)
def test_imagined(clause):
    assert is_imagined(clause, at(clause, "fever")[0])


@pytest.mark.parametrize(
    "clause",
    [
        "i have a fever", "i got home and now have a fever",
        "i was told it might hurt and now i have a fever",
        "is it normal to have a fever since yesterday", "there is a fever what does it mean",
    ],
)
def test_not_imagined(clause):
    assert not is_imagined(clause, at(clause, "fever")[0])


@pytest.mark.parametrize(
    "clause, past",
    [
        ("i had a seizure years ago", True),
        ("i fainted as a child", True),
        ("i used to faint", True),
        ("i had a seizure", False),
        ("i fainted two minutes ago", False),
        ("had seizures in the past and im having one now", False),
    ],
)
def test_long_past(clause, past):
    assert is_long_past(clause) is past


@pytest.mark.parametrize(
    "clause, present",
    [
        ("i have a fever today", True),
        ("it keeps bleeding", True),
        ("red since my session", True),
        ("the pain started two hours ago", True),
        ("day three and there is pus", True),
        ("what if i get a fever", False),
        ("i fainted as a child", False),
        ("i know it hurts", False),
        ("", False),
    ],
)
def test_present(clause, present):
    assert is_present(clause) is present


@pytest.mark.parametrize(
    "clause, scope",
    [
        ("i have a fever", ""),
        ("i have no fever", "denied"),
        ("what if i get a fever", "imagined"),
        ("i had a fever years ago", "past"),
        ("the fever has gone", "over"),
        ("the fever hasnt gone", ""),
        ("no fever but it is still there", ""),
        ("what if i get no fever", "imagineddenied"),
        ("is it normal to have a fever since yesterday", ""),
        ("could it be that i have a fever now", ""),
        ("i had a fever years ago and now again", ""),
    ],
)
def test_a_word_is_marked_with_how_it_is_framed(clause, scope):
    assert [w for w in scoped_words(clause) if w.startswith("fever|")] == [f"fever|{scope}"]


@pytest.mark.parametrize(
    "clause, words",
    [
        ("pus", ["pus|"]),
        ("just pink skin", ["just|", "pink|", "just_pink|", "skin|", "pink_skin|"]),
        ("no pus", ["no|", "pus|denied", "no_pus|denied"]),
        ("pus if i pick", ["pus|", "if|", "pus_if|", "i|imagined", "if_i|imagined",
                           "pick|imagined", "i_pick|imagined"]),
        ("", []),
    ],
)
def test_neighbours_are_paired_and_share_the_scope_of_the_second(clause, words):
    assert scoped_words(clause) == words
