//! Whole cases on a day: what `check`, `why` and `next` say, and each document, as recorded.
//!
//! A story is a folder of `tests/stories` with a `story.txt` that names its case, its day, its documents, and on lines
//! that begin with `asked:` commands with arguments; beside it stand the recorded answers. `RECORD=1 cargo test stories` records again, and
//! reading the difference in git is the review. `second.json` and `second-next.json` are the answers of the independent
//! reckoning and advisor in `tests/second` and are recorded by `tests/second/record.py` alone.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

use pastdue::case::Step;
use pastdue::strategy::PlanStep;
use serde_json::Value;

/// One story, as its `story.txt` tells it.
struct Story {
    folder: PathBuf,
    case: String,
    day: String,
    /// The commands, each with its arguments.
    asked: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stories() -> Vec<Story> {
    let listed = fs::read_dir(root().join("tests/stories")).expect("the stories are there");
    let mut folders: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.into_iter().map(Story::at).collect()
}

impl Story {
    fn at(folder: PathBuf) -> Story {
        let text = fs::read_to_string(folder.join("story.txt")).expect("a story has a `story.txt`");
        let lines = |key: &'static str| text.lines().filter_map(move |line| line.strip_prefix(key)?.strip_prefix(": "));
        let told = |key| {
            let line = lines(key).next().unwrap_or_else(|| panic!("{} does not tell its {key}", folder.display()));
            line.to_owned()
        };
        let documents = lines("documents").flat_map(|line| line.split(' '));
        let asked: Vec<String> = documents.chain(lines("asked")).map(str::to_owned).collect();
        assert!(!asked.is_empty(), "{} asks for nothing", folder.display());
        Story { case: told("case"), day: told("day"), asked, folder }
    }

    fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    /// Returns the case's path as a user in the project's folder would type it.
    fn case_path(&self) -> String {
        match self.case.as_str() {
            "case.yaml" => format!("tests/stories/{}/case.yaml", self.name()),
            path => path.to_owned(),
        }
    }

    fn run(&self, command: &str, more: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_pastdue"));
        program.current_dir(root()).env("NO_COLOR", "1").arg(command).arg(self.case_path());
        program.args(["--as-of", &self.day]).args(more).output().expect("the program runs")
    }

    /// Returns every file of the story as the program tells it today.
    fn told(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("check.txt".to_owned(), all(&self.run("check", &[]))),
            ("ledger.txt".to_owned(), all(&self.run("why", &[]))),
            ("next.txt".to_owned(), all(&self.run("next", &[]))),
        ];
        for (at, asked) in self.asked.iter().enumerate() {
            let arguments: Vec<&str> = asked.split(' ').collect();
            let before = self.asked[..at].iter().filter(|other| other.split(' ').next() == Some(arguments[0])).count();
            let name = match before {
                0 => arguments[0].to_owned(),
                before => format!("{}-{}", arguments[0], before + 1),
            };
            if arguments.contains(&"--dry-run") {
                files.push((format!("{name}.txt"), all(&self.run(arguments[0], &arguments[1..]))));
                continue;
            }
            let output = self.run(arguments[0], &[&arguments[1..], &["--to", "md", "-o", "-"]].concat());
            let said = words(&output);
            files.push((format!("{name}.md"), String::from_utf8(output.stdout).unwrap()));
            files.push((format!("{name}.txt"), said));
        }
        files
    }

    fn differences(&self) -> Vec<String> {
        let differs = |(file, told): (String, String)| {
            let path = self.folder.join(&file);
            let recorded = fs::read_to_string(&path).unwrap_or_default();
            (recorded != told).then(|| format!("{}/{file}:\n{}", self.name(), first_difference(&recorded, &told)))
        };
        self.told().into_iter().filter_map(differs).collect()
    }

    /// Writes what is told today; an empty answer leaves no file.
    fn record(&self) {
        for (file, told) in self.told() {
            let path = self.folder.join(file);
            if told.is_empty() {
                fs::remove_file(path).ok();
            } else {
                fs::write(path, told).unwrap();
            }
        }
    }
}

/// What was said beside the answer, and the code if it is not 0.
fn words(output: &Output) -> String {
    let mut said = String::from_utf8(output.stderr.clone()).unwrap();
    if !output.status.success() {
        writeln!(said, "exit code {}", output.status.code().unwrap_or(-1)).unwrap();
    }
    said
}

fn all(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap() + &words(output)
}

fn first_difference(recorded: &str, told: &str) -> String {
    let (mut left, mut right) = (recorded.lines(), told.lines());
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (l, r) if l == r => {}
            (l, r) => return format!("  line {number}\n  - {}\n  + {}", l.unwrap_or("(end)"), r.unwrap_or("(end)")),
        }
    }
    "  line ends".to_owned()
}

/// Asks the question of every story, on two threads, and collects the answers in order.
fn of_each(stories: &[Story], question: impl Fn(&Story) -> Vec<String> + Sync) -> Vec<String> {
    let half = stories.len().div_ceil(2).max(1);
    let ask = |part: &[Story]| part.iter().flat_map(&question).collect::<Vec<_>>();
    thread::scope(|scope| {
        let workers: Vec<_> = stories.chunks(half).map(|part| scope.spawn(move || ask(part))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

#[test]
fn every_story_is_told_as_recorded() {
    let stories = stories();
    if std::env::var_os("RECORD").is_some() {
        stories.iter().for_each(Story::record);
        return;
    }
    let differences = of_each(&stories, Story::differences);
    assert!(differences.is_empty(), "{}\n(RECORD=1 records again)", differences.join("\n"));
}

#[test]
fn every_figure_and_row_agrees_with_the_second_reckoning() {
    let disagreements = of_each(&stories(), |story| {
        let ours = story.run("why", &["--format", "json"]).stdout;
        let ours = serde_json::from_slice(&ours).unwrap_or(Value::Null);
        let second = fs::read(story.folder.join("second.json")).expect("a story has a `second.json`");
        let second = serde_json::from_slice(&second).expect("it is JSON");
        let mut found = Vec::new();
        disagree(&second, &ours, &story.name(), &mut found);
        found
    });
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

#[test]
fn every_next_step_agrees_with_the_second_advisor() {
    let disagreements = of_each(&stories(), |story| {
        let ours = story.run("next", &["--format", "json"]).stdout;
        let mut ours = serde_json::from_slice(&ours).unwrap_or(Value::Null);
        // the sentences are free, the names are not
        ours["refusals"] = codes(&ours["refusals"]);
        let second = fs::read(story.folder.join("second-next.json")).expect("a story has a `second-next.json`");
        let second = serde_json::from_slice(&second).expect("it is JSON");
        let mut found = Vec::new();
        disagree(&second, &ours, &story.name(), &mut found);
        found
    });
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

fn codes(refusals: &Value) -> Value {
    refusals.as_array().into_iter().flatten().map(|refusal| refusal["code"].clone()).collect()
}

/// Walks both answers; what only one of them has is a difference, but for keys that only ours adds.
fn disagree(second: &Value, ours: &Value, path: &str, found: &mut Vec<String>) {
    match (second, ours) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                disagree(value, b.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (value, other)) in a.iter().zip(b).enumerate() {
                disagree(value, other, &format!("{path}[{at}]"), found);
            }
        }
        _ if path.rsplit('.').next() == Some("exact") && near(second, ours) => {}
        _ if second == ours => {}
        _ => found.push(format!("{path}: {second} there, {ours} here")),
    }
}

/// An unrounded value is written with as many digits as each side keeps; twelve after the point are enough.
fn near(second: &Value, ours: &Value) -> bool {
    let number = |value: &Value| value.as_str()?.parse::<rust_decimal::Decimal>().ok();
    match (number(second), number(ours)) {
        (Some(a), Some(b)) => (a - b).abs() < rust_decimal::Decimal::new(1, 12),
        _ => false,
    }
}

/// Returns the texts of all recorded answers.
fn recorded() -> Vec<String> {
    let files = stories().into_iter().flat_map(|story| fs::read_dir(story.folder).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .map(|p| fs::read_to_string(p).unwrap())
        .collect()
}

#[test]
fn every_step_there_can_be_is_advised_in_a_story() {
    // `a-case on 2026-05-20: wait, until …`
    let told: Vec<String> = recorded().iter().filter_map(|text| text.lines().next().map(str::to_owned)).collect();
    let steps = Step::ALL.into_iter().map(PlanStep::Take).chain([PlanStep::Wait, PlanStep::Hold, PlanStep::Settled]);
    for step in steps.map(PlanStep::word) {
        let at_it = format!(": {step}");
        let is_told = told.iter().any(|line| line.split(" - ").next().is_some_and(|line| line.contains(&at_it)));
        assert!(is_told, "no story is at the step `{step}`: add one to tests/stories");
    }
}

#[test]
fn every_refusal_is_told_in_a_story() {
    let told = recorded();
    // what `log` refuses is explained among the findings
    let of_log = ["date-not-come", "promise-before-contact"];
    for code in pastdue::strategy::codes::all().chain(of_log) {
        let named = [format!("refused[{code}]: "), format!("warning[{code}]: ")];
        let is_told = told.iter().any(|text| named.iter().any(|name| text.contains(name)));
        assert!(is_told, "no story tells of `{code}`: add one to tests/stories");
    }
}

#[test]
fn every_example_case_has_a_story() {
    let told: Vec<String> = stories().iter().map(Story::case_path).collect();
    let mut folders = vec![PathBuf::from("cases")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            let name = path.file_name().unwrap().to_string_lossy();
            if root().join(&path).is_dir() {
                folders.push(path);
            } else if name.ends_with(".yaml") && !name.starts_with('_') {
                assert!(told.contains(&path.to_string_lossy().into_owned()), "{} has no story", path.display());
            }
        }
    }
}
