"""Runs boardpack's whole build and DuckDB's figures over the same exports, in turn, and prints the median of each.

    python benches/race.py FOLDER target/release/boardpack [--rounds 5]

FOLDER holds boardpack.toml and exports/, as `generate --out FOLDER` makes them. Both read from a warm cache: a first round
is not counted. DuckDB's time is what peer.py measures of itself, without the start of Python.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

PEER = Path(__file__).with_name("peer.py")


def run(command):
    """Output, seconds and peak MiB of a command."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return output, time.perf_counter() - start, usage.ru_maxrss / 1024


def boardpack(binary, folder):
    out = folder / "site"
    for old in (out, folder / "site-private"):
        shutil.rmtree(old, ignore_errors=True)
    _, wall, peak = run([binary, "build", "--quiet", "--config", str(folder / "boardpack.toml"), "--out", str(out)])
    return wall, peak


def duckdb(folder):
    output, _, peak = run([sys.executable, str(PEER), str(folder / "exports")])
    return float(re.search(r"in ([\d.]+) s", output)[1]), peak


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("boardpack")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments = arguments.parse_args()

    runs = []
    for _ in range(arguments.rounds + 1):
        runs.append((boardpack(arguments.boardpack, arguments.folder), duckdb(arguments.folder)))
    for name, results in zip(("boardpack build", "duckdb figures"), zip(*runs[1:])):
        walls, peaks = zip(*results)
        spread = " ".join(f"{wall:.2f}" for wall in walls)
        print(f"{name}: {statistics.median(walls):.2f} s, {statistics.median(peaks):.0f} MiB ({spread})")


if __name__ == "__main__":
    main()
