"""kg.web.formats: the choice that an Accept header makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.formats import FORMATS, GRAPH, ROWS, TRUTH, choose, parse_accept, quality

MEDIA = st.sampled_from([form.media for form in FORMATS])
QUALITIES = st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])
HEADERS = st.lists(
    st.tuples(st.one_of(MEDIA, st.sampled_from(["*/*", "text/*", "application/*", "image/png"])), QUALITIES), min_size=1
)


@given(HEADERS, st.sampled_from([ROWS, TRUTH, GRAPH]))
def test_the_best_that_is_not_refused(wanted: list[tuple[str, float]], kind: str) -> None:
    """What is chosen can carry the answer, is not refused, and nothing that can is wanted more."""
    header = ", ".join(f"{media};q={q}" for media, q in wanted)
    ranges = parse_accept(header)
    able = [form for form in FORMATS if kind in form.carries]
    choice = choose(header, kind)
    if choice is None:
        assert all(quality(form.media, ranges) == 0 for form in able)
    else:
        assert choice.format in able
        assert quality(choice.media, ranges) == max(quality(form.media, ranges) for form in able) > 0


@given(st.text(alphabet='az/*;,q=.019 "+-é'), st.sampled_from([ROWS, GRAPH]))
def test_rubbish_is_read(header: str, kind: str) -> None:
    """No header makes the choice fail."""
    choose(header, kind)


@pytest.mark.parametrize(
    ("header", "kind", "media"),
    [
        ("", ROWS, "application/sparql-results+json"),
        ("*/*", GRAPH, "text/turtle"),
        ("text/*", ROWS, "text/csv"),
        ("text/*, text/csv;q=0", ROWS, "text/tab-separated-values"),
        ("*/*;q=0.1, text/turtle;q=0", GRAPH, "application/n-triples"),
        ("application/json", ROWS, "application/json"),
        ("application/json", GRAPH, "application/json"),
        ("application/xml", GRAPH, "application/xml"),
        ("Text/CSV;Q=1", ROWS, "text/csv"),
        ("text/csv", TRUTH, None),
        ("text/html", ROWS, None),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ROWS, "application/xml"),
    ],
)
def test_cases(header: str, kind: str, media: str | None) -> None:
    """Wildcards, refusals, other names of a format, capitals, and what a browser sends."""
    choice = choose(header, kind)
    assert (choice.media if choice else None) == media
