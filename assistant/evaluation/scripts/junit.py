"""JUnit XML of played scripts, as continuous integration servers read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from assistant.evaluation.scripts.playing import Played


def write_junit(plays: Sequence[Played], path: Path) -> None:
    """Write one test case a script; its failure names every difference with its turn."""
    failures = sum(not played.as_expected for played in plays)
    seconds = sum(_seconds(played) for played in plays)
    suite = ElementTree.Element(
        "testsuite",
        name="vocabas script run",
        tests=str(len(plays)),
        failures=str(failures),
        errors="0",
        skipped=str(sum(played.outcome == "weak" for played in plays)),
        time=f"{seconds:.3f}",
    )
    for played in plays:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=played.script.subject,
            name=played.script.name,
            file=str(played.script.path),
            time=f"{_seconds(played):.3f}",
        )
        told = told_differences(played)
        if played.outcome == "weak":
            skipped = ElementTree.SubElement(case, "skipped", type="xfail", message=played.script.weak)
            skipped.text = _xml_safe("\n".join(told))
        elif not played.as_expected:
            failure = ElementTree.SubElement(case, "failure", message=_xml_safe(told[0]))
            failure.text = _xml_safe("\n".join(told))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def told_differences(played: Played) -> list[str]:
    """Return each difference as a sentence, with the turn it belongs to; also that a mark is out of date."""
    told = []
    for number, turn in enumerate(played.turns, 1):
        what = turn.turn.text or (turn.turn.audio.name if turn.turn.audio else "silence")
        where = f"tour {number}" + (f", ligne {turn.turn.line}" if turn.turn.line else "")
        told += [f"{where} « {what} » — {difference}" for difference in turn.differences]
    told += [f"à la fin — {difference}" for difference in played.end]
    if played.outcome == "mended":
        told.append(f"tout est juste : la marque « weak: {played.script.weak} » est à enlever")
    return told


def _seconds(played: Played) -> float:
    return sum(turn.milliseconds for turn in played.turns) / 1000


def _xml_safe(text: str) -> str:
    """Leave out control characters, which XML 1.0 has no way to write."""
    return "".join(char for char in text if char >= " " or char in "\t\n")
