"""Rasa components of our own: a tokeniser, an intent classifier and a span tagger over one set of features."""
