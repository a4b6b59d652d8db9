"""What numpy and PyTorch make of every 16-bit pattern read as float16 and as bfloat16: a hash of the float32 values."""

import hashlib
import json

import numpy as np
import torch


def digest(values):
    """Of the little-endian float32 values, with every NaN as 0, whose bits are nobody's business."""
    return hashlib.sha256(np.nan_to_num(values, nan=0.0, posinf=np.inf, neginf=-np.inf).astype("<f4").tobytes()).hexdigest()


patterns = np.arange(2**16, dtype=np.uint16)
half = patterns.view(np.float16).astype(np.float32)
bfloat = torch.from_numpy(patterns.view(np.int16).copy()).view(torch.bfloat16).float().numpy()
print(json.dumps({"F16": digest(half), "BF16": digest(bfloat)}))
