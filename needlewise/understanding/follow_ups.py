"""What a short follow-up such as "why?" means after a question: `data/follow_ups.yml`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Mapping, Optional

from needlewise.content.yaml_files import ContentError, read_yaml


@dataclass(frozen=True)
class FollowUp:
    """Where one kind of follow-up leads; the most specific entry counts."""

    default: Optional[str]
    themes: Mapping[str, str]
    questions: Mapping[str, str]

    def after(self, question: str) -> Optional[str]:
        """The question meant by this follow-up after `question`, or None."""
        theme = question.split("/")[0]
        targets = (self.questions.get(question), self.themes.get(theme), self.default)
        return next((target for target in targets if target and target != question), None)


def load_follow_ups(path: Path) -> Dict[str, FollowUp]:
    """Read the table, by the follow-up's intent, such as follow_up/why.

    Raises:
        ContentError: the file is not of that form.
    """
    try:
        return {
            f"follow_up/{name}": FollowUp(
                entry.get("default"), entry.get("themes") or {}, entry.get("questions") or {}
            )
            for name, entry in read_yaml(path)["follow_ups"].items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"{path}: an entry lacks {error}.") from None
