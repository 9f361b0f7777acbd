"""Fit how probable it is that a request was understood rightly, on development sentences.

    VOCABAS_NLU_URL=… python benchmarks/calibration.py [--write]

Needs an intent engine: the one that VOCABAS_NLU_URL names, or the embedded one. Prints the weights, a reliability
table by five-fold cross-validation, and the two thresholds; --write puts them into
assistant/understanding/data/calibration.toml. The sentences are `intents/dev`, never the held-out ones.

The thresholds: *act* is the least probability from which at most one change in a hundred was wrong; *ask* the least
from which at least every second one was right, so that a question is mostly worth its time.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import replace
from pathlib import Path

from assistant.bootstrap import IntentEngine
from assistant.catalogue import Catalogue
from assistant.evaluation.meanings import merged
from assistant.evaluation.sentences import NOW, Sentence, load_sentences
from assistant.settings import load_settings
from assistant.understanding import Understander
from assistant.understanding.calibration import Calibration, load_calibration
from assistant.understanding.evidence import Evidence

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "assistant" / "understanding" / "data" / "calibration.toml"
FOLDS = 5
RIDGE = 0.02
"""Weight of the penalty on large weights."""
MAY_BE_WRONG = 0.01
WORTH_ASKING = 0.5

Example = tuple[tuple[float, ...], bool]
