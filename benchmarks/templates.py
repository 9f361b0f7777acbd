"""What a user could pick instead: hassil's sentence templates, on the same sentences and by the same scoring.

    python benchmarks/templates.py [FOLDER] [--json]       intents/heldout by default

Templates, one file: benchmarks/data/hassil_fr.yaml. Their {product} is every name of the catalogue; what they
find in {quantity}, {unit} and {when} is read by the readers of Vocabas, so only the recognition is compared.
No sentence is printed. Needs hassil (dependency group dev); the intent engine too, unless --templates-only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from hassil import Intents, TextSlotList, recognize_best
from hassil.recognize import MatchEntity, RecognizeResult

from assistant.bootstrap import IntentEngine
from assistant.catalogue import Catalogue
from assistant.catalogue.files import read_folder
from assistant.evaluation.sentences import Sentence, load_sentences
from assistant.evaluation.understanding import evaluate, report
from assistant.settings import load_settings
from assistant.understanding import Understander
from assistant.understanding.clauses import Clause, Item
from assistant.understanding.interpretation import Interpretation
from assistant.understanding.modes import parse_mode
from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import parse_number
from assistant.understanding.quantities import Quantity
from assistant.understanding.reading import read
from assistant.understanding.requests import OutOfScope
from assistant.understanding.units import _WORDS, parse_unit

HERE = Path(__file__).resolve().parents[1]
TEMPLATES = HERE / "benchmarks" / "data" / "hassil_fr.yaml"
DAYS = (
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "demain",
    "après-demain",
    "aujourd'hui",
)
PARTS = ("", " matin", " après-midi", " soir", " midi")
HOURS = (
    *(
        "huit",
        "neuf",
        "dix",
        "onze",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
        "vingt",
    ),
    *map(str, range(8, 21)),
)
ATTRIBUTES = (
    *(
        "bio",
        "sans lactose",
        "sans gluten",
        "sans sucre",
        "allégé",
        "light",
        "premier prix",
        "le moins cher",
        "la moins chère",
    ),
    *(
        "les moins chers",
        "en promo",
        "nature",
        "entier",
        "demi-écrémé",
        "label rouge",
        "frais",
        "surgelé",
        "surgelés",
        "bien mûrs",
    ),
)
ORDINALS = (
    "premier",
    "première",
    "deuxième",
    "second",
    "seconde",
    "troisième",
    "dernier",
    "dernière",
    "un",
    "deux",
    "trois",
)
MODES = (
    "au drive",
    "en drive",
    "drive",
    "en livraison",
    "livraison",
    "à domicile",
    "livraison à domicile",
    "en express",
    "express",
)


class Templates:
    """Understands sentences as hassil's templates do; takes the place of `Understander`.

    Args:
        catalogue: where the shop's products are.
    """

    def __init__(self, catalogue: Path) -> None:
        document = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
        products = _texts(_names(catalogue))
        self._intents = Intents.from_dict(document)
        self._lists = {
            "product": products,
            "old": products,
            "keep": products,
            "quantity": _texts(_numbers()),
            "unit": _texts(
                word + end for words in _WORDS.values() for word in words.split() for end in ("", "s")
            ),
            "attribute": _texts(ATTRIBUTES),
            "ordinal": _texts(ORDINALS),
            "mode": _texts(MODES),
            "when": _texts(_times()),
        }

    def interpret(self, text: str, now: datetime, *, expects: str | None = None) -> Interpretation:
        """Understand one sentence, by the template that matches the most literal text."""
        words = normalise(text)
        found = recognize_best(words, self._intents, slot_lists=self._lists, language="fr")
        if found is None:
            return Interpretation(text, (OutOfScope(),), 0.0)
        request = read(found.intent.name, _clause(found), words, now, expects)
        return Interpretation(text, (request or OutOfScope(),), 1.0)


def _clause(found: RecognizeResult) -> Clause:
    clause = Clause(has_act=True)
    item = Item()
    for entity in found.entities_list:
        item = _take(clause, item, entity)
    if item.quantity is not None and not item.product:
        _count(clause, item)
    return clause


def _count(clause: Clause, item: Item) -> None:
    """Give an amount without a product to the product before it, or to what was spoken of last."""
    if clause.items and clause.items[-1].quantity is None and not clause.recipe:
        clause.items[-1].quantity = item.quantity
    elif clause.recipe:
        clause.servings = int(item.quantity.value) if item.quantity else None
    else:
        clause.items.append(item)


def _take(clause: Clause, item: Item, entity: MatchEntity) -> Item:
    """Put one slot where it belongs; return the item that the next one may go on with."""
    said = str(entity.value).strip()
    match entity.name:
        case "quantity":
            number = parse_number(said)
            if item.quantity is not None:
                _count(clause, item)
                item = Item()
            item.quantity = Quantity(number[0], "", said, number[1]) if number else None
        case "unit":
            unit = parse_unit(said)
            if unit:
                value = item.quantity.value if item.quantity else 1
                item.quantity = Quantity(value * unit.times, unit.name, said)
        case "product" | "old" | "keep":
            item.product, item.is_old, item.excluded = said, entity.name == "old", entity.name == "keep"
            clause.items.append(item)
            return Item()
        case "attribute":
            if clause.items:
                clause.items[-1].attributes.append(said)
            else:
                clause.items.append(Item(attributes=[said]))
        case "ordinal":
            clause.ordinals.append(said)
        case "when":
            clause.when.append(said)
        case "mode":
            clause.mode = parse_mode(said)
        case "recipe":
            clause.recipe = said
    return item


def _texts(words: Iterable[str]) -> TextSlotList:
    return TextSlotList.from_tuples((word, word) for word in dict.fromkeys(words))


def _names(catalogue: Path) -> list[str]:
    products, _ = read_folder(catalogue)
    said = {name for product in products for name in product.said}
    return sorted({normalise(name) for name in said} | {f"{name}s" for name in said if " " not in name})


def _numbers() -> list[str]:
    small = (
        *[
            "un",
            "une",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
            "vingt",
        ],
    )
    tens = (
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "soixante-dix",
        "quatre-vingts",
        "cent",
        "deux cents",
    )
    more = (
        "deux cent cinquante",
        "trois cents",
        "quatre cents",
        "cinq cents",
        "sept cent cinquante",
        "un demi",
        "une demi",
        "un quart de",
    )
    vague = (
        "quelques",
        "un peu",
        "une douzaine",
        "une demi-douzaine",
        "une dizaine",
        "une vingtaine",
        "deux ou trois",
    )
    return [*small, *tens, *more, *vague, *map(str, range(1, 1001)), "0,5", "1,5", "2,5"]


def _times() -> list[str]:
    days = [day + part for day in DAYS for part in PARTS]
    hours = [f"{day} à {hour} heures" for day in days for hour in HOURS] + [
        f"à {hour} heures" for hour in HOURS
    ]
    return [
        *days,
        *hours,
        "ce soir",
        "cet après-midi",
        "ce midi",
        "le plus tôt possible",
        "dans deux heures",
        "dans une heure",
    ]


def line(name: str, told: dict[str, Any], seconds: float) -> str:
    """Return one row of the table."""
    total, alone, acts = told["total"], told["not_for_us"], told["acted_upon"]
    whole, spent = total["wholly_right"], told["milliseconds"]
    return (
        f"{name:10} {whole['percent']:5} {whole['interval']}  intent {total['intent']['percent']}"
        f"  F1 {total['entity_f1']}  left alone {alone['left_alone']['percent']}"
        f"  wrong additions {alone['wrong_adds_acted_upon']} + {told['questions']['wrong_adds_acted_upon']}"
        f"  changes right {acts['wholly_right']['percent']}  {spent['median']} ms (p95 {spent['p95']})"
        f"  {seconds:.0f} s CPU here"
    )


def main() -> None:
    """Score both, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "intents" / "heldout")
    parser.add_argument("--templates-only", action="store_true")
    parser.add_argument("--json", action="store_true", help="all figures of both, as one JSON document")
    options = parser.parse_args()
    settings = load_settings()
    sentences: tuple[Sentence, ...] = load_sentences(options.folder)
    figures: dict[str, Any] = {}
    began = time.process_time()
    figures["hassil"] = report(evaluate(Templates(settings.catalogue_dir), sentences))
    if not options.json:
        print(f"{len(sentences)} sentences")
        print(line("hassil", figures["hassil"], time.process_time() - began), flush=True)
    if not options.templates_only:
        with IntentEngine(settings) as engine:
            if engine.server is not None:
                print("starting the intent engine", file=sys.stderr)
                engine.server.wait_until_ready(settings.nlu_start_timeout)
            names = Catalogue.load(settings.catalogue_dir).names
            began = time.process_time()
            figures["vocabas"] = report(evaluate(Understander(engine.client, names), sentences))
        if not options.json:
            print(line("vocabas", figures["vocabas"], time.process_time() - began))
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
