import pytest

from needlewise.content.library import DATA_DIR
from needlewise.content.yaml_files import ContentError
from needlewise.understanding.follow_ups import FollowUp, load_follow_ups

TABLE = load_follow_ups(DATA_DIR / "follow_ups.yml")


def test_the_most_specific_entry_counts():
    follow_up = FollowUp("a/default", {"b": "b/theme"}, {"b/c": "b/question"})
    assert follow_up.after("b/c") == "b/question"
    assert follow_up.after("b/d") == "b/theme"
    assert follow_up.after("e/f") == "a/default"
    assert FollowUp(None, {}, {}).after("e/f") is None


@pytest.mark.parametrize("name", TABLE)
def test_each_target_and_each_place_exists(library, name):
    follow_up = TABLE[name]
    targets = {*follow_up.themes.values(), *follow_up.questions.values(), follow_up.default}
    assert targets - {None} <= set(library.questions)
    assert set(follow_up.questions) <= set(library.questions)
    assert set(follow_up.themes) <= {question.theme for question in library.questions.values()}


def test_an_entry_that_leads_back_gives_way_to_the_next():
    follow_up = FollowUp("a/default", {"b": "b/theme"}, {"b/c": "b/c"})
    assert follow_up.after("b/c") == "b/theme"
    assert follow_up.after("b/theme") == "a/default"
    assert follow_up.after("a/default") is None


@pytest.mark.parametrize("name", TABLE)
def test_no_follow_up_gives_the_same_answer_again(library, name):
    for question in library.topics:
        assert TABLE[name].after(question.id) != question.id


def test_each_follow_up_that_is_understood_has_an_entry(library):
    intents = {q for q in library.questions if q.startswith("follow_up/")}
    assert intents == set(TABLE)


@pytest.mark.parametrize("text", ["follow_ups: [why]", "follow_ups: {why: how}", "why: {}", ""])
def test_a_file_of_another_form_is_a_clear_error(tmp_path, text):
    path = tmp_path / "follow_ups.yml"
    path.write_text(text)
    with pytest.raises(ContentError, match="follow_ups.yml"):
        load_follow_ups(path)
