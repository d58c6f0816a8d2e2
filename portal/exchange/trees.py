"""Who answers whom in a file."""

from typing import Any


def depths_and_roots(rows: list[dict[str, Any]]) -> tuple[dict[str, int], dict[str, str]]:
    """How deep every contribution lies and at the top of which thread. There are no circles; that was checked."""
    parents = {row["key"]: row["reply_to"] for row in rows}
    depths: dict[str, int] = {}
    roots: dict[str, str] = {}
    for start in parents:
        track, key = [], start
        while key not in depths:
            track.append(key)
            if parents[key] is None:
                depths[key], roots[key] = 0, key
                break
            key = parents[key]
        for child in reversed(track):
            if child not in depths:
                depths[child], roots[child] = depths[parents[child]] + 1, roots[parents[child]]
    return depths, roots
