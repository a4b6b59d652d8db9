"""Writing by PIL's own bitmap font, as masks of one bit a pixel, row by row, the highest bit first."""

import base64
import json

import numpy
from PIL import Image, ImageDraw, ImageFont

TEXTS = ["DOE^JANE 12/03/1957", "Huber Maria 1947-08-29", "Smith, John 1964-02-11", "ID: 4711-0815 M 067Y"]


def mask(text):
    font = ImageFont.load_default()
    image = Image.new("1", (160, 16))
    ImageDraw.Draw(image).text((2, 2), text, fill=1, font=font)
    return numpy.packbits(numpy.asarray(image)).tobytes()


print(
    json.dumps(
        [{"text": text, "rows": 16, "columns": 160, "mask": base64.b64encode(mask(text)).decode()} for text in TEXTS]
    )
)
