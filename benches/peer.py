"""Computes benches/figures.sql in one DuckDB process with two threads, and says how long that took.

    python benches/peer.py sample-data/exports                    prints wall time, peak memory and the number of figures
    python benches/peer.py sample-data/exports --csv figures.csv  also writes the figures
    python benches/peer.py sample-data/exports --against site/2026-10/metrics.json
                                                                  compares boardpack's figures with these
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import duckdb

SQL = Path(__file__).with_name("figures.sql")
KEY = "id, period, slice, clock, stat"


def compute(folder):
    """The connection, with the table `figures` in it."""
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET VARIABLE folder = ?", [str(folder)])
    connection.execute(SQL.read_text(encoding="utf-8"))
    return connection


def key_of(figure):
    slices = json.dumps(figure.get("slice") or {}, sort_keys=True)
    return figure["id"], figure["period"], slices, figure.get("clock") or "", figure.get("stat") or ""


def alike(left, right):
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-9 * max(abs(left), abs(right), 1)


def compare(connection, path):
    """Prints every figure that differs; true where none does."""
    rows = connection.execute(f"SELECT {KEY}, value, part, whole, n FROM figures ORDER BY {KEY}").fetchall()
    ours = {}
    for figure in json.loads(path.read_text(encoding="utf-8"))["figures"]:
        ours[key_of(figure)] = figure
    same = differ = 0
    missing = {}
    for id_, period, slices, clock, stat, *numbers in rows:
        found = ours.get((id_, period, json.dumps(json.loads(slices), sort_keys=True), clock, stat))
        if found is None:
            missing[id_] = missing.get(id_, 0) + 1
            continue
        # Counts and durations have no part and whole.
        pairs = zip(("value", "part", "whole", "n"), numbers)
        wrong = [f"{name} {found.get(name)} here {number}" for name, number in pairs
                 if number is not None and not alike(found.get(name), number)]
        if wrong:
            differ += 1
            print(f"{id_} {period} {slices} {clock} {stat}: {', '.join(wrong)}")
        else:
            same += 1
    print(f"{same} alike, {differ} differ, {sum(missing.values())} not in metrics.json {missing or ''}")
    return differ == 0 and not missing


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("exports", type=Path, help="the folder of the three exports")
    arguments.add_argument("--csv", type=Path, help="where to write the figures")
    arguments.add_argument("--against", type=Path, help="a metrics.json to compare with")
    arguments = arguments.parse_args()

    start = time.perf_counter()
    connection = compute(arguments.exports)
    count = connection.execute("SELECT count(*) FROM figures").fetchone()[0]
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"duckdb {duckdb.__version__}: {count} figures in {wall:.2f} s, peak {peak:.0f} MiB")

    if arguments.csv:
        connection.execute(f"COPY (FROM figures ORDER BY {KEY}) TO '{arguments.csv}'")
    if arguments.against and not compare(connection, arguments.against):
        sys.exit(1)


if __name__ == "__main__":
    main()
