"""The decoding graph: from words and sentences to what libvosk searches.

No torch here, and no program of the system but espeak-ng (for pronunciations): the assistant may import this part to
build a graph from a catalogue. kaldifst must not share a process with vosk (both carry their own OpenFst and hang).
"""
