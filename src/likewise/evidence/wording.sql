-- A row is a comment's wording: how it begins and how it ends, which names and numbers put into the middle
-- don't change; posts counts those that it stands under.
with bare as (
    select n, coalesce(post, place) as post, replace(plain, ' ', '') as text,
        case when regexp_matches(plain, $unspaced) then $edge_unspaced else $edge_spaced end as edge
    from comment
),
edged as (
    select n, post, concat(substr(text, 1, edge), ' ', substr(text, greatest(1, length(text) - edge + 1), edge)) as edges
    from bare
),
copied as (select edges, count(distinct post) as posts from edged group by edges)
select edged.n, copied.posts from edged join copied on copied.edges = edged.edges
