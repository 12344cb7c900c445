#!/usr/bin/env python3
"""Plans random cases twice, in Rust and here, and shows the first differences.

    cargo build --example plan-lines
    tests/second/compare_plans.py --count 5000 target/debug/examples/plan-lines

Compared are all keys of `pastdue next --format json`, of the refusals their codes; the sentences differ
freely. Exit code 1 when something differs.
"""

import json
import sys

from compare import asked, differences, in_rust, options
from generate_plans import random_case
from plan import plan


def without_sentences(answer):
    if "error" in answer:
        return {"error": ""}
    codes = [refusal["code"] for refusal in answer["refusals"]]
    return {**{key: value for key, value in answer.items() if key != "reasons"}, "refusals": codes}


def kind(mine, theirs):
    """The parts that differ, in short, to count them by."""
    if "error" in mine or "error" in theirs:
        return "error " + str(mine.get("error", theirs.get("error")))[:60]
    theirs = without_sentences(theirs)
    if mine["step"] != theirs["step"]:
        return f"{mine['step']} {mine['refusals']} here, {theirs['step']} {theirs['refusals']} there"
    return " ".join(key for key in {**mine, **theirs} if mine.get(key) != theirs.get(key))


def show(case, theirs, found):
    print(f"--- {case['case']['case']} as of {case['as_of']}")
    for line in found:
        print("   ", line)
    for name, part in case["case"].items():
        if name in ("case", "currency", "creditor"):
            continue
        print(f"    {name}:", "" if isinstance(part, list) else json.dumps(part))
        for entry in part if isinstance(part, list) else []:
            print("       ", json.dumps(entry))
    for line in theirs.get("reasons", []) + [r["text"] for r in theirs.get("refusals", [])]:
        print("    there:", line)
    print("    ", theirs.get("error", ""))


def main():
    parser = options("Compare the two advisors on random cases.")
    parser.add_argument("--about", default="", help="show those alone whose difference has this in its name")
    args = parser.parse_args()
    cases = asked(args, random_case)
    answers = in_rust(args.program, cases)
    wrong, shown, steps, kinds = 0, 0, {}, {}
    for case, theirs in zip(cases, answers):
        mine = plan(case["case"], case["as_of"])
        step = theirs.get("step", "error")
        steps[step] = steps.get(step, 0) + 1
        found = list(differences(mine if "error" not in mine else {"error": ""}, without_sentences(theirs)))
        if found:
            wrong += 1
            what = kind(mine, theirs)
            kinds[what] = kinds.get(what, 0) + 1
            if args.about in what and shown < args.show:
                shown += 1
                show(case, theirs, found)
    for name, count in sorted(kinds.items(), key=lambda item: -item[1]):
        print(f"{count:6} {name}")
    print(f"{len(cases)} cases, {wrong} differ;", ", ".join(f"{step} {count}" for step, count in sorted(steps.items())))
    sys.exit(1 if wrong or len(answers) != len(cases) else 0)


if __name__ == "__main__":
    main()
