#!/usr/bin/env python3
"""A second reckoning, independent of the one in Rust.

It goes through the days one by one, which is slow and leaves little to get wrong: on each day
invoices are issued, interest is earned, interest is capitalised, fees are charged, waiting credit is
used, and payments are applied. Fractions keep every figure exact until the one function that rounds.

    reckon.py --as-of 2026-06-12 < case.json        one case, as the JSON of `pastdue why --format json`
    reckon.py --lines < cases.jsonl                 `{"as_of": …, "case": {…}}` a line, one answer a line

A case is the case file as JSON with every scalar a text. What it cannot reckon it answers with
`{"error": …}`. Standard library only.
"""

import argparse
import csv
import json
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

RATES = Path(__file__).resolve().parents[2] / "src" / "law" / "rates"
ONE_DAY = timedelta(days=1)

# The decimals of the currencies that do not have two.
PLACES = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "XAF": 0, "XOF": 0, "UGX": 0,
          "KWD": 3, "BHD": 3, "TND": 3, "OMR": 3, "JOD": 3, "IQD": 3, "LYD": 3}

# Days at the ends of the calendar are out of reach of every case.
FAR = date(2200, 1, 1)


class Refused(Exception):
    """The case cannot be reckoned; the text is the reason's short name."""


# --- days ---------------------------------------------------------------------------------------


def day(text):
    return date.fromisoformat(text)


def month_end(of):
    following = date(of.year + of.month // 12, of.month % 12 + 1, 1)
    return following - ONE_DAY


def plus_months(anchor, months):
    """The same day of a later month, or its last day; always counted from the anchor."""
    count = anchor.year * 12 + anchor.month - 1 + months
    last = month_end(date(count // 12, count % 12 + 1, 1))
    return last.replace(day=min(anchor.day, last.day))


def due_day(invoice, terms):
    if "due" in invoice:
        return day(invoice["due"])
    due = agreed_day(invoice, terms.get("payment", "on receipt"))
    if terms.get("business_days", "none") == "following":
        holidays = {day(text) for text in terms.get("holidays", [])}
        while due.weekday() >= 5 or due in holidays:
            due += ONE_DAY
    return due


def agreed_day(invoice, payment):
    issued, received = day(invoice["issued"]), received_day(invoice)
    if payment == "on receipt":
        return received
    words = payment.split()
    if words[-1] == "mfi":
        last = month_end(plus_months(issued.replace(day=1), 1))
        return last.replace(day=min(int(words[0]), last.day))
    days = timedelta(days=int(words[1]))
    if words[2:] == ["from", "receipt"]:
        return received + days
    if words[2:] == ["eom"]:
        return month_end(issued) + days
    return issued + days


def received_day(invoice):
    return day(invoice.get("received", invoice["issued"]))


# --- numbers ------------------------------------------------------------------------------------


def share(percent):
    """`5%` as 1/20."""
    return Fraction(percent.removesuffix("%")) / 100


def rounded(value, places, mode):
    scaled = value * 10**places
    whole = scaled.numerator // scaled.denominator  # towards minus infinity; no amount is negative here
    rest = scaled - whole
    half = Fraction(1, 2)
    up = mode != "down" and (rest > half or (rest == half and (mode == "half-up" or whole % 2 == 1)))
    return Fraction(whole + up, 10**places)


def plain(value, places):
    """A figure of whole minor units as text."""
    units = value * 10**places
    assert units.denominator == 1, f"{value} is no amount of {places} decimals"
    sign, digits = "-" if units < 0 else "", str(abs(units.numerator)).rjust(places + 1, "0")
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def decimal(value, places=20):
    """An exact value as decimals, cut after twenty."""
    whole = rounded(value, places, "half-up")
    text = plain(whole, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- rates --------------------------------------------------------------------------------------


class Fixed:
    """One rate for all days."""

    def __init__(self, rate):
        self.rate = rate

    def on(self, _day):
        return 0, self.rate


class Dated:
    """A rate from each of its days on; `until` is the first day it knows nothing of."""

    def __init__(self, entries, until=FAR):
        self.entries, self.until = sorted(entries), until

    def on(self, when):
        """The number of the entry and its rate."""
        number = -1
        for at, (since, _rate) in enumerate(self.entries):
            if since <= when:
                number = at
        if number < 0 or when >= self.until:
            raise Refused("rate-unknown")
        return number, self.entries[number][1]


def table(name, points, rates):
    """A published table, higher by percentage points, to the end of its last verified half-year.

    The points are a number, or a list of days from which so many are added; each of those days begins
    an entry of its own.
    """
    lines = (rates / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    verified = next(line.split()[-1] for line in lines if line.startswith("# last verified half-year:"))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    published = Dated([(day(row["from"]), Fraction(row["rate"])) for row in rows])
    added = Dated(points if isinstance(points, list) else [(published.entries[0][0], points)])
    first = max(published.entries[0][0], added.entries[0][0])
    begins = {since for since, _ in published.entries + added.entries if since >= first}
    entries = [(since, (published.on(since)[1] + added.on(since)[1]) / 100) for since in begins]
    year, half = int(verified[:4]), verified[-1]
    return Dated(entries, date(year, 7, 1) if half == "1" else date(year + 1, 1, 1))


# --- interest -----------------------------------------------------------------------------------


class Interest:
    """An interest rule, from a contract or from a statute."""

    kind = "interest"

    def __init__(self, clause, name, rates, **how):
        self.clause, self.name, self.rates = clause, name, rates
        self.day_count = how.get("day_count", "actual/365")
        self.with_charges = how.get("on", "balance") == "balance-with-charges"
        self.compounding = how.get("compounding", "none")
        self.first_day_rate = how.get("rate_on", "each-day") == "first-day"
        self.after_days = timedelta(days=int(how.get("after_days", 0)))
        self.shift = how.get("grace", "threshold") == "shift"
        rounding = how.get("rounding", {})
        self.mode, self.point = rounding.get("mode", "half-up"), rounding.get("point", "leg")
        self.fixed_sum = how.get("fixed_sum")

    def eve(self, due):
        """The day before the first interest day."""
        return due + self.after_days if self.shift else due

    def charges_from(self, due):
        """The first day on which anything is charged."""
        return due + self.after_days + ONE_DAY

    def entry(self, when, due):
        if self.first_day_rate:
            return 0, self.rates.on(self.eve(due) + ONE_DAY)[1]
        return self.rates.on(when)

    def basis(self, year):
        if self.day_count == "actual/actual":
            return (date(year, 12, 31) - date(year - 1, 12, 31)).days
        return 365 if self.day_count == "actual/365" else 360

    def days(self, first, last):
        if self.day_count.startswith("actual"):
            return (last - first).days
        d1, d2 = first.day, last.day
        if self.day_count == "30E/360":
            d1, d2 = min(d1, 30), min(d2, 30)
        return 360 * (last.year - first.year) + 30 * (last.month - first.month) + d2 - d1

    def capitalises(self, when, due):
        eve = self.eve(due)
        if when <= eve or self.compounding == "none":
            return False
        if self.compounding == "calendar-year":
            return (when.month, when.day) == (12, 31)
        months = (when.year - eve.year) * 12 + when.month - eve.month
        whole = self.compounding == "monthly" or months % 12 == 0
        return whole and plus_months(eve, months) == when


class Account:
    """The interest of one rule on one invoice."""

    def __init__(self, rule):
        self.rule = rule
        self.loose = Fraction(0)        # charged, unpaid, not capitalised
        self.capitalised = Fraction(0)  # charged, unpaid, part of the rule's own base
        self.exact = Fraction(0)        # the exact sum of all its legs
        self.charged = Fraction(0)      # the sum of all its rows
        self.leg = None                 # the open leg: eve, last day, entry, rate, base


# --- fees ---------------------------------------------------------------------------------------


class Fee:
    """A late fee of the contract."""

    kind = "fee"

    def __init__(self, typed):
        self.clause = typed.get("clause")
        self.name = "percent" if "percent" in typed else "amount"
        self.percent = share(typed["percent"]) if "percent" in typed else None
        self.amount = Fraction(typed["amount"]) if "amount" in typed else None
        self.of = typed.get("of", "balance")
        self.since = typed.get("from", "due")
        self.after_days = timedelta(days=int(typed.get("after_days", 0)))
        self.every = typed.get("every", "once")
        self.starts = 1 if typed.get("first", "start") == "end" else 0
        if self.starts and self.every == "once":
            raise Refused("first-without-every")
        self.minimum = Fraction(typed["minimum"]) if "minimum" in typed else None
        self.maximum = Fraction(typed["maximum"]) if "maximum" in typed else None
        self.cap = typed.get("cap")

    def anchor(self, debt):
        since = {"due": debt.due, "issued": debt.issued, "received": debt.received}[self.since]
        return max(since + self.after_days, debt.due)

    def falls_on(self, when, debt):
        """Whether the fee is charged on this day if the debt is open."""
        anchor, eve = self.anchor(debt), when - ONE_DAY
        if eve < anchor:
            return False
        if self.every == "once":
            return eve == anchor
        if self.every == "month":
            periods = (eve.year - anchor.year) * 12 + eve.month - anchor.month
            return periods >= self.starts and plus_months(anchor, periods) == eve
        period = int(self.every["days"])
        periods, rest = divmod((eve - anchor).days, period)
        return rest == 0 and periods >= self.starts

    def base(self, debt):
        if self.percent is None:
            return None
        if self.of == "invoice":
            return debt.amount
        return debt.principal + (debt.costs if self.of == "balance-with-charges" else 0)

    def exact(self, base, debt, so_far):
        value = self.amount if self.percent is None else self.percent * base
        if self.minimum is not None:
            value = max(value, self.minimum)
        if self.maximum is not None:
            value = min(value, self.maximum)
        if self.cap is not None:
            most = share(self.cap) * debt.amount if self.cap.endswith("%") else Fraction(self.cap)
            value = min(value, max(most - so_far, Fraction(0)))
        return value


# --- regimes ------------------------------------------------------------------------------------

# For each its series and, from a day on, the points over it. Before the first of these days it knows no rate.
BEGINS = date(2013, 3, 16)
EURO_REGIMES = {
    "eu": ("ecb", [(BEGINS, 8)]),
    "nl": ("ecb", [(date(2006, 1, 1), 7), (BEGINS, 8)]),
    "fr": ("ecb", [(date(2013, 1, 1), 10)]),
    "ie": ("ecb", [(BEGINS, 8)]),
    "at": ("at", [(date(2013, 7, 1), Fraction("9.2"))]),
    "es": ("ecb", [(date(2006, 1, 1), 7), (date(2013, 2, 24), 8)]),
    "it": ("ecb", [(date(2013, 1, 1), 8)]),
}


def regime(name, case, clause, rates):
    """The interest rule of a statute, its fixed sum in `fixed_sum`."""
    country = name.removesuffix("-late-payment")
    consumer = case["debtor"]["kind"] == "consumer"
    if consumer and country != "de":
        raise Refused("regime-not-for-consumers")
    if case["currency"] != ("GBP" if country == "uk" else "EUR"):
        raise Refused("regime-currency")
    if country == "uk":
        return Interest(clause, name, table(FILES["uk"], 8, rates), rate_on="first-day", fixed_sum=uk_sum)
    if country == "de":
        before = day(case.get("contract", {}).get("signed", "2026-01-01")) < date(2014, 7, 29)
        points = 5 if consumer else 8 if before else 9
        forty = None if consumer else lambda _open: Fraction(40)
        return Interest(clause, name, table(FILES["de"], points, rates), fixed_sum=forty)
    series, points = EURO_REGIMES[country]
    compounding = "yearly" if country == "nl" else "none"
    return Interest(clause, name, table(FILES[series], points, rates), compounding=compounding,
                    fixed_sum=lambda _open: Fraction(40))


FILES = {"uk": "uk-reference-rate", "de": "de-base-rate", "ecb": "ecb-main-refinancing", "at": "at-base-rate"}


def uk_sum(principal):
    return Fraction(40 if principal < 1000 else 70 if principal < 10000 else 100)


def rules_of(case, rates):
    return [rule(typed, case, rates) for typed in case.get("terms", {}).get("charges", [])]


def rule(typed, case, rates):
    clause = typed.get("clause")
    if "statutory" in typed:
        return regime(typed["statutory"], case, clause, rates)
    if "interest" not in typed:
        return Fee(typed)
    how = {**typed["interest"], **{key: typed[key] for key in ("after_days", "grace", "rounding") if key in typed}}
    if "monthly" in how:
        known = Fixed(share(how["monthly"]) * 12)
    elif isinstance(how["annual"], str):
        known = Fixed(share(how["annual"]))
    else:
        known = Dated([(day(entry["from"]), share(entry["rate"])) for entry in how["annual"]])
    return Interest(clause, "interest", known, **how)


# --- the books ----------------------------------------------------------------------------------


class Debt:
    """One invoice and what is open on it."""

    def __init__(self, typed, terms, rules, place):
        self.typed, self.number, self.place = typed, typed["number"], place
        self.amount = Fraction(typed["amount"])
        self.issued, self.received, self.due = day(typed["issued"]), received_day(typed), due_day(typed, terms)
        self.principal, self.costs = Fraction(0), Fraction(0)
        self.accounts = [Account(rule) for rule in rules if rule.kind == "interest"]
        self.fees = {at: Fraction(0) for at, rule in enumerate(rules)}

    def interest(self):
        return sum((a.loose + a.capitalised for a in self.accounts), Fraction(0))

    def open(self):
        return self.principal + self.interest() + self.costs

    def base(self, account):
        """What the rule of the account earns on."""
        charges = self.costs if account.rule.with_charges else 0
        return self.principal + charges + account.capitalised


class Credit:
    """A payment, credit note or write-off, or what is left of it."""

    def __init__(self, typed, place):
        self.date, self.place = day(typed["date"]), place
        self.left, self.kind = Fraction(typed["amount"]), typed.get("kind", "payment")
        self.invoice = typed.get("invoice")


# The order of the rows of one day; interest and fees stand in the order of invoices and rules.
INVOICE, INTEREST, FEE, CREDIT, PAYMENT = range(5)


class Books:
    """All debts of a case, brought forward day by day."""

    def __init__(self, case, as_of, rates):
        self.case, self.as_of, self.rows = case, as_of, []
        self.places = PLACES.get(case["currency"], 2)
        terms = case.get("terms", {})
        self.rules = rules_of(case, rates)
        self.allocation = terms.get("allocation", ["costs", "interest", "principal"])
        debts = [Debt(typed, terms, self.rules, at) for at, typed in enumerate(case["invoices"])]
        self.debts = [debt for debt in debts if debt.issued <= as_of]
        credits = [Credit(typed, at) for at, typed in enumerate(case.get("payments", []))]
        self.credits = [credit for credit in credits if credit.date <= as_of]
        self.waiting = []

    def run(self):
        days = [debt.issued for debt in self.debts] + [credit.date for credit in self.credits]
        if not days:
            return
        today = min(days)
        while today <= self.as_of:
            self.pass_day(today)
            today += ONE_DAY
        for debt in self.debts:
            self.cut(debt, self.as_of)

    def pass_day(self, today):
        new = [debt for debt in self.debts if debt.issued == today]
        for debt in new:
            debt.principal = debt.amount
            self.row(today, INVOICE, debt, "invoice", debt.amount)
        for debt in self.debts:
            self.earn(debt, today)
            self.charge(debt, today)
        if new:
            self.use_waiting(today)
        for credit in self.credits:
            if credit.date == today:
                self.apply(credit, today)

    def row(self, when, phase, debt, kind, amount, **basis):
        if amount != 0:
            place = (debt.place, basis.pop("at", 0)) if debt and phase in (INTEREST, FEE) else (0, 0)
            self.rows.append((when, phase, place, debt and debt.number, kind, amount, basis))

    # interest

    def earn(self, debt, today):
        if debt.issued > today or debt.principal == 0:
            return
        for account in debt.accounts:
            rule = account.rule
            first = rule.charges_from(debt.due)
            if today < first:
                continue
            since = rule.eve(debt.due) + ONE_DAY if today == first else today
            while since <= today:
                self.extend(debt, account, since)
                since += ONE_DAY
            if rule.capitalises(today, debt.due):
                self.close(debt, account)
                account.capitalised, account.loose = account.capitalised + account.loose, Fraction(0)

    def extend(self, debt, account, today):
        """Adds a day to the open leg, or ends it on the day before and opens another."""
        rule = account.rule
        entry, rate = rule.entry(today, debt.due)
        key = (entry, today.year if rule.day_count == "actual/actual" else None)
        if account.leg and account.leg["key"] != key:
            self.close(debt, account)
        if not account.leg:
            account.leg = {"eve": today - ONE_DAY, "key": key, "rate": rate, "base": debt.base(account)}
        account.leg["last"] = today

    def cut(self, debt, today):
        """Ends the open legs of a debt today."""
        for account in debt.accounts:
            if account.leg:
                assert account.leg["last"] == today
                self.close(debt, account)

    def close(self, debt, account):
        leg, rule = account.leg, account.rule
        if not leg:
            return
        days, basis = rule.days(leg["eve"], leg["last"]), rule.basis(leg["last"].year)
        exact = leg["base"] * leg["rate"] * days / basis
        account.exact += exact
        if rule.point == "total":
            amount = rounded(account.exact, self.places, rule.mode) - account.charged
        elif rule.point == "day":
            amount = rounded(leg["base"] * leg["rate"] / basis, self.places, rule.mode) * days
        else:
            amount = rounded(exact, self.places, rule.mode)
        account.charged += amount
        account.loose += amount
        account.leg = None
        self.row(leg["last"], INTEREST, debt, "interest", amount, rule=rule.name, clause=rule.clause,
                 base=leg["base"], rate=leg["rate"], days=days, day_count=rule.day_count, exact=exact,
                 at=debt.accounts.index(account))

    # fees and fixed sums

    def charge(self, debt, today):
        if debt.issued > today or debt.principal == 0:
            return
        for at, rule in enumerate(self.rules):
            if rule.kind == "fee" and rule.falls_on(today, debt):
                base = rule.base(debt)
                exact = rule.exact(base, debt, debt.fees[at])
                amount = rounded(exact, self.places, "half-up")
                debt.fees[at] += amount
                self.add_costs(debt, today, "fee", amount, rule=rule.name, clause=rule.clause, base=base,
                               rate=rule.percent, exact=exact)
            elif rule.kind == "interest" and rule.fixed_sum and today == debt.due + ONE_DAY:
                amount = rule.fixed_sum(debt.principal)
                self.add_costs(debt, today, "fixed-sum", amount, rule=rule.name, clause=rule.clause)

    def add_costs(self, debt, today, kind, amount, **basis):
        if amount == 0:
            return
        for account in debt.accounts:
            if account.rule.with_charges:
                self.close(debt, account)
        debt.costs += amount
        self.row(today, FEE, debt, kind, amount, **basis)

    # payments

    def use_waiting(self, today):
        """Applies credit on a day on which an invoice was issued."""
        for credit in self.waiting:
            wanted = self.debt(credit.invoice)
            if credit.invoice is not None and (wanted is None or wanted.issued > today):
                continue
            parts = self.spread(credit, today)
            used = sum((amount for _debt, amount in parts), Fraction(0))
            self.row(today, CREDIT, None, credit.kind, used)
            for debt, amount in parts:
                self.row(today, CREDIT, debt, credit.kind, -amount)
            credit.invoice = None
        self.waiting = [credit for credit in self.waiting if credit.left > 0]

    def apply(self, credit, today):
        wanted = self.debt(credit.invoice)
        waits = credit.invoice is not None and (wanted is None or wanted.issued > today)
        if not waits:
            for debt, amount in self.spread(credit, today):
                self.row(today, PAYMENT, debt, credit.kind, -amount)
            credit.invoice = None
        if credit.left > 0:
            if credit.kind == "write-off":
                raise Refused("write-off-too-large")
            self.row(today, PAYMENT, None, credit.kind, -credit.left)
            self.waiting.append(credit)

    def debt(self, number):
        return next((debt for debt in self.debts if debt.number == number), None)

    def spread(self, credit, today):
        """Gives the credit to the debts it reaches; returns what each of them got."""
        issued = [debt for debt in self.debts if debt.issued <= today]
        order = sorted(issued, key=lambda debt: (debt.number != credit.invoice, debt.due, debt.place))
        parts = []
        for debt in order:
            if credit.left == 0 or debt.open() == 0:
                continue
            self.cut(debt, today)
            given = self.pay(debt, credit)
            if given:
                parts.append((debt, given))
        return parts

    def pay(self, debt, credit):
        order = self.allocation if credit.kind == "payment" else ["principal", *self.allocation]
        before = credit.left
        for part in order:
            if part == "principal":
                credit.left, debt.principal = settle(credit.left, debt.principal)
            elif part == "costs":
                credit.left, debt.costs = settle(credit.left, debt.costs)
            else:
                for account in debt.accounts:
                    credit.left, account.loose = settle(credit.left, account.loose)
                for account in debt.accounts:
                    credit.left, account.capitalised = settle(credit.left, account.capitalised)
        return before - credit.left

    # the figures

    def dispute(self, debt):
        """The fraction of the debt that is in dispute."""
        typed = debt.typed.get("disputed")
        if not typed or day(typed["since"]) > self.as_of:
            return Fraction(0)
        if "resolved" in typed and day(typed["resolved"]) <= self.as_of:
            return Fraction(0)
        if "amount" not in typed:
            return Fraction(1)
        if debt.principal == 0:
            return Fraction(0)
        return min(Fraction(typed["amount"]), debt.principal) / debt.principal

    def per_day(self, debt, fraction):
        total, tomorrow = Fraction(0), self.as_of + ONE_DAY
        if debt.principal == 0 or fraction == 1:
            return total
        for account in debt.accounts:
            rule = account.rule
            if tomorrow < rule.charges_from(debt.due):
                continue
            rate = self.rate_tomorrow(rule, debt, tomorrow)
            if rate is None:
                continue
            remaining = [part - rounded(part * fraction, self.places, "half-up")
                         for part in (debt.principal, debt.costs, account.capitalised)]
            base = remaining[0] + (remaining[1] if rule.with_charges else 0) + remaining[2]
            total += rounded(base * rate / rule.basis(tomorrow.year), self.places, rule.mode)
        return total

    def rate_tomorrow(self, rule, debt, tomorrow):
        """Today's rate where only tomorrow is past the table; nothing where both are."""
        when = rule.eve(debt.due) + ONE_DAY if rule.first_day_rate else tomorrow
        if when < getattr(rule.rates, "until", FAR):
            return rule.rates.on(when)[1]
        try:
            return rule.rates.on(self.as_of)[1]
        except Refused:
            return None

    def standing(self, debt):
        fraction = self.dispute(debt)
        parts = {"principal": debt.principal, "interest": debt.interest(), "costs": debt.costs}
        disputed = {name: rounded(value * fraction, self.places, "half-up") for name, value in parts.items()}
        remaining = {name: value - disputed[name] for name, value in parts.items()}
        return {"debt": debt, **remaining, "disputed": sum(disputed.values()), "per_day": self.per_day(debt, fraction)}

    def answer(self):
        standings = [self.standing(debt) for debt in self.debts]
        due = [s for s in standings if s["debt"].due <= self.as_of]
        later = [s for s in standings if s["debt"].due > self.as_of]

        def total(of, *names):
            return self.money(sum((s[name] for s in of for name in names), Fraction(0)))

        return {
            "schema": 1,
            "case": self.case["case"],
            "as_of": self.as_of.isoformat(),
            "currency": self.case["currency"],
            "total_due": total(due, "principal", "interest", "costs"),
            "principal": total(due, "principal"),
            "interest": total(due, "interest"),
            "costs": total(due, "costs"),
            "credit": self.money(sum((credit.left for credit in self.waiting), Fraction(0))),
            "disputed": total(standings, "disputed"),
            "not_yet_due": total(later, "principal", "interest", "costs"),
            "per_day": total(standings, "per_day"),
            "aging": self.ageing(standings),
            "invoices": [self.printed(s) for s in standings],
            "rows": self.printed_rows(),
        }

    def money(self, value):
        return plain(value, self.places)

    def ageing(self, standings):
        sums = {"current": 0, "1-30": 0, "31-60": 0, "61-90": 0, "over-90": 0}
        for s in standings:
            late = (self.as_of - s["debt"].due).days
            name = "current" if late < 1 else "1-30" if late < 31 else "31-60" if late < 61 else "61-90"
            sums["over-90" if late > 90 else name] += s["principal"]
        return {name: self.money(Fraction(value)) for name, value in sums.items()}

    def printed(self, s):
        debt = s["debt"]
        return {
            "number": debt.number,
            "due": debt.due.isoformat(),
            "days_past_due": (self.as_of - debt.due).days,
            "principal": self.money(s["principal"]),
            "interest": self.money(s["interest"]),
            "costs": self.money(s["costs"]),
        }

    def printed_rows(self):
        self.rows.sort(key=lambda row: row[:3])
        balance, rows = Fraction(0), []
        for when, _phase, _place, number, kind, amount, basis in self.rows:
            balance += amount
            row = {"date": when.isoformat(), "invoice": number, "kind": kind, "amount": self.money(amount),
                   "balance": self.money(balance), **self.printed_basis(basis)}
            rows.append({key: value for key, value in row.items() if value is not None})
        return rows

    def printed_basis(self, basis):
        shown = dict(basis)
        if basis.get("base") is not None:
            shown["base"] = self.money(basis["base"])
        if basis.get("rate") is not None:
            shown["rate"] = decimal(basis["rate"] * 100) + "%"
        if basis.get("exact") is not None:
            shown["exact"] = decimal(basis["exact"])
        return shown


def settle(money, debt):
    """What is left of both when the money pays the debt as far as it goes."""
    paid = min(money, debt)
    return money - paid, debt - paid


def reckon(case, as_of, rates=RATES):
    try:
        books = Books(case, day(as_of), rates)
        books.run()
        return books.answer()
    except Refused as reason:
        return {"case": case["case"], "as_of": as_of, "error": str(reason)}


def main():
    parser = argparse.ArgumentParser(description="Reckon a case day by day.")
    parser.add_argument("--as-of", metavar="DATE")
    parser.add_argument("--lines", action="store_true", help="one case a line, with its day")
    parser.add_argument("--rates", metavar="DIR", type=Path, default=RATES)
    args = parser.parse_args()
    if args.lines:
        for line in sys.stdin:
            asked = json.loads(line)
            print(json.dumps(reckon(asked["case"], asked["as_of"], args.rates), separators=(",", ":")))
    else:
        json.dump(reckon(json.load(sys.stdin), args.as_of, args.rates), sys.stdout, indent=1)
        print()


if __name__ == "__main__":
    main()
