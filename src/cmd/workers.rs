//! Many things worked on at once, each apart from the others: a fault in our own code stops one, not the rest.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A fault in our own code; what it was has been said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

/// How many work, and how they are stopped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crew<'s> {
    pub(super) jobs: usize,
    /// Once it is set, nothing further is begun.
    pub(super) stop: &'s AtomicBool,
}

/// Works on the things numbered from 0, with tools that `hire` makes for each worker; returns what came of each, in order, and
/// `None` for what was not begun.
pub(super) fn each<T: Send, W: FnMut(usize) -> T>(
    count: usize,
    crew: Crew<'_>,
    hire: impl Fn() -> W + Sync,
) -> Vec<Option<Result<T, Panicked>>> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut work = hire();
        let mut done = vec![];
        while !crew.stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let result = catch_unwind(AssertUnwindSafe(|| work(at))).map_err(|_| Panicked);
            if result.is_err() {
                // the tools may be halfway through something
                work = hire();
            }
            done.push((at, result));
        }
        done
    };
    let jobs = crew.jobs.clamp(1, count.max(1));
    let mut all: Vec<_> = (0..count).map(|_| None).collect();
    let done = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    for (at, result) in done {
        all[at] = Some(result);
    }
    all
}

/// Returns how many workers there are unless the user says otherwise: one a core.
pub(super) fn usual() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubled(stop: &AtomicBool, jobs: usize) -> Vec<Option<Result<usize, Panicked>>> {
        each(5, Crew { jobs, stop }, || {
            |at| {
                assert_ne!(at, 2, "a fault of our own");
                at * 2
            }
        })
    }

    #[test]
    fn a_fault_in_the_work_on_one_thing_does_not_stop_the_others() {
        let expected = [Some(Ok(0)), Some(Ok(2)), Some(Err(Panicked)), Some(Ok(6)), Some(Ok(8))];
        for jobs in [0, 1, 2, 9] {
            assert_eq!(doubled(&AtomicBool::new(false), jobs), expected, "{jobs}");
        }
    }

    #[test]
    fn after_a_stop_nothing_further_is_begun() {
        assert_eq!(doubled(&AtomicBool::new(true), 2), [None; 5]);
    }
}
