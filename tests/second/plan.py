#!/usr/bin/env python3
"""A second advisor, written from the rules of the ladder alone, independent of the one in Rust.

It knows no shortcuts: the day until which there is nothing to do is found by asking each later day.
The figures of the debt come from `reckon.py`.

    plan.py --as-of 2026-06-12 < case.json        one case, as the JSON of `pastdue next --format json`

A case is the case file as JSON with every scalar a text but flags and counts. The answer has the keys of the program's, less
the sentences: `refusals` is a list of codes. What cannot be reckoned is `{"error": …}`. Standard library only.
"""

import argparse
import json
import sys
from datetime import date, timedelta
from fractions import Fraction

from reckon import PLACES, day, reckon

STEPS = ["courtesy", "reminder", "follow-up", "escalation", "final-call", "demand", "follow-through"]
REMINDER, FOLLOW_UP, ESCALATION, FINAL_CALL, DEMAND, FOLLOW_THROUGH = range(1, 7)
SENIORITY = ["staff", "lead", "manager", "director", "executive", "owner"]
TRIES = {"no-answer", "voicemail", "left-message", "no-reply"}
CONVERSATIONS = {"spoke", "promised", "refused", "disputed"}
# A final call that ended so leaves nothing to wait for.
ENDED = {"voicemail", "no-answer", "no-reply", "refused"}
DEFAULTS = {"courtesy_days": 3, "reminder_days": 1, "follow_up_days": 7, "follow_up_gap": 5, "escalation_days": 30,
            "escalation_promises": 2, "escalation_tries": 3, "escalation_gap": 5, "final_call_days": 45,
            "final_call_gap": 7, "demand_gap": 3, "deadline_days": 7, "books_days": 7, "calls_per_week": 7}
HORIZON = 500
# A flag as JSON has it, or as text.
FLAG = (True, "true")


def days(count):
    return timedelta(days=int(count))


def iso(when):
    return None if when is None else when.isoformat()


class Case:
    """What the file says, with the defaults of the ladder."""

    def __init__(self, typed):
        self.typed = typed
        debtor = typed["debtor"]
        self.kind = debtor["kind"]
        self.people = debtor.get("contacts", [])
        self.primary = debtor.get("primary_contact") or next((p["id"] for p in self.people if not gone(p)), None)
        self.ladder = {**DEFAULTS, **{key: int(value) for key, value in typed.get("ladder", {}).items() if key != "hours"}}
        self.holidays = {day(text) for text in typed.get("terms", {}).get("holidays", [])}
        self.has_escalation = self.kind == "business"

    def person(self, name):
        return next((person for person in self.people if person["id"] == name), None)

    def working_day(self, when):
        while when.weekday() >= 5 or when in self.holidays:
            when += days(1)
        return when


# --- whom -------------------------------------------------------------------------------------------


def gone(person):
    return person.get("left") in FLAG or person.get("do_not_contact") in FLAG


def rank(person):
    return SENIORITY.index(person.get("seniority", "staff"))


def is_owner(person):
    return person.get("seniority") == "owner"


def chain_above(case, name):
    """The people above, nearest first; the chain runs on through people who left."""
    above, seen = [], {name}
    person = case.person(name)
    while person and person.get("reports_to") and person["reports_to"] not in seen:
        seen.add(person["reports_to"])
        person = case.person(person["reports_to"])
        if person:
            above.append(person)
    return above


def department(case, base):
    return case.typed.get("contract", {}).get("department") or (base or {}).get("department")


def choice(case, base=None, tried=()):
    """The person to escalate to as seen from the base, else from the primary contact; or nothing."""
    base = base or case.person(case.primary)
    fit = [p for p in case.people if p is not base and not gone(p) and p["id"] not in tried]
    above = [p for p in (chain_above(case, base["id"]) if base else []) if p in fit]
    billed = department(case, base)
    paying = [p for p in fit if billed and p.get("department") == billed and p.get("approves_payments") in FLAG]
    payable = [p for p in fit if p.get("function") == "accounts-payable"]
    # nobody lower is a step up
    others = sorted((p for p in fit if base is None or rank(p) >= rank(base)), key=rank)
    tiers = above + paying + payable + others
    owners = [p for p in tiers if is_owner(p)] + [p for p in fit if is_owner(p)]
    return next((p for p in tiers if not is_owner(p)), owners[0] if owners else None)


def stand_in(case):
    """Who is turned to in the place of somebody who is gone: the choice, else anybody who is left."""
    left = sorted((p for p in case.people if not gone(p)), key=rank)
    return choice(case) or (left[0] if left else None)


def first_person(case):
    """Whom to ask first: the primary contact, or who stands in when that person is gone."""
    primary = case.person(case.primary)
    return primary if primary and not gone(primary) else stand_in(case)


def is_higher(case, person, than):
    if person is None or than is None or person is than:
        return False
    return person in chain_above(case, than["id"]) or rank(person) > rank(than) or person is choice(case, than)


# --- promises ---------------------------------------------------------------------------------------


class Promise:
    def __init__(self, made, amount, by, entry=None, planned=False):
        self.made, self.amount, self.by = made, Fraction(amount), by
        self.entry, self.planned = entry, planned
        self.paid, self.met = Fraction(0), None
        self.state = None

    def take(self, money, when):
        """Takes what it lacks and returns the rest. Only an instalment is still open after its day."""
        if not self.made <= when or (when > self.by and not self.planned):
            return money
        part = min(money, self.amount - self.paid)
        self.paid += part
        if self.met is None and self.paid >= self.amount:
            self.met = when
        return money - part

    def judge(self, today):
        if self.met is not None:
            self.state = "kept" if self.met <= self.by else "late"
        else:
            self.state = "pending" if today <= self.by else "broken"


def promises(case, history, counted, today, known):
    """The promises that count. Money serves those of before the due day too, so that no cent serves twice."""
    made = [Promise(day(e["date"]), e["promise"]["amount"], day(e["promise"]["by"]), e) for e in history if "promise" in e]
    plan = case.typed.get("plan")
    if plan and day(plan["agreed"]) <= known:
        made += [Promise(day(plan["agreed"]), i["amount"], day(i["date"]), planned=True)
                 for i in sorted(plan["instalments"], key=lambda i: i["date"])]
    made.sort(key=lambda promise: (promise.made, promise.by))
    came = [p for p in case.typed.get("payments", []) if p.get("kind", "payment") == "payment" and day(p["date"]) <= today]
    for payment in sorted(came, key=lambda p: p["date"]):
        # the plan is reckoned beside what was promised in words
        for planned in (False, True):
            left = Fraction(payment["amount"])
            for promise in made:
                if promise.planned == planned:
                    left = promise.take(left, day(payment["date"]))
    for promise in made:
        promise.judge(today)
    return [promise for promise in made if promise.planned or promise.entry in counted]


# --- the ladder -------------------------------------------------------------------------------------


class Climb:
    """What the counted history says of steps done."""

    def __init__(self, case, counted, due):
        self.done, self.at = 0, {}
        self.first, self.firsts, self.escalated, self.demands = None, [], None, []
        for entry in counted:
            self.take(case, entry, due)

    def take(self, case, entry, due):
        step = self.step(case, entry, due)
        if self.first is None and entry.get("direction") != "in":
            self.first = entry
        if step is None:
            return
        self.done = max(self.done, step)
        self.at[step] = entry
        if step == DEMAND:
            self.demands.append(entry)
        if step in (REMINDER, FOLLOW_UP):
            self.firsts.append(entry)
        if step == ESCALATION and "contact" in entry:
            self.escalated = entry["contact"]

    def step(self, case, entry, due):
        if "step" in entry:
            return STEPS.index(entry["step"])
        if entry.get("direction") == "in":
            return None
        if entry.get("document") == "demand":
            return DEMAND
        if self.done < REMINDER:
            return REMINDER
        first = case.person((self.first or {}).get("contact") or case.primary)
        person = case.person(entry.get("contact"))
        if self.done < ESCALATION and case.has_escalation and is_higher(case, person, first):
            return ESCALATION
        above = self.done >= ESCALATION or (not case.has_escalation and self.done >= FOLLOW_UP)
        late = (day(entry["date"]) - due).days
        if self.done < FINAL_CALL and above and entry["channel"] == "call" and late >= case.ladder["final_call_days"]:
            return FINAL_CALL
        return FOLLOW_UP


class Day:
    """One case on one day, with what was known on the day it is asked from."""

    def __init__(self, case, today, known, books=None):
        self.case, self.today, self.known = case, today, known
        self.history = sorted((e for e in case.typed.get("history", []) if day(e["date"]) <= known), key=lambda e: e["date"])
        typed = dict(case.typed, payments=[p for p in case.typed.get("payments", []) if day(p["date"]) <= known])
        self.books = reckon(typed, iso(today))
        if "error" in self.books:
            # ahead of the published rates the last books serve: nothing is paid there
            if books is None:
                raise ValueError(self.books["error"])
            self.books = books
        self.paying = Case(typed)
        self.total = Fraction(self.books["total_due"])
        self.answer = {"contact": None, "channel": None, "refusals": [], "deadline": None, "follow_through": []}
        self.promise = None
        self.late = 0

    def decide(self):
        step = self.step()
        if step != "settled":
            step = self.limit(step)
        self.answer["step"] = step
        self.answer["days_past_due"] = self.late
        if step == "settled":
            self.answer["deadline"] = None
        return step

    def limit(self, step):
        """What stands against a step, or against a sentence, on top of what the ladder says."""
        if self.case.kind == "consumer" and self.calls() >= self.case.ladder["calls_per_week"]:
            self.refuse("call-limit")
            if step in STEPS:
                self.answer.update(contact=None, channel=None)
                if step == "demand":
                    self.answer["deadline"] = None
                step = "wait"
        broken = self.promise is not None and self.promise.state == "broken"
        if self.stale() and (broken or step in ("demand", "follow-through")):
            self.refuse("books-not-current")
        return step

    def refuse(self, code, step="wait"):
        self.answer["refusals"].append(code)
        return step

    def step(self):
        open_ones = sorted((i for i in self.books["invoices"] if self.open(i) > 0), key=lambda i: i["due"])
        overdue = [i for i in open_ones if day(i["due"]) < self.today]
        if overdue:
            self.late = (self.today - day(overdue[0]["due"])).days
        if not self.books["invoices"]:
            self.look(date.min)
            return self.hold() or self.refuse("nothing-due")
        self.look(self.counts_from(open_ones))
        if not open_ones and Fraction(self.books["disputed"]) == 0:
            self.refuse("settled")
            return self.refuse("nothing-due", "settled")
        if self.hold():
            return "hold"
        if not open_ones:
            return self.refuse("dispute-open")
        if self.standing():
            return self.refuse("promise-pending")
        if overdue and self.plan_is_kept(overdue):
            return self.refuse("plan-kept")
        return self.ladder() if overdue else self.before(open_ones[0])

    def plan_is_kept(self, overdue):
        """Whether each instalment came by its day, they cover what was due, and nothing newer is late."""
        plan = self.case.typed.get("plan")
        planned = [p for p in self.made if p.planned]
        if not planned or any(p.state != "kept" for p in planned) or plan.get("interest") == "runs":
            return False
        if any(i["due"] > plan["agreed"] for i in overdue):
            return False
        paid = self.paying.typed.get("payments", [])
        unpaid = dict(self.paying.typed, payments=[p for p in paid if p["date"] != plan["agreed"]])
        before, after = (reckon(case, plan["agreed"]) for case in (unpaid, self.paying.typed))
        promised = sum(p.amount for p in planned)
        return promised >= Fraction(before["total_due"]) or promised == Fraction(after["total_due"])

    def counts_from(self, open_ones):
        """The due day after which history counts."""
        if open_ones or Fraction(self.books["disputed"]) == 0:
            return day(open_ones[0]["due"]) if open_ones else date.min
        # one that was paid all the same is in dispute no longer
        disputed = [i for i in self.case.typed["invoices"] if self.is_disputed(i) and self.left(i) > 0]
        dues = {i["number"]: day(i["due"]) for i in self.books["invoices"]}
        return min((dues[i["number"]] for i in disputed if i["number"] in dues), default=date.min)

    def left(self, invoice):
        """What is open on an invoice before disputes: its rows add up to that."""
        return sum(Fraction(row["amount"]) for row in self.books["rows"] if row.get("invoice") == invoice["number"])

    def is_disputed(self, invoice):
        dispute = invoice.get("disputed")
        return bool(dispute) and day(dispute["since"]) <= self.today and not day(dispute.get("resolved", "2199-01-01")) <= self.today

    def hold(self):
        hold = self.case.typed.get("hold")
        held = hold and day(hold["since"]) <= self.today and self.today <= day(hold.get("until", "2199-01-01"))
        return self.refuse("on-hold", "hold") if held else None

    def open(self, invoice):
        return sum(Fraction(invoice[key]) for key in ("principal", "interest", "costs"))

    def before(self, invoice):
        due = day(invoice["due"])
        reached = [e for e in self.history if due - days(14) <= day(e["date"]) < due
                   and (e.get("direction") != "in" or "step" in e)]
        if due == self.today:
            return self.when(self.case.ladder["reminder_days"] == 0, "reminder")
        if not reached and (due - self.today).days <= self.case.ladder["courtesy_days"]:
            return self.take("courtesy", first_person(self.case))
        self.refuse("too-soon")
        return self.refuse("nothing-due")

    def look(self, due):
        """The counted history, its steps and its promises."""
        self.counted = [e for e in self.history if day(e["date"]) > due]
        self.climb = Climb(self.case, self.counted, due)
        self.made = promises(self.paying, self.history, self.counted, self.today, self.known)
        self.promise = self.latest()
        self.last = day(self.counted[-1]["date"]) if self.counted else None
        if self.climb.done >= DEMAND:
            self.answer["deadline"] = self.deadline_sent()

    def latest(self):
        """The promise to show: one for which nothing is asked today, else the newest that is over."""
        return self.standing() or next((p for p in reversed(self.made) if p.state != "pending"), None)

    def standing(self):
        """The pending promise that a debtor is trusted with, if any; of one plan the next instalment.

        One that is as old as it, or newer, and was broken takes that trust away, until another after that is kept.
        """
        trusted = []
        for promise in self.made:
            since = [p for p in self.made if p.state == "broken" and p.made >= promise.made]
            later = self.made[self.made.index(since[-1]):] if since else []
            if promise.state == "pending" and (not since or any(p.state == "kept" for p in later)):
                trusted.append(promise)
        return next((p for p in trusted if p.made == trusted[-1].made), None)

    def broken_unanswered(self):
        """Broken promises that no newer one replaces and that nobody was asked about since."""
        calls = [day(e["date"]) for e in self.counted if e.get("direction") != "in"]
        for at, promise in enumerate(self.made):
            newer = self.made[at + 1:]
            replaced = any(p.state in ("kept", "late") or (p.state == "pending" and p.made > promise.made) for p in newer)
            if promise.state == "broken" and not replaced and not any(when > promise.by for when in calls):
                return True
        return False

    def since_last(self, gap):
        return self.last is None or self.today >= self.last + days(self.case.ladder[gap])

    def escalates(self):
        ladder = self.case.ladder
        tries = 0
        for entry in self.counted:
            if entry.get("direction") == "in" or entry["outcome"] in CONVERSATIONS:
                tries = 0
            elif entry["outcome"] in TRIES:
                tries += 1
        broken = sum(p.state == "broken" for p in self.made)
        return (self.late >= ladder["escalation_days"] or broken >= ladder["escalation_promises"]
                or tries >= ladder["escalation_tries"])

    def ladder(self):
        ladder, done = self.case.ladder, self.climb.done
        if done < REMINDER:
            return self.when(self.late >= ladder["reminder_days"], "reminder")
        if done < FOLLOW_UP:
            waited = self.late >= ladder["follow_up_days"] and self.since_last("follow_up_gap")
            return self.when(waited or self.broken_unanswered(), "follow-up")
        if done < ESCALATION and self.case.has_escalation:
            if self.escalates():
                return self.when(self.since_last("escalation_gap"), "escalation")
            return self.when(self.broken_unanswered(), "follow-up")
        if done < FINAL_CALL:
            late = self.late >= ladder["final_call_days"]
            if done < ESCALATION and not late and self.broken_unanswered():
                return self.take_step("follow-up")
            return self.when(late and self.since_last("final_call_gap"), "final-call")
        if done < DEMAND:
            return self.demand()
        return self.follow_through()

    def when(self, waited, step):
        return self.take_step(step) if waited else self.refuse("too-soon")

    def take_step(self, step):
        case = self.case
        if step in ("reminder", "follow-up"):
            person = first_person(case)
        elif step == "escalation":
            primary = case.person(case.primary)
            # whoever stood in for a primary contact that is gone is nobody new
            tried = [e.get("contact") for e in self.climb.firsts] if primary and gone(primary) else []
            person = choice(case, None, tried)
        else:
            escalated = case.person(self.climb.escalated)
            person = first_person(case) if escalated is None else stand_in(case) if gone(escalated) else escalated
        return self.take(step, person)

    def take(self, step, person):
        if step == "demand":
            channel = "letter"
        elif person:
            channel = "call" if "phone" in person else "email"
        else:
            channel = "call" if step == "escalation" else None
        self.answer["contact"] = person["id"] if person else None
        self.answer["channel"] = channel
        return step

    def calls(self):
        week = self.today - days(6)
        return sum(e["channel"] == "call" and e.get("direction") != "in" and week <= day(e["date"]) <= self.today
                   for e in self.history)

    def stale(self):
        checked = self.case.typed.get("payments_checked")
        return checked is not None and (self.today - day(checked)).days > self.case.ladder["books_days"]

    def demand(self):
        final = self.climb.at.get(FINAL_CALL)
        made = day(final["date"])
        start = made if final["outcome"] in ENDED else made + days(self.case.ladder["demand_gap"])
        if any(p.entry is final and p.state == "broken" for p in self.made):
            start = min(start, day(final["promise"]["by"]) + days(1))
        if self.today < start:
            return self.refuse("too-soon")
        ready = self.ready(self.today)
        if ready is None:
            return self.refuse("no-ready-consequence")
        self.answer["deadline"] = self.deadline(self.today, ready)
        return self.take_step("demand")

    def ready(self, when):
        for consequence in self.case.typed.get("consequences", []):
            on = consequence.get("ready", "false")
            if on != "false" and day(on) <= when and not self.is_over(consequence, when):
                return consequence
        return None

    def is_over(self, consequence, when):
        return any(key in consequence and day(consequence[key]) <= when for key in ("done", "withdrawn"))

    def deadline(self, sent, consequence):
        own = (consequence or {}).get("deadline_days")
        return self.case.working_day(sent + days(own or self.case.ladder["deadline_days"]))

    def deadline_sent(self):
        """Of several demands the latest counts, of one day the one that states its deadline."""
        sent = self.climb.demands
        if not sent:
            return None
        entry = max(sent, key=lambda e: (e["date"], "deadline" in e))
        if "deadline" in entry:
            return day(entry["deadline"])
        when = day(entry["date"])
        named = [c for c in self.case.typed.get("consequences", []) if self.id(c) in entry.get("announced", [])]
        return self.deadline(when, named[0] if named else self.ready(when))

    def id(self, consequence):
        return consequence.get("id", consequence["kind"])

    def announced(self):
        """The ids of what was announced and is neither done nor withdrawn; nothing once the debt is paid."""
        if self.answer["step"] == "settled":
            return []
        names = {name for entry in self.history for name in entry.get("announced", [])}
        outstanding = [c for c in self.case.typed.get("consequences", []) if not self.is_over(c, self.today)]
        return [self.id(c) for c in outstanding if self.id(c) in names]

    def is_carried_out(self):
        """Whether what the demand announced is done or withdrawn, or something was done since."""
        if not self.climb.demands:
            return False
        sent = max(e["date"] for e in self.climb.demands)
        since = any(sent <= c.get("done", "") <= iso(self.today) for c in self.case.typed.get("consequences", []))
        named = any(entry.get("announced") for entry in self.climb.demands)
        self.answer["step"] = None
        return not self.announced() and (named or since)

    def follow_through(self):
        if self.climb.done >= FOLLOW_THROUGH or self.is_carried_out():
            return self.refuse("ladder-done")
        deadline = self.answer["deadline"]
        if deadline is not None and self.today <= deadline:
            return self.refuse("too-soon")
        return self.take_step("follow-through")


def plan(typed, as_of):
    """The answer, or `{"error": …}`."""
    case, today = Case(typed), day(as_of)
    try:
        now = Day(case, today, today)
        step = now.decide()
        answer = {"schema": 1, "case": typed["case"], "as_of": as_of, **now.answer}
        answer["total_due"] = now.books["total_due"]
        answer["deadline"] = iso(now.answer["deadline"])
        answer["follow_through"] = now.announced()
        answer["promise"] = told(now.promise, typed["currency"])
        if step in ("wait", "hold"):
            answer["until"] = iso(until(case, today, now))
        return answer
    except ValueError as error:
        return {"error": str(error)}


def until(case, today, now):
    """The first later day with another answer, everything else being as known today."""
    def seen(one):
        # that nothing is due is the same wait as that it is too soon
        waits_for = one.answer["refusals"][0] if one.answer["step"] == "wait" else None
        return one.answer["step"], "too-soon" if waits_for == "nothing-due" else waits_for
    books = now.books
    for ahead in range(1, HORIZON):
        later = Day(case, today + days(ahead), today, books)
        later.decide()
        books = later.books
        if seen(later) != seen(now):
            return later.today
    return None


def told(promise, currency):
    if promise is None:
        return None
    places = PLACES.get(currency, 2)
    shown = {"state": promise.state, "amount": money(promise.amount, places), "by": iso(promise.by)}
    if promise.state == "broken" and promise.paid > 0:
        shown["paid"] = money(promise.paid, places)
    return shown


def money(value, places):
    units = str(int(value * 10**places)).rjust(places + 1, "0")
    return units[:-places] + "." + units[-places:] if places else units


def main():
    parser = argparse.ArgumentParser(description="Say the next step of a case.")
    parser.add_argument("--as-of", required=True)
    args = parser.parse_args()
    answer = plan(json.load(sys.stdin), args.as_of)
    print(json.dumps(answer, indent=1, ensure_ascii=False))
    sys.exit(1 if "error" in answer else 0)


if __name__ == "__main__":
    main()
