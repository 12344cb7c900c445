//! The table of all keys of a case file.

use super::shape::Kind::{
    Allocation, Balance, Bic, CaseId, Clause, Count, Country, Currency, Day, DayOrFalse, Email, File, Flag, Iban, Id,
    Image, Language, Line, Link, List, Map, Money, MoneyOrPercent, Note, Notes, PaymentTerms, Percent, Period, Rate,
    Time, Upi, Word, Zone,
};
use super::shape::{Key, Kind, Shape};

/// The most days a wait, a term or a period may have: ten years.
const DAYS: Kind = Count(0, 3650);

const fn must(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc }
}

const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc }
}

/// The whole file.
pub static CASE: Shape = Shape {
    name: "case",
    keys: &[
        must("case", CaseId, "The id: letters, digits, `.`, `_`, `-`; it names the output folder."),
        must("currency", Currency, "The currency of every amount, three letters (ISO 4217), as in USD."),
        must("creditor", Map(&CREDITOR), "Who is owed."),
        must("debtor", Map(&DEBTOR), "Who owes."),
        may("contract", Map(&CONTRACT), "What was agreed and signed."),
        may("payments_checked", Day, "The day to which the payments below are known to be complete."),
        may("terms", Map(&TERMS), "When invoices fall due, what lateness costs, what a payment pays first."),
        must("invoices", List(&Map(&INVOICE)), "The invoices."),
        may("payments", List(&Map(&PAYMENT)), "Payments, credit notes and write-offs."),
        may("history", List(&Map(&ENTRY)), "Calls, letters, messages and meetings."),
        may("consequences", List(&Map(&CONSEQUENCE)), "What may follow, in the order of choice."),
        may("plan", Map(&PLAN), "An agreed payment plan; each instalment is a promise."),
        may("hold", Map(&HOLD), "Days in which no step is taken; interest goes on."),
        may("expect", Map(&EXPECT), "A balance you expect; a different one is an error."),
        may("ladder", Map(&LADDER), "The waits of the ladder and other thresholds."),
        may("page", Map(&PAGE), "Paper and envelope."),
        may("silence", List(&Map(&SILENCE)), "Review remarks not to be shown again."),
        may("internal", Notes, "Notes that no document shows."),
    ],
};

/// Who is owed.
static CREDITOR: Shape = Shape {
    name: "creditor",
    keys: &[
        must("name", Line, "The name of the firm or person."),
        must("address", List(&Line), "The postal address, a line each."),
        must("country", Country, "Two letters (ISO 3166); page size and date order follow it."),
        may("phone", Line, "The telephone number, as it is to be printed."),
        may("email", Email, "The e-mail address."),
        may("website", Line, "The website, as it is to be printed."),
        may("registration", Line, "The register entry that business letters bear in some countries."),
        may("tax_id", Line, "The tax or VAT number."),
        may("time_zone", Zone, "The time zone, as in America/Denver; a country with one zone needs none."),
        may("signatory", Map(&SIGNATORY), "Who signs the letters."),
        may("logo", Image, "A PNG or JPEG beside the file."),
        may("payment", Map(&ROUTES), "How the debtor can pay."),
    ],
};

static SIGNATORY: Shape = Shape {
    name: "signatory",
    keys: &[
        must("name", Line, "The person's name."),
        may("title", Line, "The person's title in the firm."),
        may("signature", Image, "The scanned signature, a PNG or JPEG beside the file."),
    ],
};

static ROUTES: Shape = Shape {
    name: "payment",
    keys: &[
        may("wire", Map(&WIRE), "The bank account."),
        may("link", Link, "A page to pay on, http or https."),
        may("upi", Upi, "A UPI address (India), as in name@bank."),
    ],
};

static WIRE: Shape = Shape {
    name: "wire",
    keys: &[
        may("holder", Line, "The account holder, when not the creditor's name."),
        may("bank", Line, "The bank's name."),
        may("routing", Line, "The routing number (US, CA)."),
        may("sort_code", Line, "The sort code (GB, IE)."),
        may("account", Line, "The account number."),
        may("iban", Iban, "The international account number; its check digits are verified."),
        may("bic", Bic, "The bank's international code."),
    ],
};

static DEBTOR: Shape = Shape {
    name: "debtor",
    keys: &[
        must("name", Line, "The name of the firm or person."),
        must("kind", Word(&["business", "consumer", "sole-trader"]), "What kind of debtor this is in law."),
        may("address", List(&Line), "The postal address, a line each."),
        may("country", Country, "Two letters (ISO 3166)."),
        may("time_zone", Zone, "The time zone, as in America/Boise; a country with one zone needs none."),
        may("language", Language, "The language of the documents, as in en-US or de."),
        may("reference", Line, "The debtor's number in your books."),
        may("contacts", List(&Map(&CONTACT)), "The people."),
        may("primary_contact", Line, "The id of the person to ask first."),
    ],
};

static CONTACT: Shape = Shape {
    name: "contact",
    keys: &[
        must("id", Id, "The id by which the rest of the file names the person."),
        must("name", Line, "The person's name."),
        may("role", Line, "The person's role, in words."),
        may("department", Line, "The department."),
        may("phone", Line, "The telephone number."),
        may("email", Email, "The e-mail address."),
        may("reports_to", Line, "The id of the person this one reports to."),
        may("approves_payments", Flag, "Whether this person can approve a payment."),
        may("function", Word(&["accounts-payable"]), "What the person does for the firm, where it matters here."),
        may("seniority", Word(SENIORITIES), "How high the person stands [default: staff]."),
        may("left", Flag, "Whether the person has left the firm."),
        may("do_not_contact", Flag, "Whether the person must not be contacted."),
        may("salutation", Line, "The form of address, as in Ms Cole or Frau Dr. Weber."),
        may("internal", Notes, "Notes that no document shows."),
    ],
};

const SENIORITIES: &[&str] = &["staff", "lead", "manager", "director", "executive", "owner"];

static CONTRACT: Shape = Shape {
    name: "contract",
    keys: &[
        may("title", Line, "Its title, as printed on it."),
        may("signed", Day, "The day it was signed."),
        may("signed_by", Line, "The id of the contact who signed it."),
        may("department", Line, "The department that was billed."),
        may("clauses", List(&Map(&CLAUSE)), "Its clauses, word for word."),
        may("copy", File, "A copy, beside the file."),
    ],
};

static CLAUSE: Shape = Shape {
    name: "clause",
    keys: &[
        must("id", Id, "The id by which charges name it."),
        may("number", Line, "Its number in the contract, as in 4.3."),
        must("text", Clause, "Its text, word for word."),
    ],
};

static TERMS: Shape = Shape {
    name: "terms",
    keys: &[
        may("payment", PaymentTerms, "When an invoice falls due: on receipt, net 30, net 30 eom, 15 mfi …"),
        may("charges", List(&Map(&CHARGE)), "What lateness costs, in the order in which the rules run."),
        may("allocation", Allocation, "What a payment pays first [default: costs, interest, principal]."),
        may(
            "business_days",
            Word(&["none", "following"]),
            "Whether a reckoned due day moves off weekends and holidays.",
        ),
        may("holidays", List(&Day), "Days that are no working days."),
        may("cap_rate", Map(&CAP_RATE), "The highest yearly rate you know to be lawful."),
    ],
};

static CAP_RATE: Shape = Shape {
    name: "cap_rate",
    keys: &[must("annual", Percent, "The rate a year."), must("source", Line, "Where that stands.")],
};

/// One rule of what lateness costs.
static CHARGE: Shape = Shape {
    name: "charge",
    keys: &[
        may("percent", Percent, "A late fee, as a percentage with its sign."),
        may("amount", Money, "A late fee, as an amount."),
        may("interest", Map(&INTEREST), "Interest agreed in the contract."),
        may("statutory", Word(REGIMES), "A statutory regime."),
        may("clause", Line, "The id of the clause it rests on."),
        may(
            "of",
            Word(&["balance", "invoice", "balance-with-charges"]),
            "Of what the percentage is [default: balance].",
        ),
        may("from", Word(&["due", "issued", "received"]), "From which day the days are counted [default: due]."),
        may("after_days", DAYS, "Charged once it is more than so many days late."),
        may("every", Period, "How often: once, month or {days: n} [default: once]."),
        may("first", Word(&["start", "end"]), "Whether a repeated fee begins at the start or the end of its period."),
        may("minimum", Money, "The least of one charge."),
        may("maximum", Money, "The most of one charge."),
        may("cap", MoneyOrPercent, "The most on one invoice, as an amount or a percentage of it."),
        may("grace", Word(&["threshold", "shift"]), "What the days of grace mean [default: threshold]."),
        may("rounding", Map(&ROUNDING), "How and where interest is rounded."),
    ],
};

const REGIMES: &[&str] = &[
    "uk-late-payment",
    "eu-late-payment",
    "de-late-payment",
    "nl-late-payment",
    "fr-late-payment",
    "ie-late-payment",
    "at-late-payment",
    "es-late-payment",
    "it-late-payment",
];

static INTEREST: Shape = Shape {
    name: "interest",
    keys: &[
        may("annual", Rate, "The rate a year, or a list of {from, rate}."),
        may("monthly", Percent, "The rate a month; twelve times that a year."),
        may("day_count", Word(DAY_COUNTS), "How days become a share of a year [default: actual/365]."),
        may("on", Word(&["balance", "balance-with-charges"]), "On what it is charged [default: balance]."),
        may(
            "compounding",
            Word(&["none", "monthly", "yearly", "calendar-year"]),
            "When it joins its own base [default: none].",
        ),
        may("rate_on", Word(&["each-day", "first-day"]), "Whether the rate follows its table [default: each-day]."),
    ],
};

const DAY_COUNTS: &[&str] = &["actual/365", "actual/actual", "actual/360", "30/360", "30E/360"];

/// One rate of a dated list.
pub static DATED_RATE: Shape = Shape {
    name: "rate",
    keys: &[must("from", Day, "The first day of the rate."), must("rate", Percent, "The rate a year.")],
};

/// A period of days.
pub static PERIOD: Shape = Shape { name: "period", keys: &[must("days", Count(1, 3650), "Each so many days.")] };

static ROUNDING: Shape = Shape {
    name: "rounding",
    keys: &[
        may("mode", Word(&["half-up", "half-even", "down"]), "How [default: half-up]."),
        may("point", Word(&["leg", "day", "total"]), "Where [default: leg]."),
    ],
};

static INVOICE: Shape = Shape {
    name: "invoice",
    keys: &[
        must("number", Line, "Its number, as printed on it."),
        may("description", Note, "What it is for."),
        must("issued", Day, "The day it bears."),
        may("received", Day, "The day the debtor received it."),
        must("amount", Money, "What it asks for."),
        may("due", Day, "The day it falls due, when not what the terms give."),
        may("disputed", Map(&DISPUTE), "What the debtor disputes of it."),
        may("copy", File, "A copy, beside the file."),
        may("internal", Notes, "Notes that no document shows."),
    ],
};

static DISPUTE: Shape = Shape {
    name: "dispute",
    keys: &[
        must("since", Day, "The first day of the dispute."),
        may("amount", Money, "How much; without it, all that is open."),
        may("reason", Note, "Why, in the debtor's words."),
        may("resolved", Day, "The day it was resolved."),
    ],
};

static PAYMENT: Shape = Shape {
    name: "payment",
    keys: &[
        must("date", Day, "The day it counts from."),
        must("amount", Money, "How much, without a sign."),
        may("invoice", Line, "The number of the invoice it is meant for."),
        may("method", Line, "How it came, in words."),
        may("kind", Word(&["payment", "credit-note", "write-off"]), "What it is [default: payment]."),
    ],
};

static PLAN: Shape = Shape {
    name: "plan",
    keys: &[
        must("agreed", Day, "The day of the agreement."),
        must("instalments", List(&Map(&INSTALMENT)), "The instalments."),
        may("interest", Word(&["waived", "runs"]), "What becomes of interest while it is kept [default: waived]."),
    ],
};

static INSTALMENT: Shape = Shape {
    name: "instalment",
    keys: &[must("date", Day, "The day by which it is to be paid."), must("amount", Money, "How much.")],
};

static ENTRY: Shape = Shape {
    name: "history entry",
    keys: &[
        must("date", Day, "The day."),
        may("time", Time, "The time of day at the debtor's, as in 14:30."),
        must("channel", Word(&["call", "email", "letter", "sms", "meeting"]), "By what means."),
        may("contact", Line, "The id of the person."),
        may("direction", Word(&["out", "in"]), "Who made the contact: you (out) or the debtor (in) [default: out]."),
        must("outcome", Word(OUTCOMES), "How it ended."),
        may("step", Word(STEPS), "The step of the ladder it was."),
        may("note", Note, "Your note; only a call sheet shows it."),
        may("discussed", List(&Line), "The numbers of the invoices talked about."),
        may("promise", Map(&PROMISE), "What the debtor promised."),
        may("announced", List(&Line), "The ids of the consequences announced."),
        may("document", Line, "The document that was sent, as in demand."),
        may("deadline", Day, "The deadline that document set."),
        may("internal", Notes, "Notes that no document shows."),
    ],
};

const OUTCOMES: &[&str] =
    &["no-answer", "voicemail", "no-reply", "sent", "spoke", "promised", "refused", "disputed", "paid", "left-message"];

const STEPS: &[&str] = &["courtesy", "reminder", "follow-up", "escalation", "final-call", "demand", "follow-through"];

static PROMISE: Shape = Shape {
    name: "promise",
    keys: &[must("amount", Money, "How much."), must("by", Day, "The last day on which it is still kept.")],
};

static CONSEQUENCE: Shape = Shape {
    name: "consequence",
    keys: &[
        may("id", Id, "The id by which the history names it [default: its kind]."),
        must("kind", Word(CONSEQUENCES), "What it is."),
        may("name", Line, "Who carries it out: the agency, the court, the lawyer."),
        may("ready", DayOrFalse, "The day from which it is ready, or false."),
        may("prepared", Note, "What was done to be ready; only a call sheet shows it."),
        may("reports_to_bureaus", Flag, "Whether the agency reports to credit bureaus."),
        may("deadline_days", Count(1, 365), "The days the demand gives, when not the ladder's."),
        may("done", Day, "The day it was carried out."),
        may("withdrawn", Day, "The day it was given up."),
        may("text", Line, "The words for a consequence of kind other."),
    ],
};

const CONSEQUENCES: &[&str] =
    &["collection-agency", "small-claims", "lawsuit", "credit-reporting", "service-suspension", "write-off", "other"];

static HOLD: Shape = Shape {
    name: "hold",
    keys: &[
        must("since", Day, "The first day on hold."),
        may("until", Day, "The last day on hold."),
        may("reason", Note, "Why."),
    ],
};

static EXPECT: Shape = Shape {
    name: "expectation",
    keys: &[must("date", Day, "The day."), must("balance", Balance, "All that is open, less any credit.")],
};

static LADDER: Shape = Shape {
    name: "ladder",
    keys: &[
        may("courtesy_days", DAYS, "A courtesy call: so many days before the due day [default: 3]."),
        may("reminder_days", DAYS, "A reminder: so many days past due [default: 1]."),
        may("follow_up_days", DAYS, "A follow-up: so many days past due [default: 7]."),
        may("follow_up_gap", DAYS, "A follow-up: so many days after the last contact [default: 5]."),
        may("escalation_days", DAYS, "An escalation: so many days past due [default: 30]."),
        may("escalation_promises", Count(1, 100), "An escalation: so many broken promises [default: 2]."),
        may("escalation_tries", Count(1, 100), "An escalation: so many tries in a row [default: 3]."),
        may("escalation_gap", DAYS, "An escalation: so many days after the last contact [default: 5]."),
        may("final_call_days", DAYS, "The final call: so many days past due [default: 45]."),
        may("final_call_gap", DAYS, "The final call: so many days after the last contact [default: 7]."),
        may("demand_gap", DAYS, "A demand: so many days after the final call [default: 3]."),
        may("deadline_days", Count(1, 365), "The days a demand gives [default: 7]."),
        may("books_days", DAYS, "So old may payments_checked be [default: 7]."),
        may("calls_per_week", Count(1, 100), "So many outward calls in seven days [default: 7]."),
        may("hours", Map(&HOURS), "When the debtor may be called, in the debtor's time."),
    ],
};

static HOURS: Shape = Shape {
    name: "hours",
    keys: &[may("from", Time, "Not before [default: 08:00]."), may("to", Time, "Not after [default: 21:00].")],
};

static PAGE: Shape = Shape {
    name: "page",
    keys: &[
        may("size", Word(&["letter", "a4"]), "The paper [default: that of the creditor's country]."),
        may("envelope", Word(ENVELOPES), "The window envelope [default: that of the creditor's country]."),
        may("blank_head", Flag, "Whether the paper has a printed letterhead."),
        may("fonts", List(&File), "Files of fonts for letters the program has none for, beside the case or above it."),
    ],
};

const ENVELOPES: &[&str] = &["din-5008-a", "din-5008-b", "us-10", "uk-dl", "none"];

static SILENCE: Shape = Shape {
    name: "silence",
    keys: &[must("code", Line, "The code of the remark."), must("reason", Note, "Why it does not apply.")],
};

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_yaml::Value;

    use super::super::shape::{self, Kind};
    use crate::case::{
        Anchor, BusinessDays, Channel, Compounding, ConsequenceKind, DayCount, DebtorKind, Direction, Envelope,
        FeeBase, First, Function, Grace, InterestBase, Outcome, PageSize, PaymentKind, Point, RateOn, Regime,
        Seniority, Step,
    };
    use crate::money::Rounding;

    fn words(shape: &str, key: &str) -> &'static [&'static str] {
        let shape = shape::all().into_iter().find(|known| known.name == shape).unwrap();
        match shape.key(key).unwrap().kind {
            Kind::Word(words) => words,
            _ => panic!("{key} takes no word"),
        }
    }

    /// Each word is one of the type's, and the type has no other.
    fn all_of<T: DeserializeOwned>(shape: &str, key: &str) {
        let listed = words(shape, key);
        for word in listed {
            let read = serde_yaml::from_value::<T>(Value::String((*word).to_owned()));
            assert!(read.is_ok(), "{shape}.{key}: {word}");
        }
        let refused = serde_yaml::from_value::<T>(Value::String("no such word".to_owned())).err().unwrap().to_string();
        let known = refused.matches('`').count() / 2 - 1;
        assert!(known == listed.len() || known == 0, "{shape}.{key}: {refused}");
    }

    #[test]
    fn the_words_of_the_table_are_the_words_of_the_types() {
        all_of::<DebtorKind>("debtor", "kind");
        all_of::<Function>("contact", "function");
        all_of::<Seniority>("contact", "seniority");
        all_of::<BusinessDays>("terms", "business_days");
        all_of::<Regime>("charge", "statutory");
        all_of::<FeeBase>("charge", "of");
        all_of::<Anchor>("charge", "from");
        all_of::<First>("charge", "first");
        all_of::<Grace>("charge", "grace");
        all_of::<DayCount>("interest", "day_count");
        all_of::<InterestBase>("interest", "on");
        all_of::<Compounding>("interest", "compounding");
        all_of::<RateOn>("interest", "rate_on");
        all_of::<Rounding>("rounding", "mode");
        all_of::<Point>("rounding", "point");
        all_of::<PaymentKind>("payment", "kind");
        all_of::<Channel>("history entry", "channel");
        all_of::<Direction>("history entry", "direction");
        all_of::<Outcome>("history entry", "outcome");
        all_of::<Step>("history entry", "step");
        all_of::<ConsequenceKind>("consequence", "kind");
        all_of::<PageSize>("page", "size");
        all_of::<Envelope>("page", "envelope");
    }

    #[test]
    fn every_key_is_said_in_one_line_with_a_stop() {
        for shape in shape::all() {
            for key in shape.keys {
                assert!(key.doc.ends_with(['.', '…']) && !key.doc.contains('\n'), "{}.{}", shape.name, key.name);
            }
        }
    }
}
