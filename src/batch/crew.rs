//! The threads that do the documents. One that hangs cannot be ended: it is left to itself, its document has failed, and another
//! thread takes its place.

use super::clock::Clock;
use super::document::{Fate, Work};
use super::plan::Job;
use super::run::Summary;
use super::watch::Watch;
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// How often it is looked whether a document has taken too long.
const TICK: Duration = Duration::from_millis(200);

/// What a worker says.
enum Said {
    /// It begins with a document.
    Began(usize, Arc<Clock>),
    /// It has done it.
    Ended(usize, Result<Box<Fate>>),
    /// Nothing is left to do.
    Off,
}

/// What all workers share.
#[derive(Clone)]
struct Shared {
    jobs: Arc<[Job]>,
    work: Arc<Work>,
    next: Arc<AtomicUsize>,
    stopped: Arc<AtomicBool>,
    sender: Sender<Said>,
}

/// Does all jobs, `threads` at a time. A document that takes longer than `most` is given up; without a bound none is.
///
/// # Errors
/// The first trouble that no document is better off with. The work ends at once then: what is being converted is given up, and only
/// what is being written is waited for.
pub(super) fn work_off(
    jobs: &[Job],
    work: &Arc<Work>,
    threads: usize,
    most: Option<Duration>,
    watch: &dyn Watch,
) -> Result<Summary> {
    let (sender, receiver) = mpsc::channel();
    let shared = Shared {
        jobs: jobs.into(),
        work: Arc::clone(work),
        next: Arc::default(),
        stopped: Arc::default(),
        sender,
    };
    for _ in 0..threads.min(jobs.len()) {
        shared.hire(threads)?;
    }
    let overseer = Overseer {
        at_work: threads.min(jobs.len()),
        shared,
        busy: BTreeMap::new(),
        ended: Ok(()),
        threads,
        most,
    };
    overseer.see_to_it(&receiver, watch)
}

impl Shared {
    /// One worker more.
    fn hire(&self, threads: usize) -> Result<()> {
        let own = self.clone();
        let spawned = thread::Builder::new().name("document".to_owned()).spawn(move || own.work());
        spawned.map(drop).map_err(|error| {
            Error::Settings(format!("{threads} threads cannot be had ({error}); take fewer --jobs"))
        })
    }

    /// What a worker does. Whoever does not listen any more has stopped the work.
    fn work(&self) {
        while !self.stopped.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = self.jobs.get(number) else { break };
            let clock = Arc::new(Clock::start());
            let _ = self.sender.send(Said::Began(number, Arc::clone(&clock)));
            let Some(done) = self.work.document(job, &clock) else { return };
            let _ = self.sender.send(Said::Ended(number, done.map(Box::new)));
        }
        let _ = self.sender.send(Said::Off);
    }
}

/// Hears the workers, and replaces those that hang.
struct Overseer {
    shared: Shared,
    /// Documents in work.
    busy: BTreeMap<usize, Arc<Clock>>,
    /// Workers that have not gone off.
    at_work: usize,
    ended: Result<()>,
    threads: usize,
    most: Option<Duration>,
}

impl Overseer {
    fn see_to_it(mut self, receiver: &Receiver<Said>, watch: &dyn Watch) -> Result<Summary> {
        let mut summary = Summary::default();
        while self.at_work > 0 {
            match receiver.recv_timeout(TICK) {
                Ok(Said::Began(number, clock)) => drop(self.busy.insert(number, clock)),
                Ok(Said::Ended(number, Ok(fate))) => {
                    self.busy.remove(&number);
                    summary.take(&fate, watch);
                }
                Ok(Said::Ended(number, Err(error))) => {
                    self.busy.remove(&number);
                    self.stop(error);
                }
                Ok(Said::Off) => self.at_work -= 1,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            self.give_up_the_late(&mut summary, watch);
        }
        self.ended.map(|()| summary)
    }

    fn stop(&mut self, error: Error) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        if self.ended.is_ok() {
            self.ended = Err(error);
        }
    }

    fn give_up_the_late(&mut self, summary: &mut Summary, watch: &dyn Watch) {
        let stopped = self.ended.is_err();
        let most = if stopped { Some(Duration::ZERO) } else { self.most };
        let Some(most) = most else { return };
        let late: Vec<(usize, Arc<Clock>)> =
            self.busy.extract_if(.., |_, clock| clock.give_up_after(most)).collect();
        for (number, clock) in late {
            self.at_work -= 1;
            if stopped {
                continue;
            }
            match self.shared.work.given_up(&self.shared.jobs[number], &clock, most) {
                Ok(fate) => summary.take(&fate, watch),
                Err(error) => self.stop(error),
            }
            match self.shared.hire(self.threads) {
                Ok(()) => self.at_work += 1,
                Err(error) => self.stop(error),
            }
        }
    }
}
