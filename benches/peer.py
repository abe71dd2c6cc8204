"""Computes benches/figures.sql in one DuckDB process with two threads, and says how long that took.

    python benches/peer.py sample-data/exports                    prints wall time, peak memory and the number of figures
    python benches/peer.py sample-data/exports --csv figures.csv  also writes the figures

`tests/sql/check.py` compares them with boardpack's.
"""

import argparse
import resource
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


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("exports", type=Path, help="the folder of the three exports")
    arguments.add_argument("--csv", type=Path, help="where to write the figures")
    arguments = arguments.parse_args()

    start = time.perf_counter()
    connection = compute(arguments.exports)
    count = connection.execute("SELECT count(*) FROM figures").fetchone()[0]
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"duckdb {duckdb.__version__}: {count} figures in {wall:.2f} s, peak {peak:.0f} MiB")

    if arguments.csv:
        connection.execute(f"COPY (FROM figures ORDER BY {KEY}) TO '{arguments.csv}'")


if __name__ == "__main__":
    main()
