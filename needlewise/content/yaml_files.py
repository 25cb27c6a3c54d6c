"""Reading YAML, with errors that say which file to mend."""

from pathlib import Path
from typing import Any, Iterator, Tuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


class ContentError(ValueError):
    """A content file is not what it should be; the message says where and what to do."""


def read_yaml(path: Path) -> Any:
    """The parsed file.

    Raises:
        ContentError: the file is missing or is no YAML.
    """
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"{path} is missing; restore it, for example with git.") from None
    except (YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path} is not readable YAML: {error}") from None


def read_all(folder: Path) -> Iterator[Tuple[Path, Any]]:
    """Each YAML file under `folder` with its content, in a fixed order."""
    for path in sorted(folder.rglob("*.yml")):
        yield path, read_yaml(path)
