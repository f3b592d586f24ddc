-- A row is a post that follows another of its author: what people really gave it, and what its author did honestly.
-- Nothing here was decided after the post's own engagement began: answers are those to the post before, given before
-- this one came. Posts whose counts are only lower bounds stay out; an outcome that isn't known of a post is null.
-- Accounts are taken by a hash of their code when there are too many; half splits them the same way.
with placed as (
    select post.code, post.author, post.time, post.text, post.format, post.duration_s, post.completion_rate,
        lag(post.code) over one as before_code, lag(post.time) over one as before,
        lag(post.time, 2) over one as before_last,
        floor(post.author * 2654435761.0) - floor(post.author * 2654435761.0 / 4294967296.0) * 4294967296.0 as hash
    from post where post.time is not null and post.author is not null
    window one as (partition by post.author order by post.time, post.code)
),
chosen as (
    select *, ln((time - before) / 86400e6 + $least_gap) as gap, ln((before - before_last) / 86400e6 + $least_gap) as gap_before
    from placed
    where before is not null and hash < $share * 4294967296.0 and time < (select max(time) from placed) - $young
)
select
    cast(chosen.author as bigint) as account,
    cast(floor(chosen.time / $period) as bigint) as period,
    cast(floor(hash / 65536) as bigint) % 2 as half,
    post_count.deep_real as deep,
    post_count.likes_real as likes,
    cast(post_count.views as double) as views,
    coalesce(chosen.format, '') as format,
    coalesce(ln(greatest(duration_s, 1)) / ln(2), 0) as longer,
    case when duration_s is null then 1 else 0 end as no_duration,
    coalesce(ln(1 + length(chosen.text)) / ln(2), 0) as more_text,
    case when regexp_matches(chosen.text, $question) then 1 else 0 end as question,
    case when regexp_matches(chosen.text, $mention) then 1 else 0 end as mention,
    gap / ln(2) as rest,
    case when abs(gap - gap_before) < ln($regular) then 1 else 0 end as regular,
    chosen.time,
    coalesce(10 * chosen.completion_rate, 0) as completion,
    case when chosen.completion_rate is null then 1 else 0 end as no_completion,
    case when lever_answer.answered > 0 then 1 else 0 end as answers,
    case when lever_answer.received > 0 then 1 else 0 end as commented,
    ln(1 + coalesce(lever_answer.received, 0)) as comments_before
from chosen
join post_count on post_count.code = chosen.code and post_count.bounds = ''
left join lever_answer on lever_answer.post = chosen.before_code
order by account, chosen.time, chosen.code
