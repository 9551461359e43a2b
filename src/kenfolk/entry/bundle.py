"""The web app's files: hashed assets are kept by browsers for ever, the page itself is asked for every time."""

import mimetypes
from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException

NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Kenfolk</title>
<body style="font: 1.1rem/1.6 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>Kenfolk is running</h1>
<p>Its web app has not been built yet. In the folder of Kenfolk's source, run <code>make web</code>, then reload.</p>
<p>The <a href="/api/docs">API</a> works already, and so does the command <code>kenfolk status</code>.</p>"""


def static_folder() -> Path:
    """Where Vite puts the bundle."""
    return Path(str(resources.files("kenfolk.entry"))) / "static"


def add_bundle(app: FastAPI, folder: Path) -> None:
    """Serve the web app on every address that is not the API's."""

    @app.get("/{path:path}", include_in_schema=False, response_model=None)
    def web_app(path: str) -> Response:
        if path == "api" or path.startswith("api/"):
            raise HTTPException(404, "There is no such address in the API; /api/docs lists them all.")
        # Looked up in a list of what is there, so that no path can lead out of the folder.
        file = {f.relative_to(folder).as_posix(): f for f in folder.rglob("*") if f.is_file()}.get(path)
        if file is None and "." in path.rpartition("/")[2]:
            raise HTTPException(404, "There is no such file.")
        return _send(file or folder / "index.html", forever=file is not None and path.startswith("assets/"))


def _send(file: Path, *, forever: bool) -> Response:
    if not file.is_file():
        return HTMLResponse(NOT_BUILT, headers={"Cache-Control": "no-store"})
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kind = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}.get(file.suffix, kind)
    keep = "public, max-age=31536000, immutable" if forever else "no-cache"
    return FileResponse(file, media_type=kind, headers={"Cache-Control": keep})
