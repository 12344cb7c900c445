//! A month at the worst of times: killed, interrupted, without room, twice at once, and with what does not belong there.
//!
//! What a run leaves is judged by the files alone; where a run has to be caught in the middle, the files say when.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::{Ended, Run, text_of};

const MONTH: &str = "batch cases --month 2026-06 --as-of 2026-06-14 --jobs 1 -q";

/// Returns a month of so many cases of one kind, to be run as told.
fn month(cases: usize, command: &str) -> Run {
    let text = text_of("cases/northwind-2026-014.yaml");
    let mut run = Run::new(command).with("cases/halden.png");
    for number in 0..cases {
        let id = format!("case-{number:02}");
        run = run.file(&format!("cases/{id}.yaml"), text.replace("northwind-2026-014", &id));
    }
    run
}

/// Returns every file of the month with its bytes, but for the lock.
fn all(ended: &Ended) -> Vec<(String, Vec<u8>)> {
    let files = ended.files("out").into_iter().filter(|name| name != "2026-06/.lock");
    files.map(|name| (name.clone(), ended.bytes(&format!("out/{name}")))).collect()
}

/// Waits until so many documents stand in the folder, or the run has ended.
fn wait_for_documents(child: &mut Child, folder: &Path, documents: usize) {
    while child.try_wait().unwrap().is_none() && count(folder) < documents {
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn count(folder: &Path) -> usize {
    let cases = fs::read_dir(folder.join("out/2026-06")).into_iter().flatten().flatten();
    let files = cases.flat_map(|case| fs::read_dir(case.path()).into_iter().flatten().flatten());
    files.filter(|file| !file.file_name().to_string_lossy().starts_with('.')).count()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn a_month_that_is_killed_is_whole_after_the_next_run_and_nothing_of_it_counts_as_edited() {
    let undisturbed = month(4, MONTH).ends_with(0);
    for documents in [1, 4, 10] {
        let run = month(4, MONTH);
        let mut child = run.command().spawn().unwrap();
        wait_for_documents(&mut child, run.path(), documents);
        child.kill().unwrap();
        child.wait().unwrap();
        let whole = all(&undisturbed);
        let again = run.again("batch cases --month 2026-06 --as-of 2026-06-14 -q --dry-run").ends_with(0);
        for (name, bytes) in all(&again).iter().filter(|(name, _)| !name.contains("/.pastdue")) {
            assert!(whole.contains(&(name.clone(), bytes.clone())), "{name} is half a file after {documents}");
        }
        // the next run is of another day, so that every document is another one
        let later = again.then("batch cases --month 2026-06 --as-of 2026-06-20 -q").ends_with(0);
        assert!(later.stdout.contains("4 made, 0 unchanged"), "{}", later.stdout);
        let last = later.then(MONTH).ends_with(0);
        assert!(all(&last) == whole, "after {documents} documents: {:?}", last.files("out"));
    }
}

#[test]
fn an_interrupted_month_ends_after_the_case_in_work_and_says_what_it_did_not_reach() {
    let run = month(12, MONTH);
    let mut child = run.command().stdin(Stdio::null()).spawn().unwrap();
    wait_for_documents(&mut child, run.path(), 1);
    signal(&child, "-INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let summary = String::from_utf8(output.stdout).unwrap();
    assert!(summary.starts_with("12 cases: ") && summary.contains(" not reached"), "{summary}");
    let after = run.again("batch cases --month 2026-06 --as-of 2026-06-14 --dry-run -q").ends_with(0);
    assert!(after.text("out/2026-06/manifest.jsonl").lines().last().unwrap().contains("\"not-reached\""));
    for folder in fs::read_dir(after.path("out/2026-06")).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "the case in work is whole: {folder:?}");
    }
    let undisturbed = month(12, MONTH).ends_with(0);
    assert!(all(&after.then(MONTH).ends_with(0)) == all(&undisturbed));
}

#[test]
fn without_room_the_path_is_named_and_what_was_written_before_is_whole() {
    let undisturbed = month(2, MONTH).ends_with(0);
    let run = month(2, MONTH);
    let plain = run.command();
    // files of at most so many blocks of 512 bytes: the Markdown fits, the PDF does not
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 30; exec \"$0\" \"$@\""])
        .arg(plain.get_program())
        .args(plain.get_args());
    let output = limited.current_dir(run.path()).env_clear().env("PATH", "/usr/bin:/bin").output().unwrap();
    let (said, told) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(3), "{said}{told}");
    assert!(told.contains("2 failed") && told.contains("cannot write `out/2026-06/case-00/call.pdf`"), "{told}");
    let after = run.again("batch cases --month 2026-06 --as-of 2026-06-14 --dry-run -q").ends_with(0);
    for (name, bytes) in all(&after).iter().filter(|(name, _)| name.contains("/case-") && !name.contains("/.")) {
        assert!(all(&undisturbed).contains(&(name.clone(), bytes.clone())), "{name}");
    }
    assert!(!after.files("out").iter().any(|name| name.contains(".pastdue-")), "{:?}", after.files("out"));
    assert!(all(&after.then(MONTH).ends_with(0)) == all(&undisturbed));
}

#[test]
fn of_two_runs_at_once_the_second_names_the_first_and_writes_nothing() {
    let run = month(8, MONTH);
    let mut first = run.command().stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    wait_for_documents(&mut first, run.path(), 1);
    let second = run.again(MONTH).ends_with(3);
    let held = format!("another run (process {}) is writing into `out/2026-06`", first.id());
    assert!(second.stderr.contains(&held), "{}", second.stderr);
    assert!(first.wait().unwrap().success());
    assert!(all(&second) == all(&month(8, MONTH).ends_with(0)));
    assert_eq!(second.text("out/2026-06/.lock"), "");
}

#[test]
fn what_stands_in_the_way_of_one_case_fails_that_case_alone() {
    let run = month(5, MONTH);
    let folder = |name: &str| run.path().join("out/2026-06").join(name);
    for name in ["case-00", "case-01/call.pdf", "elsewhere", "case-03"] {
        fs::create_dir_all(folder(name)).unwrap();
    }
    fs::remove_dir(folder("case-00")).unwrap();
    fs::write(folder("case-00"), "a file").unwrap();
    symlink("elsewhere", folder("case-02")).unwrap();
    fs::write(run.path().join("precious"), "mine").unwrap();
    symlink("../../../precious", folder("case-03/call.pdf")).unwrap();
    let run = run.ends_with(3);
    assert!(
        run.stdout.starts_with("5 cases: 2 made, 0 unchanged, 0 with nothing to send, 0 refused, 3 failed"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("case-01/call.pdf`: a folder of this name is in the way"), "{}", run.stdout);
    assert!(run.stdout.contains("case-02`: it is a link, and nothing is written through it"), "{}", run.stdout);
    assert_eq!(run.text("precious"), "mine");
    assert!(run.bytes("out/2026-06/case-03/call.pdf").starts_with(b"%PDF"));
    assert!(run.files("out/2026-06/elsewhere").is_empty() && run.has("out/2026-06/case-04/call.pdf"));
}

#[test]
fn a_document_edited_by_hand_is_kept_named_and_no_reason_to_leave_the_others() {
    let first = month(2, MONTH).ends_with(0);
    fs::write(first.path("out/2026-06/case-00/call.md"), "mine").unwrap();
    let again = first.then("batch cases --month 2026-06 --as-of 2026-06-20 -q").ends_with(1);
    assert!(again.stdout.contains("1 made") && again.stdout.contains("1 kept as edited by hand"), "{}", again.stdout);
    assert!(again.stdout.contains("`--force` replaces it: case-00/call.md"), "{}", again.stdout);
    assert_eq!(again.text("out/2026-06/case-00/call.md"), "mine");
    let forced = again.then(&format!("{MONTH} --force")).ends_with(0);
    assert!(all(&forced) == all(&month(2, MONTH).ends_with(0)));
}

#[test]
fn links_pipes_hidden_files_and_editors_leftovers_are_no_cases() {
    let text = text_of("cases/northwind-2026-014.yaml");
    let run = month(1, "batch cases --month 2026-06 --as-of 2026-06-14");
    let run = run.file("elsewhere.yaml", &text);
    for name in
        [".hidden.yaml", "#case.yaml#", "case.yaml~", "~case.yaml", "_notes.yaml", ".#lock.yaml", "case.yaml.swp"]
    {
        fs::write(run.path().join("cases").join(name), "not: a case\n").unwrap();
    }
    symlink("../elsewhere.yaml", run.path().join("cases/link.yaml")).unwrap();
    let made = Command::new("mkfifo").arg(run.path().join("cases/pipe.yaml")).status().unwrap();
    assert!(made.success() && fs::metadata(run.path().join("cases/pipe.yaml")).unwrap().file_type().is_fifo());
    let run = run.ends_with(0);
    let expected =
        "note: `cases/link.yaml` is passed over: it is a link\nnote: `cases/pipe.yaml` is passed over: it is no file\n";
    assert_eq!(run.stderr, expected);
    assert!(run.stdout.starts_with("1 case: 1 made"), "{}", run.stdout);
    run.then("check cases --as-of 2026-06-14").stderr(expected).ends_with(0);
}

#[test]
fn after_the_first_failure_a_fast_run_writes_nothing_more() {
    let run = month(3, &format!("{MONTH} --fail-fast")).file("cases/a-bad.yaml", "case: bad\n").ends_with(1);
    assert!(run.stderr.ends_with("error: 1 of 4 cases cannot be used; nothing was written\n"), "{}", run.stderr);
    assert!(!run.has("out"));
    let refused =
        text_of("cases/brackley-2026-31.yaml").replace("payments_checked: ", "payments_checked: 2026-01-05 #");
    let run = Run::new("batch cases --month 2026-10 --jobs 1 --fail-fast -q").with("cases");
    let run = run.file("cases/brackley-2026-31.yaml", refused).ends_with(1);
    assert!(run.stdout.contains("1 refused, 0 failed, ") && run.stdout.contains(" not reached\n"), "{}", run.stdout);
    assert!(run.stdout.contains("brackley-2026-31: refused[books-not-current]: "), "{}", run.stdout);
    assert!(run.text("out/2026-10/index.html").contains("the run was stopped before it came to this case"));
}

#[test]
fn the_same_month_on_any_machine() {
    let first = month(3, "batch cases --month 2026-06 --as-of 2026-06-14 --jobs 3").ends_with(0);
    let other = month(3, MONTH).variable("TZ", "Etc/GMT+12").variable("HOME", "/nowhere").variable("NO_COLOR", "1");
    assert!(all(&first) == all(&other.variable("LC_ALL", "ar_EG.UTF-8").ends_with(0)));
}
