"""The same sounds in other recognisers: PocketSphinx, and our net without what the shop brings.

    .venv/bin/python -m benchmarks.peers [--sentences 36] [--model FOLDER]

PocketSphinx's wheel (`pip install --no-deps pocketsphinx`) carries an English model only. It is given our
words in the English phones nearest to ours and a trigram of the same sentences: the most one gets from PyPI
without a download, not what PocketSphinx could do with a French model. "Any words in any order" is our net
under a loop of its vocabulary: what it hears without patterns or catalogue.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import vosk

from assistant.hearing.graph import lexicon, ngram
from assistant.hearing.graph.words import tokens as split
from assistant.hearing.models import find_model
from assistant.vocabulary.coverage import words_of
from assistant.vocabulary.shopper import Shopper
from benchmarks import material
from benchmarks.listening import distance, rate, tokens
from benchmarks.material import Clip

_SEED = 3_000
_LEARNT = 30_000
"""Sentences PocketSphinx's trigram learns, of other seeds than those it is tested on."""
_ENGLISH = {
    **{"a": "AA", "e": "EY", "ɛ": "EH", "i": "IY", "o": "OW", "ɔ": "AO", "u": "UW", "y": "UW", "ø": "UH"},
    **{"œ": "AH", "ə": "AH", "ɑ̃": "AA N", "ɛ̃": "AE N", "ɔ̃": "AO N", "ɡ": "G", "ʃ": "SH", "ʒ": "ZH"},
    **{"ɲ": "N Y", "ŋ": "NG", "ʁ": "R", "j": "Y", "ɥ": "W"},
}
"""Our phones in those of CMUdict; the others have the same letter."""
Hear = Callable[[Clip], str]


def arpa(model: ngram.Ngram) -> str:
    """A language model in ARPA's format, log 10."""
    lines, counts = [], []
    for order in range(1, model.order + 1):
        rows = [
            (history, word, p)
            for history, following in model.words.items()
            if len(history) == order - 1
            for word, p in following.items()
        ]
        if order == 1:
            rows.append(((), ngram.START, 1e-9))
        counts.append(f"ngram {order}={len(rows)}")
        lines.append(f"\n\\{order}-grams:")
        for history, word, p in rows:
            run = (*history, word)
            weight = f"\t{math.log10(max(model.backoff[run], 1e-9)):.4f}" if run in model.backoff else ""
            lines.append(f"{math.log10(max(p, 1e-9)):.4f}\t{' '.join(run)}{weight}")
    return "\n".join(("\\data\\", *counts, *lines, "\n\\end\\\n"))


def pocketsphinx(folder: Path) -> Hear:
    """PocketSphinx's English sounds, our words and sentences."""
    from pocketsphinx import Decoder, get_model_path

    said = [split(sentence) for sentence in islice(Shopper(_SEED + 5).sentences(), _LEARNT)]
    words = lexicon.lexicon({word for sentence in said for word in sentence})
    lines = []
    for word, forms in words.items():
        english = dict.fromkeys(" ".join(_ENGLISH.get(p, p.upper()) for p in form) for form in forms)
        lines += [f"{word}{f'({i})' if i > 1 else ''} {form}" for i, form in enumerate(english, 1)]
    (folder / "words.dict").write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = (s for s in said if all(w in words for w in s))
    (folder / "words.lm").write_text(arpa(ngram.train(known, 3, vocabulary=words)), encoding="utf-8")
    decoder = Decoder(
        hmm=get_model_path("en-us/en-us"),
        dict=str(folder / "words.dict"),
        lm=str(folder / "words.lm"),
        loglevel="FATAL",
    )

    def hear(clip: Clip) -> str:
        decoder.start_utt()
        decoder.process_raw(clip.samples.tobytes(), full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return found.hypstr if found else ""

    return hear


def ours(folder: Path, grammar: str | None) -> Hear:
    """Our net, under a model's own graph or under a grammar, without refusal."""
    model = vosk.Model(str(folder))

    def hear(clip: Clip) -> str:
        told = [grammar] if grammar else []
        recogniser = vosk.KaldiRecognizer(model, 16_000, *told)
        recogniser.AcceptWaveform(clip.samples.tobytes())
        text: str = json.loads(recogniser.FinalResult())["text"]
        return text

    return hear


def row(name: str, hear: Hear, sets: Sequence[Sequence[Clip]]) -> str:
    """Word errors of each set, and processor time by the sounds' length."""
    cells, spent, seconds = [], time.process_time(), 0.0
    for clips in sets:
        pairs = [(distance(tokens(c.text), tokens(hear(c))), len(tokens(c.text))) for c in clips]
        cells.append(str(rate([(float(e), float(n)) for e, n in pairs], [c.speaker for c in clips])))
        seconds += sum(c.seconds for c in clips)
    cells.append(f"{(time.process_time() - spent) / seconds:.3f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=36)
    parser.add_argument("--model", default="", help="a Vosk model folder (default: the one in use)")
    options = parser.parse_args()
    vosk.SetLogLevel(-1)
    folder = find_model(options.model).path
    clean = material.spoken(material.shop_sentences(options.sentences, _SEED), material.SCORE_VOICES, _SEED)
    noisy = material.spoiled(clean, "10 dB", 10, False, _SEED)
    echo = material.spoiled(clean, "10 dB, reverberation", 10, True, _SEED)
    sets = clean, noisy, echo
    print("| recogniser | unseen voices | … noise at 10 dB | … and reverberation | real-time factor |")
    print("| --- | --- | --- | --- | --- |")
    print(row("Vocabas, before refusal", ours(folder, None), sets), flush=True)
    loop = json.dumps(sorted(words_of(folder) - {"[unk]", "<eps>"}), ensure_ascii=False)
    print(row("… any words of its vocabulary in any order", ours(folder, loop), sets), flush=True)
    if importlib.util.find_spec("pocketsphinx") is None:
        print("| PocketSphinx | not installed: `pip install --no-deps pocketsphinx` | | | |")
        return
    with tempfile.TemporaryDirectory() as place:
        print(row("PocketSphinx, English sounds", pocketsphinx(Path(place)), sets), flush=True)


if __name__ == "__main__":
    main()
