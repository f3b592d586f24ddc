"""Names of the arrays that generators work with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Objects = NDArray[Any]

HOUR, DAY = 3600.0, 86400.0
