"""Custom actions, one to a file: `rasa run actions` serves them."""
