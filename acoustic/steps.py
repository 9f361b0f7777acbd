"""The steps from a recipe to a model, each resumable: what was made from unchanged inputs is left alone."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from acoustic import recipe as recipes
from acoustic.apart import apart
from acoustic.errors import AcousticError
from acoustic.features.shards import Example
from acoustic.kaldi.nnet3 import Affine, read_layers, without_penalty
from acoustic.scores.report import Report
from acoustic.workplace import Workplace
from assistant.hearing.graph.lexicon import CORRECTIONS

#: added to the recipe's seed: each use has sentences of its own
_TEST, _TUNING, _LANGUAGE, _SPOKEN, _FILLER, _HTS_SPOKEN, _HTS_FILLER = 99, 98, 5, 11, 12, 21, 22
_KOKORO_SPOKEN, _KOKORO_FILLER = 31, 32


@dataclass(frozen=True)
class Steps:
    """A recipe at work in a folder."""

    recipe: recipes.Recipe
    place: Workplace
    speech: Path
    """folder of the manifests that the recipe names"""

    @property
    def model(self) -> Path:
        """The model folder being made."""
        return self.place.path("model")

    def sentences(self) -> None:
        """Grocery sentences and fillers to speak, to learn the language from, and to test on."""
        counts = self.recipe.sentences
        with self.place.step("sentences", counts, self.recipe.seed) as needed:
            if not needed:
                return
            from acoustic.sentences import filler
            from assistant.vocabulary.shopper import Shopper
            from assistant.vocabulary.wordlists import vocabulary
            from assistant.hearing.graph.words import tokens

            fixed = set(vocabulary())
            seed = 1000 * (self.recipe.seed - 1)

            def scored(own_seed: int, count: int) -> list[str]:
                # Fixed phrases stay out of the tests, because a test sentence is kept from the language model.
                all_said = Shopper(seed + own_seed).sentences()
                composed = (s for s in all_said if len(tokens(s)) > 3 and s not in fixed)
                return list(islice(_distinct(composed), count))

            test = scored(_TEST, counts.test)
            tuning = [s for s in scored(_TUNING, counts.tuning) if s not in test]
            unseen = {*test, *tuning}

            def others(own_seed: int) -> Iterator[str]:
                return (s for s in Shopper(seed + own_seed).sentences() if s not in unseen)

            def spoken(own_seed: int, filler_seed: int, grocery: int, fillers: int) -> list[str]:
                said = islice(_distinct(others(own_seed)), grocery)
                return [*said, *islice(filler.sentences(seed + filler_seed), fillers)]

            self._write("test", test)
            self._write("tuning", tuning)
            self._write("espeak", spoken(_SPOKEN, _FILLER, counts.grocery, counts.filler))
            self._write("hts", spoken(_HTS_SPOKEN, _HTS_FILLER, counts.hts_grocery, counts.hts_filler))
            half = counts.kokoro // 2
            both = spoken(_KOKORO_SPOKEN, _KOKORO_FILLER, half, counts.kokoro - half)
            self._write("kokoro", [s for pair in zip(both[:half], both[half:], strict=False) for s in pair])
            self._write("language", list(islice(others(_LANGUAGE), counts.language_model)))

    def synthesise(self) -> None:
        """espeak-ng speaks the sentences, training variants for learning, others for the tests; the rest speak theirs."""
        from acoustic.speech import kokoro, synthesis
        from acoustic.speech.hts import corpus

        seed = self.recipe.seed
        for name, voices, own_seed in (
            ("espeak", synthesis.training_variants(), seed),
            ("test", synthesis.HELD_OUT, seed + 6),
            ("tuning", synthesis.TUNED_ON, seed + 7),
        ):
            with self.place.step(f"speech-{name}", self._list(name), voices, own_seed) as needed:
                if needed:
                    synthesis.synthesise(self._read(name), self.place.path("speech", name), voices, own_seed)
        speakers = {s.speaks for s in self.recipe.sources}
        if "kokoro" in speakers:
            with self.place.step("speech-kokoro", self._list("kokoro"), seed) as needed:
                if needed:
                    kokoro.synthesise(self._read("kokoro"), self.place.path("speech", "kokoro"), seed)
        if "hts" not in speakers:
            return
        if not self._hts_voices().is_dir():
            print(f"speech: no HTS voices in {self._hts_voices()}, so that source is left out")
            return
        with self.place.step("speech-hts", self._list("hts"), seed) as needed:
            if needed:
                corpus.synthesise(
                    self._read("hts"), self.place.path("speech", "hts"), self._hts_voices(), seed
                )

    def features(self, only: str = "") -> None:
        """Features of every source, or of the one named."""
        from acoustic.features.extract import Treatment, extract
        from acoustic.speech import manifest

        for number, source in enumerate(self.recipe.sources):
            if only not in ("", source.name) or (source.speaks == "hts" and not self._hts_voices().is_dir()):
                continue
            if source.speaks == "nobody":
                self._nothing(source, self.recipe.seed * 1000 + number)
                continue
            path = self._manifest(source)
            treatment = Treatment(source.plain, source.revoiced, source.join)
            listed = path if path.is_file() else manifest.list_in(path)
            inputs = (treatment, listed, source.clips, self.recipe.seed)
            with self.place.step(f"features-{source.name}", *inputs) as needed:
                if needed:
                    folder = self.place.path("features", source.name)
                    recordings = manifest.read(path)
                    if 0 < source.clips < len(recordings):
                        recordings = random.Random(self.recipe.seed).sample(recordings, source.clips)
                    extract(recordings, folder, treatment, self.recipe.seed * 1000 + number)

    def _nothing(self, source: recipes.Source, seed: int) -> None:
        """Sounds without speech; the crowds among them are of espeak-ng's voices."""
        from acoustic.features import nothing
        from acoustic.speech import manifest

        with self.place.step(f"features-{source.name}", source.clips, seed) as needed:
            if needed:
                crowd = manifest.read(self.place.path("speech", "espeak", "manifest.tsv"))
                nothing.extract(source.clips, self.place.path("features", source.name), crowd, seed)

    def train(self, minutes: float | None = None) -> None:
        """The net; goes on from the last checkpoint."""
        how = self.recipe.training
        how = replace(how, minutes=minutes) if minutes is not None else how
        sources = [s for s in self.recipe.sources if self.place.path("features", s.name).is_dir()]
        if not sources:
            raise AcousticError("There are no features yet: run `python -m acoustic features` first.")
        shards = [self.place.path("features", s.name) for s in sources]
        with self.place.step("train", how, self.recipe.net, *shards, [s.weight for s in sources]) as needed:
            if not needed:
                return
            from acoustic.features.shards import read_folder
            from acoustic.net import training

            older = self._older_model()
            weighted = [
                (self._believed(s, read_folder(folder), older), s.weight)
                for folder, s in zip(shards, sources, strict=True)
            ]
            training.train(
                weighted,
                self.recipe.net,
                how,
                self.place.path("net"),
                self.recipe.seed,
                self._watched(),
                older,
            )

    def _believed(
        self, source: recipes.Source, examples: list[Example], older: list[Affine] | None
    ) -> list[Example]:
        """Without the human utterances whose transcripts an older model finds hardest to believe."""
        doubted = self.recipe.training.doubted
        if not source.human or not doubted or older is None:
            return examples
        from acoustic.net.cleaning import believable, surprise
        from acoustic.net.tdnn import from_layers

        costs = self.place.path("features", f"{source.name}-surprise.npy")
        with self.place.step(f"surprise-{source.name}", self.place.path("features", source.name)) as needed:
            if needed:
                np.save(costs, surprise(from_layers(older), examples))
        return believable(examples, np.load(costs), doubted)

    def export(self) -> None:
        """am and conf of the model."""
        net_file, penalty = self.place.path("net", "net.pt"), self.recipe.blank_penalty
        scale = self.recipe.acoustic_scale
        if not net_file.exists():
            raise AcousticError("There is no net yet: run `python -m acoustic train` first.")
        with self.place.step("export", net_file, penalty, scale, self.recipe.vote) as needed:
            if needed:
                from acoustic.features.normalise import global_stats
                from acoustic.kaldi import folder
                from acoustic.net import training

                net = training.load(net_file)
                statistics = global_stats(net.mean.double().numpy()) if net.shape.cmvn else None
                older = self._older_model() if self.recipe.vote else None
                if older is not None and net.shape.cmvn:
                    raise AcousticError(
                        "The older net knows no moving mean: a recipe that says vote needs cmvn = false."
                    )
                nets = [net.layers()] if older is None else [older, net.layers()]
                folder.write(self.model, nets, penalty, statistics, scale)

    def graph(self) -> None:
        """The model's vocabulary and grammar."""
        with self.place.step("graph", self._list("language"), CORRECTIONS) as needed:
            if needed:
                mute = apart(_graph, self.model, self._read("language"))
                if mute:
                    print(f"espeak-ng cannot say, so the model cannot hear: {', '.join(mute)}")

    def tune(self, penalties: Sequence[float], scale: float) -> None:
        """Prints what each blank penalty, on top of the model's, gives with an acoustic scale."""
        from acoustic.scores.tuning import HEADER, Choice, compare

        print(HEADER)
        voices = self.place.path("speech", "tuning", "manifest.tsv")
        compare(self.model, voices, self.speech / self.recipe.dev, [Choice(p, scale) for p in penalties])

    def score(self) -> Report:
        """All scores, written to ``scores.json`` and ``scores.md``."""
        from acoustic.scores import report

        found = report.synthetic(self.model, self.place.path("speech", "test", "manifest.tsv"))
        dev = self.speech / self.recipe.dev
        if self.recipe.dev and dev.exists():
            found.words |= report.people(self.model, dev).words
            found.phones |= apart(report.phone_errors, self.model, dev)
        found.write(self.place.path("scores.json"))
        self.place.path("scores.md").write_text(found.table(), encoding="utf-8")
        return found

    def ship(self, target: Path) -> None:
        """Copies the model to ``target``, replacing what is there but for its README.md."""
        if not (self.model / "graph").is_dir():
            raise AcousticError("There is no model to ship yet: run `python -m acoustic all` first.")
        for part in ("am", "conf", "graph"):
            shutil.rmtree(target / part, ignore_errors=True)
            shutil.copytree(self.model / part, target / part)

    def all(self) -> None:
        """Every step in order, but for shipping."""
        for step in (
            self.sentences,
            self.synthesise,
            self.features,
            self.train,
            self.export,
            self.graph,
            self.score,
        ):
            step()

    def _watched(self) -> dict[str, list[Example]]:
        """What the training is watched by, never learnt from: voices and people that constants are chosen on, and noise."""
        from acoustic.features.mfcc import mfcc
        from acoustic.scores import phones, report, sets
        from acoustic.speech import manifest

        # People of the tuned half only: the other half is for the report.
        tuning = manifest.read(self.place.path("speech", "tuning", "manifest.tsv"))
        noises = [mfcc(sound) for sound in sets.nothing_said(1, seed=1)]
        watched = {
            "voices": phones.examples(tuning[:60]),
            "nothing": [Example(f.astype(np.float16), np.zeros(0, np.int8)) for f in noises],
        }
        dev = self.speech / self.recipe.dev
        if self.recipe.dev and dev.exists():
            halves = report.human_sets(manifest.read(dev))
            people = [r for name, recordings in halves.items() if "tuned half" in name for r in recordings]
            watched["people"] = phones.examples(people)
        return {name: examples for name, examples in watched.items() if examples}

    def _older_model(self) -> list[Affine] | None:
        """Layers to go on from, their blank penalty given back; None to begin from scratch."""
        how = self.recipe.training
        places = [folder / how.start_from for folder in (self.speech, Path(__file__).parent)]
        path = next((p for p in places if p.is_file()), None)
        if path is None:
            print("train: from scratch")
            return None
        return without_penalty(read_layers(path.read_bytes()), how.start_blank_penalty)

    def _manifest(self, source: recipes.Source) -> Path:
        return (
            self.place.path("speech", source.speaks, "manifest.tsv")
            if source.speaks
            else self.speech / source.manifest
        )

    def _hts_voices(self) -> Path:
        return self.speech / self.recipe.hts

    def _list(self, name: str) -> Path:
        return self.place.path("sentences", f"{name}.txt")

    def _read(self, name: str) -> list[str]:
        return self._list(name).read_text(encoding="utf-8").splitlines()

    def _write(self, name: str, lines: list[str]) -> None:
        self._list(name).parent.mkdir(exist_ok=True)
        self._list(name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _graph(model: Path, sentences: list[str]) -> list[str]:
    from assistant.vocabulary.wordlists import vocabulary
    from assistant.hearing.graph import build

    return build.shop(model / "graph", sentences, vocabulary())


def _distinct(sentences: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for sentence in sentences:
        if sentence not in seen:
            seen.add(sentence)
            yield sentence
