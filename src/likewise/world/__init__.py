"""Simulated worlds with known truth: honest life, the circles that look like trading, and planted groups.

This room stands apart: it shares no code with what looks for such groups, and knows nothing of how. Its audience
reacts to nothing, or is the platform in a box (`answers.simulate`): then the truth holds causal effects, too.
"""

from likewise.world.effects import Effects, MeanEffect
from likewise.world.make import Summary, World, generate, write
from likewise.world.recipe import CIRCLES, PLANTED, Recipe

__all__ = ["CIRCLES", "PLANTED", "Effects", "MeanEffect", "Recipe", "Summary", "World", "generate", "write"]
