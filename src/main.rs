use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = pastdue::cli::Cli::parse();
    pastdue::cmd::run(&cli)
}
