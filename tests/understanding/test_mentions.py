import pytest

from needlewise.understanding.mentions import MentionFinder

NAMES = {
    ("condition", "eczema"): ["eczema", "atopic eczema"],
    ("concern", "acne"): ["acne", "pimple"],
    ("concern", "acne_scars"): ["acne scars", "pock mark"],
    ("concern", "crows_feet"): ["crow's feet"],
    ("area", "t_zone"): ["t-zone"],
    ("condition", "rosacea"): ["rosacea"],
    ("concern", "rosacea"): ["rosacea"],
    ("condition", "psoriasis"): ["psoriasis"],
}


@pytest.fixture(scope="module")
def finder():
    return MentionFinder(NAMES)


def found(finder, text):
    return [(mention.kind, mention.id) for mention in finder.find(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("i have eczema", [("condition", "eczema")]),
        ("ECZEMA!", [("condition", "eczema")]),
        ("a pimple", [("concern", "acne")]),
        ("pimples", [("concern", "acne")]),
        ("an acne scar", [("concern", "acne_scars")]),
        ("pock marks", [("concern", "acne_scars")]),
        ("crows feet", [("concern", "crows_feet")]),
        ("crow's feet", [("concern", "crows_feet")]),
        ("my t zone", [("area", "t_zone")]),
        ("eczemas are not acned", [("condition", "eczema")]),
        ("psoriasi", []),
        ("nothing named here", []),
        ("", []),
    ],
)
def test_names_are_found_singular_and_plural(finder, text, expected):
    assert found(finder, text) == expected


def test_the_longest_name_counts(finder):
    mention, = finder.find("my acne scars")
    assert (mention.id, mention.text, mention.start, mention.end) == (
        "acne_scars",
        "acne scars",
        3,
        13,
    )


def test_one_name_may_stand_for_two_kinds(finder):
    assert found(finder, "rosacea") == [("concern", "rosacea"), ("condition", "rosacea")]


def test_terms_come_in_the_order_in_which_they_are_named(finder):
    assert found(finder, "psoriasis or eczema") == [
        ("condition", "psoriasis"),
        ("condition", "eczema"),
    ]


@pytest.mark.parametrize(
    "text, term",
    [
        ("roaccutane", ("medicine", "isotretinoin")),
        ("isotretinoin", ("medicine", "isotretinoin")),
        ("i'm on accutane", ("medicine", "isotretinoin")),
        ("haemophilia", ("condition", "blood_disorders")),
        ("chemo", ("condition", "cancer")),
        ("my tummy", ("area", "abdomen")),
        ("crow's feet", ("concern", "wrinkles")),
        ("pox marks", ("concern", "pock_marks")),
        ("lupus", ("condition", "lupus")),
        ("my scalp", ("area", "scalp")),
        ("stretch marks", ("concern", "stretch_marks")),
    ],
)
def test_patients_synonyms_count(reader, text, term):
    assert term in [(mention.kind, mention.id) for mention in reader.read(text).mentions]


@pytest.mark.parametrize(
    "text", ["can i go back to work", "i need to face it", "on the other hand"]
)
def test_words_that_mean_much_else_are_no_body_area(reader, text):
    assert not [m for m in reader.read(text).mentions if m.kind == "area"]


def test_every_name_of_the_vocabulary_is_found(library, reader):
    for term in library.vocabulary:
        for name in term.names:
            keys = [(m.kind, m.id) for m in reader.part(name.lower()).mentions]
            assert (term.kind, term.id) in keys, name
