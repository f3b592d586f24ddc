"""Learns the weights that ship with the package, on worlds of several families."""
