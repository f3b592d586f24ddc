-- A row is a post that a shown group in lockstep was for, those of most members first, and how many there are of it.
select * exclude (place) from (
    select
        result_campaigns.*,
        row_number() over (partition by result_campaigns."group" order by members desc, post) as place,
        count(*) over (partition by result_campaigns."group") as posts
    from result_campaigns
    semi join shown_group on shown_group."group" = result_campaigns."group"
) as ranked
where place <= $limit
order by "group", place
