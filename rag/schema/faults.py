"""What is wrong with what programs send, for whoever wrote them."""

from collections.abc import Mapping, Sequence
from typing import Any


def tell_faults(faults: Sequence[Mapping[str, Any]]) -> str:  # pydantic's own type of them
    """What is wrong with a request, in one sentence; nothing of what was sent is repeated."""
    first = faults[0]
    where = [str(part) for part in first["loc"] if part not in ("body", "query", "path", "form")]
    words = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] in ("json_invalid", "model_attributes_type") and len(where) < 2:
        return "the body is no JSON object: send one, as application/json"
    named = f"'{'.'.join(where)[:100]}': " if where else "the request: "
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    # A key may hold what no text can: half of a surrogate pair.
    return f"{named}{words[:1].lower()}{words[1:]}{more}".encode(errors="replace").decode()
