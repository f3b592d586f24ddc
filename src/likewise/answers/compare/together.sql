-- The one row is how many people engaged with any of the candidates for real (expected).
with each_person as (
    select actor, 1 - exp(sum(ln(greatest(1 - real, 1e-12)))) as real from person group by actor
)
select coalesce(sum(real), 0) as people, coalesce(sum(sqrt(real * (1 - real))), 0) as error from each_person
