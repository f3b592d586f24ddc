"""likewise: do mutual-like groups really improve social-media performance?

`report` finds such groups in a user's own data, tells traded engagement from real, tests nine claims about them, and
writes a folder with tables and a page; `effect` gives the causal answer alone, `compare` sets accounts side by side,
`read` reads the data as `report` would. `likewise.world` makes simulated data with truth, `likewise.trial` plans and
reads an experiment of one's own.
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from likewise.errors import EngineError, InputError, LikewiseError, MappingError, OutputError

if TYPE_CHECKING:
    __version__: str

    from likewise import trial
    from likewise.answers.policy import Rule
    from likewise.show.compare import Comparison, compare
    from likewise.show.effect import EffectAnswer, effect
    from likewise.show.face import Result, Tables, policy, read, report
    from likewise.show.frame import Frame
    from likewise.show.policy import Policy
    from likewise.show.simulation import Simulation, simulate

__all__ = [
    "Comparison",
    "EffectAnswer",
    "EngineError",
    "Frame",
    "InputError",
    "LikewiseError",
    "MappingError",
    "OutputError",
    "Policy",
    "Result",
    "Rule",
    "Simulation",
    "Tables",
    "__version__",
    "compare",
    "effect",
    "policy",
    "read",
    "report",
    "simulate",
    "trial",
]

# The face is loaded when it is first asked for, so that a room can be imported without all the others.
_FACE = dict.fromkeys(("Result", "Tables", "policy", "read", "report"), "likewise.show.face") | {
    "Comparison": "likewise.show.compare",
    "EffectAnswer": "likewise.show.effect",
    "Frame": "likewise.show.frame",
    "Policy": "likewise.show.policy",
    "Rule": "likewise.answers.policy",
    "Simulation": "likewise.show.simulation",
    "compare": "likewise.show.compare",
    "effect": "likewise.show.effect",
    "simulate": "likewise.show.simulation",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return version("likewise")
    if name == "trial":
        return import_module("likewise.trial")
    if name not in _FACE:
        raise AttributeError(f"module 'likewise' has no attribute {name!r}")
    return getattr(import_module(_FACE[name]), name)
