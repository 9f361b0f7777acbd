"""Scores: what is understood of sentences whose meaning is known.

`vocabas evaluate understanding` is the only part so far. What it shares with scores of sound (bootstrap
intervals, calibration, plots) stands in modules of its own.
"""
