"""What `likewise check` prints: what would be read as what, and what would be set aside and why."""

from likewise.show.catalogue import text
from likewise.show.numerals import Lang
from likewise.sources import KNOWN, CheckReport, SourceFile


def in_words(report: CheckReport, lang: Lang) -> str:
    """The outcome of a check as text for a terminal."""
    lines: list[str] = []
    for file in report.files:
        lines += _file(file, report, lang)
    assumed = [text(lang, f"assumption.{one.key}", **one.values) for one in report.assumptions]
    for title, said in (
        ("check_assumed", assumed),
        ("check_missing", [text(lang, f"gap.{gap.key}") for gap in report.gaps]),
        ("check_ignored", list(report.ignored)),
    ):
        if said:
            lines += ["", f"{text(lang, f'cli.{title}')}:", *(f"  - {line}" for line in said)]
    return "\n".join(lines)


def _why(file: SourceFile, lang: Lang) -> str:
    """How a file was told to be what it is."""
    known = {source.name: source.title for source in KNOWN}
    said = {"title": known.get(file.source or "", ""), "signature": ", ".join(file.signature)}
    return text(lang, f"cli.check_by_{file.recognised_by}", **said)


def _file(file: SourceFile, report: CheckReport, lang: Lang) -> list[str]:
    form = ", ".join(part for part in (file.format, file.compression, file.encoding) if part)
    why = _why(file, lang)
    lines = [text(lang, "cli.check_file", path=file.path, format=form, table=file.table, why=why)]
    width = max((len(match.source) for match in file.matches), default=0)
    lines += [f"  {match.source:<{width}} → {match.canonical}" for match in file.matches]
    lines += [f"  {name:<{width}}   {text(lang, 'cli.check_unused')}" for name in file.unused]
    counts = {"read": file.rows.read, "used": file.rows.used, "rejected": file.rows.rejected}
    lines.append("  " + text(lang, "cli.check_rows", **counts))
    for reject in report.rejects:
        if reject.file == file.path and reject.table == file.table:
            reason = text(lang, f"reason.{reject.reason}")
            lines.append(
                "    "
                + text(
                    lang,
                    "cli.check_reject",
                    rows=reject.rows,
                    reason=reason,
                    line=reject.line,
                    detail=reject.detail,
                )
            )
    return lines
