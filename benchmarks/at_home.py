"""What `vocabas listen` wakes for, how soon it answers, and what it costs while nobody speaks.

python -m benchmarks.at_home wake --hours 12 --people manifest.tsv    goes on where it stopped
python -m benchmarks.at_home fit                                      margins, on the even pieces
python -m benchmarks.at_home score                                    the table, on the odd pieces
python -m benchmarks.at_home room                                     first sound, idle cost (PulseAudio)
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from assistant.hearing.models import find_model
from assistant.hearing.recogniser import Recogniser
from assistant.hearing.spotting import Margins
from benchmarks import room, waking
from benchmarks.waking import Piece

_SHARES = {"talk": 0.6, "music": 0.2, "noise": 0.2}
"""What the hours are made of."""


def wake(state: Path, hours: float, calls: int, people: Path | None, phrase: str, model: str) -> None:
    """Listen to everything that was not listened to before."""
    recogniser = Recogniser(find_model(model))
    done = waking.kept(state)
    for kind, number in plan(hours, people):
        if (kind, number) not in done:
            sounds = waking.sounds_of(kind, number, people, calls, phrase)
            piece = waking.listen(recogniser, phrase, kind, number, sounds)
            waking.keep(state, piece)
            print(
                kind,
                number,
                f"{piece.seconds:.0f} s, {piece.spent / piece.seconds:.1%} of a core",
                flush=True,
            )


def plan(hours: float, people: Path | None) -> list[tuple[str, int]]:
    """What to listen to, the little that tells most first."""
    calls = [f"call {d} m {s} dB" for d in waking.DISTANCES for s in waking.SNRS]
    pieces = round(hours * 3600 / waking.PIECE_SECONDS)
    counts = {kind: max(2, round(pieces * share)) for kind, share in _SHARES.items()}
    rest = sorted(
        ((kind, n) for kind in counts for n in range(counts[kind])), key=lambda p: p[1] / counts[p[0]]
    )
    near = [("people", 0), ("people", 1)] if people else []
    alike = [("lookalikes", n) for n in range(4)]
    return [*near, *alike, *((c, n) for c in calls for n in (0, 1)), *rest]


def fit(pieces: list[Piece]) -> None:
    """Print what each pair of margins would do on the even pieces."""
    mine = [p for p in pieces if p.number % 2 == 0]
    hours = sum(p.seconds for p in mine if not p.kind.startswith(("call", "look"))) / 3600
    calls = [p for p in mine if p.kind.startswith("call") and "10 dB" in p.kind]
    print("| over sounds | over words | false accepts in 10 h | lookalikes a minute | heard at 10 dB |")
    print("| --- | --- | --- | --- | --- |")
    look = [p for p in mine if p.kind == "lookalikes"]
    minutes = sum(p.seconds for p in look) / 60 or 1
    for sounds in (-2, 0, 1, 2, 3, 4, 6):
        for words in (-6, -4, -3, -2, -1, 0, 1, 2, 3):
            margins = Margins(sounds, words)
            false = sum(waking.woken(p, margins) for p in mine if not p.kind.startswith(("call", "look")))
            heard = np.mean([margins.allow(waking.Evidence(*j)) for p in calls for j in p.judged])
            alike = sum(waking.woken(p, margins) for p in look) / minutes
            print(f"| {sounds} | {words} | {false / hours * 10:.1f} | {alike:.2f} | {heard:.1%} |")


def score(pieces: list[Piece], margins: Margins) -> None:
    """Print how often the odd pieces wake it, and how many of their calls do."""
    mine = [p for p in pieces if p.number % 2 == 1]
    print("| sound that is no call | hours | false accepts | in 10 h | of one core |\n|" + " --- |" * 5)
    kinds = ["talk", "people", "music", "noise"]
    for kind in (*kinds, "all", "lookalikes"):
        some = [p for p in mine if p.kind == kind or (kind == "all" and p.kind in kinds)]
        if some:
            hours = sum(p.seconds for p in some) / 3600
            false = sum(waking.woken(p, margins) for p in some)
            spent = sum(p.spent for p in some) / hours / 3600
            print(f"| {kind} | {hours:.2f} | {false} | {false / hours * 10:.1f} | {spent:.1%} |")
    print("\n| calls heard | " + " | ".join(f"{s} dB" for s in waking.SNRS) + " |")
    print("|" + " --- |" * (1 + len(waking.SNRS)))
    for metres in (*waking.DISTANCES, None):
        cells = [str(_heard(mine, margins, metres, snr)) for snr in waking.SNRS]
        print(f"| {'all' if metres is None else f'{metres} m'} | " + " | ".join(cells) + " |")


def _heard(pieces: list[Piece], margins: Margins, metres: float | None, snr: int) -> str:
    wanted = [f"call {d} m {snr} dB" for d in waking.DISTANCES if metres in (None, d)]
    calls = [j for p in pieces if p.kind in wanted for j in p.judged]
    heard = sum(margins.allow(waking.Evidence(*j)) for j in calls)
    return f"{heard / len(calls):.1%} of {len(calls)}" if calls else "—"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("wake", "fit", "score", "room"))
    parser.add_argument(
        "--hours", type=float, default=1.0, help="of talk, music and noise, both halves together"
    )
    parser.add_argument("--calls", type=int, default=40, help="for each distance, SNR and half")
    parser.add_argument(
        "--people", type=Path, help="a manifest of human recordings: path, transcript, speaker"
    )
    parser.add_argument("--phrase", default="dis vocabas")
    parser.add_argument("--model", default="", help="a Vosk model folder (default: the one in use)")
    parser.add_argument(
        "--state", type=Path, default=Path("reports/waking.jsonl"), help="what was done so far"
    )
    parser.add_argument(
        "--margins", type=float, nargs=2, help="over sounds, over words (default: the product's)"
    )
    options = parser.parse_args()
    options.state.parent.mkdir(parents=True, exist_ok=True)
    margins = Margins(*options.margins) if options.margins else Margins()
    if options.what == "wake":
        wake(options.state, options.hours, options.calls, options.people, options.phrase, options.model)
    elif options.what == "fit":
        fit(list(waking.kept(options.state).values()))
    elif options.what == "score":
        score(list(waking.kept(options.state).values()), margins)
    else:
        room.measure()


if __name__ == "__main__":
    main()
