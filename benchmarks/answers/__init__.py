"""Truth tests of the answers: small worlds whose causal effect is known, and runners that judge an estimator by them.

`worlds.make` makes them. It is written apart from likewise's own world and from its platform in a box: it shares
nothing with them, and neither it nor what it stands on imports anything of likewise; `estimators` and `creators`, which
judge likewise by these worlds, do. `coverage` runs an estimator over many worlds.
"""
