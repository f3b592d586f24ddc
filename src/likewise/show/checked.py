"""What `likewise check` prints: what would be read as what, and what would be set aside and why."""

from likewise.show.catalogue import text, told
from likewise.show.numerals import Lang
from likewise.sources import CheckReport, SourceFile


def in_words(report: CheckReport, lang: Lang) -> str:
    """The outcome of a check as text for a terminal."""
    lines: list[str] = []
    for file in report.files:
        lines += _file(file, report, lang)
    assumed = [
        one.text if lang == "en" else told(lang, "assumption", {"key": one.key, **one.values}) or one.text
        for one in report.assumptions
    ]
    for title, said in (
        ("check_assumed", assumed),
        ("check_missing", [gap.text for gap in report.gaps]),
        ("check_ignored", list(report.ignored)),
    ):
        if said:
            lines += ["", f"{text(lang, f'cli.{title}')}:", *(f"  - {line}" for line in said)]
    return "\n".join(lines)


def _file(file: SourceFile, report: CheckReport, lang: Lang) -> list[str]:
    form = ", ".join(part for part in (file.format, file.compression, file.encoding) if part)
    why = text(lang, f"cli.check_by_{file.recognised_by}")
    lines = [text(lang, "cli.check_file", path=file.path, format=form, table=file.table, why=why)]
    width = max((len(match.source) for match in file.matches), default=0)
    lines += [f"  {match.source:<{width}} → {match.canonical}" for match in file.matches]
    lines += [f"  {name:<{width}}   {text(lang, 'cli.check_unused')}" for name in file.unused]
    counts = {"read": file.rows.read, "used": file.rows.used, "rejected": file.rows.rejected}
    lines.append("  " + text(lang, "cli.check_rows", **counts))
    for reject in report.rejects:
        if reject.file == file.path and reject.table == file.table:
            reason = told(lang, "reason", {"key": reject.reason}) or reject.text
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
