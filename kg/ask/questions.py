"""The ready questions: each a SPARQL query in a file, with a header that says what it asks.

A file is a whole query that runs as it is in any SPARQL tool. Its header is comment lines:

    # title: What replaced a body, when, under what law?
    # theme: Bodies
    # description: One row for each successor …
    #   … a further line of the description
    # required body: entity Body Unit - the body that was replaced
    # default months: number - how soon after
    # optional kind: kind - only things of this class
    # columns: successor entity, date
    # answer: {successor|body|bodies} took over from {=body}
    # picture: view=genealogy&id={body}
    # elsewhere: the card of the body lists them
    # asked: what replaced {body}; who took over from {body}

The last four may be left out: the answer in a sentence, in which `{successor|body|bodies}` is how
many different values a column has, with the word for one and for many, `{|step|steps}` how many
rows there are, and `{=body}` what the question was told; the picture that shows it, as the
explorer writes what it looks at; where the explorer has it already, so that it is not answered
there again; and how else people word it, whole, with a place for the first thing that it must be
told.

The value of a parameter stands in the query as a block of data, `VALUES ?body { id:nhsx }`: an
example where it is required or optional, the default otherwise. Asking puts another term into the
block, so a value is bound as a term and never pasted into the text; an optional parameter that is
not given loses its block. A date stands as `VALUES (?onEarliest ?onLatest) { (… …) }`, its first
and last day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ask import meaning
from kg.ask.asked_as import ANY, Wordings, find_worded, read_wordings
from kg.ask.matching import FEW, Match, find_meant, match
from kg.engine.about import ontology_of
from kg.engine.result import Result
from kg.errors import UnknownEntity, UsageError
from kg.model.dates import PartialDate
from kg.model.nearest import did_you_mean
from kg.model.terms import SHIPPED, Space, is_slug
from kg.read.ontology import find_files, layers, read_text
from kg.read.shipped import shipped

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

TYPES = ("entity", "date", "kind", "topic", "property", "verdict", "number", "text")
"""What a parameter may be; an entity may name the classes it is of."""

_HEAD = re.compile(r"#\s*(title|theme|description|columns|answer|picture|elsewhere|asked):\s*(.+)")
_PARAMETER = re.compile(r"#\s*(required|default|optional) (\w+): (\w+)((?: \w+)*) - (.+)")
_MORE = re.compile(r"#\s{2,}(.+)")
_PREFIX = re.compile(r"^[a-z]\w*:")
_NUMBER = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question must or may be told.

    `value` is how its query writes the example, `blocks` are the places where it stands there.
    """

    name: str
    need: str
    type: str
    kinds: tuple[str, ...]
    description: str
    value: str
    blocks: tuple[str, ...]

    @property
    def example(self) -> str:
        """The value as people write it, without the prefix or the marks of a text."""
        return self.value.strip('"') if self.type == "text" else _PREFIX.sub("", self.value)


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question; `columns` are those of its answer, `entities` those that hold things."""

    name: str
    title: str
    theme: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    entities: tuple[str, ...]
    query: str
    answer: str = ""
    picture: str = ""
    elsewhere: str = ""
    asked: tuple[str, ...] = ()

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the query with terms, as SPARQL writes them, in the places of parameters."""
        text = self.query
        for parameter in self.parameters:
            for block in parameter.blocks:
                if parameter.name in values:
                    head = block.partition("{")[0]
                    text = text.replace(block, f"{head}{{ {values[parameter.name]} }}")
                elif parameter.need == "optional":
                    text = text.replace(block, "")
        return text


def find_questions(graph: SparqlGraph | None = None) -> dict[str, Question]:
    """Return the ready questions of a graph by name; without one, those shipped.

    Raises UsageError for a file whose header or query breaks the form above.
    """
    found = read_questions(*_home(graph))
    return {name: _suit(question, graph) for name, question in found.items()}


def find_question(name: str, graph: SparqlGraph | None = None) -> Question:
    """Return a question by name; UsageError, with the nearest, where there is none."""
    ontology, space = _home(graph)
    question = _read_named(name, ontology, space)
    if question is not None:
        return _suit(question, graph)
    known = read_questions(ontology, space)
    raise _unknown(name, did_you_mean(name, known), match(name, _texts(known)), known)


def find_asked(sentence: str, graph: SparqlGraph | None = None) -> tuple[Question, dict[str, str]]:
    """Return the one question that a sentence asks, and what it is told with it.

    A sentence that is a wording of a question asks it of what stands in its place. Else words that
    no question has name the first thing that it must be told; one that is told nothing is not asked
    of a thing. Raises UsageError, with the nearest, where several are as near, or one must be told
    more.
    """
    known = find_questions(graph)
    worded = find_worded(
        sentence, _worded(known), lambda name, told: _has_answer(graph, known[name], told)
    )
    if worded is not None:
        return known[worded[0]], worded[1]
    near = match(sentence, _texts(known))
    meant = find_meant(near)
    if meant is not None:
        question = known[meant.name]
        needed = [p.name for p in question.parameters if p.need == "required"]
        told = {needed[0]: meant.rest} if needed and meant.rest else {}
        if len(told) == len(needed) and (needed or not _is_thing(graph, meant.rest)):
            return question, told
    raise _unknown(sentence, "", near, known)


def _worded(questions: Mapping[str, Question]) -> dict[str, Wordings]:
    """Return how questions are worded; each that is names one thing that it must be told."""
    found = {}
    for question in questions.values():
        place = next((p for p in question.parameters if p.need == "required"), None)
        if question.asked and place is not None:
            found[question.name] = Wordings(question.asked, place.name, len(place.kinds) or ANY)
    return found


def _has_answer(
    graph: SparqlGraph | None, question: Question, told: Mapping[str, str]
) -> bool | None:
    """Return whether a question has an answer; None where it cannot be told what is named."""
    if graph is None:
        return True
    try:
        return bool(ask(graph, question, told))
    except UsageError:
        return None


def _is_thing(graph: SparqlGraph | None, words: str) -> bool:
    try:
        return graph is not None and bool(words and meaning.find_entity(graph, words))
    except UnknownEntity:
        return False


def _texts(questions: Mapping[str, Question]) -> dict[str, tuple[str, str]]:
    return {name: (q.title, q.description) for name, q in questions.items()}


def _unknown(
    name: str, hint: str, near: Sequence[Match], known: Mapping[str, Question]
) -> UsageError:
    listed = ", ".join(f"{m.name} ({known[m.name].title})" for m in near[:FEW])
    hint = hint or (f"; nearest: {listed}" if listed else "; 'kg ask' lists them")
    return UsageError(f"there is no question '{name}'{hint}")


@cache
def read_questions(ontology: Path, space: Space = SHIPPED) -> dict[str, Question]:
    """Return the questions of an ontology by name, with the addresses of a record."""
    return {path.stem: _read(path, space) for path in find_files(ontology, "questions/*.rq")}


def _home(graph: SparqlGraph | None) -> tuple[Path, Space]:
    """Return the ontology whose questions a graph is asked, and the graph's addresses."""
    return (shipped("ontology"), SHIPPED) if graph is None else (ontology_of(graph), graph.space)


def _suit(question: Question, graph: SparqlGraph | None) -> Question:
    """Return a question with examples that a graph of another record has.

    The shipped questions name things of the shipped record; of another, what is most mentioned
    stands for them.
    """
    if graph is None or graph.space.is_shipped or not hasattr(graph, "store"):
        return question
    from kg.index.index import index_of

    index = index_of(graph)
    parameters, values = [], {}
    for p in question.parameters:
        slug = p.value.removeprefix("id:")
        if slug != p.value and index.entity(slug) is None:
            kinds = p.kinds or (("Concept",) if p.type == "topic" else ())
            value = f"id:{index.chief(kinds) or 'example'}"
            values[p.name] = value
            blocks = tuple(block.replace(p.value, value) for block in p.blocks)
            p = replace(p, value=value, blocks=blocks)
        parameters.append(p)
    query = replace(question, parameters=_needed(question.parameters)).fill(values)
    return replace(question, parameters=tuple(parameters), query=query)


def _needed(parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Return parameters none of which loses its block where it is not given."""
    return tuple(replace(p, need="required") for p in parameters)


def ask(graph: SparqlGraph, question: Question, given: Mapping[str, str]) -> Result:
    """Return the answer of a question, in its own order.

    `given` holds parameters in words, as people write them. Raises UsageError, with every fault
    of them, where they do not fit.
    """
    answer = graph.query(bind(graph, question, given))
    return Result.of(answer, graph, question.entities)


def bind(graph: SparqlGraph, question: Question, given: Mapping[str, str]) -> str:
    """Return the query of a question with parameters in words as its terms; see `ask`."""
    known = {p.name: p for p in question.parameters}
    problems = [
        f"{question.name} has no parameter '{name}'{did_you_mean(name, known)}"
        + ("" if known else "; it takes none")
        for name in given
        if name not in known
    ]
    problems += [
        f"{question.name} needs {p.name}=…: {p.description}, such as {p.example}"
        for p in question.parameters
        if p.need == "required" and p.name not in given
    ]
    values: dict[str, str] = {}
    for name, text in given.items():
        if name in known:
            try:
                values[name] = _term(graph, known[name], text)
            except (UsageError, UnknownEntity) as error:
                problems.append(f"{name}: {error}")
    if problems:
        raise UsageError("\n".join(problems))
    return question.fill(values)


def _term(graph: SparqlGraph, parameter: Parameter, text: str) -> str:
    """Return a parameter, in words, as SPARQL writes the term or terms."""
    if parameter.type == "date":
        return _date(text)
    if parameter.type == "number":
        if not _NUMBER.fullmatch(text.strip()):
            raise UsageError(f"'{text}' is not a whole number")
        return str(int(text))
    if parameter.type == "text":
        return _text(text)
    match parameter.type:
        case "kind":
            iri = meaning.find_kind(graph, text)
        case "topic":
            iri = meaning.find_topic(graph, text)
        case "property":
            iri = meaning.find_property(graph, text)
        case "verdict":
            iri = meaning.find_verdict(graph, text)
        case _:
            iri = meaning.find_entity(graph, text, parameter.kinds)
    curie = graph.space.compress(iri)
    return curie if curie != iri else f"<{iri}>"


def _text(text: str) -> str:
    import pyoxigraph as ox

    return str(ox.Literal(text.strip()))


def _date(text: str) -> str:
    try:
        day = PartialDate.parse(text.strip())
    except ValueError as error:
        raise UsageError(str(error)) from None
    if day.earliest is None or day.latest is None:
        raise UsageError(f"'{text}' is no day, month or year")
    return f'("{day.earliest}"^^xsd:date "{day.latest}"^^xsd:date)'


@cache
def _read_named(name: str, ontology: Path, space: Space) -> Question | None:
    """Return a question by name without reading the others, or None where there is none."""
    files = [layer / "questions" / f"{name}.rq" for layer in reversed(layers(ontology))]
    is_name = is_slug(name) and len(name) <= _LONGEST  # what is longer no system lets a file have
    path = next((path for path in files if is_name and path.is_file()), None)
    return _read(path, space) if path is not None else None


_LONGEST = 200
"""Letters of a question's name."""


@cache
def _read(path: Path, space: Space) -> Question:
    head: dict[str, str] = {}
    found: list[tuple[str, ...]] = []
    lines = read_text(path, space).splitlines()
    last = ""
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            break
        if match := _HEAD.fullmatch(line):
            last = match[1]
            head[last] = match[2].strip()
        elif match := _PARAMETER.fullmatch(line):
            found.append(match.groups())
            last = ""
        elif (match := _MORE.fullmatch(line)) and last:
            head[last] += " " + match[1].strip()
        else:
            raise UsageError(f"{path.name}:{number + 1}: cannot read this line of the header")
    missing = [name for name in ("title", "theme", "description", "columns") if name not in head]
    if missing:
        raise UsageError(f"{path.name}: the header has no {', '.join(missing)}")
    query = "\n".join(lines[number:]).strip() + "\n"
    columns = [column.split() for column in head["columns"].split(",")]
    return Question(
        path.stem,
        head["title"],
        head["theme"],
        head["description"],
        tuple(_parameter(path, query, groups) for groups in found),
        tuple(column[0] for column in columns),
        tuple(column[0] for column in columns if column[1:] == ["entity"]),
        query,
        head.get("answer", ""),
        head.get("picture", ""),
        head.get("elsewhere", ""),
        _wordings(path, head.get("asked", ""), found),
    )


def _wordings(path: Path, text: str, parameters: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    needed = [name for need, name, *_ in parameters if need == "required"]
    try:
        return read_wordings(text, needed[:1] if len(needed) == 1 else ())
    except ValueError as error:
        raise UsageError(f"{path.name}: {error}") from None


def _parameter(path: Path, query: str, groups: tuple[str, ...]) -> Parameter:
    need, name, kind, classes, description = groups
    if kind not in TYPES:
        raise UsageError(f"{path.name}: '{kind}' is no type of a parameter; use {', '.join(TYPES)}")
    variables = rf"\(\?{name}Earliest \?{name}Latest\)" if kind == "date" else rf"\?{name}"
    blocks = re.findall(rf"\bVALUES {variables} \{{[^{{}}]*\}}", query)
    if not blocks:
        raise UsageError(f"{path.name}: the query has no block VALUES ?{name} {{ … }}")
    example = blocks[0].partition("{")[2].rstrip("}").strip()
    if kind == "date":
        example = example.partition('"')[2].partition('"')[0]
    return Parameter(
        name, need, kind, tuple(classes.split()), description.strip(), example,
        tuple(dict.fromkeys(blocks)),
    )  # fmt: skip
