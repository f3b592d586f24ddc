"""Hive (and Steem, from which it came): operations of the chain, one a line, with the time of their block.

Votes have a weight; a weight of zero takes the vote back, one below zero is a downvote. Follows and reblogs are
written in custom_json operations. Anyone can read the chain, and circles of accounts that vote for each other are
common on it.
"""

from likewise.sources.known.face import Known, Part, Signature

HIVE = Known(
    name="hive",
    title="Hive",
    signatures=(Signature(("block", "op", "timestamp")),),
    fields={
        "op": ("op",),
        "moment": ("timestamp",),
        "block": ("block",),
        "in_block": ("trx_in_block",),
        "in_trx": ("op_in_trx",),
    },
    parts=(
        Part(
            "events",
            columns={"actor": "op", "author": "op", "post": "op", "kind": "op", "time": "moment", "text": "op"},
            select="hive_act",
        ),
        Part("posts", columns={"post": "op", "author": "op", "time": "moment", "text": "op"}, select="hive_post"),
    ),
    zone="UTC",
    page="https://developers.hive.io/apidefinitions/",
)

SOURCES = (HIVE,)
