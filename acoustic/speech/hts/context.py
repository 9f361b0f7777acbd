"""What the trees of a MaryTTS voice ask about a phone: its neighbours, its place in syllable, word, phrase and sentence.

The values follow MaryTTS's feature processors; French prosody is reduced to two rules: the last full syllable of a
longer word carries a rising accent, and a phrase ends high, but for the last, which ends low.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acoustic.speech.hts.voice import Context

PAUSE = "_"
Word = Sequence[str]
"""phones in the voices' own (SAMPA) notation"""
_VOWELS = frozenset("a e E i o 0 u y 2 9 @ a~ e~ o~ 9~".split())
_NEIGHBOURS = (("prev_prev_", -2), ("prev_", -1), ("ph_", 0), ("next_", 1), ("next_next_", 2))


@dataclass(frozen=True)
class _Syllable:
    phones: list[str]
    word: int
    place: int
    """among the word's syllables"""
    of: int
    """syllables the word has"""
    before: int
    """phones of the word before it"""
    word_length: int
    ends_phrase: bool
    accent: str

    @property
    def ends_word(self) -> bool:
        return self.place == self.of - 1


def syllables(word: Word) -> list[list[str]]:
    """A word's syllables: one consonant goes with the following vowel, and so do stop + l, R, j or w."""
    vowels = [i for i, phone in enumerate(word) if phone in _VOWELS]
    cuts = [0]
    for left, right in zip(vowels, vowels[1:], strict=False):
        between = right - left - 1
        cut = right - min(between, 1)
        if between > 1:
            if word[right - 1] in "lRjwH" and word[right - 2] in "pbtdkgfv":
                cut = right - 2
            if word[right - 1] in "wjH" and between >= 3 and word[right - 2] in "lR":
                cut = right - 3
            if word[right - 1] in "jwH" and word[right - 2] not in "lR":
                cut = right - 2
            cut = max(cut, left + 1)
        cuts.append(cut)
    cuts.append(len(word))
    return [list(word[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]


def contexts(phrases: Sequence[Sequence[Word]], properties: Mapping[str, Mapping[str, str]]) -> list[Context]:
    """Context of each phone of a sentence, a pause before, between and after the phrases."""
    words = sum(map(len, phrases))
    sentence = {
        "sentence_numwords": _count(words),
        "sentence_numphrases": _count(len(phrases)),
        "sentence_punc": ".",
    }
    found: list[Context] = []
    before = 0
    for number, phrase in enumerate(phrases):
        found += _phrase(phrase, number, len(phrases), before, words, sentence)
        before += len(phrase)
    opening = _opening(found, sentence, words, len(phrases), len(phrases[0]))
    return _with_neighbours([opening, *found], properties)


def _count(number: int) -> str:
    return str(max(0, min(19, number)))


def _cut(phrase: Sequence[Word], last: bool) -> list[_Syllable]:
    found = []
    for w, word in enumerate(phrase):
        parts = syllables(word)
        before = 0
        for s, part in enumerate(parts):
            ends_word = s == len(parts) - 1
            ends_phrase = ends_word and w == len(phrase) - 1
            full = ends_word and (len(word) >= 3 or len(parts) > 1) and word[-1] != "@"
            accent = "0" if not (full or ends_phrase) else "!H*" if last and ends_phrase else "L+H*"
            found.append(_Syllable(part, w, s, len(parts), before, len(word), ends_phrase, accent))
            before += len(part)
    return found


def _phrase(
    phrase: Sequence[Word], number: int, phrases: int, before: int, words: int, sentence: Context
) -> list[Context]:
    last = number == phrases - 1
    cut = _cut(phrase, last)
    tone = "L-L%" if last else "H-L%"
    shared = sentence | {
        "phrase_numwords": _count(len(phrase)),
        "phrase_numsyls": _count(len(cut)),
        "phrases_from_sentence_start": _count(number),
        "phrases_from_sentence_end": _count(phrases - 1 - number),
        "phrase_endtone": tone,
        "prev_phrase_endtone": "H-L%" if number else "0",
    }
    accents = [i for i, s in enumerate(cut) if s.accent != "0"]
    found: list[Context] = []
    for i in range(len(cut)):
        place = shared | _accents(cut, i, accents, tone, number, last)
        place |= _places(cut, i, accents, len(phrase), before, words, number, last)
        found += _phones(cut[i], place, len(phrase), last)
    pause = shared | {
        "words_from_sentence_start": _count(before + len(phrase)),
        "words_from_sentence_end": _count(words - before - len(phrase)),
        "syl_break": "0",
        "prev_syl_break": "4",
        "words_from_phrase_start": _count(len(phrase)),
        "syls_from_phrase_start": _count(len(cut)),
        "breakindex": "5" if last else "0",
        "prev_accent": cut[accents[-1]].accent if accents else "0",
        "prev_stressed": "1",
        "stressed_syls_from_phrase_start": _count(len(accents)),
        "accented_syls_from_phrase_start": _count(len(accents)),
        "phone": PAUSE,
    }
    return [*found, pause]


def _accents(
    cut: Sequence[_Syllable], i: int, accents: Sequence[int], tone: str, number: int, last: bool
) -> Context:
    here = cut[i]
    earlier, later = [a for a in accents if a < i], [a for a in accents if a > i]
    accented = "1" if here.accent != "0" else "0"
    found = {"accented": accented, "stressed": accented, "tobi_accent": here.accent}
    found["tobi_endtone"] = tone if here.ends_phrase else "0"
    for name, offset in (("next", 1), ("nextnext", 2)):
        there = cut[i + offset] if i + offset < len(cut) else None
        found[f"{name}_tobi_accent"] = there.accent if there else "0"
        found[f"{name}_tobi_endtone"] = tone if there and there.ends_phrase else "0"
    found["next_accent"] = cut[later[0]].accent if later else "0"
    found["prev_accent"] = cut[earlier[-1]].accent if earlier else "0"
    found["prev_stressed"] = "1" if i and cut[i - 1].accent != "0" else "0"
    found["next_stressed"] = "1" if i + 1 < len(cut) and cut[i + 1].accent != "0" else "0"
    found["syl_break"] = "4" if here.ends_phrase else "1" if here.ends_word else "0"
    found["prev_syl_break"] = ("1" if cut[i - 1].ends_word else "0") if i else ("4" if number else "0")
    found["position_type"] = (
        "single" if here.of == 1 else "initial" if not here.place else "final" if here.ends_word else "mid"
    )
    if here.accent != "0":
        found["selection_prosody"] = "nuclear" if last and here.ends_phrase else "pre-nuclear"
    for kind in ("stressed", "accented"):
        found[f"{kind}_syls_from_phrase_start"] = _count(len(earlier))
        found[f"{kind}_syls_from_phrase_end"] = _count(len(later))
    for kind in ("accent", "stressed"):
        found[f"syls_from_prev_{kind}"] = _count(i - earlier[-1] if earlier else i)
        found[f"syls_to_next_{kind}"] = _count(later[0] - i if later else len(cut) - 1 - i)
    return found


def _places(
    cut: Sequence[_Syllable],
    i: int,
    accents: Sequence[int],
    phrase: int,
    before: int,
    words: int,
    number: int,
    last: bool,
) -> Context:
    here = cut[i]
    return {
        "words_from_sentence_start": _count(before + here.word),
        "words_from_sentence_end": _count(words - 1 - before - here.word),
        "words_from_phrase_start": _count(here.word),
        "words_from_phrase_end": _count(phrase - 1 - here.word),
        "words_from_prev_punctuation": _count(here.word + (1 if number else 0)),
        "words_to_next_punctuation": _count(phrase - here.word),
        "prev_punctuation": "," if number else "0",
        "next_punctuation": "." if last else ",",
        "syls_from_phrase_start": _count(i),
        "syls_from_phrase_end": _count(len(cut) - 1 - i),
        "syl_numsegs": _count(len(here.phones)),
        "word_numsegs": _count(here.word_length),
        "word_numsyls": _count(here.of),
        "syls_from_word_start": _count(here.place),
        "syls_from_word_end": _count(here.of - 1 - here.place),
    }


def _phones(syllable: _Syllable, place: Context, phrase: int, last: bool) -> list[Context]:
    vowel = next((j for j, phone in enumerate(syllable.phones) if phone in _VOWELS), 0)
    found = []
    for j, phone in enumerate(syllable.phones):
        at = syllable.before + j
        ends_word = at == syllable.word_length - 1
        index = "0" if not ends_word else "1" if syllable.word < phrase - 1 else "5" if last else "4"
        found.append(
            place
            | {
                "phone": phone,
                "onsetcoda": "onset" if j < vowel else "coda",
                "pos_in_syl": _count(j),
                "segs_from_syl_start": _count(j),
                "segs_from_syl_end": _count(len(syllable.phones) - 1 - j),
                "segs_from_word_start": _count(at),
                "segs_from_word_end": _count(syllable.word_length - 1 - at),
                "breakindex": index,
            }
        )
    return found


def _opening(found: Sequence[Context], sentence: Context, words: int, phrases: int, phrase: int) -> Context:
    """The pause before the first phrase."""
    first = found[0]
    return sentence | {
        "phone": PAUSE,
        "phrase_endtone": first["phrase_endtone"],
        "phrase_numsyls": first["phrase_numsyls"],
        "phrase_numwords": first["phrase_numwords"],
        "words_from_sentence_end": _count(words),
        "next_accent": next((c["tobi_accent"] for c in found if c.get("tobi_accent", "0") != "0"), "0"),
        "phrases_from_sentence_end": _count(phrases - 1),
        "words_from_phrase_end": _count(phrase - 1),
        "syls_from_phrase_end": _count(int(first["phrase_numsyls"])),
    }


def _with_neighbours(found: list[Context], properties: Mapping[str, Mapping[str, str]]) -> list[Context]:
    names = [context["phone"] for context in found]
    for i, context in enumerate(found):
        for prefix, offset in _NEIGHBOURS:
            name = names[i + offset] if 0 <= i + offset < len(names) else PAUSE
            context["phone" if prefix == "ph_" else f"{prefix}phone"] = name
            context.update({prefix + key: value for key, value in properties.get(name, {}).items()})
        context["prev_is_pause"] = "1" if i and names[i - 1] == PAUSE else "0"
        context["next_is_pause"] = "1" if i + 1 < len(names) and names[i + 1] == PAUSE else "0"
    return found
