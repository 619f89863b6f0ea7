"""The web page as a program: `python app.py` serves it."""

import sys

from index.errors import OnRecordError
from rag.page import serve_page
from rag.settings import load_settings

if __name__ == "__main__":
    try:
        serve_page(load_settings())
    except OnRecordError as exc:
        sys.exit(f"On Record: {exc}")
