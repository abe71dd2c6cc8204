"""Every figure of the sample organisation a second time, in another engine and from the raw exports: DuckDB and SQL.

    python tests/sql/check.py site/2026-10/metrics.json                 compares every monthly figure, both ways
    python tests/sql/check.py site/2026-10/metrics.json --only patch.   only ids that begin so

benches/figures.sql holds the figures of tickets and changes, the other files beside this one a family of KPIs each; they are
run in one session, in the order of their names. A figure that only one side has is a difference, too.
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NUMBERS = ("value", "part", "whole", "n")
# Inputs of the value lines, checked where the lines are: not KPIs of the catalogue.
INTERNAL = ("owned.",)
SHOWN = 20


def in_sql(exports):
    """The figures of all scripts, by key."""
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET VARIABLE folder = ?", [str(exports)])
    config = tomllib.loads((exports.parent / "boardpack.toml").read_text(encoding="utf-8"))
    # Of the config only what has targets; its zone, hours and agreed times stand in the scripts.
    connection.execute("CREATE TEMP TABLE targets_set AS SELECT DISTINCT regexp_extract(unnest(?), '^[a-z_]+[.][a-z_]+') AS id", [list(config["targets"])])
    for script in [ROOT / "benches/figures.sql", *sorted(HERE.glob("*.sql"))]:
        try:
            connection.execute(script.read_text(encoding="utf-8"))
        except duckdb.Error as error:
            sys.exit(f"{script.name}: {error}")
    rows = connection.execute(f"SELECT id, period, slice, clock, stat, {', '.join(NUMBERS)} FROM figures").fetchall()
    figures = {}
    for id_, period, slices, clock, stat, *numbers in rows:
        key = (id_, period, canonical(json.loads(slices or "{}")), clock or "", stat or "")
        if key in figures:
            sys.exit(f"SQL gives {said(key)} twice")
        figures[key] = dict(zip(NUMBERS, numbers))
    periods = {period for (period,) in connection.execute("SELECT period FROM months").fetchall()}
    return figures, periods


def in_metrics(path):
    """The figures of a metrics.json that have a value, by key."""
    figures = {}
    for figure in json.loads(path.read_text(encoding="utf-8"))["figures"]:
        if figure["value"] is not None:
            key = (figure["id"], figure["period"], canonical(figure["slice"]), figure.get("clock") or "", figure.get("stat") or "")
            figures[key] = {name: number(figure[name]) for name in NUMBERS}
    return figures


def canonical(slices):
    return json.dumps(slices, sort_keys=True)


def number(value):
    """Money is written as text."""
    return float(value) if isinstance(value, str) else value


def said(key):
    return " ".join(each for each in key if each not in ("", "{}"))


def alike(left, right):
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-9 * max(abs(left), abs(right), 1)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("metrics", type=Path, help="the metrics.json of the sample's report")
    arguments.add_argument("--exports", type=Path, default=ROOT / "sample-data/exports", help="the folder of the sample's exports")
    arguments.add_argument("--only", default="", help="only ids that begin so")
    arguments = arguments.parse_args()

    theirs, periods = in_sql(arguments.exports)
    ours = in_metrics(arguments.metrics)
    # Other periods of the report are made of these months.
    wanted = lambda key: key[0].startswith(arguments.only) and key[1] in periods and not key[0].startswith(INTERNAL)
    keys = sorted({key for key in ours.keys() | theirs.keys() if wanted(key)})
    wrong = {}
    for key in keys:
        here, there = ours.get(key), theirs.get(key)
        if here is None or there is None:
            if here is None and there["value"] is None:
                continue
            found = f"only in {'SQL' if here is None else 'metrics.json'}"
        else:
            # Counts and durations have no part and whole in SQL.
            pairs = [(name, here[name], there[name]) for name in NUMBERS if name == "value" or there[name] is not None]
            found = ", ".join(f"{name} {left}, in SQL {right}" for name, left, right in pairs if not alike(left, right))
        if found:
            wrong.setdefault(key[0], []).append(f"{said(key)}: {found}")
    for id_, lines in wrong.items():
        for line in lines[:SHOWN]:
            print(line)
        if len(lines) > SHOWN:
            print(f"{id_}: and {len(lines) - SHOWN} more")
    different = sum(map(len, wrong.values()))
    print(f"{len(keys) - different} figures of {len({key[0] for key in keys})} KPIs alike, {different} differ")
    sys.exit(1 if different or not keys else 0)


if __name__ == "__main__":
    main()
