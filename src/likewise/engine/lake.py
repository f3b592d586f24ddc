"""Where a table of the lake stands: a path or a catalog's name, and its format; said as one word.

`s3a://bucket/events` and `parquet:PATH` are Parquet, `delta:PATH` and `iceberg:PATH` what they say, and `table:NAME`
is a table of the catalog, whatever it is made of. On Spark, credentials and file systems are its own configuration; on
this machine, those of the library that reads the format.
"""

import re
from dataclasses import dataclass, field, replace

from likewise.addresses import without_secrets
from likewise.errors import InputError

FORMATS = ("parquet", "delta", "iceberg")
TABLE = "table"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CATALOG_NAME = re.compile(r"^[\w-]+(\.[\w-]+)*$")


@dataclass(frozen=True)
class LakePlace:
    """A table, or a folder or schema of tables: `where` is a path, or a name in the catalog when `catalog`."""

    form: str
    where: str = field(repr=False)
    catalog: bool = False

    @property
    def said(self) -> str:
        """The one word that means this place, without the secrets of its address."""
        return without_secrets(f"{TABLE if self.catalog else self.form}:{self.where}")

    def table(self, name: str) -> "LakePlace":
        """A table that lies here, where a folder or schema of tables is meant."""
        return replace(self, where=f"{self.where}{'.' if self.catalog else '/'}{name}")

    @property
    def quoted(self) -> str:
        """The name in the catalog with each part quoted, as SQL wants what has a hyphen."""
        return ".".join(f"`{part}`" for part in self.where.split("."))


def lake_place(said: str) -> LakePlace | None:
    """What a place's name means; None when it is no place of the lake, but a file or folder of this machine.

    Raises InputError when it begins as one and can't be meant.
    """
    said = _small(said.strip())
    prefix, colon, rest = said.partition(":")
    if colon and prefix == TABLE:
        if not _CATALOG_NAME.match(rest):
            raise InputError.of("engine.no_catalog_name", given=without_secrets(said), name=without_secrets(rest))
        return LakePlace("", rest, catalog=True)
    if colon and prefix in FORMATS and not rest.startswith("//"):
        if not rest:
            raise InputError.of("engine.no_path", given=said, prefix=prefix)
        return LakePlace(prefix, rest.rstrip("/"))
    return LakePlace("parquet", said.rstrip("/")) if _SCHEME.match(said) else None


def _small(said: str) -> str:
    """A name with its prefix and its address's scheme in small letters, as schemes have no case."""
    prefix, colon, rest = said.partition(":")
    if prefix.lower() in {TABLE, *FORMATS} and not rest.startswith("//"):
        return f"{prefix.lower()}{colon}{_small(rest.strip())}"
    found = _SCHEME.match(said)
    return said if found is None else found[0].lower() + said[found.end() :]
