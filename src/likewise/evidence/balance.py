"""Balance: what is given is given back.

Trading is tit for tat: both sides' shares of the other's posts come out alike. For a group, how far each
member gets inside what it gives there.

Honest behaviour that looks alike: close friends. Idols, and creators who answer everyone, are far from it.
"""

from likewise.evidence.face import Evidence

BALANCE = Evidence(
    name="balance",
    needs=("events.author", "events.post"),
    pair="balance_pair.sql",
    group="balance_group.sql",
    settings={"least": 4},
)
