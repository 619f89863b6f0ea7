"""The HTTP API: typed endpoints over the engine behind the page.

Importing this package loads no FastAPI; making the API does.
"""
