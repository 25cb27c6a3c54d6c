"""Choosing, composing, citing and rendering an answer."""
