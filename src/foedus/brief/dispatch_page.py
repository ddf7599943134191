"""Dispatches as a page: the text, with its proposals beside the words that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from foedus.brief.dispatch_report import TONES, cited, subtitle_of, summary, title_of
from foedus.brief.dispatch_words import DispatchWords, shortened, source_texts
from foedus.brief.evidence import guard_rail
from foedus.brief.findings import sentence
from foedus.brief.markup import Markup, document, listed, safe
from foedus.brief.page_style import STYLE
from foedus.brief.record_lines import stamp_line
from foedus.results.dispatch import Dispatch, Proposal

_STYLE = """
body { max-width: 78rem; }
.pair { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 0 2rem;
  padding: .7rem 0; border-top: 1px solid var(--line); break-inside: auto; }
.pair p.text { white-space: pre-wrap; overflow-wrap: anywhere; max-width: none; }
.pair mark { background: var(--sure-paper); color: inherit; padding: .05em 0; }
.pair mark.alert { background: #fbd9e0; } .pair mark.assumed { background: var(--mark-paper); }
@media (prefers-color-scheme: dark) { .pair mark.alert { background: #5a1528; } }
.pair sup a { text-decoration: none; font-size: .8em; padding: 0 .1em; }
.card { border-left: 3px solid var(--line); padding: .1rem 0 .3rem .8rem; margin: 0 0 .7rem;
  break-inside: avoid; font-size: .92rem; }
.card.alert { border-color: #a3123a; } .card.sourced { border-color: var(--bar); }
.card.assumed { border-color: var(--mark); }
.mark.new { border: 1px solid var(--line); } .pair mark.new { background: var(--panel); }
.card p { margin: .1rem 0; overflow-wrap: anywhere; } .card .said { color: var(--soft); }
.mark.alert { background: #a3123a; color: #fff; }
ol.sources { color: var(--soft); font-size: .86em; overflow-wrap: anywhere; }
ul.grave { list-style: none; padding: 0; } ul.grave li { margin: .2rem 0; }
h2.dispatch { margin-top: 2rem; }
@media (max-width: 48rem) { .pair { grid-template-columns: 1fr; } }
@media print { .pair mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

RANK = ("alert", "assumed", "sourced", "")
"""Of two verdicts on the same words the earlier one colours them."""


def dispatch_page(dispatches: Sequence[Dispatch], words: DispatchWords) -> str:
    """Return dispatches as one whole page.

    Parameters
    ----------
    dispatches : sequence of Dispatch
        At least one.
    words : DispatchWords

    Returns
    -------
    str
        HTML that fetches nothing; everything that a dispatch says is escaped.
    """
    numbers, sources = source_texts(dispatches)
    words = replace(words, sources=numbers)
    language = words.language
    several = len(dispatches) > 1
    title = (
        language.count("read.title-several", len(dispatches))
        if several
        else language.text("read.title", title=title_of(dispatches[0]))
    )
    guard = f'<p class="guard">{safe(guard_rail(language))}</p>'
    body = [f"<header><h1>{safe(title)}</h1>{guard}</header>", "<main>"]
    for number, one in enumerate(dispatches, start=1):
        body.extend(_dispatch(one, words, prefix=f"{number}-" if several else ""))
    shown = cited("".join(body), sources)
    if shown:
        heading = f"<h2>{safe(language.text('view.sources'))}</h2>"
        rows = "".join(f'<li value="{one.number}">{safe(one.text)}</li>' for one in shown)
        body.append(f'<section>{heading}<ol class="sources">{rows}</ol></section>')
    proposals_only = safe(language.text("read.proposals-only"))
    stamps = "".join(f"<p>{safe(stamp_line(one.stamp, language))}</p>" for one in dispatches)
    body.append(f"</main><footer><p>{proposals_only}</p>{stamps}</footer>")
    return document(language.code, title, STYLE + _STYLE, "\n".join(body))


def _dispatch(dispatch: Dispatch, words: DispatchWords, *, prefix: str) -> Iterator[str]:
    if prefix:
        yield f'<h2 class="dispatch">{safe(prefix.rstrip("-"))}. {safe(title_of(dispatch))}</h2>'
    yield f"<p>{safe(subtitle_of(dispatch, words))}</p>"
    yield listed([summary(dispatch.proposals, words)], "facts")
    places = [_Place(one, prefix) for one in dispatch.proposals]
    grave = [place for place in places if place.tone in ("alert", "assumed")]
    yield listed([_grave(place, words) for place in grave], "grave")
    for start, end in _paragraphs(dispatch.document.text):
        yield _pair(dispatch.document.text, (start, end), places, words)
    if dispatch.findings:
        yield listed([sentence(found, words.language) for found in dispatch.findings], "notes")


def _grave(place: _Place, words: DispatchWords) -> Markup:
    """Return a line that leads to a proposal which a reader should see first."""
    one = place.proposal
    colon = words.language.text("view.colon")
    said = safe(shortened(f"{words.kind(one)}{colon} {words.fields(one)}"))
    chip = f'<span class="mark {place.tone}">{safe(words.verdict(one))}</span>'
    return Markup(f'<a href="#{safe(place.anchor)}">{safe(one.id)}</a> {chip} {said}')


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs: what stands between blank lines."""
    start = 0
    for line_start, line in _lines(text):
        if line.strip():
            continue
        if text[start:line_start].strip():
            yield start, line_start
        start = line_start + len(line)
    if text[start:].strip():
        yield start, len(text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)


@dataclass(frozen=True)
class _Place:
    """A proposal with the letters before its number on a page of several dispatches."""

    proposal: Proposal
    prefix: str

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand in the text."""
        return tuple(q.span for q in (self.proposal.quote, *self.proposal.more))

    @property
    def anchor(self) -> str:
        """What a link to its card names."""
        return f"p{self.prefix}{self.proposal.id}"

    @property
    def tone(self) -> str:
        """How its verdict looks."""
        return TONES[self.proposal.verdict]


def _pair(
    text: str, paragraph: tuple[int, int], places: Sequence[_Place], words: DispatchWords
) -> str:
    """Return a paragraph beside the proposals whose first words stand in it."""
    start, end = paragraph
    here = [p for p in places if start <= p.proposal.quote.span[0] < end]
    cards = "".join(_card(place, words) for place in here)
    marked = "".join(_marked(text, paragraph, places))
    return f'<div class="pair"><p class="text">{marked}</p><div>{cards}</div></div>'


def _marked(text: str, paragraph: tuple[int, int], places: Sequence[_Place]) -> Iterator[str]:
    """Yield a paragraph in pieces, each marked as gravely as what rests on it."""
    start, end = paragraph
    cuts = {start, end}
    ends: dict[int, list[_Place]] = {}
    for place in places:
        for a, b in place.spans:
            cuts.update(cut for cut in (a, b) if start < cut < end)
            if start < b <= end:
                ends.setdefault(b, []).append(place)
    edges = sorted(cuts)
    for a, b in pairwise(edges):
        yield _piece(text[a:b], [p for p in places if any(x <= a < y for x, y in p.spans)])
        yield "".join(_number(place) for place in ends.get(b, ()))


def _piece(text: str, over: Sequence[_Place]) -> str:
    if not over:
        return safe(text)
    tone = min((place.tone for place in over), key=RANK.index)
    return f'<mark class="{tone or "new"}">{safe(text)}</mark>'


def _number(place: _Place) -> str:
    return f'<sup><a href="#{safe(place.anchor)}">{safe(place.proposal.id)}</a></sup>'


def _card(place: _Place, words: DispatchWords) -> str:
    one = place.proposal
    tone = place.tone
    head = (
        f"<strong>{safe(one.id)} · {safe(words.kind(one))}</strong> "
        f'<span class="mark {tone or "new"}">{safe(words.verdict(one))}</span>'
    )
    sure = words.language.number(one.confidence)
    share = safe(words.language.text("read.confidence", share=sure))
    checks = words.checks(one)
    prefix = safe(words.language.text("read.column.record") + words.language.text("view.colon"))
    lines = "".join(
        f'<p class="said">{prefix if number == 0 and one.record else ""} {safe(line)}</p>'
        for number, line in enumerate(checks)
    )
    return (
        f'<div class="card {tone}" id="{safe(place.anchor)}"><p>{head} '
        f'<span class="said">{share}</span></p><p>{safe(words.fields(one))}</p>{lines}</div>'
    )
