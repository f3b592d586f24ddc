-- A row is an account and a partner: each acted on at least $least posts of the other.
select one.account, one.author as partner, one.acts as given, other.acts as got, one.begun
from tie as one
join tie as other on other.account = one.author and other.author = one.account
where one.acts >= $least and other.acts >= $least
