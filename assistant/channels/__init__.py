"""Channels: how people and programs reach the assistant. They know only `Assistant` and its values."""
