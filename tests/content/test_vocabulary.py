import pytest

from needlewise.content.vocabulary import load_vocabulary
from needlewise.content.yaml_files import ContentError

FILE = """
kind: area
question: what_it_helps/my_area
refines: [what_it_helps/areas_list]
entries:
- id: neck
  name: the neck
  question: Can it be done on the neck?
  synonyms: [nape]
  says: |
    Yes, on the neck too. [000.other_areas]
- {id: lips, name: the lips}
"""


def load(tmp_path, text=FILE):
    (tmp_path / "areas.yml").write_text(text, encoding="utf-8")
    return load_vocabulary(tmp_path)


def test_a_term_is_listed_where_an_article_says_something_of_it(tmp_path):
    vocabulary = load(tmp_path)
    neck, lips = vocabulary.get("area", "neck"), vocabulary.get("area", "lips")
    assert neck.listed and list(neck.names) == ["the neck", "nape"]
    assert not lips.listed and lips.asked_as == "what_it_helps/my_area"
    assert vocabulary.refines == {"area": ("what_it_helps/areas_list",)}


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("id: lips", "id: neck", "neck stands there twice"),
        ("name: the neck", "called: the neck", "lacks 'name'"),
        ("kind: area", "sort: area", "lacks 'kind'"),
        (" [000.other_areas]", "", "has no source"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, old, new, message):
    with pytest.raises(ContentError, match=f"areas.yml.*{message}"):
        load(tmp_path, FILE.replace(old, new))


@pytest.mark.parametrize("kind", ["concern", "area", "condition", "medicine"])
def test_each_kind_names_things_inside_and_outside_the_articles(library, kind):
    own = [term for term in library.vocabulary if term.kind == kind]
    assert {term.listed for term in own} == {True, False}


def test_each_kind_leads_to_questions_that_exist(library):
    vocabulary = library.vocabulary
    wanted = {
        *vocabulary.asked_as.values(),
        *(q for row in vocabulary.refines.values() for q in row),
    }
    assert wanted <= set(library.questions)


def test_a_name_stands_for_one_thing_of_a_kind(library):
    owners = {}
    for term in library.vocabulary:
        for name in dict.fromkeys(n.lower() for n in term.names):
            assert owners.setdefault((term.kind, name), term.id) == term.id, name


