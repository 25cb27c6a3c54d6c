"""What understanding is measured on was not trained on."""
from pathlib import Path

import pytest

from needlewise.content.library import DATA_DIR
from needlewise.content.questions import example_lines
from needlewise.content.yaml_files import read_all, read_yaml
from needlewise.text import normal_form

HERE = Path(__file__).parent
SETS = sorted(path.name for path in HERE.glob("*.yml"))


def rows(name):
    """Each message of an evaluation set with what is expected of it."""
    for row in read_yaml(HERE / name):
        yield from row.get("turns", [row])


def expected_questions(row):
    one = [row["question"]] if "question" in row else []
    return [*one, *row.get("questions", ()), *row.get("also", ())]


def form(text):
    """For comparing; what has no letters is itself."""
    return normal_form(text) or text


@pytest.fixture(scope="module")
def trained_on():
    """Every training example of `data/`, with the file where it stands."""
    found = {}
    for path, content in read_all(DATA_DIR):
        for block in content.get("nlu", ()):
            for example in example_lines(block.get("examples", "")):
                found[form(example)] = path.name
    for kind in read_yaml(DATA_DIR / "safety" / "red_flags.yml")["kinds"]:
        found.update((form(str(e)), "red_flags.yml") for e in kind["examples"])
    for example in read_yaml(DATA_DIR / "safety" / "look_alikes.yml")["examples"]:
        found[form(str(example))] = "look_alikes.yml"
    return found


def test_all_sets_are_here():
    assert {
        "questions.yml", "two_questions.yml", "follow_ups.yml", "smalltalk.yml",
        "out_of_scope.yml", "red_flags.yml", "look_alikes.yml",
    } <= set(SETS)


@pytest.mark.parametrize("name", sorted(set(SETS) - {"follow_ups.yml"}))
def test_no_message_is_a_training_example(trained_on, name):
    seen = [row["text"] for row in rows(name) if form(row["text"]) in trained_on]
    assert seen == []


def test_no_conversation_opens_with_a_training_example(trained_on):
    opening = [row["turns"][0]["text"] for row in read_yaml(HERE / "follow_ups.yml")]
    assert [text for text in opening if form(text) in trained_on] == []


@pytest.mark.parametrize("name", SETS)
def test_no_message_stands_there_twice(name):
    if name == "follow_ups.yml":  # "why?" may follow many things
        texts = [row["turns"][0]["text"] for row in read_yaml(HERE / name)]
    else:
        texts = [row["text"] for row in rows(name)]
    forms = [form(text) for text in texts]
    assert [text for text in texts if forms.count(form(text)) > 1] == []


@pytest.mark.parametrize("name", SETS)
def test_every_expected_question_exists(library, name):
    unknown = {q for row in rows(name) for q in expected_questions(row)} - set(library.questions)
    assert unknown == set()


@pytest.mark.parametrize("name", SETS)
def test_every_expected_term_exists(library, name):
    known = {term.id for term in library.vocabulary}
    wanted = {t for row in rows(name) for t in [row.get("entity"), *row.get("entities", ())] if t}
    assert wanted <= known


def test_every_expected_red_flag_is_a_known_kind(kinds):
    for row in rows("red_flags.yml"):
        assert kinds[row["kind"]].level == row["level"], row["text"]
