"""The sample documents are varied, and each has gold that its text bears out."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS, GOLD = ROOT / "data" / "documents", ROOT / "data" / "gold"
FORMATS = {".txt": 18, ".md": 6, ".html": 6}
SOURCES = {  # the first part of a file's name says who wrote it
    "osce": 8,
    "mia moi mod moj": 5,
    "embassy": 4,
    "unodc undp unwomen iom": 4,
    "eu eucap": 2,
    "nato": 1,
    "coe": 1,
    "ngo thinktank": 2,
    "armed": 2,
    "press": 1,
}
CONTINENTS = {
    "Africa": "GH NE SN TN",
    "Asia": "KG KZ PH TJ",
    "Europe": "AL BA GE MD MK RS XK",
    "Latin America": "CO",
    "Oceania": "FJ SB",
}
TYPES = {
    "Workshop",
    "Training",
    "Seminar",
    "Conference",
    "Meeting",
    "Roundtable",
    "Forum",
    "Visit",
    "Launch",
    "Donation",
    "Signing",
}
TYPES |= {"Ceremony", "Exercise", "Campaign", "Election", "Statement", "Other"}
KEYS = {
    "document": "id title published issuers topics events people institutions funding projects instruments",
    "events": "key main type start end city country venue online project organizers partners funders participants "
    "participant_groups",
    "people": "name title institution country honorific quoted event",
    "institutions": "name acronym country",
    "funding": "funder funded kind event amount currency",
}
KINDS = {"event", "project", "publication", "equipment", "other"}
SMALL_WORDS = {"a", "and", "at", "for", "in", "of", "on", "the", "to"}
HIDDEN = {"script", "style", "title"}
SCALES = {"million": 1_000_000, "m": 1_000_000, "": 1}
COUNTED = re.compile(r"\b(yesterday|today|last night|on the eve|on Saturday|\w+-day)\b")
NUMBER = re.compile(r"(\d[\d.,'  ]*\d|\d) ?(million\b|m\b|)")

Gold = dict[str, Any]


def documents() -> list[Path]:
    """The sample documents; README.md beside the folder speaks of them."""
    return sorted(DOCUMENTS.iterdir())


STEMS = [path.stem for path in documents()]


class Text(HTMLParser):
    """The words of a page, without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note the begin of a part that nobody reads."""
        self.hidden += tag in HIDDEN

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        self.hidden -= tag in HIDDEN

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not self.hidden:
            self.parts.append(data)


@cache
def text_of(stem: str) -> str:
    """What a reader sees of a document, in one line."""
    path = next(path for path in documents() if path.stem == stem)
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        page = Text()
        page.feed(raw)
        raw = " ".join(page.parts)
    return " ".join(re.sub(r"[*_#>]+(?=\S)|(?<=\S)[*_]+", "", raw).split())


@cache
def gold_of(stem: str) -> Gold:
    """What a careful reader finds in a document."""
    found = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def everywhere(part: str) -> Iterator[tuple[str, Gold]]:
    """(stem, entry) of one part, such as 'events', of all gold files."""
    return ((stem, entry) for stem in STEMS for entry in gold_of(stem)[part])


def forms(word: str) -> set[str]:
    """The ways in which the text may write a word of a name: 'Ministries of Justice and Interior', 'Minister of Justice'."""
    return {word, f"{word}s", re.sub("y$", "ies", word), "minister" if word == "ministry" else word}


def words(text: str) -> set[str]:
    """The words of a text in lower case."""
    return set(re.findall(r"\w+", text.lower()))


def missing(name: str, text: str) -> list[str]:
    """Words of a name that the text does not hold."""
    return [word for word in sorted(words(name) - SMALL_WORDS) if not forms(word) & words(text)]


def values_printed(text: str) -> set[float]:
    """Every number that the text may mean: '42 500', '310.000', '1,2 million', '$2.5m', 'CHF 28'500'."""
    found = set()
    for digits, scale in NUMBER.findall(text):
        parts = re.split(r"[.,'  ]", digits)
        whole = "".join(parts)
        found |= {float(whole) * SCALES[scale], float(f"{''.join(parts[:-1]) or 0}.{parts[-1]}") * SCALES[scale]}
    return {round(value, 2) for value in found}


def test_every_document_has_gold() -> None:
    """A document without gold proves nothing, gold without a document is a leftover."""
    assert sorted(path.stem for path in GOLD.glob("*.json")) == STEMS
    assert len(STEMS) == len(set(STEMS))


def test_readme_lists_every_document() -> None:
    """README.md has one line for each document and for nothing else."""
    listed = re.findall(r"^\| ([\w.-]+\.\w+) \|", (DOCUMENTS.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == [path.name for path in documents()]


@pytest.mark.parametrize("stem", STEMS)
def test_shape(stem: str) -> None:
    """Each gold file has all fields of the convention and no others, beside `also` where answers are open."""
    gold = gold_of(stem)
    assert gold.keys() - {"also"} == set(KEYS["document"].split())
    assert gold["id"] == stem
    for part in ("events", "people", "institutions", "funding"):
        for entry in gold[part]:
            assert entry.keys() - {"also"} == set(KEYS[part].split()), entry


@pytest.mark.parametrize("stem", STEMS)
def test_values(stem: str) -> None:
    """Types, kinds, dates and country codes are of the agreed lists and forms, and an event does not end before it begins."""
    gold = gold_of(stem)
    states = set(re.findall(r'skos:notation "(\w\w)"', (ROOT / "data" / "lexicon" / "states.ttl").read_text(encoding="utf-8")))
    entries = [*gold["events"], *gold["people"], *gold["institutions"]]
    assert {entry["country"] for entry in entries} <= states | {None}
    assert {event["type"] for event in gold["events"]} <= TYPES
    assert {payment["kind"] for payment in gold["funding"]} <= KINDS
    assert all(re.fullmatch(r"[A-Z]{3}", payment["currency"]) for payment in gold["funding"] if payment["amount"] is not None)
    for event in gold["events"]:
        for day in (event["start"], event["end"], gold["published"]):
            assert day is None or date.fromisoformat(day + "-01-01"[len(day) - 4 :]), event
        assert not (event["start"] and event["end"]) or event["start"] <= event["end"], event
        bounds = event["participants"]
        assert bounds is None or (bounds.keys() == {"min", "max"} and any(bounds.values())), event


@pytest.mark.parametrize("stem", STEMS)
def test_references(stem: str) -> None:
    """One event is the main one, and people and payments point to events that are there."""
    gold = gold_of(stem)
    keys = [event["key"] for event in gold["events"]]
    assert len(keys) == len(set(keys))
    assert sum(event["main"] for event in gold["events"]) == 1
    assert {person["event"] for person in gold["people"]} <= {*keys}
    assert {payment["event"] for payment in gold["funding"]} <= {*keys, None}


@pytest.mark.parametrize("stem", STEMS)
def test_text_bears_gold_out(stem: str) -> None:
    """The text prints the title and each person as given, and every word of the institutions, agents, cities and projects."""
    gold, text = gold_of(stem), text_of(stem)
    for printed in [gold["title"], *(person["name"] for person in gold["people"]), *gold["topics"]]:
        assert printed in text
    agents = [name for event in gold["events"] for role in ("organizers", "partners", "funders") for name in event[role]]
    agents += [person["institution"] for person in gold["people"]] + [payment["funder"] for payment in gold["funding"]]
    names = agents + gold["issuers"] + gold["projects"] + gold["instruments"]
    names += [entry[field] for entry in gold["institutions"] for field in ("name", "acronym")]
    names += [event[field] for event in gold["events"] for field in ("city", "venue", "project")]
    names += [person[field] for person in gold["people"] for field in ("title", "honorific")]
    assert {name: missing(name, text) for name in names if name and missing(name, text)} == {}


@pytest.mark.parametrize("stem", STEMS)
def test_text_prints_the_numbers(stem: str) -> None:
    """Each amount of money stands in the text in figures."""
    printed = values_printed(text_of(stem))
    assert {payment["amount"] for payment in gold_of(stem)["funding"] if payment["amount"] is not None} <= printed


@pytest.mark.parametrize("stem", STEMS)
def test_text_prints_the_days(stem: str) -> None:
    """Each day of an event stands in the text, unless the text counts from another day ('yesterday', 'a three-day seminar')."""
    text = text_of(stem)
    days = {int(day[8:]) for event in gold_of(stem)["events"] for day in (event["start"], event["end"]) if day and len(day) == 10}
    unprinted = {day for day in days if not re.search(rf"(?<!\d)0?{day}(?!\d)", text)}
    assert not unprinted or COUNTED.search(text), unprinted


@pytest.mark.parametrize("stem", STEMS)
def test_actors_are_listed(stem: str) -> None:
    """Who organizes, helps, pays or employs is a state or one of the document's institutions."""
    gold = gold_of(stem)
    labels = re.findall(r'"([^"]+)"', (ROOT / "data" / "lexicon" / "states.ttl").read_text(encoding="utf-8"))
    known = {entry["name"] for entry in gold["institutions"]} | set(gold.get("also", {}).get("institutions", [])) | set(labels)
    acting = {name for event in gold["events"] for role in ("organizers", "partners", "funders") for name in event[role]}
    acting |= {payment["funder"] for payment in gold["funding"]}
    acting |= {
        person["institution"] for person in gold["people"] if not str(person["title"]).startswith(("Minister", "Deputy Minister"))
    }
    assert acting - known - {None} <= {name for name in acting if str(name).startswith("Ministry")}


def test_variety_of_sources_and_formats() -> None:
    """The set holds as many documents of each kind of source and of each file format as promised."""
    assert Counter(path.suffix for path in documents()) == FORMATS
    prefixes = Counter(stem.split("-")[0] for stem in STEMS)
    assert {names: sum(prefixes[name] for name in names.split()) for names in SOURCES} == SOURCES
    assert sum(SOURCES.values()) == len(STEMS)


def test_variety_of_times_and_places() -> None:
    """The documents run from 1995 to 2026, over all continents."""
    years = [int(gold_of(stem)["published"][:4]) for stem in STEMS]
    assert (min(years), max(years)) == (1995, 2026)
    assert len(set(years)) >= 15
    countries = {event["country"] for _, event in everywhere("events")}
    for continent, codes in CONTINENTS.items():
        assert set(codes.split()) <= countries, continent


def test_variety_of_content() -> None:
    """Most documents tell of several events; currencies, event types and ways to quote are many."""
    assert sum(len(gold_of(stem)["events"]) > 1 for stem in STEMS) > len(STEMS) / 2
    assert len({payment["currency"] for _, payment in everywhere("funding")}) >= 20
    assert len({event["type"] for _, event in everywhere("events")}) >= 12
    assert any(event["online"] for _, event in everywhere("events"))
    texts = "\n".join(text_of(stem) for stem in STEMS)
    for opening in ("“", "‘", "``", "''", '"', "„"):
        assert opening in texts, opening


def test_lengths() -> None:
    """A document has 120 to 600 words, and most have 180 to 350."""
    lengths = [len(text_of(stem).split()) for stem in STEMS]
    assert min(lengths) >= 120
    assert max(lengths) <= 600
    assert sum(180 <= length <= 350 for length in lengths) > len(lengths) / 2


def test_careers() -> None:
    """Several people appear in two or more documents, in posts that change."""
    posts = defaultdict(set)
    for _, person in everywhere("people"):
        posts[person["name"]].add((person["title"], person["institution"]))
    assert sum(len(held) > 1 for held in posts.values()) >= 8


def test_shared_projects() -> None:
    """A project with several funders runs through at least four documents."""
    funders, stories = defaultdict(set), defaultdict(set)
    for _, payment in everywhere("funding"):
        funders[payment["funded"]].add(payment["funder"])
    for stem in STEMS:
        for project in gold_of(stem)["projects"]:
            stories[project].add(stem)
    assert len([name for name in stories if len(stories[name]) >= 4 and len(funders[name]) >= 3]) >= 2


def tellings() -> dict[tuple[Any, Any], dict[str, Gold]]:
    """{(start, city): {stem: event}} of the events on a known day that two or more documents tell."""
    told: defaultdict[tuple[Any, Any], dict[str, Gold]] = defaultdict(dict)
    for stem, event in everywhere("events"):
        if event["city"] and len(event["start"] or "") == 10:
            told[event["start"], event["city"]].setdefault(stem, event)
    return {where: events for where, events in told.items() if len(events) > 1}


def test_announced_and_reported() -> None:
    """Some events are announced in one document and reported in another; the conference of Mostar never took place on paper."""
    followed = [
        where
        for where, events in tellings().items()
        if min(gold_of(stem)["published"] for stem in events) < where[0] <= max(gold_of(stem)["published"] for stem in events)
    ]
    assert {("2019-11-12", "Dushanbe"), ("2022-12-08", "Sarajevo")} <= set(followed)
    mostar = [gold_of(stem)["published"] for stem, event in everywhere("events") if event["city"] == "Mostar"]
    assert len(mostar) == 1
    assert mostar[0] < "2023-03-22"


def test_contradictory_attendance() -> None:
    """Two reports of one event disagree about how many came."""
    differing = [
        where
        for where, events in tellings().items()
        if len({json.dumps(event["participants"]) for event in events.values()} - {"null"}) > 1
    ]
    assert {("2019-11-12", "Dushanbe"), ("2022-12-08", "Sarajevo")} <= set(differing)
