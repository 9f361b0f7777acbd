"""The decoding graph: from words and sentences to what libvosk searches.

Run as a program of its own (``python -m assistant.hearing.graph``), never in a process that has loaded vosk:
kaldifst and vosk each carry their own OpenFst and hang when they meet. The training room (``acoustic/``)
builds with it too.
"""
