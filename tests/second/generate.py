"""Random cases over every key the reckoning reads, valid ones only.

The same seed gives the same cases. Amounts are small on purpose: halves of a cent, caps that bind and
payments that end on the very cent are more frequent there. Many payments, and many days of the
ledger, fall on a day on which something else happens: a due day, the end of the days of grace, the
day of a fee or the day before it, an anniversary, an issue, a rate's first day.
"""

import random
from datetime import date, timedelta

from reckon import due_day, plus_months

CURRENCIES = ["USD", "USD", "EUR", "EUR", "GBP", "JPY", "KWD", "CHF"]
PLACES = {"JPY": 0, "KWD": 3}
YEARS = [2003, 2008, 2012, 2015, 2016, 2019, 2021, 2023, 2024]
CLAUSES = ["payment", "late-fee", "interest"]
EURO = ["eu", "de", "nl", "fr", "ie", "es", "it", "at"]


class Dice:
    """Chance that falls the same way for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seed = seed

    def pick(self, options):
        return self.random.choice(options)

    def chance(self, share):
        return self.random.random() < share

    def days(self, least, most):
        return timedelta(days=self.random.randint(least, most))

    def iso(self, when):
        return when.isoformat()

    def maybe(self, into, key, share, value):
        if self.chance(share):
            into[key] = value()


class Draw(Dice):
    """One random case."""

    def __init__(self, seed):
        super().__init__(seed)
        self.currency = self.pick(CURRENCIES)
        self.places = PLACES.get(self.currency, 2)
        self.start = date(self.pick(YEARS), 1, 1) + self.days(0, 700)

    def money(self, least, most):
        units = self.random.randint(least * 10**self.places, most * 10**self.places)
        if self.chance(0.4):
            units -= units % 10**self.places
        return self.written(0 if self.chance(0.02) else max(units, 1))

    def written(self, units):
        if self.places == 0:
            return str(units)
        digits = str(units).rjust(self.places + 1, "0")
        return digits[: -self.places] + "." + digits[-self.places :]

    def percent(self, *options):
        if self.chance(0.3):
            return f"{self.random.randint(0, 30)}.{self.random.randint(0, 9999):04}%"
        return self.pick(options)

    # the parts

    def case(self):
        kind = "consumer" if self.chance(0.1) else self.pick(["business", "sole-trader"])
        terms = self.terms(kind)
        invoices = [self.invoice(number) for number in range(1, self.pick([1, 1, 1, 2, 3, 4, 6]) + 1)]
        if self.chance(0.2):
            for invoice in invoices:  # equal days: the order of the file decides
                invoice["issued"] = invoices[0]["issued"]
                for key in ("received", "due"):
                    invoice.pop(key, None)
        days = self.days_that_matter(terms, invoices)
        case = {
            "case": f"random-{self.seed}",
            "currency": self.currency,
            "creditor": {"name": "Creditor", "address": ["1 Street"], "country": "US"},
            "debtor": {"name": "Debtor", "kind": kind},
            "contract": {"clauses": [{"id": name, "text": "As agreed."} for name in CLAUSES]},
            "terms": terms,
            "invoices": invoices,
            "payments": [self.payment(invoices, days) for _ in range(self.pick([0, 1, 1, 2, 3, 5, 8]))],
        }
        signed = [date(2013, 5, 1), date(2014, 7, 28), date(2014, 7, 29), date(2018, 1, 1)]
        self.maybe(case["contract"], "signed", 0.5, lambda: self.iso(self.pick(signed)))
        return {"as_of": self.iso(self.as_of(days)), "case": case}

    def days_that_matter(self, terms, invoices):
        """The days on which something happens to an invoice, and the days before and after them."""
        days = set()
        for invoice in invoices:
            due, issued = due_day(invoice, terms), date.fromisoformat(invoice["issued"])
            days |= {issued, due, date(due.year, 12, 31), plus_months(due, 12)}
            for charge in terms["charges"]:
                after = timedelta(days=int(charge.get("after_days", 0)))
                days |= {due + after, plus_months(due + after, 1), plus_months(due + after, 2), plus_months(due, 1)}
                for entry in charge.get("interest", {}).get("annual", []):
                    if isinstance(entry, dict):
                        days.add(date.fromisoformat(entry["from"]))
        near = {day + timedelta(days=off) for day in days for off in (-1, 0, 1)}
        return sorted(day for day in near if day >= self.start)

    def as_of(self, days):
        if self.chance(0.3):
            return self.pick(days)
        if self.chance(0.15):
            month_end = date(self.start.year + 1, self.random.randint(1, 12), 1) - timedelta(days=1)
            return max(month_end, self.start)
        if self.chance(0.02):
            return self.start + self.days(3000, 4500)
        return self.start + self.pick([self.days(0, 60), self.days(30, 400), self.days(300, 900)])

    def invoice(self, number):
        issued = self.start + self.days(0, 15 if self.chance(0.5) else 200)
        if self.chance(0.2):
            issued = date(issued.year, issued.month, 28) + self.days(0, 3)
        invoice = {"number": f"R-{number}", "issued": self.iso(issued), "amount": self.money(1, self.pick([50, 900, 1200, 20000]))}
        self.maybe(invoice, "received", 0.5, lambda: self.iso(issued + self.days(0, 12)))
        self.maybe(invoice, "due", 0.1, lambda: self.iso(issued + self.days(0, 45)))
        self.maybe(invoice, "disputed", 0.2, lambda: self.dispute(issued))
        return invoice

    def dispute(self, issued):
        since = issued + self.days(0, 300 if self.chance(0.5) else 30)
        disputed = {"since": self.iso(since)}
        self.maybe(disputed, "amount", 0.6, lambda: self.money(1, self.pick([30, 900])))
        self.maybe(disputed, "resolved", 0.3, lambda: self.iso(since + self.days(1, 300)))
        return disputed

    def payment(self, invoices, days):
        when = self.pick(days) if self.chance(0.5) else self.start + self.days(0, 400)
        payment = {"date": self.iso(when), "amount": self.money(1, self.pick([40, 500, 9000]))}
        if self.chance(0.15):
            payment["amount"] = self.pick(invoices)["amount"]
        self.maybe(payment, "invoice", 0.4, lambda: self.pick(invoices)["number"])
        self.maybe(payment, "kind", 0.25, lambda: self.pick(["credit-note", "credit-note", "payment", "write-off"]))
        return payment

    def terms(self, kind):
        terms = {}
        self.maybe(terms, "payment", 0.85, self.due_terms)
        if self.chance(0.2):
            terms["business_days"] = self.pick(["following", "following", "none"])
            terms["holidays"] = [self.iso(self.start + self.days(0, 60)) for _ in range(5)]
        self.maybe(terms, "allocation", 0.5, lambda: self.random.sample(["costs", "interest", "principal"], 3))
        terms["charges"] = [self.charge(kind) for _ in range(self.pick([0, 1, 1, 2, 2, 3]))]
        return terms

    def due_terms(self):
        days = self.pick([0, 7, 10, 14, 30, 45, 60])
        return self.pick(["on receipt", f"net {days}", f"net {days} from receipt", f"net {days} eom",
                          f"{self.pick([1, 15, 28, 29, 30, 31])} mfi"])

    def charge(self, kind):
        regimes = self.regimes(kind)
        if regimes and self.chance(0.35):
            charge = {"statutory": self.pick(regimes) + "-late-payment"}
        else:
            charge = self.interest() if self.chance(0.55) else self.fee()
        self.maybe(charge, "clause", 0.5, lambda: self.pick(CLAUSES))
        return charge

    def regimes(self, kind):
        if self.currency == "GBP":
            return [] if kind == "consumer" else ["uk"]
        if self.currency == "EUR":
            return ["de"] if kind == "consumer" else EURO
        return []

    def fee(self):
        fee = {}
        if self.chance(0.6):
            fee["percent"] = self.percent("5%", "1.5%", "10%", "2.5%", "33.333%")
            self.maybe(fee, "of", 0.7, lambda: self.pick(["balance", "invoice", "balance-with-charges"]))
        else:
            fee["amount"] = self.money(1, 60)
        self.maybe(fee, "from", 0.5, lambda: self.pick(["due", "issued", "received"]))
        self.maybe(fee, "after_days", 0.7, lambda: str(self.pick([0, 1, 5, 10, 30, 31, 60])))
        if self.chance(0.6):
            fee["every"] = self.pick(["once", "month", "month", {"days": str(self.pick([1, 7, 14, 30, 31]))}])
            if fee["every"] != "once":
                self.maybe(fee, "first", 0.5, lambda: self.pick(["start", "end"]))
        self.maybe(fee, "minimum", 0.25, lambda: self.money(1, 30))
        if self.chance(0.25):
            fee["maximum"] = self.written(10**self.places * self.random.randint(30, 80))
        self.maybe(fee, "cap", 0.35, lambda: self.percent("10%", "25%", "7.77%") if self.chance(0.5) else self.money(20, 120))
        return fee

    def interest(self):
        how = {}
        if self.chance(0.3):
            how["monthly"] = self.percent("1.5%", "1%", "2%", "0.8333%")
        elif self.chance(0.5):
            how["annual"] = self.percent("18%", "8%", "5%", "12.5%", "100%", "0%")
        else:
            how["annual"] = self.dated_rates()
        self.maybe(how, "day_count", 0.8, lambda: self.pick(["actual/365", "actual/actual", "actual/360", "30/360", "30E/360"]))
        self.maybe(how, "on", 0.5, lambda: self.pick(["balance", "balance-with-charges"]))
        self.maybe(how, "compounding", 0.6, lambda: self.pick(["none", "monthly", "yearly", "calendar-year"]))
        self.maybe(how, "rate_on", 0.4, lambda: self.pick(["each-day", "first-day"]))
        charge = {"interest": how}
        if self.chance(0.4):
            charge["after_days"] = str(self.pick([0, 1, 5, 10, 30, 45, 100]))
        self.maybe(charge, "grace", 0.5, lambda: self.pick(["threshold", "shift"]))
        if self.chance(0.6):
            rounding = charge["rounding"] = {}
            self.maybe(rounding, "mode", 0.8, lambda: self.pick(["half-up", "half-even", "down"]))
            self.maybe(rounding, "point", 0.8, lambda: self.pick(["leg", "day", "total"]))
        return charge

    def dated_rates(self):
        first = self.start - self.days(0, 400) if self.chance(0.95) else self.start + self.days(0, 90)
        days = sorted({first} | {self.start + self.days(-30, 700) for _ in range(self.pick([1, 2, 4]))})
        days = [when for when in days if when >= first]
        return [{"from": self.iso(when), "rate": self.percent("8%", "9.5%", "10%", "0%")} for when in days]


def random_case(seed):
    return Draw(seed).case()
