"""The W3C's tests of RDF through our door, into our store, and out again in every form we write."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import pyoxigraph as ox
import pytest

from kg.engine.canonical import canonical, state
from kg.engine.reading import load_file
from kg.engine.store import LocalGraph
from kg.errors import GraphError, OutputError
from kg.export import rdf
from kg.model.vocabulary import Vocabulary
from kg.read.ontology import load_context
from tests.conftest import ROOT
from tests.w3c.expected import check
from tests.w3c.manifests import Trial, read_jsonld_manifest, read_manifest
from tests.w3c.packages import JSON_LD, RDF, get

FORMS = {
    "turtle": ("http://www.w3.org/2013/TurtleTests/", ox.RdfFormat.TURTLE),
    "trig": ("http://www.w3.org/2013/TriGTests/", ox.RdfFormat.TRIG),
    "ntriples": ("http://example.org/", ox.RdfFormat.N_TRIPLES),
    "nquads": ("http://example.org/", ox.RdfFormat.N_QUADS),
    "rdf-xml": ("http://www.w3.org/2013/RDFXMLTests/", ox.RdfFormat.RDF_XML),
}
WRITTEN = {
    "nt": ox.RdfFormat.N_TRIPLES, "ttl": ox.RdfFormat.TURTLE, "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_file_is_read_as_the_standard_says(name: str, vocabulary: Vocabulary) -> None:
    manifest = get(RDF) / name / "manifest.ttl"
    home, form = FORMS[name]
    faults = Faults(vocabulary)
    for trial in read_manifest(manifest):
        place = trial.action.relative_to(manifest.parent).as_posix()
        faults.find(trial, home + place, form)
    check(name, faults.found)


def test_json_ld_is_read_as_the_standard_says(vocabulary: Vocabulary) -> None:
    faults = Faults(vocabulary)
    manifest = get(JSON_LD) / "toRdf-manifest.jsonld"
    for trial, options in read_jsonld_manifest(manifest):
        home = "https://w3c.github.io/json-ld-api/tests/toRdf/"
        if options.get("specVersion") != "json-ld-1.0":
            base = options.get("base", home + trial.action.name)
            faults.find(trial, base, ox.RdfFormat.JSON_LD)
    check("jsonld", faults.found)


class Faults:
    """What fails of some tests: `found` has the name of each, and how."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.context = load_context(ROOT / "ontology", vocabulary.space)
        self.found: dict[str, str] = {}

    def find(self, trial: Trial, base: str, form: ox.RdfFormat) -> None:
        """Note what fails of a test: the reading, the store, or an export that is read back."""
        try:
            file, store = load_file(trial.action, base)
            refused = "" if file.form == form else f"taken for {file.form.name}"
        except GraphError as error:
            refused = str(error)
        if "Negative" in trial.kind:
            if not refused:
                self.found[trial.name] = "accepted"
        elif refused:
            self.found[trial.name] = refused
        elif trial.result is not None:
            try:
                expected = list(ox.parse(path=trial.result, format=ox.RdfFormat.N_QUADS))
            except SyntaxError as error:
                self.found[trial.name] = f"the engine refuses what is expected: {error.msg}"
                return
            self._compare(trial.name, LocalGraph(store, "a test", file=file), expected)

    def _compare(self, name: str, graph: LocalGraph, expected: list[ox.Quad]) -> None:
        known = _canonical(expected)
        merged = _canonical(ox.Quad(*quad.triple) for quad in expected)
        if rdf.read_statements(graph) != known:
            self.found[name] = "other statements"
        elif _canonical(graph.store) != _canonical(_store(expected)):
            self.found[f"{name}/store"] = "other statements"
        else:
            for form, kind in WRITTEN.items():
                try:
                    back = _canonical(ox.parse(self._write(graph, form), kind))
                except OutputError:
                    continue  # told: no control characters in XML, no triple terms in JSON-LD
                except (SyntaxError, ValueError) as error:
                    self.found[f"{name}/{form}"] = str(error)
                    continue
                if back != (known if form in ("nq", "trig") else merged):
                    self.found[f"{name}/{form}"] = "other statements"

    def _write(self, graph: LocalGraph, form: str) -> str:
        match form:
            case "nq":
                return rdf.write_nquads(rdf.read_statements(graph))
            case "trig":
                return rdf.write_trig(rdf.read_statements(graph))
        lines = rdf.read_lines(graph)
        match form:
            case "nt":
                return rdf.write_ntriples(lines)
            case "jsonld":
                return rdf.write_jsonld(lines, self.vocabulary, self.context)
            case "rdfxml":
                return rdf.write_rdfxml(lines)
        return rdf.write_turtle(lines)


def _store(quads: Iterable[ox.Quad]) -> ox.Store:
    """Return what our store should hold: what stands in a graph stands in the whole too."""
    store = ox.Store()
    store.extend(chain.from_iterable((quad, ox.Quad(*quad.triple)) for quad in quads))
    return store


def _canonical(quads: Iterable[ox.Quad]) -> list[tuple[str, str]]:
    return canonical(map(state, quads))
