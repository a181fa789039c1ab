"""The packs, the language reference and the README's tour do what they say.

Runs the built `nextmove` and `nextmoved` (in NEXTMOVE_BINARY_DIR) on the tree (NEXTMOVE_SOURCE_DIR).
"""
import datetime
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
DATA = ROOT / "tests/data"
PACKS = ["starter", "fashion-shop", "online-shoppers", "gift-shop", "clothing-clicks"]
# The scenarios of the product, A1 to L2.
ROWS = [f"{letter}{number}" for letter, rows in
        {"A": 7, "B": 6, "C": 7, "D": 4, "E": 3, "F": 7, "G": 5, "H": 2, "I": 2, "J": 2, "K": 4, "L": 2}.items()
        for number in range(1, rows + 1)]


def run(*arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=600, **options)


def lines_of(script, data):
    """What a pack's awk script makes of a packed data file, as bytes."""
    return subprocess.run(["awk", "-f", str(ROOT / "rules" / script)], input=gzip.decompress((DATA / data).read_bytes()),
                          capture_output=True, check=True, timeout=600).stdout


def replay(pack, visits):
    """The report of `nextmove replay` over the visits (bytes)."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "visits.jsonl"
        file.write_bytes(visits)
        replayed = run(NEXTMOVE, "replay", str(ROOT / "rules" / pack), str(file), "--format", "json")
    if replayed.returncode:
        raise AssertionError(replayed.stderr + replayed.stdout[-2000:])
    report = json.loads(replayed.stdout)
    if report["notes"] or report["warnings"]:
        raise AssertionError(f"left out: {report['notes']} {report['warnings']}")
    return report


def readme_rows(pack, pattern):
    return re.findall(pattern, (ROOT / "rules" / pack / "README.md").read_text(), re.M)


class PacksTest(unittest.TestCase):
    def check_and_test(self, folder):
        checked = run(NEXTMOVE, "check", str(folder))
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        tested = run(NEXTMOVE, "test", str(folder))
        self.assertEqual(tested.returncode, 0, tested.stdout + tested.stderr)
        return tested.stdout

    def test_each_pack_checks_without_error_and_passes_its_tests(self):
        for pack in PACKS:
            with self.subTest(pack):
                self.check_and_test(ROOT / "rules" / pack)

    def test_each_pack_is_in_the_one_layout(self):
        for pack in [*PACKS, "library"]:
            with self.subTest(pack):
                formatted = run(NEXTMOVE, "fmt", "--check", str(ROOT / "rules" / pack))
                self.assertEqual(formatted.returncode, 0, formatted.stdout + formatted.stderr)

    def test_the_acceptance_folder_checks_without_error_and_passes_its_74_tests(self):
        self.assertIn("74 tests: 74 passed, 0 failed", self.check_and_test(ROOT / "tests/scenarios"))

    def test_each_scenario_has_a_test_in_the_fashion_shop_and_in_the_acceptance_folder(self):
        for folder in (ROOT / "rules/fashion-shop", ROOT / "tests/scenarios"):
            texts = [file.read_text() for file in folder.glob("*tests*.rules")]
            names = {name for text in texts for name in re.findall(r'^test "(\w\d) ', text, re.M)}
            self.assertEqual(sorted(set(ROWS) - names), [], f"{folder.name} has no test for these scenarios")

    def test_the_readme_of_the_fashion_shop_names_each_scenario_and_only_rules_that_are_there(self):
        rules = "".join(file.read_text() for file in (ROOT / "rules/fashion-shop").glob("*.rules"))
        declared = set(re.findall(r"^[a-z]+ (\w+)$", rules, re.M)) | set(re.findall(r"^placement (\w+)", rules, re.M))
        rows = readme_rows("fashion-shop", r"^\| (\w\d) \| .*? \| (.*?) \|$")
        self.assertEqual([row for row, _ in rows], ROWS)
        for row, names in rows:
            for name in re.findall(r"`(\w+)`", names):
                self.assertIn(name, declared, row)


class ReadmeTest(unittest.TestCase):
    def test_the_commands_of_each_readme_run(self):
        for page in [*(ROOT / "rules").glob("*/README.md"), ROOT / "tests/scenarios/README.md"]:
            commands = [line[4:] for line in page.read_text().splitlines() if line.startswith("    ")]
            with self.subTest(page.parent.name), tempfile.TemporaryDirectory() as folder:
                self.assertTrue(commands)
                shutil.copytree(ROOT / "rules", pathlib.Path(folder) / "rules")
                (pathlib.Path(folder) / "tests").symlink_to(ROOT / "tests")
                script = "\n".join(["set -e -o pipefail", *commands])
                done = run("bash", "-c", script, cwd=folder, env=dict(os.environ, PATH=f"{BIN}:{os.environ['PATH']}"))
                self.assertEqual(done.returncode, 0, (done.stdout + done.stderr)[-2000:])


class BoundsTest(unittest.TestCase):
    """Changes one number of the fashion shop's rules at a time, by one unit: a test of the shop must notice.

    Takes a fixed sample; NEXTMOVE_EACH_NUMBER=1 takes each number (some minutes).
    """

    SHOP = ROOT / "rules/fashion-shop"
    FILES = ["segments.rules", "overlays.rules", "discounts.rules", "pages.rules", "shelves.rules", "letters.rules"]
    # Clauses whose numbers decide something that a test of the shop can see.
    CLAUSE = re.compile(r"  +(when|and|or|limit|stop|give|buy|step|take|move|active|on|rank|quiet) ")
    NUMBER = re.compile(r"\d{4}-\d\d-\d\d|\d\d?:\d\d|(?<![\w.])\d+(?:\.\d+)?")

    @staticmethod
    def one_more(text):
        if "-" in text:
            return str(datetime.date.fromisoformat(text) + datetime.timedelta(days=1))
        if ":" in text:
            minutes = int(text[:-3]) * 60 + int(text[-2:]) + 1
            return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        places = len(text.partition(".")[2])
        return f"{float(text) + 10 ** -places:.{places}f}"

    def changed(self):
        """File, line number, the line as it is, and with one number changed."""
        for name in self.FILES:
            for number, line in enumerate((self.SHOP / name).read_text().splitlines()):
                if self.CLAUSE.match(line):
                    hidden = re.sub(r'"[^"]*"', lambda found: "_" * len(found.group()), line)
                    for found in self.NUMBER.finditer(hidden):
                        yield name, number, line[:found.start()] + self.one_more(found.group()) + line[found.end():]

    def test_a_rule_that_is_wrong_by_one_unit_fails_a_test(self):
        changes = list(self.changed())
        self.assertGreater(len(changes), 120)
        unseen = []
        with tempfile.TemporaryDirectory() as folder:
            shop = pathlib.Path(folder) / "shop"
            shutil.copytree(self.SHOP, shop)
            for name, number, line in changes[::1 if os.environ.get("NEXTMOVE_EACH_NUMBER") else 13]:
                right = (self.SHOP / name).read_text()
                lines = right.splitlines()
                lines[number] = line
                (shop / name).write_text("\n".join(lines) + "\n")
                if run(NEXTMOVE, "test", str(shop)).returncode == 0:
                    unseen.append(f"{name}:{number + 1}:{line}")
                (shop / name).write_text(right)
        self.assertEqual(unseen, [])


class LibraryTest(unittest.TestCase):
    def test_the_fashion_shop_uses_body_language_as_it_is_in_the_library(self):
        self.assertEqual((ROOT / "rules/library/body-language.rules").read_bytes(),
                         (ROOT / "rules/fashion-shop/body-language.rules").read_bytes(),
                         "copy rules/library/body-language.rules to rules/fashion-shop/")

    def test_each_part_of_the_library_works_in_the_starter_shop(self):
        for part in (ROOT / "rules/library").glob("*.rules"):
            with self.subTest(part.name), tempfile.TemporaryDirectory() as folder:
                shop = pathlib.Path(folder) / "my-shop"
                shutil.copytree(ROOT / "rules/starter", shop)
                shutil.copy(part, shop)
                for command in ("check", "test"):
                    done = run(NEXTMOVE, command, str(shop))
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn('ok   I1 fast clicks are urgency', done.stdout)


class OnlineShoppersTest(unittest.TestCase):
    def test_segments_of_the_real_visits_hold_what_the_readme_says(self):
        report = replay("online-shoppers",
                        lines_of("online-shoppers/visits.awk", "online-shoppers-intention/online_shoppers_intention.csv.gz"))
        held = {row["segment"]: (row["visits"], row["buyers"]) for row in report["segments"]}
        expected = readme_rows("online-shoppers", r"^\| `(\w+)` \| (\d+) \| (\d+) \|$")
        self.assertGreaterEqual(len(expected), 16)
        for name, visits_held, bought in expected:
            self.assertEqual(held[name], (int(visits_held), int(bought)), name)
        self.assertEqual(held["valued_visit"], (2730, 1538))


class GiftShopTest(unittest.TestCase):
    PURCHASES = "online-retail/purchases.csv.gz"

    def associated(self, **options):
        settings = [word for name, value in options.items() for word in ("-v", f"{name}={value}")]
        done = subprocess.run(["awk", *settings, "-f", str(ROOT / "rules/gift-shop/associated.awk")],
                              input=gzip.decompress((DATA / self.PURCHASES).read_bytes()), capture_output=True, check=True,
                              timeout=600)
        return done.stdout.decode()

    def test_recency_selects_the_customers_that_the_data_says(self):
        report = replay("gift-shop", lines_of("gift-shop/visits.awk", self.PURCHASES))
        self.assertEqual((report["visits"]["visits"], report["failed"]), (3362, 0))
        held = {row["segment"]: (row["visits"], row["buyers"]) for row in report["segments"]}
        told = re.findall(r"[ (]([\d+-]+): (\d+) of (\d+) \(", (DATA / "online-retail/README.md").read_text())
        self.assertEqual([band for band, _, _ in told], ["0-29", "30-59", "60-89", "90-179", "180+"])
        bands = ["bought_this_month", "cooling", "drifting", "lapsed", "lost"]
        for segment, (_, came_back, customers) in zip(bands, told):
            self.assertEqual(held[segment], (int(customers), int(came_back)), segment)
        expected = readme_rows("gift-shop", r"^\| `(\w+)` \| (\d+) \| (\d+) \|$")
        self.assertEqual(len(expected), 13)
        for name, customers, came_back in expected:
            self.assertEqual(held[name], (int(customers), int(came_back)), name)
        got = {row["action"]: row["visits"] for row in report["actions"]}
        self.assertEqual((got["win_back"], got["last_call"]), (887, 583))
        self.assertEqual(got["goes_with_the_favourite"], 231)

    def test_the_table_of_what_goes_together_is_what_the_orders_say(self):
        self.assertEqual(self.associated(until="2011-09-09"),
                         (ROOT / "rules/gift-shop/tables/associated.csv").read_text())
        rows = self.associated(support=0.02).splitlines()
        self.assertEqual(len(rows) - 1, 2 * 41)
        for row in ("purchased,22698,22697,0.8273", "purchased,22698,22699,0.7842", "purchased,22697,22699,0.7829"):
            self.assertIn(row, rows)

    def test_the_shelf_in_the_cart_shows_what_the_table_says(self):
        carts = lines_of("gift-shop/baskets.awk", self.PURCHASES).decode()
        decided = run(NEXTMOVE, "decide", str(ROOT / "rules/gift-shop"), "--format", "json", input=carts)
        self.assertEqual(decided.returncode, 0, decided.stderr)
        strengths = {}
        for line in (ROOT / "rules/gift-shop/tables/associated.csv").read_text().splitlines()[1:]:
            _, item, other, strength = line.split(",")
            strengths.setdefault(item, {})[other] = float(strength)
        shown = missing = 0
        for cart, answer in zip(carts.splitlines(), decided.stdout.splitlines()):
            visit, answer = json.loads(cart), json.loads(answer)
            pieces = [line["product"] for line in visit["attributes"]["cart.items"]]
            best = {}
            for piece in pieces:
                for other, strength in strengths.get(piece, {}).items():
                    if other not in pieces:
                        best[other] = max(best.get(other, 0), strength)
            wanted = sorted(best, key=lambda other: (-best[other], other))[:4]
            shelf = [item["product"] for action in answer["actions"] if action["rule"] == "goes_with_the_cart"
                     for item in action["items"]]
            self.assertEqual(shelf, wanted, visit["visitor"])
            shown += bool(shelf)
            missing += visit["visitor"].split("/")[1] in shelf
        told = readme_rows("gift-shop", r"^\| (\d+) \| (\d+) \| (\d+) \| \d+ \|$")
        self.assertEqual(told, [(str(len(carts.splitlines())), str(shown), str(missing))])


class ClothingClicksTest(unittest.TestCase):
    CLICKS = "eshop-clothing-2008/eshop_2008_04_06.csv.gz"

    def test_the_menus_have_the_next_department_first_as_often_as_the_readme_says(self):
        visits = lines_of("clothing-clicks/visits.awk", self.CLICKS)
        decided = subprocess.run([NEXTMOVE, "decide", str(ROOT / "rules/clothing-clicks"), "--format", "json"], input=visits,
                                 capture_output=True, check=True, timeout=600).stdout
        report = subprocess.run(["awk", "-f", str(ROOT / "rules/clothing-clicks/first_in_menu.awk")], input=decided,
                                capture_output=True, check=True, timeout=600).stdout.decode()
        told = readme_rows("clothing-clicks", r"^\| (?:fixed|`\w+`).*? \| (\d+) \| (\d+) \| ([\d.]+ %) \|$")
        self.assertEqual([tuple(line.split(" ", 3)[1:]) for line in report.splitlines()], told)

    def test_segments_of_the_real_sessions_hold_what_the_readme_says(self):
        report = replay("clothing-clicks", lines_of("clothing-clicks/visits.awk", self.CLICKS))
        held = {row["segment"]: row["visits"] for row in report["segments"]}
        expected = readme_rows("clothing-clicks", r"^\| `(\w+)` \| (\d+) \|$")
        self.assertEqual(len(expected), 8)
        for name, sessions in expected:
            self.assertEqual(held[name], int(sessions), name)


class ReferenceTest(unittest.TestCase):
    def test_each_example_of_the_language_reference_checks_as_it_is_marked(self):
        pages = [ROOT / "docs/language.md", *sorted((ROOT / "docs/language").glob("*.md"))]
        page = "\n".join(each.read_text() for each in pages)
        blocks = re.findall(r"^```rules *(.*?)\n(.*?)^```", page, re.S | re.M)
        preamble = next(text for mark, text in blocks if mark == "preamble")
        self.assertGreater(len(blocks), 40)
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
