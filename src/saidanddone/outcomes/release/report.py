"""As a result: what was counted, with its interval, beside what must be read with it."""

from collections.abc import Iterator, Sequence

from saidanddone.disclosure.document import Block, Subheading, plain
from saidanddone.disclosure.months import between
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, inside, quoted
from saidanddone.outcomes.release.figures import measure_name
from saidanddone.outcomes.release.report_charts import chart_of
from saidanddone.outcomes.release.shapes import Measure, Measures
from saidanddone.ui.templatetags.ui import gov_month, listed


def measured(part: Measures, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield Subheading("As a result")
    if not part.measures:
        yield plain("Nothing is measured yet, so whether anything changed is not known.")
        return
    yield plain(
        "These are the figures that were followed. They are told with what they cannot show; a "
        "figure that moved after something was done did not always move because of it."
    )
    for group in _groups(part.measures):
        for measure in group:
            yield from _told(measure, sentences)
        if len(group) > 1:
            yield plain(
                f"These {len(group)} are read together: "
                f"{listed([inside(measure.title) for measure in group])}. Fewer reports alone could mean "
                "that fewer people dare to report.",
                "caution",
            )


def _groups(measures: Sequence[Measure]) -> list[list[Measure]]:
    """Each measure with what stands beside it straight after; the order is the record's."""
    by_slug = {measure.slug: measure for measure in measures}
    groups, placed = [], set()
    # What is compared leads its group, so that what it is read with follows.
    for measure in sorted(
        measures, key=lambda measure: measure.change is None and bool(measure.stands_beside)
    ):
        if measure.slug in placed:
            continue
        beside = [by_slug[slug] for slug in measure.stands_beside if slug in by_slug]
        group = [measure, *(other for other in beside if other.slug not in placed)]
        placed |= {member.slug for member in group}
        groups.append(group)
    return groups


def _told(measure: Measure, sentences: FigureSentences) -> Iterator[Block]:
    slug = measure_name(measure.slug)
    parts = [*_headline(measure, slug, sentences), *_change(measure, slug, sentences)]
    if measure.held_back:
        parts.append(as_sentence(measure.held_back))
    template = "{*title} " + " ".join(parts) + " {caveat}"
    yield sentences.paragraph(
        template, title=f"{measure.title}.", caveat=as_sentence(measure.caveat)
    )
    picture = chart_of(measure)
    if picture is not None:
        yield picture


def _headline(measure: Measure, slug: str, sentences: FigureSentences) -> Iterator[str]:
    if measure.totals:
        last = max(measure.totals, key=lambda total: total.ends_on)
        if any(
            (window.first, window.last) == (last.starts_on, last.ends_on)
            for window in measure.windows
        ):
            return  # stated with the comparison
        when = between(last.starts_on, last.ends_on)
        if not sentences.has_value(slug):
            yield f"How many there were {when} is too few to show."
        elif last.total_before is None:
            yield f"[{slug}] {when}."
        elif last.total_before.shown == 0:
            yield f"[{slug}] {when}, from none before."
        else:
            yield f"[{slug}] {when}; before that, [{slug}_before]."
        return
    if measure.change is not None or not measure.months:
        return
    if measure.out_of:
        yield from _share(measure, slug)
        return
    first, latest = measure.months[0], measure.months[-1]
    before = sentences.figures[f"{slug}_first_month"].in_words
    if first is latest:
        yield f"[{slug}] in {gov_month(latest.month)}."
    elif before == sentences.figures[slug].in_words:
        yield f"[{slug}] in {gov_month(latest.month)}, and as many in {gov_month(first.month)}."
    else:
        yield (
            f"[{slug}] in {gov_month(latest.month)}; [{slug}_first_month] in {gov_month(first.month)}, the "
            "first month recorded."
        )


def _share(measure: Measure, slug: str) -> Iterator[str]:
    """The last month beside the first, each with what it is out of."""
    first, latest = measure.months[0], measure.months[-1]
    whole = inside(measure.out_of)
    if latest.out_of is None:
        return
    told = f"[{slug}] out of [{slug}_out_of] {whole} in {gov_month(latest.month)}"
    if first is not latest and first.out_of is not None:
        told += (
            f"; [{slug}_first_month] out of [{slug}_first_month_out_of] in {gov_month(first.month)}, "
            "the first month recorded"
        )
    yield f"{told}."


def _change(measure: Measure, slug: str, sentences: FigureSentences) -> Iterator[str]:
    windows = {window.kind: window for window in measure.windows}
    if set(windows) != {"before", "after"}:
        return
    before, after = windows["before"], windows["after"]
    change = measure.change
    totals = (
        f"[{slug}_compared_after] {between(after.first, after.last)}, against "
        f"[{slug}_compared_before] {between(before.first, before.last)}."
    )
    if change is None:
        yield totals
        return
    against = "than in" if change.percent else "against"
    # Its limits straight after it; the comparison area has a sentence of its own.
    area = "the comparison area"
    clauses = [clause for clause in change.sentence.split("; ")[1:] if not clause.startswith(area)]
    limits = "".join(f"; {clause}" for clause in clauses).replace("; could be", "; it could be")
    yield f"[{slug}_percent_change] {against} the same months before{limits}."
    if change.range_sentence:
        yield as_sentence(change.range_sentence.replace(", could be", ", it could be"))
    yield totals
    if change.comparison_percent is not None:
        area = inside(measure.comparison_area) or "the comparison area"
        was = "were" if change.comparison_percent else "was"
        yield (
            f"Over the same months there {was} [{slug}_comparison_percent_change] in "
            f"{area.split(':')[0]}."
        )
    if change.comparison_sentence:
        yield as_sentence(change.comparison_sentence.replace("; could be", "; it could be"))
    yield (
        "On the Maryland scale of how well a figure can show what caused it, from 1 to 5, this "
        f"stands at {change.level}: {change.level_words}."
    )


def not_known(part: Measures) -> Iterator[str]:
    """What a measure could not tell."""
    for measure in part.measures:
        if measure.held_back:
            yield f"{measure.title}: {as_sentence(measure.held_back)}"
    without = [
        quoted(measure.title)
        for measure in part.measures
        if not measure.comparison_area and measure.windows
    ]
    if without:
        yield (f"Whether {listed(without)} would have moved anyway: there is no comparison area.")
