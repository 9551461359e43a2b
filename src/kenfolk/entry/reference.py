"""The API's documentation as one plain page: readable without internet, made from the OpenAPI document."""

import json
from html import escape
from typing import Any

STYLE = """body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
h2{margin-top:2.5rem;text-transform:capitalize}section{border-top:1px solid #8886;padding:.6rem 0}
code,pre{font:.9rem ui-monospace,monospace}pre{overflow:auto;padding:.6rem;background:#8881;border-radius:.4rem}
.verb{display:inline-block;min-width:4.2rem;font-weight:700}"""


def render_reference(document: dict[str, Any]) -> str:
    """Return the page for an OpenAPI document."""
    rooms: dict[str, list[str]] = {}
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            rooms.setdefault(operation.get("tags", ["server"])[0], []).append(_operation(path, verb, operation))
    parts = [f"<h2>{escape(room)}</h2>{''.join(sections)}" for room, sections in rooms.items()]
    shapes = [_shape(name, schema) for name, schema in sorted(document["components"]["schemas"].items())]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Kenfolk API</title><style>{STYLE}</style>'
        f"<h1>Kenfolk API {escape(document['info']['version'])}</h1><p>{escape(document['info']['description'])}</p>"
        '<p>For programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>'
        f"{''.join(parts)}<h2>Shapes</h2>{''.join(shapes)}</html>"
    )


def _operation(path: str, verb: str, operation: dict[str, Any]) -> str:
    query = ", ".join(p["name"] for p in operation.get("parameters", []) if p["in"] == "query")
    replies = ", ".join(f"{code} {_name(reply)}".strip() for code, reply in operation["responses"].items())
    takes = f"<br>body: {escape(_name(operation['requestBody']))}" if "requestBody" in operation else ""
    return (
        f'<section><span class="verb">{verb.upper()}</span> <code>{escape(path)}</code> '
        f"<b>{escape(operation['operationId'])}</b><br>{escape(operation.get('description', ''))}"
        f"{takes}{f'<br>query: {escape(query)}' if query else ''}<br>replies: {escape(replies)}</section>"
    )


def _name(message: dict[str, Any]) -> str:
    schemas = [content.get("schema", {}) for content in message.get("content", {}).values()]
    names = [s["$ref"].rpartition("/")[2] if "$ref" in s else s.get("title", s.get("type", "")) for s in schemas]
    return " | ".join(filter(None, names))


def _shape(name: str, schema: dict[str, Any]) -> str:
    rest = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return (
        f'<section id="{escape(name)}"><b>{escape(name)}</b> {escape(schema.get("description", ""))}'
        f"<pre>{escape(json.dumps(rest, indent=1))}</pre></section>"
    )
