"""Word strings that cover the sounds of French far beyond the shop, so that the net learns sounds, not products.

Words come from ``wordfreq`` (Speer 2022; code Apache-2.0, data CC-BY-SA 4.0): half of each string drawn by how often
people use them, half evenly from the 12,000 most frequent, function words strewn between.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from wordfreq import top_n_list, word_frequency

_GLUE = (
    "le la les un une des du de la dans sur avec pour par sans sous entre vers chez et ou mais que qui dont où ne pas plus "
    "ce cette ces son sa ses leur leurs notre votre mon ma mes il elle on nous vous ils elles je tu est sont était a ont "
    "avait sera fait peut très bien aussi tout tous toute même encore toujours au aux en y se lui"
).split()


def sentences(seed: int, words_at_most: int = 9) -> Iterator[str]:
    """Strings of 2 to ``words_at_most`` words, without end."""
    rng = random.Random(seed)
    words = [w for w in top_n_list("fr", 12_000) if w.isalpha() and len(w) > 1]
    often = [word_frequency(w, "fr") ** 0.5 for w in words]
    while True:
        said: list[str] = []
        for _ in range(rng.randint(2, words_at_most)):
            pick = rng.random()
            if pick < 0.3:
                said.append(rng.choice(_GLUE))
            elif pick < 0.65:
                said += rng.choices(words, often)
            else:
                said.append(rng.choice(words))
        yield " ".join(said)
