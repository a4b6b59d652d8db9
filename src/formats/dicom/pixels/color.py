"""All 65,536 pairs of chroma at three levels of brightness, as RGB by pydicom: a checksum."""
import hashlib
import json

import numpy as np
from pydicom.pixel_data_handlers.util import convert_color_space

levels = np.arange(256, dtype=np.uint8)
blue, red = np.meshgrid(levels, levels, indexing="ij")
digests = []
for brightness in (0, 100, 255):
    ybr = np.stack([np.full_like(blue, brightness), blue, red], axis=-1)
    digests.append(hashlib.sha256(convert_color_space(ybr, "YBR_FULL", "RGB").tobytes()).hexdigest())
print(json.dumps({"brightness": [0, 100, 255], "sha256": digests}))
