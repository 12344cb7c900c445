//! Two or three examples for each command, which end its `--help`. All of them run on the example cases.

use clap::Command;

/// What is done, and how it is typed.
pub type Example = (&'static str, &'static str);

/// The examples of each command, by its name; those of the program itself under an empty one.
pub const ALL: &[(&str, &[Example])] = &[
    (
        "",
        &[
            ("what to do today about every debt in a folder", "pastdue status cases"),
            ("why so much is owed", "pastdue why cases/northwind-2026-014.yaml --as-of 2026-06-14"),
            ("a month's letters and call sheets", "pastdue batch cases --month 2026-10"),
        ],
    ),
    ("init", &[("in a new folder", "pastdue init debts"), ("in this one", "pastdue init")]),
    (
        "new",
        &[
            ("a file to fill in", "pastdue new acme-2026-07 --in cases"),
            (
                "one that is complete but for your own firm, which `_shared.yaml` holds",
                "pastdue new acme-2026-08 --debtor \"Acme, Inc.\" --kind business --currency USD --invoice 77 \
--amount 1200.00 --issued 2026-09-01 --received 2026-09-02 --terms \"net 30\"",
            ),
            (
                "one more debt of the same debtor",
                "pastdue new northwind-2026-020 --from cases/northwind-2026-014.yaml --invoice 1077 --amount 800.00 \
--issued 2026-09-01",
            ),
        ],
    ),
    (
        "check",
        &[
            ("every case of a folder", "pastdue check cases"),
            ("for another program, a line for each finding", "pastdue check cases --format json"),
        ],
    ),
    (
        "why",
        &[
            ("what was owed on a day", "pastdue why cases/northwind-2026-014.yaml --as-of 2026-06-14"),
            ("the third row alone", "pastdue why cases/northwind-2026-014.yaml --as-of 2026-06-14 --row 3"),
            ("for a spreadsheet", "pastdue why cases/northwind-2026-014.yaml --format csv"),
        ],
    ),
    (
        "next",
        &[
            ("today", "pastdue next cases/northwind-2026-014.yaml"),
            (
                "on a day, for another program",
                "pastdue next cases/northwind-2026-014.yaml --as-of 2026-06-14 --format json",
            ),
        ],
    ),
    (
        "review",
        &[
            ("before a letter is sent", "pastdue review cases/brackley-2026-31.yaml --as-of 2026-10-31"),
            ("for another program", "pastdue review cases/brackley-2026-31.yaml --as-of 2026-10-31 --format json"),
        ],
    ),
    (
        "call",
        &[
            ("the call that is next", "pastdue call cases/northwind-2026-014.yaml --as-of 2026-06-14"),
            (
                "another step, at a time of the debtor's day",
                "pastdue call cases/northwind-2026-014.yaml --as-of 2026-06-14 --step final-call --at 10:30",
            ),
        ],
    ),
    (
        "demand",
        &[
            (
                "after a look at the account",
                "pastdue demand cases/northwind-2026-014.yaml --as-of 2026-07-02 --books-current",
            ),
            (
                "see which files it would write",
                "pastdue demand cases/northwind-2026-014.yaml --as-of 2026-07-02 --books-current --dry-run",
            ),
        ],
    ),
    (
        "statement",
        &[
            ("as PDF and Markdown", "pastdue statement cases/northwind-2026-014.yaml --as-of 2026-06-30"),
            (
                "the PDF alone, with the figures attached",
                "pastdue statement cases/northwind-2026-014.yaml --as-of 2026-06-30 --to pdf --attach-ledger",
            ),
        ],
    ),
    (
        "plan",
        &[
            (
                "four equal parts, one a month",
                "pastdue plan cases/northwind-2026-014.yaml --as-of 2026-06-20 --instalments 4 --first 2026-07-01",
            ),
            (
                "a part on signing, the rest every two weeks",
                "pastdue plan cases/northwind-2026-014.yaml --as-of 2026-06-20 --down 2000.00 --instalments 6 \
--first 2026-07-03 --every 2-weeks",
            ),
        ],
    ),
    (
        "batch",
        &[
            ("everything October asks for", "pastdue batch cases --month 2026-10"),
            (
                "as of a day of the month, elsewhere",
                "pastdue batch cases --month 2026-10 --as-of 2026-10-15 -o letters",
            ),
        ],
    ),
    (
        "status",
        &[
            ("today", "pastdue status cases"),
            ("for a spreadsheet", "pastdue status cases --as-of 2026-10-31 --format csv"),
        ],
    ),
    (
        "today",
        &[
            ("whom to call now, and why", "pastdue today cases"),
            ("the days to keep in mind, as a calendar", "pastdue today cases --as-of 2026-10-31 --ics days.ics"),
        ],
    ),
    (
        "confirm",
        &[
            ("the e-mail to send", "pastdue confirm cases/northwind-2026-014.yaml --as-of 2026-05-28"),
            (
                "only its text, to paste",
                "pastdue confirm cases/northwind-2026-014.yaml --as-of 2026-05-28 --to md -o -",
            ),
        ],
    ),
    (
        "log",
        &[
            (
                "a call that nobody answered, today",
                "pastdue log cases/northwind-2026-014.yaml --channel call --contact marsha --outcome no-answer",
            ),
            (
                "a promise, and the e-mail that says it back",
                "pastdue log cases/northwind-2026-014.yaml --date 2026-06-15 --channel call --contact devon \
--outcome promised --promise 11020.00 --by 2026-06-19 --confirm --as-of 2026-06-15",
            ),
            (
                "a demand that was sent",
                "pastdue log cases/northwind-2026-014.yaml --date 2026-07-02 --channel letter --contact devon \
--outcome sent --document demand --deadline 2026-07-09 --announced collection-agency",
            ),
        ],
    ),
    (
        "typeset",
        &[
            ("a letter you have edited", "pastdue typeset letter.md"),
            ("as a page for a browser", "pastdue typeset letter.md -o letter.html"),
        ],
    ),
    ("rates", &[("to read", "pastdue rates"), ("for another program", "pastdue rates --format json")]),
    (
        "schema",
        &[("to a file that your editor reads", "pastdue schema > case.schema.json"), ("to look at", "pastdue schema")],
    ),
    ("explain", &[("one code", "pastdue explain unknown-contact"), ("all there are", "pastdue explain")]),
    (
        "templates",
        &[
            ("read one", "pastdue templates en/demand.md"),
            ("put it where you can change it", "pastdue templates en/demand.md --eject templates"),
        ],
    ),
    (
        "completions",
        &[("for bash", "pastdue completions bash"), ("for zsh, in a file", "pastdue completions zsh > _pastdue")],
    ),
    ("man", &[("one command", "pastdue man log"), ("every page into a folder", "pastdue man -o man1")]),
];

/// Returns the command with the examples at the end of each long help.
pub fn with(mut command: Command) -> Command {
    for (name, examples) in ALL {
        let add = |command: Command| {
            let before = command.get_after_long_help().map(|help| format!("\n\n{help}")).unwrap_or_default();
            command.after_long_help(format!("{}{before}", text(examples)))
        };
        command = if name.is_empty() { add(command) } else { command.mut_subcommand(name, add) };
    }
    command
}

fn text(examples: &[Example]) -> String {
    let lines = examples.iter().map(|(what, typed)| format!("  {what}:\n    {typed}\n"));
    format!("Examples:\n{}", lines.collect::<String>().trim_end())
}
