#!/usr/bin/env python3
"""Measures the segmenter against others: sentence boundaries, speed, hostile texts.

    python3 tools/bench_segmenter.py [PATH...] [--only TABLE...] [--venv DIR]

Builds the release program, makes a virtual environment under target/ with the peers from PyPI
(razdel, pysbd, sentencex), and prints three tables in Markdown: boundaries, speed, hostile. A peer
that cannot be installed or fails is named in one line and left out.

Boundaries: on the segmenter's fixtures, on corpora/ with the gold of alignments/, and on every PATH:
a file or a folder of `*.gold` files, of folders with gold.json, source.txt and target.txt (as
crates/segmenter/examples/boundaries.rs takes them), or of `NAME.ru` and `NAME.en` with one sentence
a line, which are joined by spaces into paragraphs of ten. A boundary is the code point at which a
sentence ends. The ends of paragraphs, before a blank line, and of the text do not count; nor must
peers find them: they get every paragraph by itself, while sverka gets the text. A peer's sentences
are searched for in the paragraph from left to right, not trusted for offsets. razdel knows Russian
only and runs on English all the same.

Speed: 5 MB of Russian text, the Russian side of corpora/ over and over. sverka's time is taken
inside a process, from string to sentences, and once more for the command with start, reading and
writing. Peers are timed inside Python, on the whole text and paragraph by paragraph, and the
faster counts; pysbd, which takes quadratic time, only by paragraph and once. All others: best of 3.

Hostile: seconds that sverka takes for 0.5 MB and 5 MB of the same nuisance, best of 9, and how much
more a byte costs in the larger text: about 1 where the time is linear.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"razdel": "0.5.0", "pysbd": "0.3.4", "sentencex": "1.0.32"}
LANGUAGES = ("ru", "en")
TABLES = ("boundaries", "speed", "hostile")
FIXTURES = ROOT / "crates/segmenter/tests/fixtures"
SMALL, LARGE = 500_000, 5_000_000
HOSTILE = {
    "dots": ".",
    "dots and spaces": ". ",
    "spaced ellipses": " . . .",
    "opening quotes": "«",
    "opening quotes and spaces": "« ",
    "closing quotes": "»",
    "opening brackets": "(",
    "brackets after full stops": ". (",
    "references": ".[1] ",
    "marks": "?! ",
    "dashes": "— ",
    "abbreviations": "г. г. г. ",
    "two-part abbreviations": "т. е. ",
    "initials": "В.М.",
    "numbers": "1.1.1.",
    "archive references": "Ф. 5. ",
    "telegrams": "ТЧК ",
    "nested speech": "«Да? — ",
    "one word": "слово",
    "one line without spaces": "Слово.Слово,«слово»—слово!",
    "one line of one sentence": "слово слово, ",
    "empty lines": "\n",
    "lines of a letter": "а\r\n",
    "wrapped lines": "Слово слово\nслово ",
    "combining marks": "и\u0301\u0301\u0301",
    "zero bytes": "\0",
}
# The white space of Unicode; Python's str.isspace also takes the separators U+001C to U+001F.
SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
SPACES = re.compile(f"[{SPACE}]*")


# ---- Gold: (language, text, ends of sentences in code points) ------------------------------------


def read(path):
    """A file's text, line ends as they are, without a byte order mark."""
    return path.read_bytes().decode("utf-8-sig")


def lines_of(text):
    """The lines of a text; str.splitlines would also split at U+0085, U+2028 and the like."""
    return text.replace("\r\n", "\n").split("\n")


def laid_out(paragraphs):
    """Sentences joined by a space, paragraphs by a blank line; and where the sentences end."""
    text, ends = "", set()
    for paragraph in paragraphs:
        for n, sentence in enumerate(paragraph):
            text += sentence if not text else (" " if n else "\n\n") + sentence
            ends.add(len(text))
    return text + "\n", ends


def fixture_cases(path):
    """The cases of a fixture file; the notation stands in crates/segmenter/tests/fixtures.rs."""
    parts = path.relative_to(FIXTURES).with_suffix("").parts
    language = next(part for part in parts if part in LANGUAGES)
    for line in lines_of(read(path)):
        if line.strip() and not line.startswith("#"):
            text, ends = "", set()
            for n, part in enumerate(line.replace("\\n", "\n").split("|")):
                text += part
                if n % 2 == 0:
                    ends.add(len(text))
            yield language, text, ends


def corpus_cases(gold):
    """Both sides of a document of corpora/, by its gold links."""
    links = [json.loads(line) for line in lines_of(read(gold)) if line]
    files = {"source": "source.ru.txt", "target": "target.en.txt"}
    for language, (side, name) in zip(LANGUAGES, files.items()):
        text = read(ROOT / "corpora" / gold.parent.name / name)
        sentences = [sentence for link in links for sentence in link[side]]
        for sentence in sentences:
            assert text[sentence["start"] : sentence["end"]] == sentence["text"], gold
        yield language, text, {sentence["end"] for sentence in sentences}


def handwritten_cases(path):
    """Both sides of a `*.gold` file."""
    for language, section in zip(LANGUAGES, ("## SOURCE", "## TARGET")):
        paragraphs, within = [[]], False
        for line in lines_of(read(path)):
            if within and line.startswith("## "):
                break
            if not within:
                within = line.strip() == section
            elif line.strip() == "P":
                paragraphs.append([])
            elif " | " in line:
                paragraphs[-1].append(line.split(" | ", 1)[1].rstrip())
        yield language, *laid_out([paragraph for paragraph in paragraphs if paragraph])


def folder_cases(path):
    """Both sides of a folder with gold.json, source.txt and target.txt."""
    gold = json.loads(read(path / "gold.json"))
    for language, side in zip(LANGUAGES, ("source", "target")):
        yield language, read(path / f"{side}.txt"), {end for _, end in gold[side]}


def line_cases(path):
    """A file with one sentence a line, in paragraphs of ten."""
    lines = [line.strip() for line in lines_of(read(path)) if line.strip()]
    yield path.suffix[1:], *laid_out(lines[n : n + 10] for n in range(0, len(lines), 10))


def extra_cases(path, deeper=True):
    """The cases of an argument of the command line: of the path itself, or of what lies in it."""
    if path.suffix == ".gold":
        return list(handwritten_cases(path))
    if path.suffix[1:] in LANGUAGES and path.is_file():
        return list(line_cases(path))
    if (path / "gold.json").is_file():
        return list(folder_cases(path))
    within = sorted(path.iterdir()) if deeper and path.is_dir() else []
    return [case for entry in within for case in extra_cases(entry, deeper=False)]


# ---- Peers: run by the Python of the virtual environment -----------------------------------------


def peer_segmenter(name):
    """A function of language and text that returns the sentences of a peer as strings."""
    if name == "razdel":
        import razdel

        return lambda language, text: [sentence.text for sentence in razdel.sentenize(text)]
    if name == "sentencex":
        import sentencex

        return sentencex.segment
    import pysbd

    segmenters = {code: pysbd.Segmenter(language=code, clean=False) for code in LANGUAGES}
    return lambda language, text: segmenters[language].segment(text)


def paragraphs_of(text):
    """The (start, end) of every paragraph: what blank lines part."""
    start = 0
    for gap in re.finditer(f"[{SPACE}]*\n[{SPACE}]*\n[{SPACE}]*", text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def ends_of(sentences, paragraph):
    """Where sentences given as strings end in the paragraph; and how many are not found there.

    What lies between two found sentences counts as one sentence: pysbd leaves out some.
    """
    ends, at, lost = [], 0, 0
    for sentence in sentences:
        sentence = sentence.strip()
        start = paragraph.find(sentence, at)
        if not sentence or start < 0:
            lost += bool(sentence)
            continue
        if paragraph[at:start].strip():
            ends.append(at + len(paragraph[at:start].rstrip()))
        at = start + len(sentence)
        ends.append(at)
    return ends, lost


def peer_ends(name, cases):
    """The ends that a peer finds in texts, and how many sentences were lost, paragraphs failed."""
    segmenter, found, lost, failed = peer_segmenter(name), [], 0, 0
    for language, text in cases:
        ends = []
        for start, end in paragraphs_of(text):
            try:
                sentences = segmenter(language, text[start:end])
            except Exception:  # Whatever it is, the peer gave no answer for this paragraph.
                failed += 1
                continue
            part, unfound = ends_of(sentences, text[start:end])
            lost += unfound
            ends += [start + at for at in part]
        found.append(ends)
    return {"found": found, "lost": lost, "failed": failed}


def peer_speed(name, file):
    """Seconds a peer takes for the text of a file: the whole at once, and by paragraph."""
    segmenter = peer_segmenter(name)
    text = read(Path(file))
    paragraphs = [text[start:end] for start, end in paragraphs_of(text)]
    ways = {"by paragraph": lambda: [segmenter("ru", paragraph) for paragraph in paragraphs]}
    if name != "pysbd":
        ways["whole text"] = lambda: segmenter("ru", text)
    seconds = {way: [] for way in ways}
    for _ in range(1 if name == "pysbd" else 3):
        for way, work in ways.items():
            start = time.perf_counter()
            work()
            seconds[way].append(time.perf_counter() - start)
    way = min(seconds, key=lambda way: min(seconds[way]))
    return {"way": way, "seconds": min(seconds[way])}


def run_as_peer(name, task):
    """The part of this script that runs in the virtual environment: one task, JSON in and out."""
    work = {"ends": peer_ends, "speed": peer_speed}[task]
    json.dump(work(name, *json.load(sys.stdin)), sys.stdout)


class Peers:
    """The peers that could be installed, each asked in a process of its own."""

    def __init__(self, folder):
        self.python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        self.names = []
        try:
            if not self.python.exists():
                venv.create(folder, with_pip=True, clear=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"no peers: a virtual environment cannot be made: {last_line(str(error))}")
            return
        for name, version in PEERS.items():
            pip = [self.python, "-m", "pip", "install", "--quiet", f"{name}=={version}"]
            done = subprocess.run(pip, capture_output=True, text=True)
            if done.returncode:
                print(f"{name} {version} cannot be installed: {last_line(done.stderr)}")
            elif self.ask(name, "ends", []):
                self.names.append(name)

    def ask(self, name, task, *arguments):
        """What a peer answers; None where it failed, after one line about it."""
        command = [self.python, "-W", "ignore", __file__, "--peer", name, task]
        done = subprocess.run(command, input=json.dumps(arguments), capture_output=True, text=True)
        if done.returncode:
            print(f"{name} fails: {last_line(done.stderr)}")
            return None
        return json.loads(done.stdout)


def last_line(text):
    """The line of an error message that says what happened."""
    return (text.strip().splitlines() or ["no message"])[-1]


# ---- sverka --------------------------------------------------------------------------------------


class Sverka:
    """The release build of the workspace."""

    def __init__(self, target):
        for what in (["-p", "sverka-cli"], ["-p", "sverka-segmenter", "--example", "speed"]):
            command = ["cargo", "build", "--quiet", "--release", "--locked", *what]
            subprocess.run(command, cwd=ROOT, check=True)
        suffix = ".exe" if sys.platform == "win32" else ""
        self.program = target / "release" / f"sverka{suffix}"
        self.speed = target / "release" / "examples" / f"speed{suffix}"

    def ends(self, case):
        language, text = case
        command = [self.program, "segment", "-", "--language", language, "--to", "jsonl"]
        done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True)
        return [json.loads(line)["end"] for line in lines_of(done.stdout.decode()) if line]

    def seconds(self, file):
        """Seconds inside the process, from string to sentences."""
        done = subprocess.run([self.speed, file, "ru"], stdout=subprocess.PIPE, check=True)
        return float(re.search(rb" in ([\d.]+) s", done.stdout).group(1))

    def command_seconds(self, file):
        """Seconds of the whole command."""
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([self.program, "segment", file], stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - start)
        return min(times)


# ---- The three tables ----------------------------------------------------------------------------


def table(heading, columns, rows):
    """Prints a Markdown table with aligned columns."""
    rows = [columns] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(columns))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(f"\n## {heading}\n\n" + "\n".join(lines), flush=True)


def counted(ends, text):
    """The ends that count: not before a blank line, nor at the end of the text."""
    kept = set()
    for end in ends:
        gap = SPACES.match(text, end)
        if gap.end() < len(text) and gap.group().count("\n") < 2:
            kept.add(end)
    return kept


def boundaries(sverka, peers, paths):
    fixtures = sorted(FIXTURES.rglob("*.txt"))
    documents = sorted((ROOT / "alignments").glob("*/gold.jsonl"))
    sets = [
        ("fixtures", [case for path in fixtures for case in fixture_cases(path)]),
        ("corpora", [case for path in documents for case in corpus_cases(path)]),
    ]
    sets += [(path.resolve().name, extra_cases(path)) for path in paths]
    rows, notes = [], []
    for name, cases in sets:
        if not cases:
            notes.append(f"{name}: nothing to measure on")
            continue
        texts = [(language, text) for language, text, _ in cases]
        with ThreadPoolExecutor(2) as pool:
            answers = {"sverka": list(pool.map(sverka.ends, texts))}
        for peer in peers.names:
            answer = peers.ask(peer, "ends", texts)
            if answer:
                answers[peer] = answer["found"]
                if answer["lost"] or answer["failed"]:
                    notes.append(
                        f"{peer} on {name}: {answer['lost']} sentences are not in the text as they "
                        f"are given; no answer for {answer['failed']} paragraphs"
                    )
        for language in LANGUAGES:
            for program, found in answers.items():
                right = wrong = gold = 0
                for (code, text, ends), mine in zip(cases, found):
                    if code == language:
                        truth, mine = counted(ends, text), counted(mine, text)
                        right += len(mine & truth)
                        wrong += len(mine - truth)
                        gold += len(truth)
                share = lambda part, whole: f"{part / max(whole, 1):.4f}"
                rows.append(
                    [name, language, program, share(right, right + wrong), share(right, gold)]
                    + [share(2 * right, right + wrong + gold), right, right + wrong, gold]
                )
    columns = ["texts", "language", "program", "precision", "recall", "F1", "right", "found", "gold"]
    table("Sentence boundaries", columns, rows)
    for note in notes:
        print(f"\n{note}")


def repeated(unit, size):
    """A text of about this many bytes."""
    return unit * (size // len(unit.encode()) + 1)


def speed(sverka, peers, folder):
    sources = sorted((ROOT / "corpora").glob("*/source.ru.txt"))
    paragraphs = [read(p)[start:end] for p in sources for start, end in paragraphs_of(read(p))]
    text = repeated("".join(paragraph + "\n\n" for paragraph in paragraphs), LARGE)
    file = folder / "speed.txt"
    file.write_bytes(text.encode())
    size = len(text.encode()) / 1e6
    results = [("sverka", "inside the process", sverka.seconds(file))]
    results.append(("sverka", "the command", sverka.command_seconds(file)))
    for peer in peers.names:
        answer = peers.ask(peer, "speed", str(file))
        if answer:
            results.append((peer, answer["way"], answer["seconds"]))
    inside = results[0][2]
    table(
        f"Speed on {size:.2f} MB of Russian text",
        ["program", "how", "seconds", "MB/s", "time, sverka = 1"],
        [
            (program, how, f"{taken:.3f}", f"{size / taken:.2f}", f"{taken / inside:.2f}")
            for program, how, taken in results
        ],
    )


def hostile(sverka, folder):
    rows = []
    for name, unit in HOSTILE.items():
        files, sizes = [folder / "small.txt", folder / "large.txt"], []
        for file, size in zip(files, (SMALL, LARGE)):
            sizes.append(file.write_bytes(repeated(unit, size).encode()))
        # By turns, so that what else the machine does falls on both.
        rounds = [[sverka.seconds(file) for file in files] for _ in range(3)]
        small, large = map(min, zip(*rounds))
        ratio = large / sizes[1] / (small / sizes[0])
        rate = sizes[1] / 1e6 / large
        shown = f"`{repr(unit)[1:-1]}`"
        rows.append((name, shown, f"{small:.4f}", f"{large:.4f}", f"{rate:.1f}", f"{ratio:.2f}"))
    columns = ["text", "over and over", "s, 0.5 MB", "s, 5 MB", "MB/s", "time per byte, 5 MB : 0.5 MB"]
    table("Hostile texts", columns, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--only", nargs="+", choices=TABLES, default=TABLES)
    parser.add_argument("--venv", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    only = arguments.only
    metadata = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    metadata = subprocess.run(metadata, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    target = Path(json.loads(metadata)["target_directory"])

    sverka = Sverka(target)
    if "boundaries" in only or "speed" in only:
        peers = Peers(arguments.venv or target / "peers")
        print("Peers: " + (", ".join(f"{name} {PEERS[name]}" for name in peers.names) or "none"))
    with tempfile.TemporaryDirectory() as folder:
        if "boundaries" in only:
            boundaries(sverka, peers, arguments.paths)
        if "speed" in only:
            speed(sverka, peers, Path(folder))
        if "hostile" in only:
            hostile(sverka, Path(folder))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_as_peer(*sys.argv[2:4])
    else:
        main()
