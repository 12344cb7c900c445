//! The templates inside the program.

/// Holds the files of every language inside the program; one that is missing stops the build.
macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        built_in!(@each "de" $($name)*; "en" $($name)*; "fr" $($name)*);
    };
    (@each $($language:literal $($name:literal)*);*) => {
        /// The templates inside the program, by name: the same files in every language.
        pub const BUILT_IN: &[(&str, &str)] = &[$($(
            (concat!($language, "/", $name), include_str!(concat!("../../templates/", $language, "/", $name))),
        )*)*];
    };
}

built_in![
    "call.md",
    "confirmation.md",
    "demand.md",
    "plan.md",
    "statement.md",
    "words.yaml",
    "call/answers-early.md",
    "call/answers.md",
    "call/arithmetic.md",
    "call/close.md",
    "call/courtesy.md",
    "call/escalation.md",
    "call/facts.md",
    "call/final.md",
    "call/follow-up.md",
    "call/hello.md",
    "call/reception.md",
    "call/record.md",
    "call/reminder.md",
    "call/voicemail.md",
    "call/whom.md",
    "parts/agreed.md",
    "parts/closing.md",
    "parts/enclosures.md",
    "parts/greeting.md",
    "parts/head.md",
    "parts/how-to-pay.md",
    "parts/letterhead.md",
    "parts/so-far.md",
    "parts/words.md",
];
