"""Scores and tests: what is understood of sentences whose meaning is known, and spoken scenarios.

`scripts` plays ``*.voice.yaml``; `pytest_plugin` lets pytest collect them. What the scores of understanding
share with scores of sound (bootstrap intervals, calibration, plots) stands in modules of its own.
"""
