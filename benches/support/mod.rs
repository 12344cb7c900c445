//! Time used, for all benches: of the processor where `/proc/self/stat` tells it, else on the clock.

use std::fs;
use std::time::{Duration, Instant};

/// Time used so far.
pub(crate) struct Used {
    ticks: Option<u64>,
    clock: Instant,
}

impl Used {
    pub(crate) fn now() -> Used {
        Used { ticks: ticks(), clock: Instant::now() }
    }

    /// Returns the time used since then, shared out.
    pub(crate) fn since(&self, among: u32) -> String {
        let (time, kind) = self.time();
        format!("{:.3} ms {kind}", (time / among).as_secs_f32() * 1000.0)
    }

    /// Returns the time used since then, and of which kind it is.
    pub(crate) fn time(&self) -> (Duration, &'static str) {
        let processor = self.ticks.zip(ticks()).map(|(then, now)| Duration::from_millis((now - then) * 10));
        processor.map_or((self.clock.elapsed(), "on the clock"), |time| (time, "of processor time"))
    }
}

/// Returns the hundredths of a second that this process has run, in its own code and in the system's.
fn ticks() -> Option<u64> {
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = line.rsplit_once(')')?.1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}
