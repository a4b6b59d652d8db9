"""The data dictionary of PS3.6 (tags, value representations, keywords), as pydicom lists it.

For each VR one text of entries, each of eight hexadecimal digits and the keyword; in repeating groups an x stands for
any digit.
"""

import json

from pydicom.datadict import DicomDictionary, RepeatersDictionary

by_vr = {}
for tag, (vr, _, _, _, keyword) in sorted(DicomDictionary.items()):
    if vr != "NONE":
        by_vr.setdefault(vr, []).append(f"{tag:08x}{keyword}")
for mask, (vr, _, _, _, keyword) in sorted(RepeatersDictionary.items()):
    by_vr.setdefault(vr, []).append(mask.lower() + keyword)

print(json.dumps({vr: " ".join(entries) for vr, entries in sorted(by_vr.items())}))
