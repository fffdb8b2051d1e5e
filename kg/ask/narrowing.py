"""What narrows the ledger down: a state, an answer, a judge, a period; each is a test of advice."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from kg.errors import UsageError
from kg.history import advice as ad
from kg.history.advice import Advice
from kg.history.existence import read_day
from kg.model.dates import OPEN
from kg.model.nearest import did_you_mean
from kg.model.spelling import fold, key

Fits = Callable[[Advice], bool]

NO_OUTCOME = "none"
"""What is asked for where nobody has said anything."""
_CLOSED = "closed"


def read_state(text: str | None) -> Fits:
    """Return whether advice is in a state that auditors keep; `closed` is each that closes."""
    if text is None:
        return lambda a: True
    if key(text) == _CLOSED:
        return lambda a: ad.spell(a.state).startswith(_CLOSED)
    state = _one_of("--state", "state", text, ad.STATES, _CLOSED)
    return lambda a: a.state == state


def read_response(text: str | None) -> Fits:
    """Return whether the last official response to advice is a certain one, or there is none."""
    if text is None:
        return lambda a: True
    if key(text) == NO_OUTCOME:
        return lambda a: a.response is None
    response = _one_of("--response", "response", text, ad.RESPONSES, NO_OUTCOME)
    return lambda a: a.response is not None and a.response.verdict == response


def read_period(text: str | None) -> Fits:
    """Return whether advice may be dated in a period: a date, or two with `..` between.

    >>> from kg.model.dates import PartialDate
    >>> one = Advice("r", "rep", "Rep", "2012", PartialDate.parse("2012").days, "", "", "", False,
    ...     False)
    >>> [read_period(text)(one) for text in ("2012-03", "2010..2012", "..2011", "2012..")]
    [True, True, False, True]
    """
    if text is None:
        return lambda a: True
    first, gap, last = text.strip().partition(OPEN)
    if gap and not first and not last:
        raise UsageError(f"--period '{text}': write a date, or two such as 2010..2015")
    begin = read_day(first).days if first or not gap else None
    end = read_day(last).days if last else None if gap else begin
    if begin is not None and end is not None and end.is_before(begin):
        raise UsageError(f"--period '{text}': it ends before it begins")
    return lambda a: (
        a.day is not None
        and (begin is None or begin.earliest <= a.day.latest)
        and (end is None or a.day.earliest <= end.latest)
    )


def given_by(judge: str) -> Fits:
    """Return whether somebody has said what became of advice."""
    return lambda a: any(view.by == judge for view in a.judgements)


def is_late(now: date | None, wanted: bool = True) -> Fits:
    """Return whether advice is open and its day has certainly passed, or the contrary."""

    def fits(a: Advice) -> bool:
        late = a.days_late(now) if a.state == ad.OPEN else None
        return (late is not None and late[0] > 0) == wanted

    return fits


def _one_of(option: str, what: str, text: str, names: Collection[str], more: str) -> str:
    known = {name.lower(): name for name in names}
    wanted = key(text).replace("-", "").replace(" ", "")
    if wanted in known:
        return known[wanted]
    words = [*map(ad.spell, names), more]
    hint = did_you_mean(fold(text), words) or f"; expected {', '.join(words)}"
    raise UsageError(f"{option}: there is no {what} '{text}'{hint}")
