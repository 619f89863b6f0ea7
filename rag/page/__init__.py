"""The web page: a chat of extracts beside the articles they stand in.

Importing this package loads no Gradio; building the page does.
"""

from typing import TYPE_CHECKING

from rag.settings import Settings

if TYPE_CHECKING:
    import gradio as gr

__all__ = ["build_page", "serve_page"]


def build_page(settings: Settings) -> "gr.Blocks":
    """Put the page together; nothing is opened or served yet."""
    from rag.page.layout import build_layout
    from rag.page.library import Library

    return build_layout(Library(settings))


def serve_page(settings: Settings) -> None:
    """Serve the page until the process is stopped; blocks.

    Raises:
        PageError: The address cannot be served; it says what to do.
    """
    from rag.page.serving import serve

    serve(settings)
