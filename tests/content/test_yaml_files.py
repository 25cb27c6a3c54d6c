import pytest

from needlewise.content.yaml_files import ContentError, read_all, read_yaml


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ContentError, match="nowhere.yml is missing; restore it"):
        read_yaml(tmp_path / "nowhere.yml")


@pytest.mark.parametrize("content", [b"a: [1, 2", b"a: 1\n\tb: 2", b"a: \xff\xfe"])
def test_what_is_no_yaml_names_its_file(tmp_path, content):
    path = tmp_path / "broken.yml"
    path.write_bytes(content)
    with pytest.raises(ContentError, match="broken.yml is not readable YAML"):
        read_yaml(path)


def test_files_are_read_from_all_folders_in_a_fixed_order(tmp_path):
    for name in ("b.yml", "a/z.yml", "c.yml", "a/ignored.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"name: {name}")
    assert [content["name"] for _, content in read_all(tmp_path)] == ["a/z.yml", "b.yml", "c.yml"]


def test_every_content_file_of_the_project_is_yaml_without_dates(library):
    """Unquoted dates become objects that Rasa's JSON cannot hold."""
    import datetime

    from needlewise.content.library import DATA_DIR

    def values(content):
        if isinstance(content, dict):
            for value in content.values():
                yield from values(value)
        elif isinstance(content, list):
            for value in content:
                yield from values(value)
        else:
            yield content

    for path, content in read_all(DATA_DIR):
        assert not any(isinstance(v, datetime.date) for v in values(content)), path
