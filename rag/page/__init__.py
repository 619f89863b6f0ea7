"""The web page: extracts beside the articles they stand in.

Importing this package loads no Gradio; serving the page does.
"""

import os

from rag.settings import Settings

__all__ = ["serve_page"]


def serve_page(settings: Settings) -> None:
    """Serve the page until the process is stopped; blocks.

    Raises:
        PageError: The address cannot be served; it says what to do.
    """
    # As the command line does, before anything is imported that reads it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from rag.page.serving import serve

    serve(settings)
