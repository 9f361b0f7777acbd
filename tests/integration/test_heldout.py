"""The held-out sentences stay apart from the training data."""

from __future__ import annotations

import re
import subprocess
import sys


def test_training_data_and_held_out_sentences_share_next_to_nothing(root):
    told = subprocess.run(
        [sys.executable, "overlap.py"], cwd=root / "intents", capture_output=True, text=True, check=False
    )
    sentences = int(re.search(r"(\d+) held-out sentences", told.stdout)[1])
    same = int(re.search(r"word for word in the training data: (\d+)", told.stdout)[1])
    alike = int(re.search(r"templates of two or more words shared: (\d+)", told.stdout)[1])
    assert same + alike <= sentences / 50, told.stdout
