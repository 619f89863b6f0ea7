"""The library that the chart is drawn with: the Vega that Gradio serves for its own plots."""

from importlib.resources import files

from index.errors import PageError


def chart_library() -> str:
    """Its address on the page; its name bears a mark of its content, so it is looked up.

    Raises:
        PageError: This Gradio carries none.
    """
    folder = files("gradio").joinpath("templates", "frontend", "assets")
    names = [entry.name for entry in folder.iterdir()]
    found = [name for name in names if name.startswith("embed-") and name.endswith(".js")]
    if len(found) != 1:
        raise PageError(
            "this version of Gradio does not carry the library of the page's chart: "
            "install the one that constraints.txt names"
        )
    return f"/assets/{found[0]}"
