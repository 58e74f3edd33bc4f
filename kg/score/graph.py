"""What the graph says of a document, in the shape of gold. The questions are queries/score/*.rq."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from kg.score.facts import Evidence, amount
from kg.score.rows import Row, Source, ask, complete_sentences
from kg.vocab import KG

Entry = dict[str, Any]

ROLE_FIELDS = {"organizer": "organizers", "host": "organizers", "partner": "partners", "funder": "funders"}
PAID_FOR = {KG.Event: "event", KG.Project: "project", KG.Output: "other"}


def documents(source: Source) -> dict[str, list[str]]:
    """The IRIs of documents by the last part of a source, without its suffix: as gold files are named."""
    found: dict[str, list[str]] = {}
    for row in ask(source, "documents"):
        known = found.setdefault(stem(row["source"]), [])
        if row["document"] not in known:
            known.append(row["document"])
    return found


def stem(source: str) -> str:
    """`tirana` of `releases/tirana.txt` and of `https://example.org/news/tirana.html?print=1`."""
    path = source.partition("?")[0].partition("#")[0] if "://" in source else source
    return PurePosixPath(path).stem


def to_gold(source: Source, document: str) -> Entry:
    """The document as a careful reader would have written it down, from what the graph says of it."""
    found = read_document(source, document)
    for owner in (found, *found["events"], *found["people"]):
        del owner["evidence"]
    return found


def read_document(source: Source, document: str, *, whole: bool = False) -> Entry:
    """The same, where the document, each event and each person also hold `evidence`: {field: {value: Evidence}}.

    With `whole` the evidence is told in whole sentences instead of the bare passages.
    """
    rows = {name: ask(source, name, document=document) for name in _OF_A_DOCUMENT}
    if whole:
        complete_sentences(rows)
    events = _events(rows["events"])
    _add_roles(events, rows["roles"])
    people = _people(rows["people"], rows["quotations"], events)
    funding = _funding(rows["funding"], events)
    things = {kind: [row for row in rows["things"] if row["class"] == kind] for kind in (KG.Institution, KG.Project, KG.Instrument)}
    said = rows["document"]
    return {
        "id": stem(next(iter(_values(said, "source")), document)),
        "title": next(iter(_values(said, "title")), ""),
        "published": next(iter(_values(said, "published")), None),
        "issuers": _values(said, "issuers"),
        "topics": _values(said, "topics"),
        "events": list(events.values()),
        "people": people,
        "institutions": _institutions(things[KG.Institution]),
        "funding": funding,
        "projects": _once(row["name"] for row in things[KG.Project]),
        "instruments": _once(row["name"] for row in things[KG.Instrument]),
        "evidence": {
            "people": _first((row["name"], Evidence("", row["named"] or row["sentence"])) for row in rows["people"]),
            "institutions": _first((row["name"], Evidence("", row["sentence"])) for row in things[KG.Institution]),
            "amounts": _joined((amount(entry), _evidence(row)) for entry, row in zip(funding, rows["funding"], strict=True)),
        },
    }


def _events(rows: Iterable[Row]) -> dict[str, Entry]:
    """The events by IRI, in the order of the text; of several values of one field the first counts."""
    events: dict[str, Entry] = {}
    for row in rows:
        if row["event"] in events:
            continue
        minimum, maximum = (int(row[bound]) if row[bound] else None for bound in ("minimum", "maximum"))
        event: Entry = {
            "key": f"e{len(events) + 1}",
            "main": bool(row["main"]),
            "type": _last(row["type"]).capitalize(),
            "start": row["start"] or None,
            "end": row["end"] or None,
            "city": row["city"] or None,
            "country": row["country"] or None,
            "venue": row["venue"] or None,
            "online": row["online"] == "true",
            "organizers": [],
            "partners": [],
            "funders": [],
            "participants": None if minimum is maximum is None else {"min": minimum, "max": maximum},
            "participant_groups": [],
            "project": row["project"] or None,
        }
        read = _evidence(row)
        plain = {name: {event[name]: read} for name in ("type", "start", "city", "country")}
        counted = {f"{bound} {count:g}": read for bound, count in (("min", minimum), ("max", maximum)) if count is not None}
        event["evidence"] = {**plain, "end": {event["end"] or event["start"]: read}, "participants": counted}
        events[row["event"]] = event
    return events


def _add_roles(events: Mapping[str, Entry], rows: Iterable[Row]) -> None:
    """Each event has its organizers, partners, funders and unnamed groups; what says these says how many came."""
    for row in rows:
        event, role = events.get(row["event"]), _last(row["role"])
        group = row["group"] == "true"
        name = "participant_groups" if group else ROLE_FIELDS.get(role, "")
        if event and group:
            event["evidence"]["participants"] = dict.fromkeys(event["evidence"]["participants"], _evidence(row))
        if event and name:
            _enter(event, name, row["name"], _evidence(row))


def _funding(rows: Iterable[Row], events: Mapping[str, Entry]) -> list[Entry]:
    """What was paid. Who paid for an event is one of its funders; the main event knows where each funder stands."""
    entries = []
    for row in rows:
        event, read = events.get(row["funded"]), _evidence(row)
        if event and row["funder"]:
            _enter(event, "funders", row["funder"], read)
        for main in (one for one in events.values() if one["main"]):
            main["evidence"].setdefault("funders", {}).setdefault(row["funder"], read)
        number = Decimal(row["amount"]) if row["amount"] else None
        entries.append(
            {
                "funder": row["funder"] or None,
                "funded": row["fundedLabel"] or None,
                "kind": PAID_FOR.get(row["class"], "other"),
                "event": event["key"] if event else None,
                "amount": None if number is None else int(number) if number == number.to_integral_value() else float(number),
                "currency": _last(row["currency"]) or None,
            }
        )
    return entries


def _people(rows: Iterable[Row], quotations: Iterable[Row], events: Mapping[str, Entry]) -> list[Entry]:
    """Each person once, with the fullest post that the document gives, the first of equals."""
    said: dict[str, list[Row]] = {}
    for row in quotations:
        said.setdefault(row["person"], []).append(row)
    posts: dict[str, Row] = {}
    for row in rows:
        known = posts.get(row["person"])
        if known is None or _fullness(row) > _fullness(known):
            posts[row["person"]] = row
    return [_person(row, said.get(iri, []), events) for iri, row in posts.items()]


def _fullness(post: Row) -> int:
    return 2 * bool(post["title"]) + bool(post["institution"])


def _person(post: Row, quotations: Sequence[Row], events: Mapping[str, Entry]) -> Entry:
    read = _evidence(post)
    event = events.get(quotations[0]["event"]) if quotations else None
    return {
        "name": post["name"],
        "title": post["title"] or None,
        "institution": post["institution"] or None,
        "country": post["country"] or post["ownCountry"] or None,
        "honorific": post["honorific"] or None,
        "quoted": bool(quotations),
        "event": event["key"] if event else None,
        "evidence": {
            "title": {post["title"]: read},
            "institution": {post["institution"]: read},
            "quoted": _joined((True, _evidence(row)) for row in quotations),
        },
    }


def _institutions(rows: Iterable[Row]) -> list[Entry]:
    named = _first((row["name"], row) for row in rows)
    return [{"name": name, "acronym": row["acronym"] or None, "country": row["country"] or None} for name, row in named.items()]


def _enter(event: Entry, name: str, value: str, read: Evidence) -> None:
    if value not in event[name]:
        event[name].append(value)
    proofs = event["evidence"].setdefault(name, {})
    proofs[value] = _joined([*proofs.items(), (value, read)])[value]


def _evidence(row: Row) -> Evidence:
    return Evidence(row["rule"], row["sentence"], float(row["confidence"]) if row["confidence"] else None)


def _first(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """The first value of each key, in order."""
    found: dict[Any, Any] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _joined(pairs: Iterable[tuple[Any, Evidence]]) -> dict[Any, Evidence]:
    """The first evidence of each value, with that of further claims that say the same."""
    found: dict[Any, Evidence] = {}
    for value, read in pairs:
        known = found.get(value)
        found[value] = known._replace(also=(*known.also, read)) if known else read
    return found


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _values(rows: Iterable[Row], name: str) -> list[str]:
    return [row["value"] for row in rows if row["field"] == name]


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


_OF_A_DOCUMENT = ("document", "events", "roles", "people", "quotations", "funding", "things")
