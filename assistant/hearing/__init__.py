"""Hearing: sound becomes an `Utterance`.

Import what you need from its modules (`audio`, `models`, `recogniser`…). Nothing is imported here, because
`graph` runs in a process that must never load vosk: it and kaldifst each carry an OpenFst, and hang when
they meet.
"""
