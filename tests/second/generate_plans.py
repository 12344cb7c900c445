"""Random cases over every key the ladder reads, valid ones only, each with a day.

The same seed gives the same case. Days lie close together on purpose, so that waits end on the very day
of a contact, promises fall due in the middle of a wait, and thresholds are met exactly.
"""

from datetime import date, timedelta

from generate import Dice

PEOPLE = ["ann", "ben", "cy", "dora", "ed"]
SENIORITY = ["staff", "lead", "manager", "director", "executive", "owner"]
OUTCOMES = ["no-answer", "no-answer", "voicemail", "left-message", "no-reply", "sent", "spoke", "spoke", "promised", "refused",
            "disputed", "paid"]
STEPS = ["courtesy", "reminder", "follow-up", "escalation", "final-call", "demand", "follow-through"]
KINDS = ["collection-agency", "small-claims", "lawsuit"]


class Draw(Dice):
    """One random case."""

    def __init__(self, seed):
        super().__init__(seed)
        self.start = date(2026, 3, 2) + self.days(0, 30)

    def money(self):
        return f"{self.random.choice([50, 100, 100, 200, 250.5])}".replace(".5", ".50") if self.chance(0.6) else str(self.random.randint(1, 400))

    def case(self):
        kind = self.pick(["business", "business", "business", "sole-trader", "consumer"])
        self.people = PEOPLE[: self.pick([0, 1, 2, 3, 4, 5, 5])]
        case = {
            "case": f"random-{self.seed}",
            "currency": "USD",
            "creditor": {"name": "Creditor", "address": ["1 Street"], "country": "US"},
            "debtor": {"name": "Debtor", "kind": kind, "contacts": [self.person(name) for name in self.people]},
            "invoices": [self.invoice(n) for n in range(1, self.pick([1, 1, 1, 2, 3]) + 1)],
        }
        self.first_due = min(date.fromisoformat(invoice["due"]) for invoice in case["invoices"])
        if self.people and self.chance(0.9):
            case["debtor"]["primary_contact"] = self.pick(self.people[:2])
        self.maybe(case, "contract", 0.3, lambda: {"department": self.pick(["art", "print"])})
        self.maybe(case, "payments", 0.5, lambda: [self.payment(case["invoices"]) for _ in range(self.pick([1, 1, 2, 3]))])
        self.consequences = [self.consequence(kind) for kind in KINDS[: self.pick([0, 1, 1, 2, 3])]]
        if self.consequences:
            case["consequences"] = self.consequences
        case["history"] = self.history()
        self.maybe(case, "payments_checked", 0.4, lambda: self.iso(self.first_due + self.days(0, 80)))
        self.maybe(case, "hold", 0.08, self.hold)
        self.maybe(case, "plan", 0.15, lambda: self.plan(case))
        self.maybe(case, "ladder", 0.25, self.ladder)
        self.maybe(case, "terms", 0.15, self.terms)
        return {"as_of": self.iso(self.first_due + self.as_of()), "case": case}

    def as_of(self):
        return self.pick([self.days(-20, 5), self.days(0, 50), self.days(0, 50), self.days(30, 110), self.days(30, 110)])

    def person(self, name):
        person = {"id": name, "name": name.title()}
        place = PEOPLE.index(name)
        self.maybe(person, "phone", 0.8, lambda: f"+1 {place}")
        self.maybe(person, "department", 0.6, lambda: self.pick(["art", "print"]))
        above = self.people[place + 1 :]
        if above:
            self.maybe(person, "reports_to", 0.5, lambda: self.pick(above))
        self.maybe(person, "approves_payments", 0.25, lambda: self.pick([True, False]))
        self.maybe(person, "function", 0.15, lambda: "accounts-payable")
        self.maybe(person, "seniority", 0.5, lambda: self.pick(SENIORITY))
        self.maybe(person, "left", 0.12, lambda: True)
        self.maybe(person, "do_not_contact", 0.08, lambda: True)
        return person

    def invoice(self, number):
        issued = self.start + self.days(0, 40) if number > 1 else self.start
        invoice = {"number": f"R-{number}", "issued": self.iso(issued), "due": self.iso(issued + self.days(0, 30)),
                   "amount": self.pick(["100.00", "200.00", "350.00"])}
        self.maybe(invoice, "disputed", 0.12, lambda: self.dispute(issued))
        return invoice

    def dispute(self, issued):
        since = issued + self.days(0, 60)
        disputed = {"since": self.iso(since)}
        self.maybe(disputed, "amount", 0.4, self.money)
        self.maybe(disputed, "resolved", 0.4, lambda: self.iso(since + self.days(0, 40)))
        return disputed

    def payment(self, invoices):
        payment = {"date": self.iso(self.start + self.days(0, 100)), "amount": self.money()}
        self.maybe(payment, "invoice", 0.3, lambda: self.pick(invoices)["number"])
        self.maybe(payment, "kind", 0.15, lambda: "credit-note")
        return payment

    def consequence(self, kind):
        consequence = {"kind": kind, "name": kind.title()}
        if self.chance(0.9):
            ready = self.iso(self.first_due + self.days(-20, 80))
            consequence["ready"] = ready if self.chance(0.8) else "false"
        self.maybe(consequence, "id", 0.3, lambda: kind[:5])
        self.maybe(consequence, "deadline_days", 0.3, lambda: self.pick([5, 10, 14]))
        over = self.pick(["done", "withdrawn"])
        self.maybe(consequence, over, 0.2, lambda: self.iso(self.first_due + self.days(20, 100)))
        return consequence

    def history(self):
        """Entries as a careful owner would make them, with a share of chaos."""
        entries, when = [], self.first_due + self.days(-16, 12)
        for _ in range(self.pick([0, 1, 2, 3, 4, 5, 6, 7])):
            entries.append(self.entry(when))
            when += self.pick([self.days(0, 2), self.days(0, 9), self.days(4, 8), self.days(4, 20)])
        if self.chance(0.05):
            entries += [self.entry(when + self.days(0, 7)) for _ in range(8)]
        if self.chance(0.1):
            self.random.shuffle(entries)
        return entries

    def entry(self, when):
        entry = {"date": self.iso(when), "channel": self.pick(["call"] * 6 + ["email", "email", "letter", "sms", "meeting"]),
                 "outcome": self.pick(OUTCOMES)}
        if self.people and self.chance(0.92):
            entry["contact"] = self.pick(self.people[:2] * 3 + self.people)
        self.maybe(entry, "direction", 0.08, lambda: "in")
        self.maybe(entry, "step", 0.25, lambda: self.pick(STEPS[1:5]) if self.chance(0.8) else self.pick(STEPS))
        if entry["outcome"] == "promised" or self.chance(0.08):
            entry["promise"] = {"amount": self.money(), "by": self.iso(when + self.days(0, 12))}
        if self.chance(0.07):
            entry["document"] = self.pick(["demand", "demand", "call", "statement"])
            self.maybe(entry, "deadline", 0.4, lambda: self.iso(when + self.days(0, 14)))
        ids = [c.get("id", c["kind"]) for c in self.consequences]
        if ids:
            self.maybe(entry, "announced", 0.15, lambda: [self.pick(ids)])
        return entry

    def hold(self):
        since = self.first_due + self.days(-10, 60)
        hold = {"since": self.iso(since)}
        self.maybe(hold, "until", 0.8, lambda: self.iso(since + self.days(0, 40)))
        return hold

    def plan(self, case):
        agreed = self.first_due + self.days(1, 50)
        days = sorted({agreed + self.days(0, 40) for _ in range(self.pick([1, 2, 3]))})
        plan = {"agreed": self.iso(agreed), "instalments": [{"date": self.iso(when), "amount": self.money()} for when in days]}
        if self.chance(0.5) and case.get("payments"):
            # one that is likely kept: paid as it was agreed
            plan["instalments"] = [{"date": self.iso(when), "amount": self.pick(["100.00", "350.00"])} for when in days]
            case["payments"] += [{"date": part["date"], "amount": part["amount"]} for part in plan["instalments"]]
        self.maybe(plan, "interest", 0.3, lambda: self.pick(["waived", "runs"]))
        return plan

    def ladder(self):
        ladder = {}
        for key, options in {"courtesy_days": [0, 5, 10], "reminder_days": [0, 2, 5], "follow_up_days": [0, 3, 14], "follow_up_gap": [0, 2, 9],
                             "escalation_days": [5, 20, 60], "escalation_promises": [1, 3], "escalation_tries": [1, 2, 5],
                             "escalation_gap": [0, 3, 8], "final_call_days": [20, 60], "final_call_gap": [0, 3, 10], "demand_gap": [0, 1, 6],
                             "deadline_days": [5, 14], "books_days": [0, 3, 30], "calls_per_week": [1, 2, 3]}.items():
            self.maybe(ladder, key, 0.25, lambda: self.pick(options))
        return ladder

    def terms(self):
        terms = {"holidays": [self.iso(self.first_due + self.days(20, 90)) for _ in range(6)]}
        self.maybe(terms, "charges", 0.6, lambda: [{"percent": "5%", "after_days": "10"}])
        return terms


def random_case(seed):
    return Draw(seed).case()
