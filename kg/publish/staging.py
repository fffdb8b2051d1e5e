"""Load what is sent into graphs of our own, in pieces that can be sent again.

    <base>publishing            what is being published: its digest, and the graphs below
    <base>publishing/DIGEST/N   the statements bound for the Nth graph
    <base>publishing/DIGEST/Nb  those of them that have blank nodes, sent in one request

A graph is named by the digest of all that is sent, so it never holds anything else: when it counts
as many statements as were sent, it holds just those. What a killed run has left is gone on with
from its count, and where the count at the end is wrong, the graph is sent once more from the start.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.errors import GraphError
from kg.model.spelling import count
from kg.publish.content import Content, Portion
from kg.publish.endpoint import Broken, Declined, SparqlServer

_DIGEST, _STAGE, _SWITCH = "digest", "stage", "switching"
_WAITS = (0.5, 2.0, 8.0)
"""Seconds after which a request that broke is sent again."""

Tell = Callable[[int, int], None]
"""Is told how many statements are there, of how many."""


class Mismatch(GraphError):
    """A graph that does not hold what was sent."""


@dataclass(frozen=True)
class Stage:
    """Where a part waits: its own graphs on the server, for both kinds of statements."""

    part: Portion
    plain: str
    blank: str

    @property
    def graphs(self) -> list[tuple[str, int]]:
        """The graphs that hold something when all is there, with how much."""
        both = ((self.plain, self.part.size), (self.blank, len(self.part.blank)))
        return [(graph, size) for graph, size in both if size]


class Staging:
    """The state of one publication on its server, kept there."""

    def __init__(
        self,
        endpoint: SparqlServer,
        content: Content,
        base: str,
        batch: int,
        *,
        loose: bool = False,
    ) -> None:
        self.endpoint, self.content, self.batch, self.loose = endpoint, content, batch, loose
        self.control = f"<{base}publishing>"
        here = f"{base}publishing/{content.digest}"
        self.stages = [
            Stage(part, f"<{here}/{n}>", f"<{here}/{n}b>") for n, part in enumerate(content.parts)
        ]
        self.sent = 0

    @property
    def is_begun(self) -> bool:
        """Whether a run before this one had begun with the same."""
        return self._noted(_DIGEST) == [self.content.digest]

    def begin(self) -> None:
        """Note what is being published, unless a run before this one did.

        Raises GraphError where something else was begun and has not come to its end.
        """
        found = self._noted(_DIGEST)
        if found == [self.content.digest]:
            return
        if found:
            raise GraphError(
                f"{self.endpoint.place}: the publication of something else was begun here and has "
                "not come to its end; wait for it, or remove what it left with --abandon"
            )
        lines = [self._note(_DIGEST, self.content.digest)]
        lines += [self._note(_STAGE, graph[1:-1]) for s in self.stages for graph, _ in s.graphs]
        self.endpoint.insert([(self.control, lines)])

    def load(self, tell: Tell) -> None:
        """Send all that is not there yet; Mismatch where the server ends up with something else."""
        is_switching = self.is_switching
        stages = [s for s in self.stages if not (is_switching and self._is_done(s))]
        self.sent = self.content.total - sum(stage.part.total for stage in stages)
        for stage in stages:
            if stage.part.size:
                self._load(stage, tell)
        blank = [stage for stage in stages if stage.part.blank]
        if any(not self._has_blank(stage) for stage in blank):
            self._send_blank(blank)
        self.sent += sum(len(stage.part.blank) for stage in blank)
        tell(self.sent, self.content.total)

    def _load(self, stage: Stage, tell: Tell) -> None:
        before, size = self.sent, stage.part.size
        there = self.endpoint.count(stage.plain)
        if there != size:
            # pieces are sent in order: only the last may be there in part
            self._send(stage, max(0, there - self.batch) if there < size else 0, tell)
            there = self.endpoint.count(stage.plain)
        if there != size:
            self.endpoint.remove(stage.plain)
            self.sent = before
            self._send(stage, 0, tell)
            there = self.endpoint.count(stage.plain)
        if there != size and not (self.loose and 0 < there < size):
            raise self._mismatch(stage, there, size)
        self.sent = before + size
        tell(self.sent, self.content.total)

    def _send(self, stage: Stage, start: int, tell: Tell) -> None:
        lines = islice(stage.part.lines(), start, None)
        self.sent += start
        while piece := list(islice(lines, self.batch)):
            self._add(stage.plain, piece, tell)

    def _add(self, graph: str, piece: Sequence[str], tell: Tell) -> None:
        """Send a piece; where the server refuses it, in halves, down to what it will not take."""
        try:
            self._try(lambda: self.endpoint.add(graph, piece))
        except Declined as error:
            if error.is_of_login or error.code == 200:
                raise
            if len(piece) == 1:
                raise GraphError(f"{error}; it will not take {_shorten(piece[0])}") from None
            middle = len(piece) // 2
            self._add(graph, piece[:middle], tell)
            self._add(graph, piece[middle:], tell)
            self.batch = max(1, min(self.batch, len(piece) - middle))
            return
        self.sent += len(piece)
        tell(self.sent, self.content.total)

    def _send_blank(self, stages: Sequence[Stage]) -> None:
        """Send what has blank nodes, in the place of what an earlier run may have sent.

        By one update, where it is for several graphs: a blank node may stand in more than one.
        """
        for stage in stages:
            self.endpoint.remove(stage.blank)
        if len(stages) == 1:
            self.endpoint.add(stages[0].blank, stages[0].part.blank)
        else:
            self.endpoint.insert([(stage.blank, stage.part.blank) for stage in stages])
        for stage in stages:
            if not self._has_blank(stage):
                there, size = self.endpoint.count(stage.blank), len(stage.part.blank)
                raise self._mismatch(stage, there, size, " with blank nodes")

    def _has_blank(self, stage: Stage) -> bool:
        return self.endpoint.count(stage.blank) == len(stage.part.blank)

    def _mismatch(self, stage: Stage, there: int, size: int, kind: str = "") -> Mismatch:
        graph = stage.part.target or "the default graph"
        return Mismatch(
            f"{self.endpoint.place}: {count(size, 'statement')}{kind} were sent for {graph}, "
            f"and it has {there:,}; a server that keeps equal values alike, such as 01 and 1, "
            "cannot hold all (--loose replaces all the same)"
        )

    def _try(self, request: Callable[[], None]) -> None:
        """Do what can be done twice until it is done; Broken where it never is."""
        for wait in _WAITS:
            try:
                request()
                return
            except Broken:
                time.sleep(wait)
        request()

    def switch(self, *, is_atomic: bool) -> None:
        """Put what is loaded in the place of what the target graphs hold, and forget the rest."""
        last = f"CLEAR SILENT GRAPH {self.control} ;\nDROP SILENT GRAPH {self.control}"
        if is_atomic:
            steps = [_move(stage) for stage in self.stages]
            try:
                self.endpoint.change(" ;\n".join([*steps, last]))
            except (Declined, Broken):
                if self._noted(_DIGEST):  # else it was done, and only nobody said so
                    raise
            return
        self.endpoint.insert([(self.control, [self._note(_SWITCH, "1")])])
        for stage in self.stages:
            if not self._is_done(stage):
                self.endpoint.change(_move(stage))
        self.endpoint.change(last)

    @property
    def is_switching(self) -> bool:
        """Whether all was loaded once, and targets were being replaced one after the other."""
        return bool(self._noted(_SWITCH))

    def _is_done(self, stage: Stage) -> bool:
        """Return whether a part has reached its target, while targets are being replaced."""
        if any(self.endpoint.count(graph) for graph, _ in stage.graphs):
            return False
        return self.endpoint.count(stage.part.target) == stage.part.total

    def _note(self, name: str, value: str) -> str:
        return f'{self.control} {self.control[:-1]}#{name}> "{value}" .'

    def _noted(self, name: str) -> list[str]:
        return read_note(self.endpoint, self.control, name)


def read_note(endpoint: SparqlServer, control: str, name: str) -> list[str]:
    """Return what is noted on a server of the publication that has not come to its end."""
    pattern = f"GRAPH {control} {{ {control} {control[:-1]}#{name}> ?value }}"
    return sorted(row[0].value for row in endpoint.rows(f"SELECT ?value WHERE {{ {pattern} }}"))


def abandon(endpoint: SparqlServer, base: str) -> int:
    """Remove what a publication left that has not come to its end; return how many graphs."""
    import pyoxigraph as ox

    control = f"<{base}publishing>"
    noted = read_note(endpoint, control, _STAGE)
    graphs = [str(ox.NamedNode(iri)) for iri in noted if iri.startswith(f"{base}publishing/")]
    for graph in [*graphs, control]:
        endpoint.remove(graph)
    return len(graphs)


def _move(stage: Stage) -> str:
    """Return the steps by which a target comes to hold what was loaded for it, and nothing else."""
    target = stage.part.target or "DEFAULT"
    (first, _), *others = stage.graphs
    steps = [f"MOVE {first} TO {target}"]
    for graph, _ in others:
        steps += [f"ADD {graph} TO {target}", f"CLEAR GRAPH {graph}", f"DROP SILENT GRAPH {graph}"]
    return " ;\n".join(steps)


def _shorten(line: str) -> str:
    return line if len(line) <= 300 else f"{line[:200]} … {line[-80:]}"
