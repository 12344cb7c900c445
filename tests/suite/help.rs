//! The help: short enough to read, with prose and examples that work; and how the streams end.

use std::fs::File;
use std::process::Stdio;

use clap::{Command, CommandFactory as _};
use pastdue::cli::{Cli, examples};

use crate::support::{Run, project};

/// The most lines of a short help: a screen.
const SCREEN: usize = 44;

fn whole() -> Command {
    let mut whole = examples::with(Cli::command()).term_width(100);
    whole.build();
    whole
}

fn commands() -> Vec<Command> {
    whole().get_subcommands().filter(|command| command.get_name() != "help").cloned().collect()
}

/// Returns the words of an example, those in quotes as one.
fn words(typed: &str) -> Vec<String> {
    let mut words = vec![];
    for (at, part) in typed.split('"').enumerate() {
        if at % 2 == 1 { words.push(part.to_owned()) } else { words.extend(part.split_whitespace().map(str::to_owned)) }
    }
    words
}

#[test]
fn the_short_help_fits_a_screen_and_every_option_is_explained() {
    for mut command in commands().into_iter().chain([whole()]) {
        let help = command.render_help().to_string();
        assert!(help.lines().count() <= SCREEN, "{} has {} lines", command.get_name(), help.lines().count());
        for option in command.get_arguments() {
            assert!(option.get_help().is_some(), "{} {}", command.get_name(), option.get_id());
        }
    }
}

#[test]
fn the_long_help_has_prose_and_two_examples_of_that_command() {
    for mut command in commands() {
        let name = command.get_name().to_owned();
        let about = command.get_about().unwrap().to_string();
        let prose = command.get_long_about().unwrap_or_else(|| panic!("`{name}` has no prose")).to_string();
        assert!(prose.len() > about.len() + 40, "{name}");
        assert!(!about.ends_with('.') && about.starts_with(char::is_uppercase), "{name}: {about}");
        let help = command.render_long_help().to_string();
        assert!(
            help.matches(&format!("\n    pastdue {name}")).count() >= 2,
            "{name} needs two examples in src/cli/examples.rs"
        );
    }
}

#[test]
fn every_example_works_on_the_example_cases() {
    let shared = "creditor: {name: Halden, address: [1 Canal Street], country: US}\n";
    for (_, typed) in examples::ALL.iter().flat_map(|(_, examples)| *examples) {
        let command = typed.split(" > ").next().unwrap();
        let mut run = Run::new("").with("cases");
        if command.contains(" new ") {
            run = run.file("cases/_shared.yaml", shared);
        }
        run = run.file("letter.md", std::fs::read(project("tests/documents/scripts.md")).unwrap());
        for word in words(command).into_iter().skip(1) {
            run = run.argument(word);
        }
        run.ends_with(0);
    }
}

#[test]
fn a_word_that_is_nearly_right_is_answered_with_the_right_one() {
    for (typed, meant) in [
        ("chek x.yaml", "'check'"),
        ("why x.yaml --formt json", "'--format'"),
        ("log x.yaml --channel cal --outcome spoke", "'call'"),
        ("explain unknown-contac", "`unknown-contact`"),
        ("templates en/demnd.md", "`en/demand.md`"),
        ("man lgo", "`log`"),
    ] {
        let run = Run::new(typed).ends_with(2);
        assert!(run.stderr.contains(meant), "{typed}\n{}", run.stderr);
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    assert!(Run::new("man").ends_with(0).stdout.contains(".TH pastdue 1 "));
    let page = Run::new("man log").ends_with(0).stdout;
    assert!(
        page.contains(".TH pastdue-log 1") && page.contains("\\-\\-promise") && page.contains("Examples:"),
        "{page}"
    );
    let run = Run::new("man -o man1").ends_with(0);
    assert_eq!(run.files("man1").len(), commands().len() + 1);
    assert_eq!(run.text("man1/pastdue-log.1"), page);
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Run::new(&format!("completions {shell}")).ends_with(0).stdout;
        for command in commands() {
            assert!(script.contains(command.get_name()), "{shell} {}", command.get_name());
        }
    }
}

#[test]
fn templates_beside_the_cases_stand_in_the_place_of_the_built_in_ones() {
    let own = "---\nclass: statement\nlang: en-US\ntitle: Ours\n---\n\n# Ours, {{ creditor.name }}\n";
    let run = |more: &str| {
        let command = format!("statement cases/northwind-2026-014.yaml --as-of 2026-06-14 --to md -o - {more}");
        Run::new(&command).with("cases/northwind-2026-014.yaml").with("cases/halden.png")
    };
    let built_in = run("").ends_with(0).stdout;
    let theirs = run("").file("templates/en/statement.md", own).ends_with(0).stdout;
    assert!(theirs.ends_with("# Ours, Halden Design Studio LLC\n"), "{theirs}");
    // what is in the folder named goes before it
    let named = run("--templates mine").file("templates/en/statement.md", own);
    assert!(named.file("mine/en/call.md", "# Call").ends_with(0).stdout == built_in);
    // and a folder of that name that is another program's changes nothing
    let foreign = run("").file("templates/base.html", "{% block %}").file("templates/emails/hello.md", "{{ user }}");
    assert_eq!(foreign.ends_with(0).stdout, built_in);
}

#[test]
fn templates_are_copied_out_to_be_changed_and_never_over_ones_that_are_there() {
    let run = Run::new("templates en/demand.md --eject own").ends_with(0);
    assert_eq!(run.text("own/en/demand.md"), run.then("templates en/demand.md").ends_with(0).stdout);
    let again = run.then("templates --eject own").ends_with(1);
    assert_eq!(again.stderr, "error: `own/en/demand.md` is there already; nothing was written\n");
    assert_eq!(again.files("own"), ["en/demand.md"]);
    let all = run.then("templates --eject all").ends_with(0);
    assert_eq!(all.files("all").len(), run.then("templates").ends_with(0).stdout.lines().count());
    let case = all.then("statement cases/northwind-2026-014.yaml --as-of 2026-06-14 --to md --templates all -q");
    case.with("cases").ends_with(0);
}

#[test]
fn verbose_tells_what_is_read_and_for_which_day_and_quiet_tells_nothing() {
    let why = |more: &str| Run::new(&format!("why cases/severn-mill/whitcombe-2026-07.yaml {more}")).with("cases");
    let told = why("-v").ends_with(0).stderr;
    for words in ["note: today is 2", "note: reading `cases/severn-mill/whitcombe-2026-07.yaml`", "_shared.yaml`"] {
        assert!(told.contains(words), "{told}");
    }
    why("-q").stderr("").ends_with(0);
    why("-q -v").ends_with(2);
}

#[test]
fn colours_come_when_asked_for_and_never_when_the_environment_says_no() {
    let check = |more: &str| Run::new(&format!("check x.yaml {more}")).file("x.yaml", "");
    assert!(check("--color always").ends_with(1).stderr.contains("\u{1b}["));
    assert!(!check("").ends_with(1).stderr.contains('\u{1b}'));
    assert!(!check("").variable("NO_COLOR", "1").ends_with(1).stderr.contains('\u{1b}'));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_finds_no_room_is_a_failure_of_the_system() {
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    for typed in ["rates", "rates --format json", "--version", "--help", "log -h", "schema", "man", "completions bash"]
    {
        let status = Run::new(typed).command().stdout(full()).status().unwrap();
        assert_eq!(status.code(), Some(3), "{typed}");
    }
    // what is said beside the answer may be lost without harm
    let wrong = Run::new("check x.yaml").file("x.yaml", "").command().stderr(full()).status().unwrap();
    assert_eq!(wrong.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_closed_ends_the_run_in_silence() {
    let mut child = Run::new("schema").command().spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(3), ""));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_failure_of_the_system_and_a_folder_without_a_case_is_not() {
    let run = Run::new("check empty").file("empty/_shared.yaml", "").ends_with(1);
    assert!(run.stderr.contains("holds no case"), "{}", run.stderr);
    std::os::unix::fs::symlink("nowhere", run.path("dangling.yaml")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(run.path("socket.yaml")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(run.path("pipe.yaml")).status().unwrap().success());
    for (name, what) in [
        ("dangling", "does not exist"),
        ("socket", "is a socket"),
        ("pipe", "is a pipe"),
        ("missing", "does not exist"),
    ] {
        for command in ["check", "why", "next", "statement", "confirm", "log --channel call --outcome spoke"] {
            let run = run.then(&format!("{command} {name}.yaml")).ends_with(3);
            assert!(run.stderr.contains(what), "{command} {}", run.stderr);
        }
        let run = run.then(&format!("typeset {name}.yaml")).ends_with(3);
        assert!(run.stderr.contains(what), "{}", run.stderr);
    }
    let odd = run.then("typeset odd.md").file("odd.md", b"caf\xe9").ends_with(1);
    assert_eq!(odd.stderr, "error: `odd.md` is no text in UTF-8\n");
}

#[test]
fn a_case_from_the_standard_input_can_be_made_into_any_document() {
    let text = crate::support::text_of("cases/northwind-2026-014.yaml").replace("  logo: halden.png\n", "");
    let piped = |command: &str| Run::new(command).stdin(&text);
    for command in ["check -", "why -", "next -", "call -", "statement -", "demand - --books-current", "confirm -"] {
        let day = if command == "confirm -" { "2026-05-28" } else { "2026-07-02" };
        let run = piped(&format!("{command} --as-of {day}")).ends_with(0);
        assert!(!run.stderr.contains("pastdue log"), "{}", run.stderr);
    }
    let run = piped("statement - --as-of 2026-06-14 --to md -o -").ends_with(0);
    assert!(run.stdout.starts_with("---\nclass: "));
    let two = piped("statement - --as-of 2026-06-14 -o -").ends_with(2);
    assert!(two.stderr.contains("takes one form"), "{}", two.stderr);
}

#[test]
fn a_folder_that_is_not_there_is_named_in_plain_words() {
    for typed in ["status nowhere", "batch nowhere --month 2026-10", "check nowhere"] {
        let run = Run::new(typed).ends_with(3);
        assert!(run.stderr.starts_with("error: `nowhere` does not exist\n"), "{}", run.stderr);
    }
    let statement = "statement cases/northwind-2026-014.yaml --templates nowhere";
    let run = Run::new(statement).with("cases").ends_with(3);
    assert!(run.stderr.ends_with("error: `nowhere` does not exist\n"), "{}", run.stderr);
}
