"""The program itself: exit codes, no colours in pipes or with NO_COLOR, colours and progress on a terminal."""
import os
import pty
import subprocess
import sys
import tempfile

BINARY = os.path.join(os.environ["NEXTMOVE_BINARY_DIR"], "bin", "nextmove")
GOLDEN = os.path.join(os.environ["NEXTMOVE_SOURCE_DIR"], "tests", "golden", "cli")


def on_terminal(arguments, **environment):
    """What the program writes when both its outputs are a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([BINARY] + arguments, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower,
                               env={**os.environ, "TERM": "xterm", **environment})
    os.close(follower)
    written = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # Linux says so at the end of a terminal
            break
        if not piece:
            break
        written += piece
    process.wait()
    os.close(leader)
    return written


def in_pipe(arguments, stdin=b""):
    return subprocess.run([BINARY] + arguments, input=stdin, capture_output=True, check=False)


def main():
    if not os.path.exists(BINARY):
        print("nextmove is not built")
        return 77
    broken = os.path.join(GOLDEN, "broken")
    rules = os.path.join(GOLDEN, "rules")
    os.environ.pop("NO_COLOR", None)

    result = in_pipe(["check", broken])
    assert result.returncode == 1, result
    assert b"\x1b" not in result.stdout + result.stderr, result
    assert b"\x1b" in on_terminal(["check", broken])
    assert b"\x1b" not in on_terminal(["check", broken], NO_COLOR="1")
    assert b"\x1b" not in on_terminal(["check", broken], TERM="dumb")

    assert in_pipe(["check", rules]).returncode == 0
    assert in_pipe(["test", rules]).returncode == 0
    assert in_pipe(["chekc"]).returncode == 2
    assert in_pipe(["decide", rules], b'{"visitor": "v"}\n').returncode == 0
    assert in_pipe(["decide", rules], b"nonsense\n").returncode == 1
    assert in_pipe(["decide", rules, "--server", "127.0.0.1:1"], b'{"visitor": "v"}\n').returncode == 3

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as visits:
        for number in range(2000):
            visits.write(b'{"visitor": "v%d"}\n' % number)
        visits.flush()
        shown = on_terminal(["replay", rules, visits.name])
        assert b"visits" in shown and b"[####" in shown or b"] " in shown, shown[:200]
        piped = in_pipe(["replay", rules, visits.name])
        assert b"\x1b" not in piped.stderr and b"2,000 visits decided" in piped.stdout, piped
    with open("/dev/full", "wb") as full:
        result = subprocess.run([BINARY, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2 and b"can't be written" in result.stderr, result
    return 0


if __name__ == "__main__":
    sys.exit(main())
