-- A row is a person in a candidate's audience, and the chance that it engaged with anything there for real.
select author, actor, max(real) as real from audience group by author, actor
