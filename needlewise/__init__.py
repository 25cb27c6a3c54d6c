"""Needlewise: patient education about microneedling, on Rasa."""

from pathlib import Path

#: The project's root: where `data/`, `models/` and Rasa's own files stand.
ROOT = Path(__file__).resolve().parent.parent
