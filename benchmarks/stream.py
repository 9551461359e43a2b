"""Does it get better with use? An album comes event by event, in the order of time, and few actions are spent on each."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from served import Program, call, temporary_folder, wait_until_idle
from truths import read_truth

MOST = 30  # actions after each event


def stream(album: Path, program: Program, *, most: int = MOST) -> list[dict[str, Any]]:
    """Return what each event took and brought."""
    truth, steps, right = read_truth(album), list[dict[str, Any]](), 0
    events = list_events(truth)
    with temporary_folder() as folder:
        photos, answers = folder / "photos", folder / "photos.truth.json"
        _bring(album / events[0], photos / events[0])
        with program.serve(photos, folder / "data") as address:
            for at, event in enumerate(events):
                _bring(album / event, photos / event)
                so_far = {
                    path: known for path, known in truth["photos"].items() if path.split("/")[0] in events[: at + 1]
                }
                answers.write_text(json.dumps({**truth, "photos": so_far}))
                _look_again(address, len(so_far))
                said = program.annotate(address, answers, most=most)
                steps.append(_sum_up(event, said, said["named_right"] - right, list_newcomers(truth, events, at)))
                right = said["named_right"]
    return steps


def list_events(truth: dict[str, Any]) -> list[str]:
    """Return the folders of an album in the order of time."""
    began = dict[str, str]()
    for path, photo in truth["photos"].items():
        event = path.split("/")[0]
        began[event] = min(began.get(event, photo["taken"]), photo["taken"])
    return sorted(began, key=lambda event: began[event])


def list_newcomers(truth: dict[str, Any], events: Sequence[str], at: int) -> list[str]:
    """Return the people of interest who are seen for the first time in this event."""
    seen: list[set[str]] = [set() for _ in events]
    for path, photo in truth["photos"].items():
        seen[events.index(path.split("/")[0])] |= {face["name"] for face in photo["faces"] if not face["stranger"]}
    return sorted(seen[at].difference(*seen[:at]))


def compare_halves(steps: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float | None]]:
    """Return, for the first and the second half of the events, the actions per 100 newly right faces; and without the
    two that each new name takes.
    """
    middle = (len(steps) + 1) // 2
    halves = {"first half": steps[:middle], "second half": steps[middle:]}
    return {
        name: {"actions": _per_100(part, names=0), "above the floor": _per_100(part, names=2)}
        for name, part in halves.items()
    }


def _per_100(steps: Sequence[Mapping[str, Any]], *, names: int) -> float | None:
    faces = sum(step["newly_right"] for step in steps)
    actions = sum(step["actions"] - names * step["newcomers"] for step in steps)
    return round(100 * actions / faces, 2) if faces > 0 else None


def _bring(event: Path, place: Path) -> None:
    if place.exists():
        return
    try:
        shutil.copytree(event, place, copy_function=os.link)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(event, place)


def _look_again(address: str, photos: int) -> None:
    source = call(address, "/api/sources")["items"][0]
    call(address, f"/api/sources/{source['id']}/scan", {})
    wait_until_idle(address, photos=photos)


def _sum_up(event: str, said: dict[str, Any], newly_right: int, newcomers: Sequence[str]) -> dict[str, Any]:
    step = {"event": event, "newcomers": len(newcomers), "actions": said["actions"], "newly_right": newly_right}
    kept = {name: said[name] for name in ("precision", "recall", "machine", "seconds")}
    return {**step, **kept, "actions_per_100": _per_100([step], names=0)}
