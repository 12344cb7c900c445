use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use pastdue::cli::{Cli, examples};

/// Documents are made of many small pieces; this allocator hands them out in half the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = examples::with(Cli::command()).try_get_matches();
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => pastdue::cmd::run(&cli),
        Err(error) => pastdue::cmd::unparsed(&error),
    }
}
