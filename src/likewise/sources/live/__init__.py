"""Bluesky's stream, followed live into a window of some days.

Stands before the doors: `stream` listens and reconnects, `window` keeps what was heard on disk, and what it keeps is
read by the same door as recorded files (`known.jetstream`). Needs the extra `live`.
"""
