"""What it is and how it works: each question gets its own answer, with its article."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("what exactly is this microneedling thing?", "what_it_is/definition", EVERYTHING),
        ("is skin needling the same as microneedling", "what_it_is/other_names", USAGE),
        ("what is it actually for, whats the aim", "what_it_is/purpose", KNOW),
        ("would that be an operation?", "what_it_is/minimally_invasive", KNOW),
        ("is this a new treatment or has it been around for a while", "what_it_is/history", USAGE),
        ("will people be able to see the holes in my face", "what_it_is/holes_visible", USAGE),
        ("do skin doctors believe in it", "what_it_is/doctors_view", USAGE),
        (
            "is it only for beauty or is it medical too",
            "what_it_is/cosmetic_or_medical",
            EVERYTHING,
        ),
        ("what are the needles like", "what_it_is/needles", KNOW),
        ("my scars make me hate how i look", "what_it_is/self_esteem", HOW),
    ],
)
def test_what_it_is(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("please explain how the treatment works", "how_it_works/mechanism", EVERYTHING),
        ("why would hurting the skin on purpose make it better", "how_it_works/why_injure", USAGE),
        ("does it make my body produce more collagen", "how_it_works/collagen_boost", KNOW),
        ("what is elastin", "how_it_works/collagen_elastin", HOW),
        ("do you lose collagen as you get older", "how_it_works/collagen_age", KNOW),
        ("why are my scars pulled inwards", "how_it_works/fibrosis", KNOW),
        ("which layer of skin do the needles go into", "how_it_works/skin_layer", EVERYTHING),
        ("does the dermis get thicker", "how_it_works/thicker_dermis", USAGE),
        ("do you get more blood vessels from it", "how_it_works/blood_vessels", KNOW),
        ("is there any heat involved", "how_it_works/heat_used", HOW),
        ("how does it fill out fine lines", "how_it_works/plumping", USAGE),
    ],
)
def test_how_it_works(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)
