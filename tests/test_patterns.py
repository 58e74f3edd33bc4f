"""kg.patterns: every shape finds what its examples say and leaves its counter-examples alone; faulty files are named."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import knowledge, reading_of

from kg.errors import BadKnowledge
from kg.extract import read
from kg.masks import JOINED, KINDS, MACROS
from kg.model import Document, Funding, Participation, Post, Quotation, Reading
from kg.patterns import Pattern, PatternIndex, load, read_table
from kg.resources import folder

INSTITUTION, STATE, EVENT = KINDS["institution"], KINDS["state"], KINDS["event"]
SPOKEN = ("speech", "speech title", "speech back")
PERSONAL = ("post", "body", "envoy", *SPOKEN)


# ---- the examples beside our patterns


def read_example(pattern: Pattern, text: str) -> Reading:
    """The reading of an example; a role is one at an event, so the headline of those names one."""
    return reading_of(
        text,
        headline="Work goes on in the region this spring" if pattern.says in (*PERSONAL, "type") else "Seminar on safe borders",
    )


def yielded(pattern: Pattern, reading: Reading) -> int:
    """How many claims the pattern made: posts, quotations, events, or agents with a role or a payment."""
    claims = [claim for claim in reading.claims if claim.evidence.rule == pattern.name]
    if pattern.says in ("post", "body", "envoy"):
        return sum(isinstance(claim, Post) for claim in claims)
    if pattern.says in SPOKEN:
        return sum(isinstance(claim, Quotation) for claim in claims)
    if pattern.says == "type":
        return sum(event.evidence.rule == pattern.name for event in reading.events)
    return len(
        {
            claim.agent if isinstance(claim, Participation) else claim.funder
            for claim in claims
            if isinstance(claim, Participation | Funding)
        }
    )


def told(reading: Reading) -> str:
    """What is read instead, for the message of a failed example."""
    names = [thing.name for thing in reading.things]
    lines = [f"things: {names}", *(f"event: {event.type} by {event.evidence.rule!r}" for event in reading.events)]
    spans = [(claim, claim.evidence.span.of(reading.document.text)) for claim in reading.claims]
    lines += [f"{type(claim).__name__} by {claim.evidence.rule!r}: {printed!r}" for claim, printed in spans]
    return "\n".join(lines)


def examples(kind: str) -> list[object]:
    """(pattern, text, number of claims) of each yes or no."""
    return [
        pytest.param(pattern, text, claims, id=f"{Path(pattern.where.split(',')[0]).stem}-{pattern.name}-{number}")
        for pattern in knowledge().patterns
        for number, (text, claims) in enumerate(pattern.yes if kind == "yes" else [(text, 0) for text in pattern.no], 1)
    ]


@pytest.mark.parametrize(("pattern", "text", "claims"), examples("yes"))
def test_yes(pattern: Pattern, text: str, claims: int) -> None:
    """A document of this one sentence gives as many claims by this pattern as the example says."""
    reading = read_example(pattern, text)
    found = yielded(pattern, reading)
    if pattern.says == "type":
        found = found or sum(event.type == pattern.type for event in reading.events)
    assert found == claims, told(reading)


@pytest.mark.parametrize(("pattern", "text", "claims"), examples("no"))
def test_no(pattern: Pattern, text: str, claims: int) -> None:
    """A document of this one sentence gives no claim by this pattern."""
    reading = read_example(pattern, text)
    assert yielded(pattern, reading) == claims, told(reading)


def test_todo() -> None:
    """What is still to do is not done yet; once it is, the example moves to `yes`."""
    done = [
        f"{pattern.where}: {text}"
        for pattern in knowledge().patterns
        for text in pattern.todo
        if yielded(pattern, read_example(pattern, text))
    ]
    assert done == []


def test_every_pattern_has_examples_of_both_kinds() -> None:
    """No shape without a sentence that it reads and one that it leaves alone."""
    assert [pattern.where for pattern in knowledge().patterns if not pattern.yes or not pattern.no] == []


def test_names_are_unique() -> None:
    """A claim names its rule, so a rule's name leads to one entry."""
    names = [pattern.name for pattern in knowledge().patterns]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("pattern", [pytest.param(one, id=one.name) for one in knowledge().patterns if one.needs])
def test_needs_hide_no_match(pattern: Pattern) -> None:
    """Whatever a shape can match holds one of the texts that the pattern needs; otherwise `needs` would hide claims."""
    hidden: set[str] = set()

    @settings(max_examples=30, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern.shape))
    def collect(text: str) -> None:
        match = pattern.shape.search(text)
        if match and not any(need in text for need in pattern.needs):
            hidden.add(match.group())

    collect()
    assert not hidden, f"matched, and needs nothing of {pattern.needs}: {min(hidden, key=len)!r}"


@pytest.mark.parametrize("pattern", [pytest.param(one, id=one.name) for one in knowledge().patterns if one.things])
def test_things_hide_no_match(pattern: Pattern) -> None:
    """Whatever a shape can match holds the things that the pattern is said to hold; otherwise `things` would hide claims."""
    hidden: set[str] = set()

    @settings(max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern.shape))
    def collect(text: str) -> None:
        match = pattern.shape.search(text)
        if match and not all(any(char in match.group() for char in one) for one in pattern.things):
            hidden.add(match.group())

    collect()
    assert not hidden, f"matched without its things: {min(hidden, key=len)!r}"


# ---- loading


def loaded(folder: Path, toml: str) -> list[Pattern]:
    """The patterns of a folder with this one file."""
    (folder / "own.toml").write_text(toml, encoding="utf-8")
    return load([folder], MACROS, JOINED)


ONE = """
[[pattern]]
name = "paid by"
says = "funder"
when = '{event} paid by {agent+}'
"""


def test_a_pattern_and_its_defaults(tmp_path: Path) -> None:
    """A name, what it says and a shape are enough."""
    (pattern,) = loaded(tmp_path, ONE)
    assert (pattern.name, pattern.says, pattern.confidence, pattern.type, pattern.needs) == ("paid by", "funder", 0.9, "", ())
    assert (pattern.yes, pattern.no, pattern.todo) == ((), (), ())
    assert pattern.where == f'{tmp_path / "own.toml"}, pattern "paid by"'


def test_all_fields_of_a_pattern(tmp_path: Path) -> None:
    """Every field of the file arrives; an example without a number stands for one claim."""
    more = """needs = ["paid"]
    confidence = 0.5
    type = "seminar"
    yes = [{ text = "A.", claims = 2 }, { text = "B." }]
    no = ["C."]
    todo = ["D."]
    """
    (pattern,) = loaded(tmp_path, ONE + more)
    assert (pattern.needs, pattern.confidence, pattern.type) == (("paid",), 0.5, "seminar")
    assert (pattern.yes, pattern.no, pattern.todo) == ((("A.", 2), ("B.", 1)), ("C.",), ("D.",))


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        (f"{EVENT} paid by {INSTITUTION}", INSTITUTION),
        (f"{EVENT} paid by {INSTITUTION}, {STATE} and the {STATE}", f"{INSTITUTION}, {STATE} and the {STATE}"),
        (f"{EVENT} paid by {EVENT}", None),
        (f"{INSTITUTION} paid by {STATE}", None),
    ],
)
def test_braces_stand_for_things(tmp_path: Path, text: str, matches: str | None) -> None:
    """{event} matches an event alone, {agent+} a list of bodies and states, each group under its name."""
    (pattern,) = loaded(tmp_path, ONE)
    found = pattern.shape.search(text)
    assert (found and found.group("agent")) == matches
    assert not found or found.group("event") == EVENT


def test_a_thing_named_twice(tmp_path: Path) -> None:
    """The first {agent} is the one that is read; a second only has to be there."""
    (pattern,) = loaded(tmp_path, ONE.replace("{event}", "{agent} with {agent+}").replace("{agent+}'", "{event}'"))
    found = pattern.shape.search(f"{STATE} with {INSTITUTION} and {INSTITUTION} paid by {EVENT}")
    assert found
    assert found.group("agent") == STATE


def test_words_of_a_file(tmp_path: Path) -> None:
    """A [words] table names parts of shapes; a later word may use an earlier one."""
    words = "[words]\nmoney = '(?:grant|gift)'\ngiven = '(?:{money} from|paid by)'\n"
    (pattern,) = loaded(tmp_path, words + ONE.replace("paid by", "{given}", 2).replace('"{given}"', '"paid by"'))
    assert pattern.shape.search(f"{EVENT} gift from {STATE}")
    assert not pattern.shape.search(f"{EVENT} money from {STATE}")


def test_words_stay_in_their_file(tmp_path: Path) -> None:
    """Another file cannot lean on the words of this one."""
    (tmp_path / "a.toml").write_text("[words]\npresent = 'gift'\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"own\.toml.*present"):
        loaded(tmp_path, ONE.replace("{event}", "{present}"))


def test_files_are_read_in_order_of_name(tmp_path: Path) -> None:
    """Order of file and place, not that of the file system."""
    for name in ("b", "a"):
        (tmp_path / f"{name}.toml").write_text(ONE.replace("paid by", f"{name} paid by", 1), encoding="utf-8")
    assert [pattern.name for pattern in load([tmp_path], MACROS, JOINED)] == ["a paid by", "b paid by"]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (ONE.replace("paid by {", "(paid by {"), "no regular expression"),
        (ONE.replace("{agent+}", "{agnet+}"), r"\{agnet\} is nothing that a pattern can name"),
        (ONE.replace("says", "sais"), "fields wrong or missing: sais"),
        (ONE.replace('says = "funder"\n', ""), "fields wrong or missing"),
        (ONE.replace("when = '{event} paid by {agent+}'", ""), "fields wrong or missing"),
        (ONE.replace("'{event} paid by {agent+}'", "5"), "fields wrong or missing"),
    ],
)
def test_faults_name_file_and_pattern(tmp_path: Path, toml: str, said: str) -> None:
    """An entry that cannot be used says what is wrong, in which file and in which pattern."""
    with pytest.raises(BadKnowledge, match=said) as caught:
        loaded(tmp_path, toml)
    assert f'{tmp_path / "own.toml"}, pattern "paid by"' in str(caught.value)


def test_a_pattern_without_a_name_is_refused(tmp_path: Path) -> None:
    """Claims name their rule, so a rule must have a name."""
    with pytest.raises(BadKnowledge, match=r"own\.toml.*fields wrong or missing: name"):
        loaded(tmp_path, ONE.replace('name = "paid by"\n', ""))


def test_an_unknown_brace_says_what_there_is(tmp_path: Path) -> None:
    """The hint lists all that may stand in braces."""
    with pytest.raises(BadKnowledge) as caught:
        loaded(tmp_path, ONE.replace("{agent+}", "{agnet+}"))
    assert all(name in caught.value.hint for name in MACROS)


def test_a_fault_of_toml_names_file_and_line(tmp_path: Path) -> None:
    """A file that is no TOML is refused with the place of the fault."""
    with pytest.raises(BadKnowledge, match=r"own\.toml: not readable as TOML.*line 3"):
        loaded(tmp_path, "\n[[pattern]]\nname = paid\n")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error that names the file."""
    (tmp_path / "own.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(BadKnowledge, match=r"own\.toml"):
        read_table(tmp_path / "own.toml")


# ---- the index


def test_the_index_answers_what_can_match(tmp_path: Path) -> None:
    """Only patterns of which a need stands in the text, and those without needs, in their order."""
    toml = "".join(
        ONE.replace("paid by", name, 1) + f"needs = {needs}\n"
        for name, needs in [("a", '["paid"]'), ("b", "[]"), ("c", '["gave", "paid"]'), ("d", '["gave"]')]
    )
    index = PatternIndex(loaded(tmp_path, toml))
    things = f"{KINDS['event']} {KINDS['state']}"
    names = {
        text: "".join(pattern.name for pattern in index.fitting(f"{things} {text}"))
        for text in ("it was paid", "they gave", "both paid and gave", "none")
    }
    assert names == {"it was paid": "abc", "they gave": "bcd", "both paid and gave": "abcd", "none": "b"}


def test_the_index_asks_for_the_things_outside_of_groups(tmp_path: Path) -> None:
    """A shape that names a thing without an 'or' is tried only where the thing stands."""
    shapes = {
        "a": "{event} (?:of {person})?",
        "b": "{event}|{person}",
        "c": "{person}? paid",
        "d": "[{event}] [|(] {agent+} {event}",
    }
    toml = "".join(f"[[pattern]]\nname = '{name}'\nsays = 'funder'\nwhen = '{shape}'\n" for name, shape in shapes.items())
    index = PatternIndex(loaded(tmp_path, toml))
    texts = ("none", KINDS["event"], KINDS["person"], f"{KINDS['event']} of {KINDS['state']}")
    assert ["".join(pattern.name for pattern in index.fitting(text)) for text in texts] == ["bc", "abc", "bc", "abcd"]


def test_needs_save_time_and_change_nothing() -> None:
    """Without their `needs` our patterns read the same from the sample documents and from every example."""
    ours = knowledge()
    always = replace(ours, patterns=tuple(replace(pattern, needs=(), things=()) for pattern in ours.patterns))
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder("data") / "documents").iterdir())]
    texts += [f"Seminar on safe borders\n\n{text}" for pattern in ours.patterns for text, _ in pattern.yes]
    assert [text for text in texts if read(Document("test", text), always) != read(Document("test", text), ours)] == []
