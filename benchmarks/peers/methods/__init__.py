"""The peers, a module each. They import nothing of likewise."""
