"""The posts of a sentence: which person has which title at which body, by the patterns of data/patterns/posts.toml."""

import re
from collections.abc import Sequence

from kg.extract.people import Person
from kg.extract.runs import Found
from kg.extract.sentence import PostMention
from kg.masks import Item, Masked
from kg.model import Span
from kg.patterns import Pattern, group_of
from kg.sentences import Words

_LANDS = ("adjective", "state", "place")
_SEATS, _SENT = ("state", "place"), ("ambassador", "envoy")
_ENVOYS = ("mbassador", "ommissioner")


def find_posts(flat: str, masked: Masked, patterns: Sequence[Pattern]) -> tuple[list[PostMention], dict[int, Span]]:
    """The posts, and for each person's begin the stretch that name and post cover; each person and each title once."""
    posts: list[PostMention] = []
    used: dict[int, Span] = {}
    titles: set[int] = set()
    for pattern, first in _matches(masked.text, patterns):
        match = _with_own_title(pattern, first, masked, titles)
        item = masked.items[match.start(group_of(match, "person"))] if match else None
        if match is None or item is None or item.begin in used:
            continue
        items = masked.all(match.start(), match.end())
        inner = [one for one in items if one.kind != "person"]
        end = max(one.end for one in items)
        span = Span(masked.offset(match.start()), end)
        post = _post(flat, item.value, inner, pattern, span) if isinstance(item.value, Person) else None
        if post is None:
            continue
        posts.append(post)
        titles.update(one.begin for one in inner)
        used[item.begin] = Span(min(one.begin for one in items), end)
    return posts, used


def post_ends(words: Words, roles: Sequence[Found], names: Sequence[Found]) -> set[int]:
    """Where 'Minister of the Interior of Lithuania' ends: a name straight behind it is a person's."""
    ends: set[int] = set()
    begins = {name.first: name for name in names} if roles else {}
    for role in roles:
        at = role.after
        while at + 1 < len(words) and words.lows[at] in ("of", "for", "to", "at", "in"):
            name = begins.get(at + 1) or (begins.get(at + 2) if words.lows[at + 1] == "the" else None)
            if name is None:
                break
            at = name.after
            ends.add(at)
    return ends


def _matches(text: str, patterns: Sequence[Pattern]) -> list[tuple[Pattern, "re.Match[str]"]]:
    """The matches of all patterns: what stands together without a comma first, then from left to right, bodies alone last."""
    found = [(pattern, match) for pattern in patterns for match in pattern.shape.finditer(text)]
    return sorted(found, key=lambda one: (one[0].says != "post", "," in one[1].group(), one[1].start(), -one[1].end()))


def _with_own_title(pattern: Pattern, match: "re.Match[str] | None", masked: Masked, titles: set[int]) -> "re.Match[str] | None":
    """The match, or what is left of it behind the titles that others hold: of 'A, Head of B, and Minister C' the last is C's."""
    while match:
        taken = [at for at in range(match.start(), match.end()) if at in masked.items and masked.items[at].begin in titles]
        roles = [at for at in taken if masked.items[at].kind == "role"]
        if not roles:
            break
        match = pattern.shape.search(masked.text, roles[-1] + 1, match.end())
    return match


def _post(flat: str, person: Person, inner: Sequence[Item], pattern: Pattern, span: Span) -> PostMention | None:
    """The post that a match at a span says: the first title, the first body, the country of a nationality or state."""
    named = [(item, item.value) for item in inner if isinstance(item.value, Found)]
    title = next((found.name for item, found in named if item.kind == "role"), "")
    body = next((item for item in _of_first(inner, title) if _is_body(item)), None)
    lands = [found.country for item, found in named if item.kind in _LANDS]
    sent_to = next((found for item, found in named if item.kind in _SEATS and _is_sent_to(flat, item, title)), None)
    if sent_to:
        lands = [land for land in lands if land != sent_to.country]
    if pattern.says == "envoy":
        if not any(envoy in person.honorific for envoy in _ENVOYS):
            return None
        title = "Ambassador" if _ENVOYS[0] in person.honorific else person.honorific
    return PostMention(person, span, title, body, lands[0] if lands else "", pattern.name, pattern.confidence)


def _of_first(inner: Sequence[Item], title: str) -> Sequence[Item]:
    """The items of the first of two posts where its title names a ministry, so that the body behind is the second's; else all."""
    roles = [at for at, item in enumerate(inner) if item.kind == "role"]
    return inner[: roles[1]] if len(roles) > 1 and "Minister of " in title else inner


def _is_body(item: Item) -> bool:
    """Whether a post can be at the thing: a body, or a project with a name of its own."""
    if item.kind == "project":
        return isinstance(item.value, Found) and not item.value.bare
    return item.kind in ("institution", "acronym")


def _is_sent_to(flat: str, state: Item, title: str) -> bool:
    """'Ambassador to Albania', 'envoy to Vienna'."""
    return title.lower().endswith(_SENT) and flat[: state.begin].rstrip().endswith((" to", " to the"))
