"""Campaigns: findings in lockstep that were for the same posts are one, with all who did the same in one go.

A crowd that is paid for some posts comes in slices, an hour or a day each, and only who came in the same minutes is in
step with each other. What the slices share is what they were for. Whoever else acted on these posts, on those of two
authors at least, and on all of them in one go, belongs as well: with the probability that they aren't those whom
popularity alone would bring (a false discovery rate; Efron, *Large-Scale Inference*, 2010). The likeliest slice stays
as the campaign's core: its facts are what speaks for the campaign.
"""

import numpy as np
import pyarrow as pa
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from likewise.engine import Engine, sql_text

_SELF = "likewise.groups"

# Findings less likely than this aren't joined, nor does anybody who is less likely to belong join a campaign.
LIKELY = 0.5
# A campaign was for the posts on which this part of a finding's members acted together.
MOST = 0.5
# Findings that share this part of their posts, of all that either has, are one campaign.
ALIKE = 0.5
# In one go: from each act to the next, at most so long on average, seconds. Readers take longer, scripts do not.
MAX_GAP_S = 60
# A less likely finding of which this part is in a campaign is a slice of it.
SLICE = 0.9


def join_campaigns(engine: Engine) -> None:
    """Join findings in lockstep that were for the same posts, in `member`, `unison_like` and `found_group`.

    Makes `campaign_post` (grp, post, whose, people), what each was for, and `campaign_member` (grp, account, likely),
    who joins it from outside of its slices. `found_group` gets `core`: how many members the facts of a campaign are of.

    Parameters
    ----------
    engine
        Where `found_group`, `member` and `unison_like` stand, and the ledger.
    """
    engine.create("slice_post", sql_text(_SELF, "slice_post.sql"), likely=LIKELY, most=MOST)
    if not engine.count("slice_post"):
        engine.create("campaign_post", "select grp, post, post as whose, place as people from slice_post")
        engine.create("campaign_member", "select grp, post as account, cast(1 as double) as likely from slice_post")
        engine.create("found_group", "select *, cast(null as bigint) as core from found_group")
        engine.drop("slice_post")
        return
    engine.register("slice", _slices(engine))
    engine.create("campaign_post", sql_text(_SELF, "campaign_post.sql"))
    engine.create("campaign_core", sql_text(_SELF, "campaign_core.sql"))
    engine.create("campaign_act", sql_text(_SELF, "campaign_act.sql"), gap_us=MAX_GAP_S * 1_000_000)
    engine.create("campaign_member", sql_text(_SELF, "campaign_member.sql"), likely=LIKELY)
    engine.create("campaign_slice", sql_text(_SELF, "campaign_slice.sql"), likely=LIKELY, part=SLICE)
    engine.create("unison_like", sql_text(_SELF, "campaign_like.sql"))
    engine.create("member", sql_text(_SELF, "campaign_joined.sql"))
    engine.create("found_group", sql_text(_SELF, "campaign_found.sql"))
    engine.drop("slice_post", "slice", "campaign_core", "campaign_act", "campaign_slice")


def _slices(engine: Engine) -> pa.Table:
    """Each likely finding in lockstep, and the campaign that it is a slice of: the likeliest of those joined."""
    found = engine.arrow("select grp from slice_post group by grp order by min(place)")
    groups = found.column("grp").to_numpy().astype(np.int64)
    pairs = engine.arrow(sql_text(_SELF, "slice_pair.sql"), alike=ALIKE)
    place = {int(grp): number for number, grp in enumerate(groups)}
    one, other = ([place[grp] for grp in pairs.column(name).to_pylist()] for name in ("one", "other"))
    graph = sparse.coo_matrix((np.ones(len(one)), (one, other)), shape=(len(groups), len(groups)))
    _, part = connected_components(graph, directed=False)
    _, first = np.unique(part, return_index=True)
    return pa.table({"grp": pa.array(groups, pa.int64()), "campaign": pa.array(groups[first[part]], pa.int64())})
