"""Vocabulary: what people say in this shop, and the recogniser's model that hears it.

From the catalogue and the sentence patterns of the intent data to a decoding graph
(`assistant.hearing.graph`).
"""
