"""Builds the language model that kg ships; see README.md."""
