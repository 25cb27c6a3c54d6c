"""Three articles, three lists of areas."""

import pytest

from ..tester import EVERYTHING, KNOW, USAGE


@pytest.mark.parametrize(
    "said",
    [
        "which parts of the body can be treated?",
        "is it just for the face?",
        "it's only done on the face, right?",
        "it can be done anywhere on the body, can't it?",
        "where can you have it",
    ],
)
def test_all_areas_are_given(talk, said):
    talk.says(said).hears(
        "face",
        "hands",
        "upper chest",
        "neck",
        "legs",
        "back",
        "arms",
        "abdomen",
        question="what_it_helps/areas_list",
    ).hears_source(KNOW, EVERYTHING, USAGE)
