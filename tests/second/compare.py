#!/usr/bin/env python3
"""Reckons random cases twice, in Rust and here, and shows the first differences.

    cargo build --example reckon-lines
    tests/second/compare.py --count 5000 target/debug/examples/reckon-lines

The program named reads `{"as_of": …, "case": {…}}` a line and answers a line of JSON, as
`reckon.py --lines` does. Totals, figures of each invoice and rows must be equal; the unrounded value
of a row may differ in its last places, for one side cuts it to 28 digits. Exit code 1 when something
differs.
"""

import argparse
import json
import subprocess
import sys
from fractions import Fraction

from generate import random_case
from reckon import RATES, reckon

NEAR = Fraction(1, 10**12)

# Exact decimals end at 28 digits; beyond, the program refuses, and this side knows no end.
TOO_LARGE = "28 digits"


def asked(args, make):
    """The cases asked for, each made from its seed."""
    seeds = [args.only] if args.only is not None else range(args.seed, args.seed + args.count)
    return [make(seed) for seed in seeds]


def in_rust(program, cases):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(mine, theirs, path=""):
    """The places where two answers differ, as sentences."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*mine, *theirs]):
            yield from differences(mine.get(key), theirs.get(key), f"{path}.{key}")
    elif isinstance(mine, list) and isinstance(theirs, list):
        if len(mine) != len(theirs):
            yield f"{path}: {len(mine)} here, {len(theirs)} there"
        for at, pair in enumerate(zip(mine, theirs)):
            yield from differences(*pair, f"{path}[{at}]")
    elif not same(mine, theirs, path):
        yield f"{path}: `{mine}` here, `{theirs}` there"


def same(mine, theirs, path):
    if path.endswith(".exact") and mine is not None and theirs is not None:
        return abs(Fraction(mine) - Fraction(theirs)) < NEAR
    return mine == theirs


def compared(mine, theirs):
    if "error" in theirs and ("error" in mine or TOO_LARGE in theirs["error"]):
        return []
    return list(differences(mine, theirs))


def show(case, mine, theirs, found):
    print(f"--- {case['case']['case']} as of {case['as_of']}")
    for line in found[:12]:
        print("   ", line)
    print(json.dumps(case["case"]["terms"], indent=1))
    for part in ("invoices", "payments"):
        for entry in case["case"][part]:
            print("   ", json.dumps(entry))
    for name, answer in (("here", mine), ("there", theirs)):
        print(f"  {name}:", answer.get("error", ""))
        for row in answer.get("rows", []):
            print("    ", *row.values())


def options(description):
    """The options that both comparisons have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only", type=int, metavar="SEED")
    parser.add_argument("--show", type=int, default=3, help="so many differing cases are shown")
    return parser


def main():
    parser = options("Compare the two reckonings on random cases.")
    args = parser.parse_args()
    cases = asked(args, random_case)
    answers = in_rust(args.program, cases)
    if len(answers) != len(cases):
        sys.exit(f"{len(answers)} answers to {len(cases)} cases")
    wrong, errors = 0, 0
    for case, theirs in zip(cases, answers):
        mine = reckon(case["case"], case["as_of"], RATES)
        errors += "error" in mine
        found = compared(mine, theirs)
        if found:
            wrong += 1
            if wrong <= args.show:
                show(case, mine, theirs, found)
    print(f"{len(cases)} cases, {errors} refused by both or one, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
