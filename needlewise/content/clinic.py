"""The clinic's own settings: name, phone, booking link, emergency number."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict

from needlewise.content.yaml_files import ContentError, read_yaml


@dataclass(frozen=True)
class Clinic:
    """Settings with defaults that are safe anywhere."""

    name: str = "the clinic"
    provider: str = "your provider"
    phone: str = ""
    booking_link: str = ""
    emergency_number: str = "your local emergency number"

    def placeholders(self) -> Dict[str, str]:
        """What stands for `{clinic}` and the like in an answer."""
        return {
            "clinic": self.name,
            "provider": self.provider,
            "emergency": self.emergency_number,
            "booking": self.booking,
            "contact": self.contact,
            "call_clinic": self.call_clinic,
        }

    @property
    def booking(self) -> str:
        if self.booking_link:
            return f"You can book online with {self.name}: {self.booking_link}"
        if self.phone:
            return f"To book, call {self.name} on {self.phone}."
        return f"I can't book for you here, so please ask {self.provider} for a time."

    @property
    def contact(self) -> str:
        ways = [f"on {self.phone}"] if self.phone else []
        ways += [f"at {self.booking_link}"] if self.booking_link else []
        if ways:
            return f"You can reach {self.name} {' or '.join(ways)}."
        return f"I have no phone number for {self.name}; use the one on its website or your letter."

    @property
    def call_clinic(self) -> str:
        """Inside a sentence: whom to call on the same day."""
        return f"{self.name} on {self.phone}" if self.phone else self.name


def load_clinic(path: Path) -> Clinic:
    """Read `data/clinic.yml`; what it leaves empty keeps its default.

    Raises:
        ContentError: it holds a setting that does not exist, or one that is no text.
    """
    content = read_yaml(path) or {}
    settings = (content.get("clinic") or {}) if isinstance(content, dict) else None
    if not isinstance(settings, dict):
        raise ContentError(f"{path}: settings stand under `clinic:`, one `name: text` a line.")
    known = set(Clinic.__dataclass_fields__)
    for name, value in settings.items():
        if name not in known:
            raise ContentError(
                f"{path}: unknown setting {name!r}; known: {', '.join(sorted(known))}."
            )
        if value is not None and not isinstance(value, (str, int)):
            raise ContentError(f"{path}: {name} must be text in quotes.")
    return Clinic(
        **{name: str(value) for name, value in settings.items() if value not in (None, "")}
    )
