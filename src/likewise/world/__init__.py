"""Simulated worlds with known truth: honest life, the circles that look like trading, and planted groups.

This room stands apart: it shares no code with what looks for such groups, and knows nothing of how.
"""

from likewise.world.make import Summary, World, generate, write
from likewise.world.recipe import CIRCLES, PLANTED, Recipe

__all__ = ["CIRCLES", "PLANTED", "Recipe", "Summary", "World", "generate", "write"]
