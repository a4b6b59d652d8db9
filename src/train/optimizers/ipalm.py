"""What SciPy finds for least squares with bounds: coefficients of 0 or more, and a free intercept."""
import json

import numpy as np
from scipy.optimize import lsq_linear

from oracle import array, normal

features, targets = normal(24, 5), normal(24) + 2
design = np.column_stack([features, np.ones(24)])
bounds = ([0] * 5 + [-np.inf], np.inf)
x = lsq_linear(design, targets, bounds, tol=1e-14).x
print(json.dumps(dict(features=array(features), targets=array(targets), coefficients=array(x[:5]), intercept=float(x[5]))))
