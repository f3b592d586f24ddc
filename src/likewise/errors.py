"""What can go wrong, as one family; part of the base layer.

A message says what was wrong, where (file, line, column), and what to do about it, in English and in Chinese.
The command line turns any of these into one sentence in the user's language and exit code 2.
"""

import errno
from typing import Self

from likewise.text import Lang, Sentence, sentences


class LikewiseError(Exception):
    """Anything that likewise can explain to the person who ran it.

    Raise it with `InputError.of("reading.empty_file", path=path)`: the sentence is in `text/errors/`, in both
    languages. Called with a text (`InputError(text)`), it says that text in any language; that is for text which is
    already in the reader's language.

    Examples
    --------
    >>> error = InputError.of("reading.empty_file", path="likes.csv")
    >>> str(error)
    'likes.csv: the file is empty (0 bytes); export it again'
    >>> error.in_words("zh")
    'likes.csv：文件是空的（0 字节）；请重新导出'
    """

    sentence: Sentence | None = None

    @classmethod
    def of(cls, key: str, /, **values: object) -> Self:
        """Return the error that says a sentence of the catalogue.

        Parameters
        ----------
        key
            The sentence's key, as `reading.empty_file`.
        values
            What fills its placeholders; a `Sentence` or another error is said in the same language.

        Raises
        ------
        KeyError
            When the catalogue has no such sentence, or a value is missing.
        """
        sentence = Sentence(key, values)
        error = cls(sentence.in_words("en"))
        error.sentence = sentence
        return error

    def in_words(self, lang: Lang) -> str:
        """Return what the error says in one language."""
        return str(self) if self.sentence is None else self.sentence.in_words(lang)


class InputError(LikewiseError):
    """The data can't be read as it is: missing, empty, damaged, or not a table."""


class MappingError(LikewiseError):
    """The columns can't be matched to the canonical ones, or a mapping names a column that isn't there."""


class OutputError(LikewiseError):
    """The result can't be written: the folder holds other files, or the disk is full."""


class EngineError(LikewiseError):
    """The engine could not do the work: out of memory, out of disk, or not installed."""


def first_line(error: Exception) -> str:
    """The first line of what another's error says, short enough to stand in a sentence."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]


def reason(error: OSError) -> Sentence | str:
    """Why the system refused something: a sentence of the catalogue for the usual reasons, else what it says itself.

    Examples
    --------
    >>> why = reason(PermissionError(errno.EACCES, "Permission denied"))
    >>> OutputError.of("results.cant_write", place="out", reason=why).in_words("zh")
    '无法写入 out：没有权限'
    """
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    return Sentence(key) if key in sentences() else error.strerror or first_line(error)
