"""Every figure of the sample organisation a second time, in another engine and from the raw exports: DuckDB and SQL.

    python tests/sql/check.py site/2026-10/metrics.json                 compares every monthly figure, both ways
    python tests/sql/check.py site/2026-10/metrics.json --only patch.   only ids that begin so

benches/figures.sql holds the figures of tickets and changes, the other files beside this one a family of KPIs each; they are
run in one session, in the order of their names. A figure that only one side has is a difference, too; but for those that are
hidden because another of too few persons could be worked out from them, and of these it is checked that it cannot.
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
# Why figures that are derived from persons are not shown: themselves, and with them what would tell by subtraction.
TOO_FEW, WOULD_TELL = "persons stand behind it", "could be worked out from it"


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
    """The figures of a metrics.json that have a value, and why others have none, by key."""
    figures, reasons = {}, {}
    for figure in json.loads(path.read_text(encoding="utf-8"))["figures"]:
        key = (figure["id"], figure["period"], canonical(figure["slice"]), figure.get("clock") or "", figure.get("stat") or "")
        if figure["value"] is not None:
            figures[key] = {name: number(figure[name]) for name in NUMBERS}
        else:
            reasons[key] = figure.get("reason") or ""
    return figures, reasons


def told(figures, reasons):
    """Shown sums from which a hidden part could be worked out: a longer period less its other months, a total less its other parts."""
    hidden = {key for key, reason in reasons.items() if TOO_FEW in reason or WOULD_TELL in reason}
    with_hidden = {key[0] for key in hidden}
    figures = [key for key in figures if key[0] in with_hidden]
    for id_, period, slices, clock, stat in figures:
        of_period = lambda other: first_day(period) <= first_day(other) and next_day(other) <= next_day(period) and other != period
        families = {"months": lambda key: len(key[1]) == 7 and of_period(key[1]) and key[2] == slices}
        if slices == "{}":
            dims = {tuple(json.loads(key[2])) for key in hidden if key[0] == id_ and key[1] == period} - {()}
            for by in dims:
                families[by] = lambda key, by=by: key[1] == period and tuple(json.loads(key[2])) == by
        for is_part in families.values():
            is_meant = lambda key: (key[0], *key[3:]) == (id_, clock, stat) and is_part(key)
            unknown, known = [key for key in hidden if is_meant(key)], any(map(is_meant, figures))
            if known and len(unknown) == 1:
                yield f"{said((id_, period, slices, clock, stat))}: tells of {', '.join(map(said, sorted(unknown)))}"


def first_day(period):
    return period[:10] if ".." in period else f"{period}-01"


def next_day(period):
    if ".." in period:
        return period[-10:]
    year, month = map(int, period.split("-"))
    return f"{year + month // 12}-{month % 12 + 1:02}-01"


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
    ours, reasons = in_metrics(arguments.metrics)
    # Other periods of the report are made of these months.
    wanted = lambda key: key[0].startswith(arguments.only) and key[1] in periods and not key[0].startswith(INTERNAL)
    keys = sorted({key for key in ours.keys() | theirs.keys() if wanted(key)})
    wrong = {}
    for key in keys:
        here, there = ours.get(key), theirs.get(key)
        if here is None or there is None:
            if here is None and (there["value"] is None or WOULD_TELL in reasons.get(key, "")):
                continue
            found = f"only in {'SQL' if here is None else 'metrics.json'}"
        else:
            # Counts and durations have no part and whole in SQL.
            pairs = [(name, here[name], there[name]) for name in NUMBERS if name == "value" or there[name] is not None]
            found = ", ".join(f"{name} {left}, in SQL {right}" for name, left, right in pairs if not alike(left, right))
        if found:
            wrong.setdefault(key[0], []).append(f"{said(key)}: {found}")
    for line in told(ours, reasons):
        wrong.setdefault(line.split()[0], []).append(line)
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
