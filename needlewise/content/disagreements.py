"""The register of what the articles disagree about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Tuple

from needlewise.content.yaml_files import ContentError, read_yaml


@dataclass(frozen=True)
class Side:
    says: str
    facts: Tuple[str, ...]  #: any one of them stands for the side


@dataclass(frozen=True)
class Disagreement:
    id: str
    about: str
    sides: Tuple[Side, ...]
    questions: Tuple[str, ...]  #: each of their answers gives every side


def load_disagreements(path: Path) -> Dict[str, Disagreement]:
    """Read `data/disagreements.yml`.

    Raises:
        ContentError: an entry lacks a part.
    """
    register: Dict[str, Disagreement] = {}
    try:
        for entry in read_yaml(path)["disagreements"]:
            sides = tuple(
                Side(side["says"], tuple(str(f) for f in side["facts"])) for side in entry["sides"]
            )
            register[entry["id"]] = Disagreement(
                entry["id"], entry["about"], sides, tuple(entry["questions"])
            )
    except (KeyError, TypeError) as error:
        raise ContentError(f"{path}: an entry lacks {error}.") from None
    return register
