"""The command line on other people's data: here, a library's."""
import re

import pytest

from needlewise.understanding.evaluate import Scores, main, read_examples, report, score
from needlewise.understanding.prepare_encoder import is_prepared

prepared = pytest.mark.skipif(not is_prepared(), reason="run `make encoder` first")

TRAIN = {
    "opening_hours": [
        "when do you open", "what time does the library close", "are you open on [Sunday](day)",
        "opening hours please", "how late can i come in", "is the reading room open today",
    ],
    "borrow/books": [
        "how many books may i borrow", "can i take out [three](number) novels",
        "what is the limit on loans", "may i borrow a magazine", "how do i check out a book",
    ],
    "fines": [
        "what does a late book cost", "do i pay a fine", "my book is overdue",
        "how much is the fee for late returns", "i owe the library money",
    ],
}
NOT_OURS = {"none_of_it": ["who won the football", "write me a poem", "how tall is a giraffe"]}
TEST = {
    "opening_hours": ["at what time do you open", "do you close early on [Friday](day)"],
    "borrow/books": ["how many novels can i take out", "may i borrow two books"],
    "fines": ["what is the fine for an overdue book"],
    "none_of_it": ["what is the capital of peru", "my boiler leaks"],
}


@pytest.fixture
def write(tmp_path):
    """Writes a Rasa NLU file and says where."""

    def write(name, intents):
        lines = ['version: "3.1"', "nlu:"]
        for intent, texts in intents.items():
            lines += [f"- intent: {intent}", "  examples: |", *(f"    - {t}" for t in texts)]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def run(train, test, *more):
    return main(["--train", str(train), "--test", str(test), *more])


@prepared
@pytest.mark.parametrize("train", [TRAIN, {**TRAIN, **NOT_OURS}], ids=["missing", "there"])
def test_the_figures_are_printed_with_or_without_out_of_scope_in_training(write, capsys, train):
    files = write("train.yml", train), write("test.yml", TEST)
    assert run(*files, "--out-of-scope", "none_of_it") == 0
    lines = capsys.readouterr().out.splitlines()
    figure, = (line for line in lines if re.search(r"^MCC -?\d\.\d{3}$", line))
    assert float(figure.split()[1]) > 0.3
    assert any(re.search(r"^out-of-scope recall +[01]\.\d{3}$", line) for line in lines)


@prepared
def test_a_test_file_without_out_of_scope_says_so(write, capsys):
    assert run(write("train.yml", TRAIN), write("test.yml", {"fines": TEST["fines"]})) == 0
    printed = capsys.readouterr().out
    assert "none in the test file" in printed
    assert re.search(r"^MCC -?\d\.\d{3}$", printed, re.MULTILINE)


def test_entity_marks_are_taken_out_and_intents_kept_in_full(write):
    marked = {"borrow/books": ["[three](number) by [Poe]{\"entity\": \"author\"} please"]}
    assert read_examples(write("marked.yml", marked)) == [("three by Poe please", "borrow/books")]


@pytest.mark.parametrize("bad", ["train", "test"])
@pytest.mark.parametrize(
    "content, message",
    [
        (None, "is missing"),
        ("nlu:\n- intent: [\n", "is no Rasa NLU file"),
        ("just some words", "is no Rasa NLU file"),
        ("", "is no Rasa NLU file"),
        ('version: "3.1"\nnlu: []\n', "holds no examples; it needs `nlu:` with intents"),
        ('version: "3.1"\nnlu:\n- intent: fines\n', "is no Rasa NLU file"),
    ],
    ids=["missing", "broken", "words", "blank", "no intents", "no examples"],
)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(
    write, tmp_path, capsys, bad, content, message
):
    files = {"train": write("train.yml", TRAIN), "test": write("test.yml", TEST)}
    files[bad] = tmp_path / "bad.yml"
    if content is not None:
        files[bad].write_text(content, encoding="utf-8")
    assert run(**files) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith(f"Cannot evaluate: {files[bad]}")
    assert message in printed.err
    assert printed.out == ""


@prepared
def test_one_label_in_training_is_a_clear_error(write, capsys):
    assert run(write("train.yml", {"fines": TRAIN["fines"]}), write("test.yml", TEST)) == 1
    assert "at least two" in capsys.readouterr().err


def test_scores_are_as_computed_by_hand():
    found = score(["a", "a", "b", "out"], ["a", "out", "b", "a"], "out")
    assert found.accuracy == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx((0.5 + 1 + 0) / 3)
    assert found.out_of_scope_recall == 0
    assert found.wrong == 1 / 4  # what is not answered is not answered wrong
    # (right * all - sum of guessed * true) / root of (all^2 - guessed^2) (all^2 - true^2)
    assert found.mcc == pytest.approx((2 * 4 - 6) / (16 - 6))


@pytest.mark.parametrize(
    "expected, predicted, scores",
    [
        (["a", "b", "out"], ["a", "b", "out"], Scores(1, 1, 1, 0, 1)),
        (["a", "b"], ["a", "b"], Scores(1, 1, None, 0, 1)),
        (["a", "b"], ["b", "a"], Scores(0, 0, None, 1, -1)),
        (["out", "out"], ["out", "out"], Scores(0, 1, 1, 0, 0)),
    ],
    ids=["all right", "none out of scope", "all wrong", "none in scope"],
)
def test_scores_at_the_edges(expected, predicted, scores):
    assert score(expected, predicted, "out") == scores


def test_a_negative_figure_is_printed_too():
    assert report(Scores(0, 0, None, 1, -0.5), {}).splitlines()[-1] == "MCC -0.500"
