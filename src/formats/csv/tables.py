"""What Python's csv module reads from tables with every kind of quoting."""

import csv
import io
import json

TEXTS = [
    "a,b\n1,2\n3,4\n",
    "a,b\r\n1,2\r\n3,4",
    'a,b\n"x, y",z\n',
    'a,b\n"say ""hi""","two\nlines"\n',
    'a,b\n"crlf\r\nwithin",2\n3,4\n',
    'a,b\n"",\n,""\n',
    'a\n""\n x \n',
    '"a ""quoted"" name",b\n1,2\n',
    "größe,名前\n1,ä\n",
    'a,b\n"""","""a"""\n',
]

print(json.dumps([{"text": text, "rows": list(csv.reader(io.StringIO(text, newline="")))} for text in TEXTS]))
