"""Thin adapters between this package and Rasa's NLU graph, one component to a file."""
