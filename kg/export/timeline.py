"""The events of each year as bars, by country or by kind: queries/timeline/*.rq say what is counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.errors import BadInput
from kg.export import paper, views
from kg.export.answers import Source, table
from kg.export.positions import COLOURS, OTHER
from kg.resources import folder

NONE = "not told"
SHOWN = 7  # groups with a colour of their own


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many events each year (None: no date told) saw of each group, and what the query says of itself."""

    name: str
    title: str
    how: str
    counts: Counter[tuple[int | None, str]]
    note: str = ""


def kinds() -> list[str]:
    """What events can be counted by."""
    return sorted(path.stem for path in (folder("queries") / "timeline").glob("*.rq"))


def read(source: Source, by: str, since: date | None = None, until: date | None = None) -> Timeline:
    """The events of the graph, or of these days, counted by year and group."""
    if by not in kinds():
        raise BadInput(f"events cannot be counted by {by!r}", where="--by", hint=f"There are: {', '.join(kinds())}.")
    where = f"queries/timeline/{by}.rq"
    text = (folder("queries") / "timeline" / f"{by}.rq").read_text(encoding="utf-8")
    said = views.head(text, ("title", "how"), where)
    counts: Counter[tuple[int | None, str]] = Counter()
    for row in table(source, views.within(text, since, until, where), where, ("events",)).named():
        year = str(row.get("year", ""))
        counts[int(year) if year.isdecimal() else None, str(row.get("group", NONE))] += int(str(row["events"]))
    note = " ".join(part for part in (since and f"from {since}", until and f"to {until}") if part)
    return Timeline(by, said["title"], said["how"], counts, f"Only events {note}." if note else "")


def draw(timeline: Timeline, form: str) -> bytes:
    """The picture, `svg` or `png`: a bar a year, the groups with the most events in colours, the others in grey."""
    from matplotlib import rc_context
    from matplotlib.ticker import MaxNLocator

    dated = [year for year, _ in timeline.counts if year is not None]
    years = range(min(dated), max(dated) + 1) if dated else range(0)
    stacks = _stacks(timeline, years)
    colours = dict(zip([name for name in stacks if name != "others"], [code for _, code in COLOURS.values()], strict=False))
    with rc_context(paper.STYLE):
        figure = paper.sheet(timeline.title, caption(timeline))
        paper.legend(figure, {f"{name} ({sum(stack)})": colours.get(name, OTHER[1]) for name, stack in stacks.items()})
        axes = figure.add_axes((0.06, 0.16, 0.91, 0.71))
        floor = [0] * len(years)
        for name, stack in stacks.items():
            axes.bar(
                list(years), stack, bottom=floor, color=colours.get(name, OTHER[1]), width=0.8, edgecolor="white", linewidth=0.4
            )
            floor = [low + height for low, height in zip(floor, stack, strict=True)]
        axes.set_ylabel("events")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.spines[["top", "right"]].set_visible(False)
        return paper.written(figure, form)


def _stacks(timeline: Timeline, years: Sequence[int]) -> dict[str, list[int]]:
    """The counts year by year of the groups with the most events, and of all others together."""
    totals: Counter[str] = Counter()
    for (year, group), count in sorted(timeline.counts.items(), key=lambda item: str(item[0])):
        totals[group] += count if year is not None else 0
    named = [group for group, count in totals.most_common() if count and group != NONE][:SHOWN]
    stacks = {group: [timeline.counts[year, group] for year in years] for group in named}
    rest = [sum(count for (when, group), count in timeline.counts.items() if when == year and group not in named) for year in years]
    return stacks | ({"others": rest} if any(rest) else {})


def caption(timeline: Timeline) -> Sequence[str]:
    """How events were counted, how many there are, and what is not shown."""
    total = timeline.counts.total()
    undated = sum(count for (year, _), count in timeline.counts.items() if year is None)
    missing = f" {undated} without a date are not shown." if undated else ""
    others = " Others: all further groups, and events of which it is not told." if any(timeline.counts) else ""
    return (
        timeline.how,
        f"{total} events.{missing}{others} {timeline.note}".rstrip(),
        f"Query: queries/timeline/{timeline.name}.rq of pressgraph.",
    )
