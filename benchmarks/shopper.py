"""A shopper who talks at random, checked turn by turn against a model of the basket.

    .venv/bin/python -m benchmarks.shopper [--turns 5000] [--seed 1]

The rules and invariants are those of `tests/unit/dialogue/test_shopper.py`. Prints how many turns were said
and how many orders were placed; a broken invariant ends it with the last turns before it.
"""

from __future__ import annotations

import argparse
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.dialogue.test_shopper import Shopper

_STEPS = 100


def main() -> None:
    """Talk and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=5000, help="say at least so many turns")
    parser.add_argument("--seed", type=int, default=1, help="the first of the seeds")
    options = parser.parse_args()
    wishes = settings(
        max_examples=20,
        stateful_step_count=_STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    began, number = time.process_time(), options.seed
    while Shopper.turns_in_all < options.turns:
        run_state_machine_as_test(seed(number)(Shopper), settings=wishes)
        number += 1
    spent = time.process_time() - began
    print(
        f"{Shopper.turns_in_all} turns, {Shopper.orders_in_all} orders, "
        f"seeds {options.seed} to {number - 1}, {spent:.0f} s of processor time: every invariant held"
    )


if __name__ == "__main__":
    main()
