"""Vocabas: shop for groceries in French by talking, on your own machine."""

__version__ = "0.1.0"
