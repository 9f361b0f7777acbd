"""Households: how they wish to be spoken to, and what protects their orders."""

from assistant.customers.household import Household

__all__ = ["Household"]
