"""Scores of sound: recordings and scenarios measured on many cores or machines, kept, summed up, compared."""

from assistant.evaluation.runs.figures import summary
from assistant.evaluation.runs.finding import find_units
from assistant.evaluation.runs.results import Results
from assistant.evaluation.runs.significance import compare_runs
from assistant.evaluation.runs.unit import Unit
from assistant.evaluation.runs.working import work

__all__ = ["Results", "Unit", "compare_runs", "find_units", "summary", "work"]
