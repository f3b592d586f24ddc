-- A row is a post with the mismatch of its likes, in bits, and why it stands out. A real count is null where the data
-- knows nobody who gave what it counts: nothing could be taken out of it.
-- What likes are compared with must be counted to the end: a lower bound of it would make likes too many that are not,
-- and a count that isn't known is no zero.
with ratio as (
    select *,
        case when likes_raw >= $least and views > 0 and bounds not like '%views%'
            then ln((likes_raw + 0.5) / (views + 1.0)) end as a_view,
        case when likes_raw >= $least
                and bounds not like '%comments%' and bounds not like '%saves%' and bounds not like '%reposts%'
            then ln((likes_raw + 0.5) / (deep_raw + 1.0)) end as a_deed,
        -- Of likes that are a lower bound, the ratio is one too: it can stand out, but it says nothing of what is usual.
        bounds not like '%likes%' as exact
    from post_count
),
-- Medians of rounded numbers: however many posts there are, few different numbers need to be held.
middle as (
    select format, median(case when exact then round(a_view, 3) end) as a_view,
        median(case when exact then round(a_deed, 3) end) as a_deed, max(deep_raw) as deeds
    from ratio group by format
),
spread as (
    select ratio.format,
        median(case when exact then round(abs(ratio.a_view - middle.a_view), 3) end) * 1.4826 as view,
        median(case when exact then round(abs(ratio.a_deed - middle.a_deed), 3) end) * 1.4826 as deed
    from ratio join middle on middle.format is not distinct from ratio.format
    group by ratio.format
),
usual as (
    select middle.*, spread.view as spread_view, spread.deed as spread_deed
    from middle join spread on spread.format is not distinct from middle.format
),
judged as (
    select ratio.*,
        coalesce(ratio.a_view - usual.a_view, case when usual.deeds > 0 then ratio.a_deed - usual.a_deed end) / ln(2) as mismatch,
        (ratio.a_view - usual.a_view) > $surprising * greatest(usual.spread_view, 0.1) as hollow_views,
        usual.deeds > 0 and (ratio.a_deed - usual.a_deed) > $surprising * greatest(usual.spread_deed, 0.1) as hollow_deeds
    from ratio
    join usual on usual.format is not distinct from ratio.format
)
select
    code, id, author, born, format, views, completion_rate,
    likes_raw, case when $told_likes then likes_real end as likes_real,
    comments_raw, case when $told_comments then comments_real end as comments_real,
    reposts_raw, case when $told_reposts then reposts_real end as reposts_real,
    saves_raw, case when $told_saves then saves_real end as saves_real,
    mismatch,
    '[' || concat_ws(', ',
        case when likes_raw > 0 and 1 - likes_real / likes_raw >= $mostly then '"likes_traded"' end,
        case when hollow_views then '"likes_above_views"' end,
        case when hollow_deeds then '"likes_above_comments"' end,
        case when completion_rate < $low_completion and (hollow_views or hollow_deeds) then '"low_completion"' end
    ) || ']' as why
from judged
