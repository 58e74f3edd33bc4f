"""Who holds which post at which body, from all that a document says of a person."""

from collections.abc import Callable

from kg.extract.names import Found
from kg.extract.persons import Someone
from kg.extract.sentence import PostMention
from kg.extract.source import Source
from kg.extract.things import Things
from kg.model import Evidence, Kind, Post, Span, Thing

_CHIEFS = ("Head", "Chief")


class Offices:
    """The posts of the persons of a document; the bodies where they are held are entered among its things."""

    def __init__(self, source: Source, things: Things, sure: Callable[[Span, str, float], Evidence]) -> None:
        self._aliases, self._home, self._things, self._sure = source.aliases, source.home, things, sure

    def post(self, someone: Someone, holder: int) -> Post | None:
        """The post that says most of a person; only the form of address where no post is said."""
        if not someone.posts:
            address = self._sure(someone.span, "form of address", 0.9)
            return Post(holder, address, "", None, someone.honorific, someone.country) if someone.honorific else None
        mention = _best(someone)
        country = mention.country or someone.country
        evidence = self._sure(mention.span, mention.rule, mention.confidence)
        title, _, noun = mention.title.rpartition(" of the ")
        short = self._aliases.only(noun) if title and noun.islower() and mention.body is None else None
        if short:
            return Post(holder, evidence, title, self._things.agent(f"body/{short}"), someone.honorific, country)
        return Post(holder, evidence, mention.title, self._employer(someone, mention, country), someone.honorific, country)

    def _employer(self, someone: Someone, mention: PostMention, country: str) -> int | None:
        """The index of the body of a post: the one named with it, the ministry or mission that the title names, or another's."""
        ministry = ministry_of(mention.title)
        seat = self._seat(mention)
        bodies = [one for _, one in someone.posts if one.body]
        body = self._body(mention) if seat is None else seat
        if body is None and bodies and not ministry:
            body = self._body(bodies[0])
        if body is None and ministry:
            key = self._aliases.like(ministry, country or self._home)
            body = self._things.agent(f"body/{key}") if key else None
        if body is None and ministry:
            thing = Thing(Kind.INSTITUTION, ministry, country, institution_type="ministry", span=mention.span)
            body = self._things.add((Kind.INSTITUTION, f"ministry/{ministry}"), thing)
        return body

    def _seat(self, mention: PostMention) -> int | None:
        """The one mission of the document for a 'Head of Mission', if it is a part of the body named with the post."""
        front, _, noun = mention.title.rpartition(" of ")
        key = self._aliases.only(noun.lower()) if front.endswith(_CHIEFS) else None
        named = mention.body.value.name if mention.body and isinstance(mention.body.value, Found) else ""
        thing = self._aliases.thing(key) if key else None
        return self._things.agent(f"body/{key}") if thing and thing.name.startswith(named) else None

    def _body(self, mention: PostMention) -> int | None:
        """The index of the body of a post."""
        if not mention.body or not isinstance(mention.body.value, Found):
            return None
        if mention.body.kind == "project":
            return self._things.agent(f"body/{self._aliases.introduce(mention.body.value, mention.body.begin)}")
        key = self._aliases.of(mention.body.value, mention.body.begin)
        return self._things.agent(f"body/{key}") if key else None


def _best(someone: Someone) -> PostMention:
    """The first post with a title, and a body where the same title has one; else the first with a body."""
    posts = [one for _, one in someone.posts]
    titled = [one for one in posts if one.title]
    first = (titled or posts)[0]
    whole = next((one for one in titled if one.body), None)
    return whole if whole and whole.title == first.title else first


def ministry_of(title: str) -> str:
    """'Ministry of Interior' of 'Deputy Minister of Interior'; '' where the title names no portfolio."""
    for joiner in ("of", "for"):
        _, found, portfolio = title.partition(f"Minister {joiner} ")
        if found and not portfolio.startswith("State") and (portfolio[:1].isupper() or portfolio.startswith("the ")):
            return f"Ministry of {portfolio.removeprefix('the ').split(' and Minister')[0]}"
    return ""
