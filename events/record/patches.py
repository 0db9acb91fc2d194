"""What changed between two JSON values, small enough to be stored in place of the newer one.

A patch of an object is ``{"set": {…}, "patch": {…}, "drop": […]}``, and of a list
``{"list": […]}``: a number is a row of the older list, ``[number, patch]`` a changed one, and
``{"new": value}`` a new one. Anything else is replaced as a whole. A patch refers to the older
value by names and positions alone, so that words can be removed from both without breaking it.
"""

from typing import Any

from events.record.rows import paired

Json = dict[str, Any]


def patch_of(old: Json, new: Json) -> Json:
    """Return what `patched` needs to make the new object from the old one."""
    changed = {name: new[name] for name in new if name in old and not is_same(old[name], new[name])}
    patches = {}
    for name, value in changed.items():
        if isinstance(value, dict) and isinstance(old[name], dict):
            patches[name] = patch_of(old[name], value)
        elif isinstance(value, list) and isinstance(old[name], list):
            patches[name] = {"list": _list_patch(old[name], value)}
    added = {name: value for name, value in new.items() if name not in old}
    found = {
        "set": added | {name: value for name, value in changed.items() if name not in patches},
        "patch": patches,
        "drop": [name for name in old if name not in new],
    }
    return {name: part for name, part in found.items() if part}


def patched(old: Json, patch: Json) -> Json:
    """Return the newer object."""
    new = {name: value for name, value in old.items() if name not in patch.get("drop", ())}
    for name, inner in patch.get("patch", {}).items():
        new[name] = (
            _patched_list(old[name], inner["list"])
            if isinstance(old[name], list)
            else patched(old[name], inner)
        )
    return {**new, **patch.get("set", {})}


def is_same(one: Any, other: Any) -> bool:
    """Return whether two JSON values are equal; to Python, true would be 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _list_patch(old: list[Any], new: list[Any]) -> list[Any]:
    found: list[Any] = []
    for row, match in zip(new, paired(old, new), strict=True):
        if match is None:
            found.append({"new": row})
        elif is_same(old[match], row):
            found.append(match)
        elif isinstance(row, dict) and isinstance(old[match], dict):
            found.append([match, patch_of(old[match], row)])
        else:
            found.append({"new": row})
    return found


def _patched_list(old: list[Any], items: list[Any]) -> list[Any]:
    found = []
    for item in items:
        if isinstance(item, dict):
            found.append(item["new"])
        elif isinstance(item, list):
            number, patch = item
            found.append(patched(old[number], patch))
        else:
            found.append(old[item])
    return found
