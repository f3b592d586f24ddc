"""The box fitted to the user's own tables, by the simulated method of moments.

Stands beside the parts of the box: `tabled` measures the user's ledger, `staged` a course of the box, `moments` says
what and how sure, `pins` which parameter each number pins down, `search` brings them together, `fitted` tells.
"""

from likewise.answers.simulate.fit.fitted import FitRow, Fitted, fit_before, fit_to

__all__ = ["FitRow", "Fitted", "fit_before", "fit_to"]
