"""Writes random sentences that the grammar allows: sentences.py SEED COUNT > sentences/random.rules

The proof test parses what lies in `sentences/` and wants no error, no ambiguity and no full-context fallback. Hand-written
rules do not meet the ambiguities that this finds. Write the file anew after a change of the grammar.
"""
import pathlib
import random
import re
import sys

GRAMMAR = pathlib.Path(__file__).resolve().parents[3] / "dsl" / "grammar"
# One text for each token that is not a fixed word.
SAMPLES = {
    "TIME_ZONE": "time zone", "UNIT": "days", "TIMES": "times", "DATE": "2026-11-27", "CLOCK": "18:30", "DEC": "1.5",
    "INT": "3", "CURRENCY": "EUR", "LOCALE": "fr-CH", "NAME": "shoe", "PATH": "cart.total", "STRING": '"text"', "EOF": "",
}
# Tokens that are accepted only to be explained.
ONLY_EXPLAINED = {"MONEY_SIGN", "SYMBOL", "SYMBOL_AND", "SYMBOL_OR", "WRONG_NAME", "WRONG_TEXT", "OPEN_TEXT",
                  "WRONG_NUMBER", "WRONG_DATE"}
# What a rule becomes when a sentence grows too deep.
SHORT = {"expr": "shoe", "sum": "3", "value": "shoe", "source": "shoe", "listLiteral": '["a"]', "occurrence": "shoe",
         "type": "text", "fact": "shoe"}


def read(name):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", (GRAMMAR / name).read_text(), flags=re.S)


def alternatives(tokens, at):
    """Reads `a b? | (c | d)*` up to a closing parenthesis: a list of sequences of (node, repetition), and where it ended."""
    found, sequence = [], []
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "|":
            found.append(sequence)
            sequence = []
            at += 1
            continue
        if tokens[at] == "(":
            node, at = alternatives(tokens, at + 1)
        else:
            node = tokens[at]
        at += 1
        repetition = tokens[at] if at < len(tokens) and tokens[at] in "*+?" else ""
        at += len(repetition)
        sequence.append((node, repetition))
    found.append(sequence)
    return [s for s in found if not any(isinstance(n, str) and n in ONLY_EXPLAINED for n, _ in s)], at


class Sentences:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.words = dict(re.findall(r"\b([A-Z_]+) *: *'([^']+)' *;", read("NextmoveLexer.g4"))) | SAMPLES
        bodies = re.findall(r"^([a-z]\w*)\s*:(.*?);", read("NextmoveParser.g4").split("tokenVocab")[1], re.S | re.M)
        self.rules = {name: alternatives(re.findall(r"[A-Za-z_]+|[()|*+?]", body), 0)[0] for name, body in bodies}

    def make(self, node, depth):
        if isinstance(node, str):
            if node not in self.rules:
                return self.words[node]
            return SHORT[node] if depth > 26 and node in SHORT else self.make(self.rules[node], depth + 1)
        parts = []
        for part, repetition in self.random.choice(node):
            for _ in range(self.times(repetition, depth)):
                parts.append(self.make(part, depth + 1))
        return " ".join(part for part in parts if part)

    def times(self, repetition, depth):
        odds = 0.35 if depth < 24 else 0.05
        if repetition == "?":
            return int(self.random.random() < odds)
        if repetition == "*":
            return int(self.random.random() < odds) + int(self.random.random() < odds / 2)
        return 1


def main():
    sentences = Sentences(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print(f"segment x\n  {sentences.make('clause', 0)}\n  when {sentences.make('expr', 6)}")


if __name__ == "__main__":
    main()
