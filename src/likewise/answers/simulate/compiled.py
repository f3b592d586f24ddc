"""Compiling the inner loops with numba, and the random numbers that they share.

Part of the platform in a box. A random number here is a function of what it is for (seed, purpose, who, what), not
of what was drawn before it: the same reader before the same post draws the same number in two runs that differ
elsewhere, so that the difference of two runs is the effect and not noise (common random numbers).
The mixing function is SplitMix64's (Steele, Lea, Flood, OOPSLA 2014).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Loop = TypeVar("Loop", bound=Callable[..., object])

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_OTHER = np.uint64(0xD6E8FEB86659FD93)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53


def compiled(loop: Loop) -> Loop:
    """The loop as machine code, kept between runs where there is a place for it, free of the interpreter's lock.

    Numba keeps the code until the file changes that the loop is in: after a change in a loop that others call,
    remove the `__pycache__` folders (`make clean`).
    """
    return _machine_code(loop, "never")


def inlined(loop: Loop) -> Loop:
    """The same for a small function that is put in place of its calls."""
    return _machine_code(loop, "always")


def _machine_code(loop: Loop, inline: Literal["never", "always"]) -> Loop:
    try:
        return cast(Loop, numba.njit(cache=True, nogil=True, error_model="numpy", inline=inline)(loop))
    except RuntimeError:
        # Neither the package's folder nor the user's cache can be written: compile anew each time.
        return cast(Loop, numba.njit(nogil=True, error_model="numpy", inline=inline)(loop))


@inlined
def mixed(x: np.uint64) -> np.uint64:
    """A 64-bit number that looks unrelated to `x`."""
    x = (x ^ (x >> _S30)) * _FIRST
    x = (x ^ (x >> _S27)) * _SECOND
    return x ^ (x >> _S31)


@inlined
def keyed(key: np.uint64, a: int, b: int) -> np.uint64:
    """The 64-bit number of the pair (`a`, `b`) under `key`."""
    return mixed(mixed(key + np.uint64(a) * _GOLDEN) + np.uint64(b) * _OTHER)


@inlined
def unit(h: np.uint64, purpose: int) -> float:
    """The number in [0, 1) that `h` gives for one purpose."""
    return (mixed(h + np.uint64(purpose) * _GOLDEN) >> _S11) * _UNIT


@compiled
def _units(key: np.uint64, a: NDArray[np.int64], b: NDArray[np.int64], out: NDArray[np.float64]) -> None:
    for i in range(len(out)):
        out[i] = (keyed(key, a[i], b[i]) >> _S11) * _UNIT


def units(key: np.uint64, a: NDArray[np.integer], b: NDArray[np.integer] | int = 0) -> NDArray[np.float64]:
    """Numbers in [0, 1), one for each pair of `a` and `b`."""
    first = np.asarray(a, dtype=np.int64)
    out = np.empty(len(first))
    _units(key, first, np.broadcast_to(np.asarray(b, dtype=np.int64), first.shape).copy(), out)
    return out


def key_of(seed: int, purpose: int) -> np.uint64:
    """The key of one purpose in the run of `seed`."""
    with np.errstate(over="ignore"):
        return np.uint64(np.random.SeedSequence([seed, purpose]).generate_state(1, np.uint64)[0])


def key_in(key: np.uint64, a: int, b: int = 0) -> np.uint64:
    """A key of its own for (`a`, `b`) under `key`."""
    return np.uint64(keyed(key, a, b))
