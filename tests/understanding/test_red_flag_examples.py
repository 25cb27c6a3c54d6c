"""What the red-flag model is trained on."""
from needlewise.understanding.red_flag_examples import beside, examples
from needlewise.understanding.red_flag_model import NONE

ASKING = ["does it hurt", "how much is it", "how long does it take"]


def test_every_other_short_message_stands_beside_a_question():
    rows = [(f"i fainted {number} times", "collapse") for number in range(12)]
    made = beside(rows, ASKING)
    assert len(made) == 6
    for (text, kind), (said, _) in zip(made, rows[::2], strict=True):
        assert kind == "collapse" and said in text
        assert any(question in text for question in ASKING)
    both = zip(made, rows[::2], strict=True)
    assert len({text.replace(said, "") for (text, _), (said, _) in both}) == 6


def test_long_messages_stand_alone():
    tale = " ".join(["word"] * 13)
    assert beside([(tale, NONE), (tale, NONE)], ASKING) == []
    assert beside([("i fainted", "collapse")], [tale]) == []


def test_harmless_messages_are_harmless_in_parts_that_state_no_sign(kinds, tmp_path):
    path = tmp_path / "look_alikes.yml"
    path.write_text("examples: ['my son has a fever, can we come on friday instead']\n")
    heard, labels = examples(kinds, path, ["how long does the whole thing take"])
    harmless = {h.text for h, label in zip(heard, labels, strict=True) if label == NONE}
    assert "can we come on friday instead" in harmless
    assert "my son has a fever" not in harmless
    assert "how long does the whole thing take" in harmless


def test_each_kind_is_taught(kinds, tmp_path):
    path = tmp_path / "look_alikes.yml"
    path.write_text("examples: ['no fever']\n")
    heard, labels = examples(kinds, path, ASKING)
    assert set(labels) == {NONE, *kinds}
    assert len(heard) == len(labels)
