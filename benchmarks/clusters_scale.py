"""How do time and memory of grouping grow with the faces? On people who don't exist, so any size can be had.

    python benchmarks/clusters_scale.py [--faces 10000 30000 100000 300000 1000000]

Each size is measured in a process of its own: seconds, processor seconds, and the most memory that grouping took on top
of the faces themselves. `growth` is the exponent between a size and the one before: 1 is linear, 2 is every pair.
"""

import argparse
import itertools
import json
import math
import subprocess
import sys
import time
import tracemalloc
from typing import Any

from agreement import compare
from fit_pack import group
from people_at_random import draw_crowd
from report import describe_machine, print_table, save_results

CUT = 0.28  # the default pack's, whose vectors these faces imitate
FACES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
MIB = 1 << 20


def measure(count: int) -> dict[str, float]:
    """Group so many faces."""
    crowd = draw_crowd(count)
    tracemalloc.start()  # numpy tells it of its arrays, which is nearly all
    began, began_cpu = time.perf_counter(), time.process_time()
    labels = group(crowd.looks, CUT)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - began_cpu
    memory = {"faces_mib": crowd.looks.nbytes / MIB, "memory_mib": tracemalloc.get_traced_memory()[1] / MIB}
    quality = compare(labels, crowd.people).as_dict()
    return {"faces": count, "seconds": seconds, "cpu_seconds": cpu_seconds, **memory, **quality}


def add_growth(results: list[dict[str, float]]) -> None:
    """Write into each result how its processor time grew since the one before."""
    for before, now in itertools.pairwise(results):
        more = math.log(now["cpu_seconds"] / before["cpu_seconds"]) / math.log(now["faces"] / before["faces"])
        now["growth"] = more


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, nargs="+", default=list(FACES))
    parser.add_argument("--here", action="store_true", help="in this process, for the largest size only")
    given = parser.parse_args(arguments)
    if given.here:
        found = measure(max(given.faces))
        print(json.dumps(found))
        return found
    results = []
    for count in sorted(given.faces):
        command = [sys.executable, __file__, "--here", "--faces", str(count)]
        results.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    add_growth(results)
    names = ["seconds", "cpu_seconds", "growth", "faces_mib", "memory_mib", "bcubed_f", "clusters_per_identity"]
    rows = [[f"{int(r['faces']):,}", *(r.get(name, math.nan) for name in names)] for r in results]
    print_table("grouping", ["faces", *names], rows)
    save_results("clusters_scale", {"machine": describe_machine(), "sizes": results})
    return {"sizes": results}


if __name__ == "__main__":
    run(sys.argv[1:])
