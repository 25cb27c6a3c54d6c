"""Training the resolver's models, and the project's own files for it."""
from pathlib import Path

import numpy as np
import pytest

from needlewise.content.library import DATA_DIR
from needlewise.content.yaml_files import ContentError, read_yaml
from needlewise.text import normal_form
from needlewise.understanding.continuations import Candidates
from needlewise.understanding.pairs import Candidate
from needlewise.understanding.training import train_continuations, train_pairs
from needlewise.understanding.understanding import Asked

HERE = Path(__file__).parent
PAIN, LENGTH = "treatment_day/pain", "treatment_day/duration"


class Noting:
    """Stands for the resolver: notes what it is asked."""

    def __init__(self):
        self.asked = []

    def pair_candidates(self, reading):
        self.asked.append(reading.raw)
        features = (float("and" in reading.raw),)
        return [Candidate(Asked(PAIN, 0.9), Asked(LENGTH, 0.9), features)]

    def continuations(self, reading, question):
        self.asked.append((reading.raw, question))
        return Candidates((PAIN, LENGTH), np.eye(2))


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "rows.yml"
        path.write_text(text)
        return path

    return write


def test_pairs_are_learnt_from_each_message(reader, written):
    path = written(
        f"messages:\n"
        f"- {{text: does it hurt, questions: [{PAIN}]}}\n"
        f"- {{text: does it hurt and how long, questions: [{PAIN}, {LENGTH}]}}\n"
    )
    noting = Noting()
    model = train_pairs(noting, reader, path)
    assert noting.asked == ["does it hurt", "does it hurt and how long"]
    one, two = ([c] for c in noting.pair_candidates(reader.read("a and b")) * 2)
    assert model.best(one, 5) == two[0]
    assert model.best(noting.pair_candidates(reader.read("a")), 5) is None


def test_a_turn_is_learnt_after_the_last_topic(reader, written):
    turns = [
        ("hello", "smalltalk/greet"),
        ("does it hurt", PAIN),
        ("thanks", "smalltalk/thanks"),
        ("why", "follow_up/why"),
        ("how long", LENGTH),
        ("the weather", "out_of_scope"),
        ("and pain", PAIN),
    ]
    rows = "".join(f"  - {{text: {text}, question: {label}}}\n" for text, label in turns)
    noting = Noting()
    train_continuations(
        noting, reader, written(f"conversations:\n- turns:\n{rows}- turns:\n{rows}")
    )
    once = [("thanks", PAIN), ("how long", PAIN), ("the weather", LENGTH), ("and pain", LENGTH)]
    assert noting.asked == once * 2


@pytest.mark.parametrize(
    "train, text, message",
    [
        (train_pairs, "messages: [{text: a}]", "entry 1 lacks questions"),
        (train_pairs, "messages: [{text: a, questions: []}, {}]", "entry 2 lacks text, questions"),
        (train_continuations, "conversations: [{}]", "entry 1 lacks turns"),
    ],
)
def test_a_row_without_its_parts_is_a_clear_error(reader, written, train, text, message):
    with pytest.raises(ContentError, match=f"rows.yml: {message}"):
        train(Noting(), reader, written(text))


@pytest.mark.parametrize("train", [train_pairs, train_continuations])
def test_a_missing_file_is_a_clear_error(reader, tmp_path, train):
    with pytest.raises(ContentError, match="rows.yml is missing"):
        train(Noting(), reader, tmp_path / "rows.yml")


def messages_of(name):
    """Each message of one of the project's files: its entry's number, text and labels."""
    content = read_yaml(DATA_DIR / name)
    for number, row in enumerate(content.get("messages", ()), start=1):
        yield number, row["text"], row["questions"]
    for number, row in enumerate(content.get("conversations", ()), start=1):
        for turn in row["turns"]:
            yield number, turn["text"], [turn["question"]]


OWN = ["two_questions.yml", "conversations.yml"]


@pytest.mark.parametrize("name", OWN)
def test_every_label_is_a_question(library, name):
    labels = {label for _, _, labels in messages_of(name) for label in labels}
    assert labels and labels - set(library.questions) == set()


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("measured", sorted(path.name for path in HERE.glob("*.yml")))
def test_no_message_is_measured_on(name, measured):
    """Numbers of entries, so that a failure shows nothing of what is measured on."""
    rows = [turn for row in read_yaml(HERE / measured) for turn in row.get("turns", [row])]
    forms = {normal_form(row["text"]) for row in rows} - {""}
    entries = {number for number, text, _ in messages_of(name) if normal_form(text) in forms}
    assert sorted(entries) == []
