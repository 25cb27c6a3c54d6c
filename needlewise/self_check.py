"""The self-check's slots."""

from typing import Any, List, Mapping, Optional

PREFIX = "self_check_"


def slots_of(slots: Mapping[str, Any]) -> List[str]:
    """The self-check's slots, in the domain's order."""
    return [name for name in slots if name.startswith(PREFIX)]


def last_answered(slots: Mapping[str, Any], requested: Optional[str]) -> Optional[str]:
    """The answered slot nearest before the one that is asked, or None."""
    names = slots_of(slots)
    before = names[: names.index(requested)] if requested in names else names
    return next((name for name in reversed(before) if slots[name] is not None), None)
