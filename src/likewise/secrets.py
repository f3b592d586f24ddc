"""Whatever is raised, and whichever library raises it, says no secret of what was given; part of the base layer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from likewise.addresses import hidden, secrets_of
from likewise.errors import InputError, LikewiseError
from likewise.text import Sentence

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


@contextmanager
def secrets_kept(*given: object) -> Iterator[None]:
    """Let nothing that is raised inside the block say a secret of what was given, whichever library raises it.

    Parameters
    ----------
    given
        Texts, paths, and lists and mappings of them, in which there may be addresses.

    Examples
    --------
    >>> try:
    ...     with secrets_kept("postgresql://me:s3cret@host/db"):
    ...         raise ValueError("no port: 's3cret'")
    ... except ValueError as error:
    ...     print(error)
    no port: '***'
    """
    secrets = secrets_of(given)
    try:
        yield
    except Exception as error:
        if secrets:
            _keep(error, secrets)
            if _says(error, secrets):
                # Whatever it is made of, nothing of it may be said.
                raise InputError.of("places.unsayable", kind=type(error).__name__) from None
        raise


def keeps_secrets(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Let a function raise nothing that says a secret of its arguments."""

    @wraps(function)
    def kept(*args: _Given.args, **options: _Given.kwargs) -> _Made:
        with secrets_kept(args, options):
            return function(*args, **options)

    return kept


def _keep(error: BaseException, secrets: frozenset[str]) -> None:
    """Hide secrets in an error and in all that it came from; what can't be rewritten is left out of its story."""
    waiting, seen = [error], {id(error)}
    while waiting:
        one = waiting.pop()
        _rewrite(one, secrets)
        if isinstance(one, BaseExceptionGroup):
            waiting += [part for part in one.exceptions if id(part) not in seen]
        for link in ("__cause__", "__context__"):
            before: BaseException | None = getattr(one, link)
            if before is None or id(before) in seen:
                continue
            seen.add(id(before))
            _rewrite(before, secrets)
            if _says(before, secrets):
                quiet = one.__suppress_context__ or link == "__cause__"
                setattr(one, link, None)
                one.__suppress_context__ = quiet
            else:
                waiting.append(before)


def _rewrite(error: BaseException, secrets: frozenset[str]) -> None:
    error.args = tuple(_hidden_in(one, secrets) for one in error.args)
    if isinstance(error, LikewiseError) and error.sentence is not None:
        error.sentence = _hidden_in(error.sentence, secrets)
    for name in ("filename", "filename2", "strerror", "msg", "doc", "object", "__notes__"):
        value = getattr(error, name, None)
        if value is not None and _hidden_in(value, secrets) != value:
            try:
                setattr(error, name, _hidden_in(value, secrets))
            except (AttributeError, TypeError):
                continue


def _hidden_in(value: Any, secrets: frozenset[str]) -> Any:
    """A value of an error without secrets; what is no text stays what it is where it says none."""
    if isinstance(value, Sentence):
        return Sentence(value.key, {name: _hidden_in(one, secrets) for name, one in value.values.items()})
    if isinstance(value, LikewiseError):
        _rewrite(value, secrets)
        return value
    if type(value) in (tuple, list):
        return type(value)(_hidden_in(one, secrets) for one in value)
    said = value if isinstance(value, str) else str(value)
    clean = hidden(said, secrets)
    return value if clean == said else clean


def _says(error: BaseException, secrets: frozenset[str]) -> bool:
    said = f"{error} {error!r} {getattr(error, '__notes__', '')}"
    return hidden(said, secrets) != said
