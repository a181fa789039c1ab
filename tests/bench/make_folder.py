"""Writes a rule folder of N rules for the benchmarks: make_folder.py FOLDER RULES [SEED]

A shop's shape: one segment and four banners or discounts a group of five rules, 100 attributes, 60 placements asked by Zipf,
two to four conditions a rule.
"""
import pathlib
import random
import sys

HEAD = """project bench
  edition 1
  time zone "Europe/Paris"
  currency EUR
  locales en
attribute cart.total money otherwise 0 EUR floor 0 EUR ceiling 20000 EUR consent necessary
group incentives allows 1 rank by action.saving, action.priority
"""


def attributes():
    for i in range(40):
        yield f'attribute text_{i}.value text optional consent necessary'
    for i in range(40):
        yield f'attribute number_{i}.value number otherwise 0 consent necessary'
    for i in range(20):
        yield f'attribute flag_{i}.value yes/no otherwise no consent necessary'


def condition(rng):
    kind = rng.random()
    if kind < 0.4:
        return f'text_{int(rng.paretovariate(0.6)) % 40}.value is "v{rng.randrange(100)}"'
    if kind < 0.6:
        values = ", ".join(f'"v{v}"' for v in sorted(rng.sample(range(100), 4)))
        return f'text_{rng.randrange(40)}.value is one of [{values}]'
    if kind < 0.9:
        low = rng.randrange(900)
        return f'number_{rng.randrange(40)}.value is between {low} and {low + rng.randrange(20, 500)}'
    return f'flag_{rng.randrange(20)}.value'


def rule(rng, i):
    lines = [f'  when {condition(rng)}' for _ in range(rng.randrange(2, 5))]
    if i % 5 == 0:
        return "\n".join([f'segment segment_{i}'] + lines[:2])
    lines += [f'  for segment_{i - i % 5}'] if rng.random() < 0.3 else []
    if i % 5 == 4:
        return "\n".join([f'discount discount_{i}'] + lines + [f'  give {rng.randrange(1, 30)}% off up to 50 EUR', '  competes in incentives'])
    place = min(59, int(rng.paretovariate(1.0)) - 1)
    return "\n".join([f'banner banner_{i}'] + lines + [f'  place place_{place}', f'  say headline: en "Banner {i}"', f'  worth {rng.randrange(1, 50)} EUR'])


def main():
    folder, rules = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    places = "\n".join(f'placement place_{i} channels web allows 1' for i in range(60))
    (folder / "schema.rules").write_text(HEAD + "\n".join(attributes()) + "\n" + places + "\n")
    for start in range(0, rules, 1000):
        text = "\n".join(rule(rng, i) for i in range(start, min(rules, start + 1000)))
        (folder / f"rules_{start // 1000:04}.rules").write_text(text + "\n")


main()
