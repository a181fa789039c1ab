"""The packs, the language reference and the README's tour do what they say.

Runs the built `nextmove` and `nextmoved` (in NEXTMOVE_BINARY_DIR) on the tree (NEXTMOVE_SOURCE_DIR).
"""
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(os.environ["NEXTMOVE_SOURCE_DIR"])
BIN = pathlib.Path(os.environ["NEXTMOVE_BINARY_DIR"]) / "bin"
NEXTMOVE = str(BIN / "nextmove")
PACKS = ["starter", "fashion-shop", "online-shoppers"]
ROWS = ["A1", "A4", "A5", "B2", "C3", "C6", "C7", "D1", "E1", "E2"]


def run(*arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=120, **options)


class PacksTest(unittest.TestCase):
    def test_each_pack_checks_without_error_and_passes_its_tests(self):
        for pack in PACKS:
            with self.subTest(pack):
                checked = run(NEXTMOVE, "check", str(ROOT / "rules" / pack))
                self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
                tested = run(NEXTMOVE, "test", str(ROOT / "rules" / pack))
                self.assertEqual(tested.returncode, 0, tested.stdout + tested.stderr)

    def test_each_row_of_the_fashion_shop_has_a_test(self):
        names = re.findall(r'^test "(\w\d)', (ROOT / "rules/fashion-shop/tests.rules").read_text(), re.M)
        for row in ROWS:
            self.assertIn(row, names)

    def test_segments_of_the_real_visits_hold_what_the_readme_says(self):
        data = ROOT / "tests/data/online-shoppers-intention/online_shoppers_intention.csv.gz"
        with tempfile.TemporaryDirectory() as folder:
            visits = pathlib.Path(folder) / "visits.jsonl"
            rows = subprocess.run(["awk", "-f", str(ROOT / "rules/online-shoppers/visits.awk")],
                                  input=gzip.decompress(data.read_bytes()), capture_output=True, check=True, timeout=120)
            visits.write_bytes(rows.stdout)
            replayed = run(NEXTMOVE, "replay", str(ROOT / "rules/online-shoppers"), str(visits), "--format", "json")
            self.assertEqual(replayed.returncode, 0, replayed.stderr)
        report = json.loads(replayed.stdout)
        held = {row["segment"]: (row["visits"], row["buyers"]) for row in report["segments"]}
        readme = (ROOT / "rules/online-shoppers/README.md").read_text()
        expected = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", readme, re.M)
        self.assertGreaterEqual(len(expected), 16)
        for name, visits_held, bought in expected:
            self.assertEqual(held[name], (int(visits_held), int(bought)), name)
        self.assertEqual(held["valued_visit"], (2730, 1538))


class ReferenceTest(unittest.TestCase):
    def test_each_example_of_the_language_reference_checks_as_it_is_marked(self):
        page = (ROOT / "docs/language.md").read_text()
        blocks = re.findall(r"^```rules *(.*?)\n(.*?)^```", page, re.S | re.M)
        preamble = next(text for mark, text in blocks if mark == "preamble")
        self.assertGreater(len(blocks), 15)
        for mark, text in blocks:
            with self.subTest(text.splitlines()[0]), tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "preamble.rules").write_text(preamble)
                if mark != "preamble":
                    (pathlib.Path(folder) / "example.rules").write_text(text)
                checked = run(NEXTMOVE, "check", folder, "--format", "json")
                found = json.loads(checked.stdout)
                errors = [d["code"] for d in found["diagnostics"] if d["severity"] == "error"]
                wanted = [mark.split()[1]] if mark.startswith("error") else []
                self.assertEqual(errors, wanted, checked.stdout)
                if 'test "' in text:
                    tested = run(NEXTMOVE, "test", folder)
                    self.assertEqual(tested.returncode, 0, tested.stdout)


class TourTest(unittest.TestCase):
    """Runs the README's `console` blocks in one shell; each line without `$` must stand in the command's output."""

    def test_the_commands_of_the_readme_do_what_it_shows(self):
        blocks = re.findall(r"^```console\n(.*?)^```", (ROOT / "README.md").read_text(), re.S | re.M)
        lines = [line for block in blocks for line in block.splitlines()]
        self.assertGreater(len(lines), 8)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "rules", pathlib.Path(folder) / "rules")
            shell = Shell(folder)
            try:
                output = ""
                for line in lines:
                    if line.startswith("$ "):
                        output = shell.run(line[2:])
                    else:
                        self.assertIn(line.strip(), output)
            finally:
                shell.close()


class Shell:
    """One bash that lives over several commands; background servers are stopped at its end by their process ids."""

    MARK = "--- end of output ---"

    def __init__(self, folder):
        environment = dict(os.environ, PATH=f"{BIN}:{os.environ['PATH']}")
        self.bash = subprocess.Popen(["bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                     text=True, cwd=folder, env=environment)

    def run(self, command):
        if command.endswith("&"):
            command = f"{command[:-1]} >server.log 2>&1 &\nfor i in $(seq 100); do " \
                      "(exec 3<>/dev/tcp/127.0.0.1/7800) 2>/dev/null && break; sleep 0.1; done"
        if command.startswith("kill -HUP"):
            command = "kill -HUP $! ; for i in $(seq 50); do [ $(grep -c 'in force' server.log) = 2 ] && break; sleep 0.1; done"
        self.bash.stdin.write(f"{{ {command}\n}} 2>&1\necho '{self.MARK}'\n")
        self.bash.stdin.flush()
        output = []
        for line in self.bash.stdout:
            if line.strip() == self.MARK:
                break
            output.append(line)
        return "".join(output)

    def close(self):
        self.bash.stdin.write("kill $(jobs -p) 2>/dev/null; wait\nexit 0\n")
        self.bash.stdin.close()
        self.bash.wait(timeout=30)
        self.bash.stdout.close()


if __name__ == "__main__":
    unittest.main()
