"""Which codes may protect orders."""

from __future__ import annotations

import pytest

from assistant.customers.code import CodeHash, weakness


@pytest.mark.parametrize(
    ("digits", "reason"),
    [
        ("0000", "same_digit"),
        ("7777", "same_digit"),
        ("0123", "run"),
        ("1234", "run"),
        ("7890", "run"),
        ("4321", "run"),
        ("3210", "run"),
        ("1212", "pairs"),
        ("4774", "pairs"),
        ("1987", "year"),
        ("2024", "year"),
        ("4719", None),
        ("0042", None),
        ("1357", None),
        ("9012", None),
    ],
)
def test_a_code_that_is_guessed_first_is_weak(digits, reason):
    assert weakness(digits) == reason


def test_the_same_code_is_never_kept_the_same():
    one, other = CodeHash.of("4719"), CodeHash.of("4719")
    assert one != other
    assert one.matches("4719")
    assert not one.matches("4718")
    assert "4719" not in one.digest
