"""Sentences a household says to its grocer, and fillers that cover the sounds of French."""
