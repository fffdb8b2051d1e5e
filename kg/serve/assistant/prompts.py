"""Prompts for three common tasks, which say how to go about them with the tools."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mcp import types

from kg.errors import UsageError
from kg.model.nearest import did_you_mean

_RULES = (
    "Use nothing but what the tools return. Put the sources behind each statement, by title, and "
    "the id of the thing in brackets. Say what is not known; never take 'unknown' for 'not done', "
    "or an empty end for 'to the present'. Say who holds an opinion. If an answer was cut, ask for "
    "the rest before you count anything."
)

_PROMPTS: dict[str, tuple[str, str, tuple[types.PromptArgument, ...], str]] = {
    "brief_me": (
        "Brief me on a body",
        "One page on a body, programme or system: its life, who led it, what it was told.",
        (types.PromptArgument(name="body", description="Which one.", required=True),),
        "Write a brief of one page on {body}. First find it with `search`, then read it with "
        "`show`; use `lineage` for what came before and after, `recommendations` with "
        "addressee for what it was told and what became of that, and `explain` for whatever "
        "matters most or is in dispute. Order: what it was and when; where it came from and who "
        "has its duties today; who led it; what it ran and bought, with sums as stated by whom; "
        "what it was told and what became of it; what was said of it; what is not known.",
    ),
    "was_this_advised_before": (
        "Was this advised before?",
        "What was advised before in the same sense, to whom, and what became of it.",
        (
            types.PromptArgument(name="text", description="The advice, or a draft.", required=True),
            types.PromptArgument(name="before", description="Only before this day."),
        ),
        "Say whether this was advised before, and what became of it. Ask `said_before` with the "
        "text{before}. For what is in the same sense, say in the order of time: which report, to "
        "whom, who has the duty now, and the outcome with who says so. Keep what is only related "
        "apart. End with what a reader should ask before advising it again.\n\nThe text:\n\n{text}",
    ),
    "what_would_this_orphan": (
        "What would this reorganisation orphan?",
        "What would be left without an owner if a body ended, and what became of such things.",
        (
            types.PromptArgument(name="body", description="The body that ends.", required=True),
            types.PromptArgument(name="to", description="Who takes its place."),
            types.PromptArgument(name="on", description="On which day."),
        ),
        "Say what would be left without an owner if {body} ended{to}{on}. Ask `what_if`, and where "
        "the answer was cut ask again for each section. Begin with the numbers of the summary; "
        "then the open recommendations, duties, contracts that run on, systems and posts that "
        "matter most; then what became of such things in earlier reorganisations. It is "
        "supposed, not planned: say so.",
    ),
}
_PLACE = re.compile(r"\{(\w+)\}")
_OPTIONAL = {"before": ", before={}", "to": ", with to={}", "on": ", with on={}"}


def list_prompts() -> list[types.Prompt]:
    """Return the prompts."""
    return [
        types.Prompt(name=name, title=title, description=says, arguments=list(arguments))
        for name, (title, says, arguments, _) in _PROMPTS.items()
    ]


def get_prompt(name: str, given: Mapping[str, str]) -> types.GetPromptResult:
    """Return a prompt filled in; UsageError for one that does not exist, or that lacks a part."""
    if name not in _PROMPTS:
        hint = did_you_mean(name, _PROMPTS) or f"; expected {', '.join(_PROMPTS)}"
        raise UsageError(f"there is no prompt '{name}'{hint}")
    _, says, arguments, text = _PROMPTS[name]
    values = {}
    for argument in arguments:
        value = given.get(argument.name, "").strip()
        if argument.required and not value:
            raise UsageError(f"{name} needs {argument.name}: {argument.description}")
        values[argument.name] = _OPTIONAL.get(argument.name, "{}").format(value) if value else ""
    text = _PLACE.sub(lambda place: values[place[1]], text)
    message = types.PromptMessage(
        role="user", content=types.TextContent(type="text", text=f"{text}\n\n{_RULES}")
    )
    return types.GetPromptResult(description=says, messages=[message])
