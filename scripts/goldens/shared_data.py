"""Where the real data lie, and how an oracle that needs them answers on a machine without them: with what it said."""

import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"


def tell(make):
    """Prints what `make(folder)` gives as JSON; without the data, what is kept beside the oracle already."""
    if FOLDER.exists():
        print(json.dumps(make(FOLDER), ensure_ascii=True))
    else:
        print(pathlib.Path(sys.argv[0]).with_suffix(".json").read_text(), end="")
