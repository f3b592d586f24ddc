"""How well a plain supervised model finds members in worlds of a family that it was trained on."""
