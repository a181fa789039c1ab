#!/usr/bin/env python3
"""Makes `<pack>/visits.jsonl`: random visits over the schema of each pack, the same ones for the same seed.

    tests/golden/decisions/make_visits.py draw      ten times as many visits as are kept
    NEXTMOVE_UPDATE_GOLDEN=1 .../decisions_golden_test
    tests/golden/decisions/make_visits.py choose    keeps those that show most: each rule winning, and stopped by each
                                                    clause that stops it in any of them
    NEXTMOVE_UPDATE_GOLDEN=1 .../decisions_golden_test
    tests/golden/decisions/make_visits.py coverage  prints what the kept visits reach

The kept files were made once. Making them anew means that all decisions have to be judged anew too, so new cases are
better added as further lines by hand.
"""

import collections
import csv
import json
import pathlib
import random
import re
import sys
from datetime import datetime, timedelta, timezone

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261201

# How many visits of each pack are kept, and how many are drawn for each of these.
DRAWN = 10
PACKS = {
    "starter": 30,
    "body-language": 62,
    "online-shoppers": 40,
    "gift-shop": 40,
    "fashion-shop": 68,
    "scenarios": 54,
}

# Instants in UTC, each with a reason: weekdays, hours and dates that stand in the rules, and where clocks jump.
NOWS = [
    "2026-11-27T17:00:00Z",  # Friday, 18:00 in Paris: an evening begins
    "2026-11-27T18:30:00Z",
    "2026-11-27T20:00:00Z",  # 21:00 in Paris: quiet hours begin
    "2026-11-28T06:59:59Z",  # and end a second later
    "2026-11-29T19:00:00Z",  # Sunday
    "2026-11-30T22:59:59Z",  # the last second of a campaign in Paris
    "2026-12-02T10:00:00Z",  # an ordinary Wednesday
    "2026-12-05T23:30:00Z",  # Sunday in Paris, Saturday in London: an evening over midnight
    "2026-12-24T22:59:59Z",
    "2026-12-24T23:00:00Z",  # 25 December in Paris
    "2026-12-31T23:30:00Z",  # next year in Paris, this year in London
    "2027-01-12T06:59:00Z",
    "2027-01-12T07:00:00Z",  # 08:00 in Paris on the first day of the clearance
    "2027-01-20T12:00:00Z",
    "2027-01-31T22:30:00Z",
    "2027-02-10T14:00:00Z",
    "2027-03-01T00:00:00Z",
    "2027-03-15T10:00:00Z",
    "2027-03-28T00:59:59Z",  # the last second before clocks go forward
    "2027-03-28T01:00:00Z",
    "2027-04-30T21:59:59Z",
    "2027-10-31T00:30:00Z",  # 02:30 in Paris for the first time
    "2027-10-31T01:30:00Z",  # and for the second time
    "2028-02-29T10:00:00Z",  # leap day
    "2028-03-01T09:00:00Z",
]
ZONES = ["Europe/Paris", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "Mars/Base"]
LOCALES = ["fr", "en", "de", "de-AT", "es", "fr-CA", "not a locale"]
BUILT_IN = ["shown", "clicked", "dismissed", "converted", "redeemed", "cancelled", "sent", "answered"]
SECOND = timedelta(seconds=1)
UNITS = {"second": SECOND, "minute": 60 * SECOND, "hour": 3600 * SECOND, "day": timedelta(1), "week": timedelta(7),
         "month": timedelta(30.5), "year": timedelta(365.25)}


class Pack:
    """What the rules of a folder declare, as far as visits need it: read by pattern, not parsed."""

    def __init__(self, name):
        self.folder = HERE / name
        texts = [path.read_text() for path in sorted(self.folder.glob("*.rules"))]
        text = "\n".join(texts)
        text = re.sub(r"^test .*?(?=^\S)|^##.*?$", "", text + "\nend", flags=re.M | re.S)
        self.text = text
        # `attribute`, its name and its words up to the next head
        self.attributes = dict(re.findall(r"^attribute (\S+) +((?:.*\n?)(?:  .*\n)*)", text, flags=re.M))
        self.events = {name: self.fields(inside)
                       for name, inside in re.findall(r"^event (\w+) *\(([^)]*)\)", text, flags=re.M)}
        self.placements = re.findall(r"^placement (\w+)", text, flags=re.M)
        self.groups = re.findall(r"^group (\w+)", text, flags=re.M)
        self.purposes = re.findall(r"\w+", re.search(r"^  consents (.*)$", text, flags=re.M).group(1))
        self.currency = re.search(r"^  currency (\w+)$", text, flags=re.M).group(1)
        self.rules = re.findall(r"^(?:overlay|banner|discount|navigation|recommend|message|search|pricing|ask|audience)"
                                r" (\w+)", text, flags=re.M)
        self.heads = {name: body for name, body in re.findall(r"^[a-z]+ (\w+)\n((?:  .*\n|\n)*)", text, flags=re.M)}
        self.moments = sorted(set(re.findall(r"^signal (\w+)", text, flags=re.M)) |
                              {word for line in re.findall(r"^  on (.*)$", text, flags=re.M)
                               for word in re.findall(r"^\w+|(?<=, )\w+", line)} - {"every", "anniversary"})
        self.spans = sorted({(int(count), unit) for count, unit in
                             re.findall(r"(\d+) (second|minute|hour|day|week|month|year)s?\b", text)})
        self.items = {path.stem: list(csv.DictReader(path.open()))
                      for path in sorted((self.folder / "catalogues").glob("*.csv"))}

    @staticmethod
    def fields(inside):
        return dict(part.strip().split(": ", 1) for part in re.split(r",\s*(?=\w+: )", inside) if ": " in part)

    def constants(self, name):
        """Numbers, amounts and quoted texts that stand behind a name in the rules."""
        numbers, quoted = set(), set()
        for rest in re.findall(re.escape(name) + r"\b(?![.\w])([^\n]*)", self.text):
            if rest.startswith((" one of", " text", " number", " money")):
                continue
            compared = re.match(r" (?:is|contains|starts|does|set)\b.*?(?= and [a-z]+[. ]| or |$)", rest)
            if compared:
                numbers |= set(re.findall(r"(?<![\w.\"])\d+(?:\.\d+)?", compared.group(0)))
                quoted |= set(re.findall(r'"([^"]*)"', compared.group(0)))
        return sorted(numbers, key=float), sorted(quoted)


class Visits:
    """Draws visits of one pack."""

    def __init__(self, pack, draw):
        self.pack = pack
        self.draw = draw

    def chance(self, share):
        return self.draw.random() < share

    # ---- values ----

    def money(self, amount, currency=None):
        return f"{amount:.2f} {currency or self.pack.currency}"

    def near(self, numbers, step):
        number = float(self.draw.choice(numbers))
        return round(number + self.draw.choice([-step, 0, 0, step, 10 * step]), 4)

    def wrong(self):
        return self.draw.choice(["", "unheard of", -1, 1e12, True, [], {}, ["a"], "12 apples", "NaN", "-0.01 EUR",
                                 "5 USD"])

    def date_near(self, now):
        years = self.draw.choice([1, 17, 18, 18, 20, 29, 30, 65])
        days = self.draw.choice([-1, 0, 0, 0, 1, 2, 3, 6, 7, 100])
        day = now - timedelta(days=days)
        day = day.replace(day=28) if (day.month, day.day) == (2, 29) and (day.year - years) % 4 else day
        return "2004-02-29" if self.chance(0.1) else day.replace(year=day.year - years).strftime("%Y-%m-%d")

    def product(self):
        return self.draw.choice(self.pack.items["product"]) if "product" in self.pack.items else {"id": "p1"}

    def value(self, name, kind, now):
        """A value for an attribute or a field, by the words of its type."""
        draw = self.draw
        numbers, quoted = self.pack.constants(name)
        if name == "page.channel" and self.chance(0.9):
            return "web"
        if kind.startswith("one of"):
            return draw.choice(re.findall(r'"([^"]*)"', kind.split("]")[0]))
        if kind.startswith("list of text"):
            return draw.sample(quoted, draw.randint(0, len(quoted))) + (["something else"] if self.chance(0.3) else [])
        if kind.startswith("list of ("):
            return self.cart()
        if kind.startswith("money"):
            return self.money(self.near(numbers, 0.01) if numbers else draw.uniform(0, 300))
        if kind.startswith("number"):
            step = 1 if all("." not in one for one in numbers) else 0.001
            number = self.near(numbers, step) if numbers else draw.randint(0, 60)
            return int(number) if number == int(number) else number
        if kind.startswith("percent"):
            return draw.choice([0, 0.01, "0%", "40%", 100, "100.5%"])
        if kind.startswith("yes/no"):
            return self.chance(0.5)
        if kind.startswith("date"):
            return self.date_near(now)
        if kind.startswith("country"):
            return draw.choice(["FR", "FR", "CH", "DE", "GB"])
        if kind.startswith("time zone"):
            return draw.choice(ZONES[:-1])
        if kind.startswith("duration"):
            return draw.choice(["19 seconds", "20 seconds", "44 seconds", "45 seconds", "2 minutes"])
        for catalogue, items in self.pack.items.items():
            if kind.startswith(catalogue):
                return draw.choice(items)["id"]
        return draw.choice(quoted) if quoted and self.chance(0.8) else draw.choice(["Ana", "Paris", "PARIS", "x-1"])

    def cart(self):
        lines = []
        favourites = [one for one in self.pack.items["product"] if one.get("category") in self.themes]
        for _ in range(self.draw.choice([0, 1, 1, 2, 3, 5])):
            item = self.draw.choice(favourites) if favourites and self.chance(0.7) else self.product()
            line = {"product": item["id"], "price": item["price"], "quantity": self.draw.choice([1, 1, 1, 2, 3, 4, 8])}
            if "category" in item:
                line["category"] = item["category"]
            if self.chance(0.04):
                line[self.draw.choice(list(line))] = self.wrong()
            if self.chance(0.03):
                line.pop(self.draw.choice(list(line)))
            lines.append(line)
        return lines

    # ---- the parts of a visit ----

    def attributes(self, now):
        sent = {}
        density = self.draw.choice([0.15, 0.5, 0.8])
        for name, words in self.pack.attributes.items():
            if not self.chance(density):
                continue
            sent[name] = self.value(name, words, now)
            if self.chance(0.03):
                sent[name] = self.wrong()
            elif self.chance(0.02):
                sent[name] = None
        lines = sent.get("cart.items")
        whole = isinstance(lines, list) and lines and all("price" in line and "quantity" in line for line in lines)
        if whole and self.chance(0.7):
            prices = [re.match(r"\d+(\.\d+)?", str(line["price"])) for line in lines]
            if all(prices) and all(isinstance(line["quantity"], int) for line in lines):
                total = sum(float(price.group()) * line["quantity"] for price, line in zip(prices, lines))
                sent["cart.total"] = self.money(total)
                if "cart.pieces" in self.pack.attributes:
                    sent["cart.pieces"] = sum(line["quantity"] for line in lines)
        if "product" in self.pack.items and self.chance(0.5):
            sent["this.product"] = self.product()["id"] if self.chance(0.95) else "no such product"
            if "page.kind" in self.pack.attributes and self.chance(0.7):
                sent["page.kind"] = "product"
        for menu in ("main_menu", "home_categories"):
            if menu in self.pack.placements and self.chance(0.6):
                menu_items = [item["id"] for item in self.pack.items["category"]]
                sent[menu] = self.draw.sample(menu_items, self.draw.randint(0, min(8, len(menu_items))))
                if self.chance(0.1):
                    sent[menu] += ["unlisted", sent[menu][0] if sent[menu] else ""]
        if "search_results" in self.pack.placements and self.chance(0.6):
            sent["search_results"] = [item["id"] for item in self.draw.sample(self.pack.items["product"], 6)]
        if self.chance(0.05):
            sent["visitor.visist"] = 1
        return sent

    def ago(self):
        """How long before now: spans that stand in the rules, exactly, or a little beside; or within this session."""
        if self.chance(0.4) or not self.pack.spans:
            return self.draw.choice([0, 0, 1, 5, 30, 90, 600, 1799, 1800, 1801]) * SECOND
        count, unit = self.draw.choice(self.pack.spans)
        ago = count * UNITS[unit] + self.draw.choice([-3600, -1, 0, 1, 3600]) * SECOND
        return min(max(ago, timedelta(0)), timedelta(1500))

    def event(self, kind, now, ago=None, **fixed):
        item = self.product()
        if "category" in item and self.themes and self.chance(0.7):
            liked = [one for one in self.pack.items["product"] if one["category"] in self.themes]
            item = self.draw.choice(liked or [item])
        fields = {}
        if kind in BUILT_IN:
            fields = {"action": self.draw.choice(self.pack.rules)}
            body = self.pack.heads.get(fields["action"], "")
            for field, pattern in (("placement", r"^  place (\w+)"), ("group", r"^  competes in (\w+)")):
                found = re.search(pattern, body, flags=re.M)
                if found and self.chance(0.9):
                    fields[field] = found.group(1)
            if "product" in self.pack.items and self.chance(0.3):
                fields["product"] = item["id"]
        else:
            for name, words in self.pack.events[kind].items():
                if name == "product":
                    fields[name] = item["id"]
                elif name in ("category", "brand", "style", "price") and name in item:
                    fields[name] = item[name]
                elif name == "order":
                    fields[name] = self.draw.choice(["o1", "o2", "o3"])
                elif name == "page":
                    fields[name] = self.draw.choice(["checkout", "checkout", "product", "cart"])
                else:
                    fields[name] = self.value(name, words, now)
        fields.update(fixed)
        event = {"kind": kind}
        ago = self.ago() if ago is None else ago
        if ago:
            event["time"] = (now - ago).strftime("%Y-%m-%dT%H:%M:%SZ")
        if self.chance(0.25):
            event["id"] = self.draw.choice(["e1", "e2", "e3", "e4", "e5"])
        if self.chance(0.15):
            event["session"] = self.draw.choice(["s1", "s2"])
        if self.chance(0.03) and fields:
            fields[self.draw.choice(list(fields))] = self.wrong()
        if fields:
            event["fields"] = fields
        return event

    def events(self, now, counts):
        kinds = list(self.pack.events) + BUILT_IN
        events = []
        for _ in range(self.draw.choice(counts)):
            if kinds and self.chance(0.75):
                kind = self.draw.choice(list(self.pack.events) or kinds)
            else:
                kind = self.draw.choice(BUILT_IN)
            events.append(self.event(kind, now))
            if self.chance(0.1):
                events.append(dict(events[-1]))  # a repeat
        if self.chance(0.05):
            events.append(self.event(self.draw.choice(kinds), now, ago=-timedelta(days=1)))  # in the future
        if self.chance(0.03):
            events.append({"kind": "vieved"})
        return events

    def visit(self, number):
        draw = self.draw
        stories = STORIES.get(self.pack.folder.name, [])
        if stories:  # each in turn, and it has the last word
            stories = [draw.choice(stories)] * self.chance(0.4) + [stories[number % len(stories)]]
        nows = [now for story in stories[-1:] for now in STORY_NOWS.get(story, [])] or NOWS
        now = datetime.strptime(draw.choice(nows), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        categories = [item["id"] for item in self.pack.items.get("category", [])]
        self.themes = set(draw.sample(categories, min(3, len(categories))))
        name = f"v{number:03d}"
        every = 30 if len(self.pack.rules) > 20 else 10
        if number % every == 6:
            name += "-all"
        elif number % every == 0:
            name += "-why"
        if number % 4 == 2 and "why" not in name and "all" not in name:
            name += "-again"
        if number % 5 == 1:
            name += "-known"
        visit = {"visitor": name, "now": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
        consents = [purpose if self.chance(0.9) else "no " + purpose
                    for purpose in self.pack.purposes if self.chance(0.75)]
        if consents:
            visit["consents"] = consents
        if self.chance(0.4) and self.pack.moments:
            visit["moment"] = draw.choice(self.pack.moments)
        for key, values, share in (("locale", LOCALES, 0.5), ("channel", ["web", "app", "mail", "kiosk", "fax"], 0.2),
                                   ("currency", [self.pack.currency, "USD", "XXX"], 0.1), ("time_zone", ZONES, 0.25),
                                   ("session", ["s1", "s2"], 0.3)):
            if self.chance(share):
                visit[key] = draw.choice(values)
        places = self.pack.placements + self.pack.groups
        if self.chance(0.35):
            visit["wanted"] = draw.sample(places, draw.randint(1, min(5, len(places))))
            if self.chance(0.1):
                visit["wanted"] += draw.choice([["nowhere"], visit["wanted"][:1]])
        visit["attributes"] = self.attributes(now)
        if stories and self.chance(0.75):
            for key in ("wanted", "channel"):
                visit.pop(key, None)
            visit["attributes"].pop("page.channel", None)
        events = self.events(now, [0, 1, 2] if stories else [0, 1, 2, 4, 8])
        for story in stories:
            story(self, visit, events, now)
        if events:
            visit["events"] = events
        return visit


# ---- what visitors of a shop are like; each story changes the visit and its events ----

def days(count):
    return timedelta(days=count)


def with_consents(visits, visit, *purposes):
    visit["consents"] = sorted({one for one in visit.get("consents", []) if not one.startswith("no ")} | set(purposes))


def customer(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    for ago in visits.draw.sample([1, 13, 14, 15, 20, 45, 89, 90, 200, 304, 310, 330, 700], 3):
        order = visits.draw.choice(["o1", "o2", "o3", "o4"])
        events.append(visits.event("purchased", now, days(ago), order=order))
        events.append(visits.event("ordered", now, days(ago), order=order))
    if visits.chance(0.3):
        events.append(visits.event("order_undone", now, days(1)))


def fill_cart(visits, visit, *products):
    items = [item for name in products for item in visits.pack.items["product"] if item["id"] == name]
    lines = [{"product": item["id"], "category": item["category"], "price": item["price"],
              "quantity": visits.draw.choice([1, 1, 2, 3])} for item in items]
    total = sum(float(line["price"].split()[0]) * line["quantity"] for line in lines)
    visit["attributes"].update({"cart.items": lines, "cart.pieces": sum(line["quantity"] for line in lines),
                                "cart.total": visits.money(total), "page.kind": "cart"})
    visit.pop("channel", None)
    visit.pop("wanted", None)
    visit["attributes"].pop("page.channel", None)


def lapsed(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    events[:] = [event for event in events if event["kind"] not in ("purchased", "order_undone")]
    for ago in (330, 500):
        category = visits.draw.choice(["coats", "bags"])
        events.append(visits.event("purchased", now, days(ago), category=category, price="180 EUR"))
    events.append(visits.event("ordered", now, days(330), order="o9"))
    fill_cart(visits, visit, "coat1", "bag4")


def winter_sale(visits, visit, events, now):
    customer(visits, visit, events, now)
    fill_cart(visits, visit, "parka1", "socks1", "dress3")


def friday_dress(visits, visit, events, now):
    dresses(visits, visit, events, now)
    events[:] = [event for event in events if event["kind"] != "purchased"]
    events.append(visits.event("purchased", now, days(200), product="hat1", category="hats"))
    events.append(visits.event("ordered", now, days(200)))
    fill_cart(visits, visit, "dress1", "scarf3")
    visit["attributes"]["visitor.time_zone"] = visits.draw.choice(["Europe/Paris", "Europe/Paris", "America/New_York"])


def next_step(visits, visit, events, now):
    visit["attributes"].update({"page.kind": "cart", "cart.pieces": 2, "cart.total": visits.draw.choice(
        ["59.99 EUR", "60 EUR", "79.99 EUR", "80 EUR", "149 EUR", "290 EUR", "300 EUR"])})
    visit.pop("wanted", None)
    events.append(visits.event(visits.draw.choice(["opened_page", "added_to_cart"]), now, timedelta(0)))


def deals(visits, visit, events, now):
    fill_cart(visits, visit, *visits.draw.choice([
        ("print", "frame"), ("print", "frame", "frame", "shirt1", "shirt2"), ("teapot", "tray"), ("shirt1", "shirt3"),
        ("bag4", "bag1"), ("scarf1", "scarf2", "scarf3"), ("basic1", "basic2", "basic3", "basic1"),
        ("socks1", "socks2", "refill1"),
        ("bag1", "coat1", "refill1")]))


def better_bag(visits, visit, events, now):
    fill_cart(visits, visit, "bag1")
    events.append(visits.event("opened_page", now, timedelta(0)))


def near_delivery(visits, visit, events, now):
    fill_cart(visits, visit, *visits.draw.choice([("basic1", "basic1", "basic1", "basic3", "basic3"), ("print",)]))
    visit["attributes"]["cart.total"] = visits.draw.choice(["55 EUR", "79.99 EUR", "95 EUR", "119.99 EUR"])
    events.append(visits.event("added_to_cart", now, timedelta(0)))


def prices(visits, visit, events, now):
    priced = visits.draw.choice(["parka1", "dress2", "basic1", "jacket1", "dress3", "scarf1", "coat2"])
    visit["attributes"].update({"this.product": priced, "page.kind": "product"})
    visit.pop("wanted", None)
    visit.pop("channel", None)


def guided_choice(visits, visit, events, now):
    visit["attributes"]["visitor.shopping_for"] = "partner"
    visit["attributes"].pop("visitor.budget", None)
    events[:] = [event for event in events if event["kind"] != "added_to_cart"]
    visit.pop("channel", None)
    visit.pop("wanted", None)
    for ago in (90, 60, 30):
        events.append(visits.event("searched", now, ago * SECOND))


def loyal(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    visit["attributes"].update({"visitor.loyalty": visits.draw.choice(["gold", "gold", "silver"]),
                                "visitor.first_name": "Zoë"})
    for ago in (10, 50, 120, 300):
        events.append(visits.event("ordered", now, days(ago), order=f"l{ago}", total="140 EUR"))
        events.append(visits.event("purchased", now, days(ago), order=f"l{ago}"))


def looks_around(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    for i in range(visits.draw.choice([4, 5, 8])):
        events.append(visits.event("viewed", now, visits.draw.choice([i * 60 * SECOND, days(i), days(2)])))


def torn(visits, visit, events, now):
    item = visits.product()
    for i in range(visits.draw.choice([3, 4, 5])):
        events.append(visits.event("viewed", now, i * 30 * SECOND, product=item["id"], category=item["category"]))
    visit["attributes"].update({"this.product": item["id"], "page.kind": "product"})


def leaves_cart(visits, visit, events, now):
    with_consents(visits, visit, "personalisation", "advertising", *visits.draw.choice([[], ["marketing"]]))
    visit["attributes"].update({"cart.total": visits.draw.choice(["29.99 EUR", "30 EUR", "45 EUR"]), "cart.pieces": 2,
                                "visitor.email_hash": "5d41402abc4b2a76"})
    events.append(visits.event("added_to_cart", now, visits.draw.choice([days(2), days(7), timedelta(hours=4)])))
    visit["moment"] = visits.draw.choice(["exit_intent", "started_session", "page_load"])
    if visits.chance(0.5):
        events.append(visits.event("started_session", now, timedelta(0)))


def leaves(visits, visit, events, now):
    visit["attributes"].update({"cart.pieces": 0, "cart.total": "0 EUR"})
    visit.pop("moment", None)
    visit["channel"] = "web"
    events.append(visits.event("moved_to_exit", now, timedelta(0)))


def stalls_at_checkout(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    total = visits.draw.choice(["39.99 EUR", "40 EUR", "120 EUR", "200 EUR"])
    visit["attributes"].update({"page.kind": "checkout", "cart.total": total,
                                "visitor.country": visits.draw.choice(["FR", "FR", "CH"])})
    for ago in (40, 20, 0):
        events.append(visits.event("slowed_pointer", now, ago * SECOND, page="checkout"))
    if visits.chance(0.3):
        events.append(visits.event("read_reviews", now, 60 * SECOND))
        events.append(visits.event("compared", now, 30 * SECOND))


def clicks_fast(visits, visit, events, now):
    visit["attributes"].update({"cart.pieces": 1})
    visit.pop("moment", None)
    for ago in (visits.draw.choice([12, 13, 40]), 0):
        events.append(visits.event("clicked_fast", now, ago * SECOND))


def doubts(visits, visit, events, now):
    visit["attributes"]["page.kind"] = "product"
    visit.pop("moment", None)
    for ago in (60, 0):
        length = visits.draw.choice(["44 seconds", "45 seconds", "2 minutes"])
        events.append(visits.event("went_idle", now, ago * SECOND, length=length))


def examines(visits, visit, events, now):
    visit["attributes"].update({"this.product": visits.product()["id"], "page.kind": "product"})
    for kind in ("read_reviews", "compared", "zoomed"):
        events.append(visits.event(kind, now, visits.draw.choice([0, 30, 300]) * SECOND))


def subscribes(visits, visit, events, now):
    with_consents(visits, visit, "personalisation", "marketing")
    events.append(visits.event("subscribed", now, visits.draw.choice([days(2), days(29), days(30), days(31)])))


def newcomer(visits, visit, events, now):
    visit["attributes"].update({"visitor.visits": 1, "visitor.source": "social"})
    events.append(visits.event("opened_page", now, visits.draw.choice([19, 20, 21, 0]) * SECOND))


def opens_pages(visits, visit, events, now):
    for ago in (200, 100, 0):
        events.append(visits.event("opened_page", now, ago * SECOND))
    if visits.chance(0.5):
        visit["attributes"]["visitor.shopping_for"] = "child"
        for ago in (300, 150, 40):
            events.append(visits.event("searched", now, ago * SECOND))


def at_the_cart(visits, visit, events, now):
    visits.themes = set(visits.draw.sample(["bags", "scarves", "socks", "basics", "shirts", "refills", "decor"], 2))
    visit["attributes"]["cart.items"] = visits.cart() + visits.cart()
    visit["attributes"].update({"page.kind": "cart", "cart.pieces": 3, "cart.total": visits.draw.choice(
        ["54.99 EUR", "60 EUR", "94.99 EUR", "95 EUR", "119.99 EUR", "120 EUR", "130 EUR", "200 EUR", "280 EUR",
         "300 EUR"])})
    events.append(visits.event("opened_page", now, timedelta(0)))


def likes(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    interests = visits.draw.choice([["decor"], ["running"], ["travel"], ["trail", "travel"]])
    visit["attributes"]["visitor.interests"] = interests
    visit["attributes"]["this.product"] = visits.draw.choice(["jacket1", "jacket2", "jacket3", "coat1"])
    visit.pop("wanted", None)


def birthday(visits, visit, events, now):
    with_consents(visits, visit, "personalisation", "marketing")
    visit["attributes"]["visitor.born_on"] = visits.date_near(now)


def weather(visits, visit, events, now):
    visit.pop("wanted", None)
    visit["attributes"].update(visits.draw.choice([{"visitor.climate": "cold"}, {"visitor.climate": "warm"},
                                                   {"visitor.temperature": 4.99}, {"visitor.temperature": 22.01},
                                                   {"visitor.temperature": 5}]))


def season_mail(visits, visit, events, now):
    with_consents(visits, visit, "marketing")
    visit.update({"moment": "season_batch", "channel": "mail"})
    visit["attributes"]["page.channel"] = "mail"


def budgeted(visits, visit, events, now):
    visit["attributes"]["visitor.budget"] = visits.draw.choice(["50 EUR", "150 EUR", "5 EUR"])


def dresses(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    for kind in ("dresses", "evening_dresses", "dresses", "coats", "parkas", "coats"):
        events.append(visits.event("viewed", now, visits.draw.choice([days(1), days(6), 60 * SECOND]), category=kind))
    visit["attributes"]["cart.total"] = "60 EUR"
    visit["attributes"]["cart.items"] = [{"product": "dress1", "category": "dresses", "price": "60 EUR", "quantity": 1}]


def bought_coat_or_sofa(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    item, category = visits.draw.choice([("coat1", "coats"), ("sofa1", "sofas")])
    ago = visits.draw.choice([days(3), days(14), days(60), days(89)])
    events.append(visits.event("purchased", now, ago, product=item, category=category))
    visit["attributes"]["page.kind"] = visits.draw.choice(["home", "thank_you"])
    visit["attributes"].pop("visitor.budget", None)
    visit.pop("wanted", None)


def few_left(visits, visit, events, now):
    with_consents(visits, visit, "personalisation")
    product = visits.draw.choice(["dress3", "bag3", "coat2", "shirt3"])
    events.append(visits.event("viewed", now, days(3), product=product))
    events.append(visits.event("started_session", now, timedelta(0)))


def gift_customer(visits, visit, events, now):
    with_consents(visits, visit, "personalisation", "marketing")
    last = visits.draw.choice([1, 29, 30, 59, 60, 89, 90, 120, 179, 180, 300])
    for i in range(visits.draw.choice([1, 4, 6])):
        total = visits.draw.choice(["20 GBP", "399.99 GBP", "400 GBP", "600 GBP"])
        events.append(visits.event("ordered", now, days(last + 7 * i), order=f"g{i}", total=total))
        events.append(visits.event("purchased", now, days(last + 7 * i), order=f"g{i}", quantity=i + 1))


def gift_cart(visits, visit, events, now):
    visit["attributes"].update({"page.kind": "cart", "cart.items": visits.cart()})


def back_customer(visits, visit, events, now):
    """Bought, or came by, a while ago: what letters wait for."""
    with_consents(visits, visit, "personalisation", "marketing")
    events[:] = [event for event in events if event["kind"] not in ("subscribed", "sent", "order_undone")]
    events.append(visits.event("purchased", now, days(14), product=visits.draw.choice(["coat1", "shirt1", "bag1"])))
    events.append(visits.event("ordered", now, days(45)))
    events.append(visits.event("visited", now, days(30)))
    events.append(visits.event("viewed", now, days(3)))


def cart_letters(visits, visit, events, now):
    leaves_cart(visits, visit, events, now)
    with_consents(visits, visit, "personalisation", "marketing")
    events[:] = [event for event in events if event["kind"] not in ("subscribed", "ordered", "sent", "converted")]
    visit["attributes"]["cart.total"] = visits.draw.choice(["19.99 EUR", "20 EUR", "45 EUR"])


def clicks(visits, visit, events, now):
    for _ in range(visits.draw.choice([1, 2, 3])):
        kind = visits.draw.choice(["clicked_fast", "went_idle", "slowed_pointer", "moved_to_exit", "read_reviews",
                                   "zoomed", "compared"])
        times = visits.draw.sample([0, 0, 1, 2, 5, 12, 13, 31, 66, 120], visits.draw.choice([1, 2, 4]))
        for ago in sorted(times, reverse=True):
            events.append(visits.event(kind, now, ago * SECOND))


def reads_on(visits, visit, events, now):
    for kind in ("read_reviews", "compared"):
        events.append(visits.event(kind, now, visits.draw.choice([0, 10, 29, 30, 110, 120, 600]) * SECOND))


def sees_offer(visits, visit, events, now):
    """Shown once or again: a second showing does not prolong an open offer."""
    visit["attributes"]["cart.total"] = "45 GBP"
    for ago in sorted(visits.draw.sample([5, 20, 30, 31, 40, 50, 1439, 1441], 2), reverse=True):
        events.append(visits.event("shown", now, ago * 60 * SECOND, action="short_offer"))


SHOP_STORIES = [
    customer, lapsed, loyal, looks_around, torn, leaves_cart, leaves, stalls_at_checkout, clicks_fast, doubts,
    examines, subscribes, newcomer, opens_pages, at_the_cart, likes, birthday, weather, season_mail, budgeted,
    dresses, bought_coat_or_sofa, few_left, winter_sale, friday_dress, next_step, deals, better_bag, deals,
    near_delivery, prices, guided_choice, back_customer, cart_letters,
]
# Stories that are only of some times of the year.
STORY_NOWS = {
    winter_sale: [now for now in NOWS if now.startswith("2027-01")],
    friday_dress: [now for now in NOWS if now.startswith("2026-11-27")],
    next_step: [now for now in NOWS if now.startswith(("2027-03", "2027-04"))],
    subscribes: ["2026-12-02T10:00:00Z", "2027-02-10T14:00:00Z", "2027-03-15T10:00:00Z"],
    back_customer: ["2026-12-02T10:00:00Z", "2027-02-10T14:00:00Z", "2027-03-15T10:00:00Z"],
    cart_letters: ["2026-12-02T10:00:00Z", "2027-02-10T14:00:00Z"],
    leaves_cart: ["2026-12-02T10:00:00Z", "2027-02-10T14:00:00Z", "2026-11-29T19:00:00Z"],
}
STORIES = {
    "fashion-shop": SHOP_STORIES,
    "scenarios": SHOP_STORIES,
    "gift-shop": [gift_customer, gift_cart],
    "body-language": [clicks, reads_on, sees_offer],
}


def print_coverage(folder):
    golden = folder / "decisions.txt"
    if not golden.exists():
        return
    lines = golden.read_text().split("=== coverage\n")[-1].splitlines()
    won = [line.split() for line in lines if line.startswith("won ")]
    print(f"  {sum(one[2] != '0' for one in won)} of {len(won)} rules won; never:",
          ", ".join(one[1] for one in won if one[2] == "0") or "none")
    for line in lines:
        if not line.startswith("won "):
            print("  " + line)


def draw(name):
    pack = Pack(name)
    visits = Visits(pack, random.Random(f"{SEED} {name}"))
    lines = [json.dumps(visits.visit(number), ensure_ascii=False) for number in range(1, DRAWN * PACKS[name] + 1)]
    (pack.folder / "visits.jsonl").write_text("\n".join(lines) + "\n")


WINS = {"ONLY_ELIGIBLE", "PRIORITY", "RANK", "TIE_BREAK", "OVERRIDES", "BEST_FOR_CUSTOMER", "EXPLORED"}


def shown(block):
    """What a block of `decisions.txt` shows: outcomes of rules, answers by kind and reason, warnings, notes."""
    found = set()
    for line in block.splitlines():
        outcome = re.match(r"([A-Z_]+(?: \w+)?): (.*)", line)
        if outcome:
            why = "won" if outcome.group(1) in WINS else outcome.group(1)
            found |= {(why, re.sub(r" \(.*", "", rule)) for rule in re.split(r", (?=\w)", outcome.group(2))}
        elif line.startswith("action "):
            action = json.loads(line[len("action "):])
            found |= {(action["kind"], key) for key in action} | {(action["kind"], action["reason"])}
            found |= {("variant", variant) for variant in action.get("variants", [])}
        elif line.startswith(("warning ", "broken guard ", "ask_again", "note ")):
            found.add((re.sub(r"\d[^ ]*", "", line)[:60], ""))
    return found


def worth(found, times):
    """A rule that wins, a reason that is rare, and what few visits show are worth more than one more condition."""
    usual = ("CONDITION_", "NOT_IN_AUDIENCE", "NO_", "OTHER_MOMENT", "OUTSIDE_SCHEDULE", "CONSENT_MISSING")
    return sum((20 if one[0] == "won" else 1 if one[0].startswith(usual) else 4) * (3 if times[one] <= 5 else 1)
               for one in found)


def choose(name):
    """Takes, again and again, the visit that shows most of what none before has shown, for its length."""
    folder = HERE / name
    lines = (folder / "visits.jsonl").read_text().splitlines()
    blocks = {block.split("\n", 1)[0]: block for block in (folder / "decisions.txt").read_text().split("\n=== ")[1:]}
    names = [json.loads(line)["visitor"] for line in lines]
    left = {one: shown(blocks[one]) for one in names}
    length = {one: sum(len(line) for line in blocks[one].splitlines() if not line.startswith("  ")) for one in names}
    times = collections.Counter(one for found in left.values() for one in found)
    big = PACKS[name] > 50
    most = {"all": 2 if big else 3, "why": 3 if big else 4, "again": PACKS[name] // 5, "known": PACKS[name] // 4}
    kept, seen = set(), set()

    def keep(candidates, count):
        candidates = set(candidates) - kept
        while candidates and count > 0:
            best = max(candidates, key=lambda one: (worth(left[one] - seen, times) / (2000 + length[one]), one))
            candidates.remove(best)
            if all(sum(word in one for one in kept) < most[word] for word in most if word in best):
                kept.add(best)
                seen.update(left[best])
                count -= 1

    for word in most:
        keep([one for one in names if word in one], most[word])
    keep(names, PACKS[name] - len(kept))
    chosen = [line for one, line in zip(names, lines) if one in kept]
    (folder / "visits.jsonl").write_text("\n".join(chosen) + "\n")


def main():
    steps = {"draw": draw, "choose": choose, "coverage": lambda name: print_coverage(HERE / name)}
    if len(sys.argv) < 2 or sys.argv[1] not in steps:
        sys.exit(__doc__)
    for name in sys.argv[2:] or PACKS:
        print(name)
        steps[sys.argv[1]](name)


if __name__ == "__main__":
    main()
