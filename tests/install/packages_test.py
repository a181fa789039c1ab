"""The packages that `./dev` installs are all that a bare Debian needs to build.

Every system header that the build has read and every system library that it links has to belong to one of those
packages, or to one that they bring along. Whatever else is on this machine by chance is not there on the next one.
"""

import functools
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["NEXTMOVE_BINARY_DIR"])
# The compiler of the sanitizers' build is no package of a plain build.
LISTS = ["packages", "clang_packages"]


def output(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def listed_packages():
    text = (ROOT / "dev").read_text()
    found = [re.search(rf"^{name}=\(([^)]*)\)", text, re.MULTILINE).group(1).split() for name in LISTS]
    return [package for packages in found for package in packages]


def bare_name(package):
    return package.split(":")[0]


def with_what_they_bring(packages):
    """The packages, and all that they depend on among the installed ones; the first of alternatives that is there."""
    depends, provided_by = {}, {}
    format = "${Package}\t${db:Status-Status}\t${Pre-Depends}, ${Depends}\t${Provides}\n"
    for line in output("dpkg-query", "-W", "-f", format).splitlines():
        package, status, needs, provides = line.split("\t")
        if status != "installed":
            continue
        depends[package] = [[bare_name(one.split()[0]) for one in choice.split("|")]
                            for choice in needs.split(",") if choice.strip()]
        for one in provides.split(","):
            if one.strip():
                provided_by.setdefault(bare_name(one.split()[0]), []).append(package)
    essential = output("dpkg-query", "-W", "-f", "${Package} ${Essential}\n").splitlines()
    open_ones = list(packages) + [line.split()[0] for line in essential if line.endswith(" yes")]
    brought = set()
    while open_ones:
        package = open_ones.pop()
        if package in brought:
            continue
        brought.add(package)
        for choice in depends.get(package, []):
            there = [one for name in choice for one in ([name] if name in depends else provided_by.get(name, []))]
            open_ones.extend(there[:1])
    return brought


@functools.cache
def owners():
    """The package of every installed file below /usr/include and /usr/lib."""
    owner = {}
    for listing in pathlib.Path("/var/lib/dpkg/info").glob("*.list"):
        for path in listing.read_text().splitlines():
            if path.startswith(("/usr/include", "/usr/lib", "/lib")):
                owner[path] = bare_name(listing.stem)
    return owner


def package_of(path):
    for spelling in (path, os.path.normpath(path), os.path.realpath(path)):
        if spelling in owners():
            return owners()[spelling]
    return None


def headers():
    lines = output("ninja", "-C", str(BUILD), "-t", "deps").splitlines()
    return {os.path.normpath(line.strip()) for line in lines if line.startswith("    /usr/")}


def libraries():
    text = (BUILD / "build.ninja").read_text()
    paths = set(re.findall(r"(?<=\s)/usr/lib/[^\s:|]+\.(?:so|a)[\w.]*", text))
    for name in set(re.findall(r"(?<=\s)-l([\w+]+)", text)):
        folders = output("cc", "-print-search-dirs").split("libraries: =")[1].strip().split(":")
        there = [f"{folder}/lib{name}.{kind}" for folder in folders for kind in ("so", "a")]
        paths.add(next((path for path in there if os.path.exists(path)), f"lib{name}.so"))
    return paths


class PackagesTest(unittest.TestCase):
    def expect_brought(self, paths):
        self.assertGreater(len(paths), 10)
        brought = with_what_they_bring(listed_packages())
        by_chance = sorted(f"{path} of {package_of(path)}" for path in paths if package_of(path) not in brought)
        self.assertEqual(by_chance, [], "add the package to the list in ./dev")

    def test_each_header_that_the_build_reads_comes_from_a_package_that_dev_installs(self):
        self.expect_brought(headers())

    def test_each_library_that_is_linked_comes_from_a_package_that_dev_installs(self):
        self.expect_brought(libraries())


if __name__ == "__main__":
    unittest.main()
