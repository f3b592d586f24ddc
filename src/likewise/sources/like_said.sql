-- A row is an event that says that a person liked a post.
select actor, author, post, time from coded_event where kind = 'like' and not at_odds
