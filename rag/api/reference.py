"""The API's reference page: Swagger UI with everything it needs from this machine."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from index.errors import SettingsError

# The package brings Swagger UI as files; its Python is not used.
_PACKAGE = "swagger_ui"

# No validator of another site is asked, and nothing is kept in the browser.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>On Record: API</title>
<link rel="stylesheet" href="assets/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<script src="assets/swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#reference",
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
</script>
</body>
</html>
"""


def serve_reference(api: FastAPI) -> None:
    """Add the page and its assets to an API that is mounted somewhere."""
    api.mount("/assets", StaticFiles(directory=_assets()), name="assets")

    @api.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(_PAGE)

    @api.get("/", include_in_schema=False)
    async def start() -> RedirectResponse:
        return RedirectResponse("docs")


def _assets() -> Path:
    spec = find_spec(_PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        return Path(folder) / "static"
    raise SettingsError("the API's reference is not installed: run 'pip install onrecord' again")
