"""A second mechanism with a known causal effect, unlike the first in people, shocks, ways to join and course of effect.

`worlds.make` makes a world. Interest grows and the growth fades, levels jump, luck is heavy-tailed, accounts pause; who
joins is invited, envious, just had a hit, saw an advertisement, grows, is in a low, or joins at random; what the group
does sets in, fades or turns, and differs between accounts. It was written by someone who had not read the estimator,
and imports nothing of likewise. What it shares with the first mechanism is the form of its truth and its tables.
"""
