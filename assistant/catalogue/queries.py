"""What tantivy is asked for a phrase, from the strictest query to the loosest."""

from __future__ import annotations

from collections.abc import Iterator

import tantivy
from tantivy import Occur, Query

from assistant.catalogue.lexicon import Forms
from assistant.catalogue.matching import UNSURE, Asked
from assistant.catalogue.words import is_light, stem, windows

SURE = 0.9
"""A score from which no looser search is needed."""
STRICT = 2
"""So many queries look for all the words as they are."""
_LONG_SOUND = 8

Attempt = tuple[Query, bool, float]
"""A query, whether it finds by sound, and the score below which it is worth its time."""


class Queries:
    """Writes queries over the documents of `assistant.catalogue.documents`.

    Args:
        schema: of those documents.
    """

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def attempts(self, wanted: Asked, forms: dict[str, Forms], said: bool) -> Iterator[Attempt]:
        """Give queries from the strictest to the loosest; a good answer to one makes the next needless.

        Words that were not said as they are get the strict ones only.
        """
        words = [word for word in wanted.words if word[0] != "#"]
        what = [w for w in words if not is_light(w) and not w.isdigit()] or words
        heavy = [word for word in what if word not in wanted.purpose] or what
        if not heavy:
            return
        stems = [stem(word) for word in words]
        yield self._term("key", " ".join(stems)), False, SURE
        required = [(Occur.Must, self._term("stem", stem(word))) for word in heavy]
        wished = [
            (Occur.Should, Query.boost_query(self._term("key", " ".join(run)), 5.0 * len(run)))
            for run in windows(tuple(stems))
        ]
        wished += [(Occur.Should, self._term("stem", stem(w))) for w in wanted.words if w not in heavy]
        yield Query.boolean_query([*required, *wished]), False, SURE
        known = [self._any_form(forms[word]) for word in heavy if forms[word]]
        if len(known) == len(heavy):
            yield Query.boolean_query([*((Occur.Must, form) for form in known), *wished]), False, SURE
        if not said:
            return
        for heard in {wanted.sound, wanted.full_sound}:
            if len(heard) > 3:
                yield self._fuzzy("key_sound", heard, 1 if len(heard) < _LONG_SOUND else 2), True, SURE
        if len(known) > 1 and forms[heavy[0]]:
            others = [(Occur.Should, form) for form in known[1:]]
            yield Query.boolean_query([(Occur.Must, known[0]), *others, *wished]), False, UNSURE
        elif known:
            yield Query.boolean_query([(Occur.Must, known[0]), *wished]), False, UNSURE
        if len(known) > 1 and len(heavy) > 2:
            some = [(Occur.Should, form) for form in known]
            yield Query.boolean_query(some, minimum_number_should_match=len(heavy) - 1), False, UNSURE

    def _any_form(self, forms: Forms) -> Query:
        stems: dict[str, float] = {}
        for known, alike in forms.items():
            stems[stem(known)] = max(alike, stems.get(stem(known), 0.0))
        return Query.disjunction_max_query([self._term("stem", word, alike) for word, alike in stems.items()])

    def _term(self, field: str, text: str, score: float = 1.0) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, field, text, "basic"), score)

    def _fuzzy(self, field: str, text: str, distance: int) -> Query:
        return Query.const_score_query(
            Query.fuzzy_term_query(self._schema, field, text, distance=distance), 0.5
        )
