//! One builder for all tests of the command line: files in a folder of their own, a command, what came of it.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::rc::Rc;

use tempfile::TempDir;

/// Returns a path of the project itself.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns the text of a file of the project.
pub(crate) fn text_of(path: &str) -> String {
    let path = project(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One run of the program in a folder of its own, with an empty environment.
pub(crate) struct Run {
    arguments: Vec<OsString>,
    folder: Rc<TempDir>,
    variables: Vec<(String, String)>,
    stdin: Vec<u8>,
    stdout: Option<String>,
    stderr: Option<String>,
}

impl Run {
    /// Begins a run; the command's words are parted at spaces.
    pub(crate) fn new(command: &str) -> Run {
        let folder = TempDir::new().expect("a folder for the test");
        Run::within(Rc::new(folder), command)
    }

    fn within(folder: Rc<TempDir>, command: &str) -> Run {
        let arguments = command.split_whitespace().map(OsString::from).collect();
        Run { arguments, folder, variables: Vec::new(), stdin: Vec::new(), stdout: None, stderr: None }
    }

    /// Adds one argument, spaces and all.
    pub(crate) fn argument(mut self, argument: impl Into<OsString>) -> Run {
        self.arguments.push(argument.into());
        self
    }

    /// Puts a file into the folder; folders on its way are made.
    pub(crate) fn file(self, name: &str, contents: impl AsRef<[u8]>) -> Run {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder for a file");
        fs::write(path, contents).expect("a file of the test");
        self
    }

    /// Puts a copy of a file or folder of the project into the folder, under the same name.
    pub(crate) fn with(self, path: &str) -> Run {
        copy(&project(path), &self.folder.path().join(path));
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Run {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Gives the program this standard input.
    pub(crate) fn stdin(mut self, text: impl AsRef<[u8]>) -> Run {
        self.stdin = text.as_ref().to_vec();
        self
    }

    /// Expects exactly this on the standard output.
    pub(crate) fn stdout(mut self, text: &str) -> Run {
        self.stdout = Some(text.to_owned());
        self
    }

    /// Expects exactly this on the standard error.
    pub(crate) fn stderr(mut self, text: &str) -> Run {
        self.stderr = Some(text.to_owned());
        self
    }

    /// Returns the folder of the run.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Begins another run in the same folder.
    pub(crate) fn again(&self, command: &str) -> Run {
        Run::within(Rc::clone(&self.folder), command)
    }

    /// Returns the command as it would be started, for tests that start it themselves.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pastdue"));
        command.args(&self.arguments).current_dir(self.folder.path()).env_clear();
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program and checks its streams and its exit code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Ended {
        let mut child = self.command().spawn().expect("the program starts");
        self.feed(&mut child);
        let output = child.wait_with_output().expect("the program ends");
        let ended = Ended::of(output, Rc::clone(&self.folder));
        assert_eq!(ended.code, Some(code), "stdout:\n{}\nstderr:\n{}", ended.stdout, ended.stderr);
        if let Some(expected) = &self.stdout {
            assert_eq!(&ended.stdout, expected);
        }
        if let Some(expected) = &self.stderr {
            assert_eq!(&ended.stderr, expected);
        }
        ended
    }

    fn feed(&self, child: &mut Child) {
        let mut stdin = child.stdin.take().expect("the input is a pipe");
        // a program that ends before it has read all is no fault of the test
        let _ = stdin.write_all(&self.stdin);
    }
}

/// What came of a run.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    folder: Rc<TempDir>,
}

impl Ended {
    fn of(output: Output, folder: Rc<TempDir>) -> Ended {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Ended { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr), folder }
    }

    /// Begins another run in the same folder.
    pub(crate) fn then(&self, command: &str) -> Run {
        Run::within(Rc::clone(&self.folder), command)
    }

    /// Returns the path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the bytes of a file in the folder.
    #[track_caller]
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Returns the text of a file in the folder.
    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("a text is UTF-8")
    }

    /// Returns whether a file or folder of this name exists, or a link that leads nowhere.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// Returns the names of all files under a folder, sorted, with `/` between the parts.
    pub(crate) fn files(&self, under: &str) -> Vec<String> {
        let mut names = Vec::new();
        list(&self.path(under), "", &mut names);
        names.sort();
        names
    }
}

fn list(folder: &Path, before: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(&entry.path(), &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder for a copy");
        for entry in fs::read_dir(from).expect("a folder to copy").flatten() {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().expect("a file has a folder")).expect("a folder for a copy");
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}
