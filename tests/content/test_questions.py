import pytest

from needlewise.content.questions import example_lines, load_questions, question_from_responses
from needlewise.content.yaml_files import ContentError

FILE = """
nlu:
- intent: recovery/itch
  examples: |
    - does it itch
    - itchy?
responses:
  utter_recovery/itch:
  - text: |
      It may itch. [000.a]
    metadata:
      question: Does it itch?
      kind: answer
      figures: {unit: days, values: [1, [2, 3]]}
      presuppositions:
      - when: [never itches]
        opening: Not quite. [000.a]
      next: [recovery/redness, recovery/overview]
      review: {state: draft}
  - text: |
      {says}
    metadata: {when: listed}
"""


def write(folder, text=FILE, name="itch.yml"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_everything_of_a_question_is_read_from_one_file(tmp_path):
    question = load_questions(write(tmp_path / "a"))["recovery/itch"]
    assert (question.theme, question.wording, question.kind) == (
        "recovery",
        "Does it itch?",
        "answer",
    )
    assert question.examples == ("does it itch", "itchy?")
    assert question.sentences[0].cites == ("000.a",)
    assert set(question.variants) == {"general", "listed"}
    assert question.figures.values == ((1.0, 1.0), (2.0, 3.0))
    assert question.presuppositions[0].opening.text == "Not quite."
    assert question.next == ("recovery/redness", "recovery/overview")


def test_one_question_in_two_files_is_an_error(tmp_path):
    with pytest.raises(ContentError, match="recovery/itch stands in"):
        load_questions(write(tmp_path / "a"), write(tmp_path / "b"))


@pytest.mark.parametrize(
    "lacking", ["question: Does it itch?", "kind: answer", "[000.a]", "values: [1, [2, 3]]"]
)
def test_a_file_that_lacks_a_part_is_named(tmp_path, lacking):
    with pytest.raises(ContentError, match="itch.yml"):
        load_questions(write(tmp_path / "a", FILE.replace(lacking, "")))


def test_a_question_needs_a_general_answer():
    responses = [{"text": "{says}", "metadata": {"when": "listed"}}]
    with pytest.raises(ContentError, match="has no general answer"):
        question_from_responses("recovery/itch", responses)


def test_examples_are_the_lines_that_begin_with_a_dash():
    assert example_lines("- one\n\n  - two - three  \nnot this") == ["one", "two - three"]


def test_every_kind_of_answer_is_a_known_one(library):
    from needlewise.content.questions import KINDS

    assert {question.kind for question in library.questions.values()} == set(KINDS)
