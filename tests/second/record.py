#!/usr/bin/env python3
"""Reckons and plans every story a second time and records the answers beside it, as `second.json` and `second-next.json`.

    tests/second/record.py

The tests compare what the program says with these files, so they need no Python. Recording does, and
PyYAML with it: the case is read by another reader than ours too, every scalar as text.
"""

import json
import sys
from pathlib import Path

import yaml

from plan import plan
from reckon import reckon

ROOT = Path(__file__).resolve().parents[2]


def read(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.BaseLoader)


def merged(under, over):
    """The keys of both; where both have one, the second's, and maps go key by key."""
    result = dict(under)
    for key, value in over.items():
        both = isinstance(result.get(key), dict) and isinstance(value, dict)
        result[key] = merged(result[key], value) if both else value
    return result


def case_at(path):
    """The case with what the nearest `_shared.yaml` upwards adds."""
    shared = next((file for folder in path.parents if (file := folder / "_shared.yaml").exists()), None)
    return merged(read(shared) if shared else {}, read(path))


def story(folder):
    lines = (folder / "story.txt").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    path = folder / told["case"] if told["case"] == "case.yaml" else ROOT / told["case"]
    return case_at(path), told["day"]


def main():
    wrong = 0
    for folder in sorted((ROOT / "tests" / "stories").iterdir()):
        if not folder.is_dir():
            continue
        case, day = story(folder)
        for name, answer in (("second", reckon(case, day)), ("second-next", plan(case, day))):
            wrong += "error" in answer
            text = json.dumps(answer, indent=1, ensure_ascii=False) + "\n"
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
