//! Pages that take longer than they may: given up where the engine does not let itself be broken off.
//!
//! Tesseract looks at the clock between words. Finding the lines of a page, which comes before, cannot be broken off, and on noise it
//! takes minutes: its thread is left to itself, and its engines come back when it is done.

use crate::error::{Error, Result};
use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How much longer than it may a page is waited for: breaking off between words takes its time, too.
const GRACE: Duration = Duration::from_secs(2);

/// Threads left to themselves above which the next page waits for one of them to end.
const MOST: usize = 4;

/// How long a pool that goes waits for them.
pub(super) const AT_THE_END: Duration = Duration::from_secs(60);

/// Counts the threads that were left to themselves and are still at work.
#[derive(Default, Clone)]
pub(super) struct Late {
    state: Arc<(Mutex<usize>, Condvar)>,
}

/// Who speaks first, the work that is done or whoever has waited long enough.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Stand {
    #[default]
    AtWork,
    Done,
    GivenUp,
}

impl Late {
    /// What `work` gives, if it is done by `until` or soon after.
    ///
    /// # Errors
    /// [`Error::Ocr`] where it is not, and those of `work`.
    pub(super) fn within<T: Send + 'static>(
        &self,
        until: Instant,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if self.wait(until, MOST) {
            return Err(too_long());
        }
        let (sender, receiver) = mpsc::channel();
        let stand = Arc::new(Mutex::new(Stand::default()));
        let (late, own) = (self.clone(), Arc::clone(&stand));
        let spawned = thread::Builder::new().name("page".to_owned()).spawn(move || {
            let end = AtEnd { late, stand: own };
            // Whoever has given up does not listen.
            let _ = sender.send(work());
            drop(end);
        });
        let thread = spawned.map_err(|error| Error::Ocr {
            reason: format!("no thread can be started for the page ({error})"),
            remedy: "let fewer documents be worked on at a time (--jobs)".to_owned(),
        })?;
        let time = (until + GRACE).saturating_duration_since(Instant::now());
        match receiver.recv_timeout(time) {
            Ok(result) => result,
            Err(RecvTimeoutError::Disconnected) => match thread.join() {
                Err(panic) => panic::resume_unwind(panic),
                Ok(()) => unreachable!("a thread that does not panic sends what it has"),
            },
            Err(RecvTimeoutError::Timeout) => {
                self.give_up(&stand);
                Err(too_long())
            }
        }
    }

    fn give_up(&self, stand: &Mutex<Stand>) {
        let mut stand = stand.lock().unwrap_or_else(PoisonError::into_inner);
        if *stand == Stand::AtWork {
            *stand = Stand::GivenUp;
            *self.state.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
    }

    /// Waits for all threads that were left to themselves, until then at the longest.
    pub(super) fn wait_for_all(&self, until: Instant) {
        self.wait(until, 1);
    }

    /// Waits until fewer than `most` are at work; whether the time ran out before.
    fn wait(&self, until: Instant, most: usize) -> bool {
        let time = until.saturating_duration_since(Instant::now());
        let count = self.state.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.state.1.wait_timeout_while(count, time, |count| *count >= most);
        waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// Counts a thread off when it ends, however it does.
struct AtEnd {
    late: Late,
    stand: Arc<Mutex<Stand>>,
}

impl Drop for AtEnd {
    fn drop(&mut self) {
        let mut stand = self.stand.lock().unwrap_or_else(PoisonError::into_inner);
        if *stand == Stand::GivenUp {
            *self.late.state.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
            self.late.state.1.notify_all();
        }
        *stand = Stand::Done;
    }
}

/// What is said of a page that took too long.
pub(super) fn too_long() -> Error {
    Error::Ocr {
        reason: "the page took longer than it may".to_owned(),
        remedy: "give it more time (--page-timeout), or look at the image".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    fn count(late: &Late) -> usize {
        *late.state.0.lock().expect("no panic")
    }

    #[test]
    fn what_is_done_in_time_is_given_and_a_panic_passed_on() {
        let late = Late::default();
        let until = Instant::now() + Duration::from_secs(60);
        assert_eq!(late.within(until, || Ok(7)).expect("done"), 7);
        let panicked = panic::catch_unwind(panic::AssertUnwindSafe(|| {
            late.within(until, || -> Result<()> { panic!("a fault") })
        }));
        assert!(panicked.is_err());
        assert_eq!(count(&late), 0);
    }

    #[test]
    fn what_takes_too_long_is_given_up_and_counted_until_it_ends() {
        let late = Late::default();
        let (go, wait) = mpsc::channel::<()>();
        let begin = Instant::now();
        let work = move || {
            let _ = wait.recv();
            Ok(())
        };
        let message = late.within(begin + SOON, work).expect_err("too long").to_string();
        assert!(message.contains("longer than it may") && message.contains("--page-timeout"), "{message}");
        assert!(begin.elapsed() >= GRACE);
        assert_eq!(count(&late), 1);
        drop(go);
        late.wait_for_all(Instant::now() + Duration::from_secs(60));
        assert_eq!(count(&late), 0);
    }

    #[test]
    fn where_many_are_late_the_next_page_waits_no_longer_than_it_may() {
        let late = Late::default();
        *late.state.0.lock().expect("no panic") = MOST;
        assert!(late.within(Instant::now() + SOON, || Ok(())).is_err());
        late.wait_for_all(Instant::now() + SOON);
        *late.state.0.lock().expect("no panic") = 0;
        assert!(late.within(Instant::now() + SOON, || Ok(())).is_ok());
    }
}
