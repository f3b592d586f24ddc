"""What likewise costs, measured; run from the project's root, never installed with the package."""
