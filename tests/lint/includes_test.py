"""Checks which folder may include which, and that the language and the core stay pure.

The tables below are the ones of the architecture: a folder may include itself, what it is allowed, and what
those are allowed in turn. Below some folders there are rooms with an order of their own, and in most folders no file
may include itself by way of others. The rules are first tried on planted violations, so this test cannot pass by
seeing nothing.
"""

import pathlib
import re
import shutil
import sys
import tempfile

# folder -> the folders it may include directly; "dsl" stands for all folders of the language.
ALLOWED = {
    "dsl/value": [],
    "dsl/source": [],
    "dsl/words": [],
    "dsl/diagnostics": ["dsl/source", "dsl/value"],
    "dsl/grammar": [],
    "dsl/syntax": ["dsl/source", "dsl/words", "dsl/diagnostics", "dsl/value", "dsl/grammar"],
    "dsl/program": ["dsl/source", "dsl/words", "dsl/value"],
    "dsl/evaluate": ["dsl/program"],
    "dsl/check": ["dsl/syntax", "dsl/program", "dsl/evaluate", "dsl/analysis", "dsl/diagnostics"],
    "dsl/analysis": ["dsl/program", "dsl/evaluate"],
    "engine/visitor": ["dsl/program", "dsl/evaluate"],
    "engine/catalogue": ["dsl/program", "dsl/diagnostics"],
    "engine/match": ["dsl/program", "engine/visitor"],
    "engine/decide": ["engine/match", "engine/visitor", "engine/catalogue", "dsl/evaluate"],
    "engine/review": ["engine/decide", "dsl"],
    "engine/store": ["engine/visitor", "proto"],
    "engine/ruleset": ["engine/match", "engine/review", "dsl"],
    "engine/runtime": ["engine/decide", "engine/store", "engine/ruleset"],
    "engine/observe": [],
    "engine/serve/calls": ["engine/runtime", "engine/ruleset", "engine/review"],
    "engine/serve/grpc": ["engine/serve/calls", "proto"],
    "engine/serve/process": ["engine/serve/grpc", "engine/serve/calls", "engine/ruleset", "engine/review"],
    "clients/cli": ["dsl", "engine", "proto"],
}
# The shell may report what it does.
for shell in ("engine/store", "engine/ruleset", "engine/runtime", "engine/serve/calls", "engine/serve/grpc",
              "engine/serve/process"):
    ALLOWED[shell].append("engine/observe")

# Folders in which no file may include itself by way of others. A header and its .cc count as one file.
WITHOUT_CIRCLES = ("dsl/value", "dsl/source", "dsl/diagnostics", "dsl/grammar", "dsl/syntax", "dsl/program",
                   "dsl/evaluate", "dsl/analysis", "dsl/check", "dsl/words", "engine/visitor", "engine/catalogue",
                   "engine/match", "engine/decide", "engine/review", "engine/ruleset", "engine/runtime",
                   "engine/observe", "engine/serve/calls", "engine/serve/grpc", "engine/serve/process")

# folder -> its rooms in order: a file of a room may include its own room, rooms before it, and of the folder itself
# only what all rooms share. What else lies in the folder itself puts the rooms together and may include all of them.
ROOMS = {
    "dsl/check": ["expressions", "schema", "sources", "rules", "kinds", "tests", "warnings"],
    "engine/decide": ["read", "kinds", "judge", "allocate"],
}
SHARED = {
    "dsl/check": ["declarations", "folder", "options", "type_words", "typing"],
    "engine/decide": ["explanation", "judged", "mode", "outcome", "reasons", "request", "reuse", "world"],
}

CORE = ("engine/visitor", "engine/catalogue", "engine/match", "engine/decide")

# No lock, thread, clock or randomness in the language and the core.
IMPURE_HEADERS = {
    "mutex", "shared_mutex", "thread", "stop_token", "semaphore", "barrier", "latch", "atomic", "stdatomic.h",
    "random", "chrono", "ctime", "time.h", "sys/time.h", "condition_variable", "future", "pthread.h", "threads.h",
}
IMPURE_PREFIXES = ("absl/synchronization/", "absl/random/", "boost/asio", "grpc/", "grpcpp/", "google/protobuf/",
                   "spdlog/", "prometheus/", "rocksdb/", "sys/socket")
IMPURE_CALLS = [
    (re.compile(r"(?<![\w.>])(?:std\s*::\s*|::\s*)?(?:gettimeofday|clock_gettime|localtime(?:_r)?|gmtime(?:_r)?)\s*\("),
     "reads a clock"),
    (re.compile(r"(?:\bstd\s*::\s*|(?<![\w:])::\s*)(?:time|clock)\s*\("), "reads a clock"),
    (re.compile(r"\bstd\s*::\s*chrono\b"), "reads a clock"),
    (re.compile(r"(?<![\w.>:])time\s*\(\s*(?:NULL|nullptr|0)\s*\)"), "reads a clock"),
    (re.compile(r"\babsl\s*::\s*(?:Now|GetCurrentTimeNanos)\s*\("), "reads a clock"),
    (re.compile(r"\b(?:icu\w*\s*::\s*)?Calendar\s*::\s*getNow\s*\(|\bucal_getNow\s*\("), "reads a clock"),
    (re.compile(r"(?:\bstd\s*::\s*|(?<![\w:])::\s*)s?rand\s*\("), "draws at random"),
    (re.compile(r"\bstd\s*::\s*(?:random_device|mt19937(?:_64)?)\b"), "draws at random"),
    (re.compile(r"\bstd\s*::\s*(?:jthread|thread|async|mutex|recursive_mutex|shared_mutex|lock_guard|unique_lock|"
                r"scoped_lock|atomic|atomic_\w+|condition_variable)\b"), "uses a lock or a thread"),
    (re.compile(r"\babsl\s*::\s*(?:Mutex|MutexLock|Notification|BitGen|InsecureBitGen)\b"), "uses a lock or randomness"),
    (re.compile(r"\b(?:thread_local|pthread_\w+\s*\()"), "uses a thread"),
]
# Thread-local scratch is allowed in one folder, where it never leaves a call.
THREAD_LOCAL_FOLDERS = ("engine/match",)

# What a codec or a client needs of the wire; nobody else sees it, whatever its neighbours may.
WIRE_PREFIXES = ("grpc/", "grpcpp/", "google/protobuf/", "nextmove/")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*(?:include|import)[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def matching(name, prefixes):
    return any(name == prefix or name.startswith(prefix) for prefix in prefixes)


def without_comments(text, blank_strings):
    """Blanks comments (and strings, when asked), and keeps every line where it was."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
        re.DOTALL)

    def blank(match):
        token = match.group(0)
        if not token.startswith("/") and not blank_strings:
            return token
        return re.sub(r"[^\n]", " ", token)

    return pattern.sub(blank, text)


def reachable(folder):
    """The folders that `folder` may include: its own, the allowed ones, and theirs."""
    seen, waiting = set(), [folder]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in ("dsl", "engine"):
            waiting.extend(f for f in ALLOWED if f.startswith(name + "/"))
        waiting.extend(ALLOWED.get(name, []))
    return seen


def folder_of(path):
    parts = path.split("/")
    if parts[0] in ("proto", "nextmove"):  # generated headers are included as nextmove/v1/....
        return "proto"
    if len(parts) >= 3 and parts[0] in ("dsl", "engine", "clients"):
        room = "/".join(parts[:3])
        return room if room in ALLOWED else "/".join(parts[:2])
    return None


def room_of(path, folder):
    """The room of a file or header below `folder`: empty for the folder itself, None elsewhere."""
    parts = path.split("/")
    if "/".join(parts[:2]) != folder:
        return None
    return "/".join(parts[2:-1])


def breaks_rooms(name, header):
    """Whether a file may not include this header, by the order of rooms."""
    for folder, rooms in ROOMS.items():
        room, target = room_of(name, folder), room_of(header, folder)
        if room is None or target is None or room == target and room:
            continue
        shared = [f"{folder}/{file}" for file in SHARED[folder]]
        if not room and name.rsplit(".", 1)[0] not in shared:
            continue
        if not target:
            return header.rsplit(".", 1)[0] not in shared
        return room not in rooms or target not in rooms or rooms.index(target) > rooms.index(room)
    return False


def find_circles(root, files):
    """Yields a complaint for each group of files that include one another, a header and its .cc taken as one."""
    edges = {}
    for path in files:
        name = path.relative_to(root).as_posix()
        if folder_of(name) not in WITHOUT_CIRCLES:
            continue
        code = without_comments(path.read_text(encoding="utf-8", errors="replace"), blank_strings=False)
        unit = name.rsplit(".", 1)[0]
        headers = {match.group(2).rsplit(".", 1)[0] for match in INCLUDE.finditer(code)}
        edges.setdefault(unit, set()).update(headers - {unit})

    def reached(start):
        seen, waiting = set(), [start]
        while waiting:
            for unit in edges.get(waiting.pop(), ()):
                if unit in edges and unit not in seen:
                    seen.add(unit)
                    waiting.append(unit)
        return seen

    reach = {unit: reached(unit) for unit in edges}
    told = set()
    for unit in sorted(edges):
        if unit not in reach[unit] or unit in told:
            continue
        circle = sorted(other for other in reach[unit] if unit in reach[other])
        told.update(circle)
        yield f"{unit}:1: include one another: {', '.join(circle)}"


def is_parser(header):
    return matching(header, ("antlr4",)) or re.match(r"Nextmove(Lexer|Parser)", header.split("/")[-1]) is not None


def find_parser_headers(root):
    """The headers of dsl/syntax from which the generated parser or ANTLR is seen, by whatever way."""
    includes = {
        path.relative_to(root).as_posix():
            [match.group(2) for match in INCLUDE.finditer(path.read_text(encoding="utf-8", errors="replace"))]
        for path in (root / "dsl" / "syntax").glob("*.h")
    }
    found = set()
    while True:
        more = {name for name, headers in includes.items() if any(is_parser(h) or h in found for h in headers)} - found
        if not more:
            return found
        found |= more


def check_file(root, path, parser_headers):
    """Yields `file:line: complaint` for one source file."""
    name = path.relative_to(root).as_posix()
    folder = folder_of(name)
    text = path.read_text(encoding="utf-8", errors="replace")
    code = without_comments(text, blank_strings=False)

    def at(offset):
        return f"{name}:{code.count(chr(10), 0, offset) + 1}"

    if folder not in ALLOWED:
        yield f"{name}:1: folder `{folder}` is not in the table of tests/lint/includes_test.py"
        return
    language, core = folder.startswith("dsl/"), folder in CORE
    allowed = reachable(folder)
    for match in INCLUDE.finditer(code):
        header = match.group(2)
        where = at(match.start())
        target = folder_of(header)
        if target is not None and target not in allowed:
            yield f"{where}: `{folder}` may not include `{header}`"
        if breaks_rooms(name, header):
            yield f"{where}: a room may include only rooms before it, not `{header}`"
        if match.group(1) == '"' and header.startswith("."):
            yield f"{where}: include `{header}` by its path from the repository's root"
        if (language or core) and (header in IMPURE_HEADERS or matching(header, IMPURE_PREFIXES)):
            yield f"{where}: <{header}> has no place in the language or the core"
        if matching(header, WIRE_PREFIXES) and "proto" not in ALLOWED[folder]:
            yield f"{where}: only a codec and a client see `{header}`"
        if folder != "dsl/value":
            if matching(header, ("unicode/", "bid_conf.h", "bid_functions.h")) or (
                    (language or core) and matching(header, ("absl/time/",))):
                yield f"{where}: only dsl/value sees `{header}`"
        if folder != "dsl/syntax" and (is_parser(header) or header in parser_headers):
            yield f"{where}: only dsl/syntax sees the parser, and `{header}` shows it"
    if language or core:
        bare = without_comments(text, blank_strings=True)
        for pattern, complaint in IMPURE_CALLS:
            for match in pattern.finditer(bare):
                found = match.group(0).strip()
                if found == "thread_local" and folder in THREAD_LOCAL_FOLDERS:
                    continue
                yield f"{at(match.start())}: `{found}` {complaint}: that belongs to engine/runtime"


def check(root):
    """Returns the number of files read and the complaints about them."""
    files = sorted(path for top in ("dsl", "engine", "clients/cli") for path in (root / top).rglob("*")
                   if path.suffix in (".cc", ".h", ".cpp", ".hpp") and path.is_file())
    parser_headers = find_parser_headers(root)
    complaints = [complaint for path in files for complaint in check_file(root, path, parser_headers)]
    return len(files), complaints + list(find_circles(root, files))


PLANTED = [  # file, text, what the complaint must say
    ("dsl/check/schema/planted.cc", '#include "dsl/check/rules/picks.h"\n', "only rooms before it"),
    ("dsl/check/expressions/planted.h", '#include "dsl/check/check.h"\n', "only rooms before it"),
    ("dsl/check/warnings/planted.h", '#include "dsl/check/heads.h"\n', "only rooms before it"),
    ("dsl/check/attic/planted.cc", '#include "dsl/check/schema/events.h"\n', "only rooms before it"),
    ("dsl/check/kinds/planted.h", '#include "dsl/check/kinds/planted_ring.h"\n', "include one another"),
    ("dsl/value/planted.h", '#include "dsl/program/program.h"\n', "may not include"),
    ("dsl/source/planted.cc", '#include "dsl/value/value.h"\n', "may not include"),
    ("dsl/program/planted.cc", '#include "dsl/syntax/tree.h"\n', "may not include"),
    ("dsl/evaluate/planted.cc", '#include "engine/match/facts.h"\n', "may not include"),
    ("engine/visitor/planted.h", '#include "engine/decide/decide.h"\n', "may not include"),
    ("engine/match/planted.cc", '  #  include "engine/catalogue/catalogue.h"\n', "may not include"),
    ("engine/decide/planted.cc", '#include "nextmove/v1/decision.pb.h"\n', "may not include"),
    ("engine/runtime/planted.cc", '#include "engine/serve/calls/handler.h"\n', "may not include"),
    ("engine/serve/planted.cc", "int x;\n", "is not in the table"),
    ("engine/serve/calls/planted.cc", '#include "engine/serve/grpc/status.h"\n', "may not include"),
    ("engine/serve/calls/planted.cc", '#include "engine/serve/process/configuration.h"\n', "may not include"),
    ("engine/serve/calls/planted.h", "#include <grpcpp/support/status.h>\n", "only a codec"),
    ("engine/serve/calls/planted.h", "#include <google/protobuf/arena.h>\n", "only a codec"),
    ("engine/serve/calls/planted.h", '#include "nextmove/v1/error.pb.h"\n', "only a codec"),
    ("engine/serve/grpc/planted.cc", '#include "engine/serve/process/server.h"\n', "may not include"),
    ("engine/serve/process/planted.cc", '#include "nextmove/v1/decision.pb.h"\n', "only a codec"),
    ("engine/ruleset/planted.cc", '#include "engine/runtime/runtime.h"\n', "may not include"),
    ("engine/ruleset/planted.cc", "#include <grpcpp/grpcpp.h>\n", "only a codec"),
    ("engine/observe/planted.cc", '#include "engine/runtime/runtime.h"\n', "may not include"),
    ("engine/novelty/planted.cc", "int x;\n", "is not in the table"),
    ("engine/decide/planted.cc", '#include "../match/facts.h"\n', "repository's root"),
    ("engine/decide/planted.cc", "#include <mutex>\n", "has no place"),
    ("engine/match/planted.h", "#include <atomic>\n", "has no place"),
    ("engine/visitor/planted.cc", "#include <thread>\n", "has no place"),
    ("engine/catalogue/planted.cc", "#include <shared_mutex>\n", "has no place"),
    ("dsl/check/planted.cc", "#include <chrono>\n", "has no place"),
    ("dsl/value/planted.cc", "#include <ctime>\n", "has no place"),
    ("dsl/value/planted.cc", "#include <random>\n", "has no place"),
    ("dsl/syntax/planted.cc", "#include <condition_variable>\n", "has no place"),
    ("dsl/evaluate/planted.cc", "#include <future>\n", "has no place"),
    ("engine/decide/planted.cc", '#include "absl/synchronization/mutex.h"\n', "has no place"),
    ("dsl/program/planted.h", "#include <grpcpp/grpcpp.h>\n", "has no place"),
    ("dsl/evaluate/planted.cc", "#include <unicode/unistr.h>\n", "only dsl/value"),
    ("engine/decide/planted.cc", '#include "absl/time/time.h"\n', "only dsl/value"),
    ("dsl/program/planted.cc", "#include <bid_functions.h>\n", "only dsl/value"),
    ("dsl/check/planted.cc", '#include "antlr4-runtime.h"\n', "only dsl/syntax sees the parser"),
    ("dsl/check/planted.cc", '#include "dsl/grammar/NextmoveParser.h"\n', "only dsl/syntax sees the parser"),
    ("engine/ruleset/planted.cc", '#include "dsl/syntax/hidden.h"\n', "only dsl/syntax sees the parser"),
    ("engine/serve/calls/planted.cc", "#include <unicode/unistr.h>\n", "only dsl/value"),
    ("dsl/value/planted.cc", "auto f() { return std::time(nullptr); }\n", "reads a clock"),
    ("dsl/value/planted.cc", "auto f() { return absl::Now(); }\n", "reads a clock"),
    ("engine/decide/planted.cc", "void f() { gettimeofday(&t, nullptr); }\n", "reads a clock"),
    ("engine/decide/planted.cc", "void f() {\n  clock_gettime(CLOCK_REALTIME, &t);\n}\n", "reads a clock"),
    ("engine/match/planted.cc", "auto f() { return std::chrono::steady_clock::now(); }\n", "reads a clock"),
    ("engine/decide/planted.cc", "auto f() { return std::rand(); }\n", "at random"),
    ("engine/decide/planted.cc", "std::mutex m;\n", "a lock or a thread"),
    ("engine/decide/planted.cc", "std::thread t;\n", "a lock or a thread"),
    ("engine/decide/planted.cc", "std::atomic<int> n;\n", "a lock or a thread"),
    ("engine/visitor/planted.cc", "thread_local int n;\n", "uses a thread"),
]
HARMLESS = [  # file, text that must pass
    ("dsl/check/kinds/planted.cc", '#include "dsl/check/folder.h"\n#include "dsl/check/rules/slots.h"\n'),
    ("dsl/check/planted.cc", '#include "dsl/check/warnings/warnings.h"\n'),
    ("dsl/value/planted.cc", '#include <unicode/unistr.h>\n#include "absl/time/time.h"\n#include <bid_functions.h>\n'),
    ("dsl/syntax/planted.cc", '#include "antlr4-runtime.h"\n#include "dsl/diagnostics/diagnostic.h"\n'),
    ("dsl/syntax/planted.h", '#include "dsl/syntax/hidden.h"\n'),
    ("dsl/check/planted.cc", '#include "dsl/value/value.h"\n'),  # by way of dsl/program
    ("engine/runtime/planted.cc", '#include <mutex>\n#include <atomic>\n#include "engine/decide/decide.h"\n'),
    ("engine/serve/grpc/planted.cc",
     '#include "nextmove/v1/decision.pb.h"\n#include <grpcpp/grpcpp.h>\n#include "engine/observe/metrics.h"\n'),
    ("engine/serve/process/planted.cc", '#include "engine/serve/grpc/transport.h"\n'),
    ("engine/match/planted.cc", "thread_local int scratch;\n"),
    ("engine/decide/planted.cc", "// Never calls std::time( or #include <mutex>.\n/* std::mutex */\n"),
    ("dsl/check/planted.cc", 'auto s = "std::time(";  auto w = R"(std::mutex)";\nauto t = view.time(0);\n'),
]


def self_test(root):
    """Plants all cases into a copy of the tree; returns what was not found there, or wrongly refused."""
    failures = []
    with tempfile.TemporaryDirectory() as temporary:
        copy = pathlib.Path(temporary)
        for top in ("dsl", "engine", "clients/cli"):
            if (root / top).is_dir():
                shutil.copytree(root / top, copy / top)
        (copy / "dsl" / "syntax").mkdir(parents=True, exist_ok=True)
        (copy / "dsl" / "syntax" / "open.h").write_text('#include "antlr4-runtime.h"\n', encoding="utf-8")
        (copy / "dsl" / "syntax" / "hidden.h").write_text('#include "dsl/syntax/open.h"\n', encoding="utf-8")
        cases = []
        for number, case in enumerate(PLANTED + HARMLESS):
            planted = copy / case[0].replace("planted", f"planted_{number}")
            planted.parent.mkdir(parents=True, exist_ok=True)
            planted.write_text(case[1], encoding="utf-8")
            cases.append((planted.relative_to(copy).as_posix(), case))
            if "planted_ring" in case[1]:
                ring = planted.with_name("planted_ring.h")
                ring.write_text(f'#include "{planted.relative_to(copy).as_posix()}"\n', encoding="utf-8")
        complaints = check(copy)[1]
        for name, case in cases:
            about = [complaint for complaint in complaints
                     if complaint.startswith((name + ":", name.rsplit(".", 1)[0] + ":"))]
            if len(case) == 3 and not any(case[2] in complaint for complaint in about):
                failures.append(f"not found: {case[1]!r} in {case[0]}")
            if len(case) == 2 and about:
                failures.append(f"wrongly refused: {about[0]}")
    return failures


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    failures = self_test(root)
    for failure in failures:
        print(f"self-test: {failure}")
    count, complaints = check(root)
    for complaint in complaints:
        print(complaint)
    print(f"{count} files, {len(complaints)} forbidden; {len(PLANTED)} planted violations, {len(failures)} self-test failures")
    if count == 0:
        print("no source file was found: there is nothing that this could have checked")
    return 1 if failures or complaints or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
