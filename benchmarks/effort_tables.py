"""The effort benchmark's numbers: mean and spread over the albums of a kind, and tables of them."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from report import print_table
from rivals import TAUGHT_NOTHING

Spread = dict[str, float]  # mean, and the standard deviation over albums
OURS = ("ua100", "floor", "ua100_over_floor", "precision", "recall", "actions", "seconds_per_100", "next_ms_p95")


def sum_up(albums: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return means and spreads over the albums of a kind."""
    found = list(albums.values())
    ways = {way: {name: spread([one["ours"][way][name] for one in found]) for name in OURS} for way in found[0]["ours"]}
    summary: dict[str, Any] = {"albums": len(found), "ours": ways}
    if "without learning" in ways:
        pairs = [(one["ours"]["careful"], one["ours"]["without learning"]) for one in found]
        summary["dividend"] = spread([off["ua100"] / on["ua100"] for on, off in pairs])
        summary["dividend_at_equal_recall"] = spread([compare_curves(on, off) for on, off in pairs])
    if "rivals" in found[0]:
        summary["rivals"] = _sum_up_rivals([one["rivals"] for one in found])
        summary["taught_nothing"] = spread(
            [one["rivals"][TAUGHT_NOTHING]["tail"] / one["ours"]["careful"]["ua100"] for one in found]
        )
        summary["avoidable"] = spread([avoidable(one["ours"]["careful"], one["rivals"]) for one in found])
    return summary


def avoidable(ours: Mapping[str, Any], rivals: Mapping[str, Any]) -> float:
    """Return our actions above the floor over those of the best other program that visits every face."""
    best = min(bill["tail"] for rule, bill in rivals.items() if rule not in ("floor", "one by one", TAUGHT_NOTHING))
    return float((ours["ua100"] - ours["floor"]) / (best - rivals["floor"]))


def compare_curves(on: Mapping[str, Any], off: Mapping[str, Any]) -> float:
    """Return how many times the actions it takes without learning until both know as many faces."""
    recall = min(on["recall"], off["recall"])
    return actions_until(off["curve"], recall) / actions_until(on["curve"], recall)


def actions_until(curve: Sequence[Sequence[float]], recall: float) -> float:
    """Return after how many actions a curve of (actions, recall, precision) reaches this recall."""
    before = (0.0, 0.0)
    for actions, reached, *_ in curve:
        if reached >= recall:
            share = (recall - before[1]) / (reached - before[1]) if reached > before[1] else 1.0
            return before[0] + share * (actions - before[0])
        before = (actions, reached)
    return before[0]


def spread(values: Sequence[float]) -> Spread:
    """Return the mean and the standard deviation."""
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": round(statistics.fmean(values), 4), "sd": round(deviation, 4)}


def print_measured(summary: Mapping[str, Any]) -> None:
    """Print what the annotator's program needed."""
    for kind, said in summary.items():
        rows = [[way, *(_text(values[name]) for name in OURS)] for way, values in said["ours"].items()]
        print_table(f"{kind}, {said['albums']} album(s): mean ± spread", ["", *OURS], rows)
        for name in ("dividend", "dividend_at_equal_recall"):
            if name in said:
                print(f"{name.replace('_', ' ')}: without learning it takes {_text(said[name])} times the actions")


def print_rivals(summary: Mapping[str, Any]) -> None:
    """Print what the others' rules cost on the same vectors, a hundred faces."""
    head = ["", "tail", "tail, seconds", "strangers free", "strangers free, seconds"]
    for kind, said in summary.items():
        if "rivals" not in said:
            continue
        rows = [[rule, *map(_text, bill.values())] for rule, bill in said["rivals"].items()]
        ours = said["ours"]["careful"]
        mine = [_text(ours["ua100"]), _text(ours["seconds_per_100"])]
        print_table(f"{kind}: actions and seconds per 100 faces", head, [*rows, ["ours", "", "", *mine]])
        print(
            f"by hand, with answers that teach nothing, our groups take {_text(said['taught_nothing'])} times the actions"
        )
        print(f"our avoidable actions over those of the best other with its tail: {_text(said['avoidable'])}")


def print_streams(streams: Mapping[str, Any]) -> None:
    """Print what each event took."""
    names = ("newcomers", "actions", "newly_right", "actions_per_100", "recall", "precision")
    for kind, said in streams.items():
        rows = [[step["event"], *("-" if step[n] is None else step[n] for n in names)] for step in said["steps"]]
        print_table(f"{kind}, event by event ({said['album']})", ["", *names], rows)
        for half, costs in said["halves"].items():
            print(f"{half}, per 100 newly right faces:", ", ".join(f"{name} {cost}" for name, cost in costs.items()))


def _sum_up_rivals(found: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Spread]]:
    names = ("tail", "tail_seconds", "free", "free_seconds")
    rules = [rule for rule in found[0] if rule != "floor"]
    return {rule: {name: spread([one[rule][name] for one in found]) for name in names} for rule in rules}


def _text(value: Spread) -> str:
    digits = 3 if value["mean"] < 2 else 1
    return f"{value['mean']:.{digits}f} ±{value['sd']:.{digits}f}"
