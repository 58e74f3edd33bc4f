"""Our knowledge, loaded once for all tests, and short ways to read a text with it."""

from functools import cache

from kg.extract import read
from kg.knowledge import Knowledge, load
from kg.model import Document, Event, Kind, Post, Reading, Thing

HEADLINE = "Work goes on in the region this spring"


@cache
def knowledge() -> Knowledge:
    """The knowledge of data/, without folders of a user."""
    return load()


def reading_of(text: str, issued: str = "", headline: str = HEADLINE) -> Reading:
    """What a document says that has `text` under a plain headline."""
    return read(Document("test", f"{headline}\n\n{text}" if headline else text, "", issued), knowledge())


def things_of(reading: Reading, kind: Kind) -> list[Thing]:
    """The things of a kind, in their order."""
    return [thing for thing in reading.things if thing.kind is kind]


def main_event(reading: Reading) -> Event:
    """The one event that the document is about."""
    (main,) = (event for event in reading.events if event.main)
    return main


def posts_of(reading: Reading) -> dict[str, tuple[str, str, str, str]]:
    """Person to (title, institution, honorific, country)."""
    return {
        reading.things[post.holder].name: (
            post.title,
            "" if post.institution is None else reading.things[post.institution].name,
            post.honorific,
            post.country,
        )
        for post in reading.claims
        if isinstance(post, Post)
    }
