"""Reading `data/safety/red_flags.yml`."""
import pytest

from needlewise.content.yaml_files import ContentError
from needlewise.understanding.red_flags import Alarm, assess, load_kinds

KIND = "kinds:\n- {id: a, level: emergency, name: a, opening: A., signs: ['a'], examples: [a]}\n"


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("level: emergency", "level: soon", "a has no level"),
        ("opening: A.", "start: A.", "lacks 'opening'"),
        ("signs: ['a']", "signs: ['(a']", "no regular expression"),
        ("kinds:", "sorts:", "lacks 'kinds'"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, old, new, message):
    path = tmp_path / "red_flags.yml"
    path.write_text(KIND)
    assert load_kinds(path)["a"].level == "emergency"
    path.write_text(KIND.replace(old, new))
    with pytest.raises(ContentError, match=f"red_flags.yml.*{message}"):
        load_kinds(path)


def test_nothing_said_is_nothing_heard(kinds):
    assert assess(kinds, lambda heard: ("breathing", 1.0), []) == Alarm()
