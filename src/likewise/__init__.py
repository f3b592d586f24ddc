"""likewise: do mutual-like groups really improve social-media performance?"""

__version__ = "0.1.0"
