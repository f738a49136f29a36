//! How long a document has been at work, and whether it was given up: whoever speaks first, its worker or the run, has the last word.

use crate::error::{Error, Result};
use crate::ocr::{EngineInfo, GreyImage, OcrEngine};
use crate::page::Line;
use crate::record::Entry;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// The clock of one document. It stands still while a page is being read, which has a bound of its own, and while the document waits.
pub(super) struct Clock {
    state: Mutex<State>,
    /// What was known of the document before the work on it began.
    known: OnceLock<Entry>,
}

struct State {
    stand: Stand,
    /// Before it last stood still.
    spent: Duration,
    /// Since when it goes.
    since: Instant,
    /// Reasons to stand still.
    pauses: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    AtWork,
    /// Its worker writes down what became of it.
    Settled,
    GivenUp,
}

impl Clock {
    /// A clock that goes from now on.
    pub(super) fn start() -> Self {
        let state = State { stand: Stand::AtWork, spent: Duration::ZERO, since: Instant::now(), pauses: 0 };
        Self { state: Mutex::new(state), known: OnceLock::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stands still until what is given is dropped.
    pub(super) fn pause(&self) -> Pause<'_> {
        let mut state = self.state();
        if state.pauses == 0 {
            let going = state.since.elapsed();
            state.spent += going;
        }
        state.pauses += 1;
        Pause(self)
    }

    /// Gives the document up if it has been at work as long as that; whether it did.
    pub(super) fn give_up_after(&self, most: Duration) -> bool {
        let mut state = self.state();
        let going = if state.pauses == 0 { state.since.elapsed() } else { Duration::ZERO };
        let gives_up = state.stand == Stand::AtWork && state.spent + going >= most;
        if gives_up {
            state.stand = Stand::GivenUp;
        }
        gives_up
    }

    /// Says that the worker will write down what became of the document; `false` where it was given up, and nothing may be written.
    pub(super) fn settle(&self) -> bool {
        let mut state = self.state();
        if state.stand == Stand::AtWork {
            state.stand = Stand::Settled;
        }
        state.stand == Stand::Settled
    }

    /// Whether the document was given up.
    pub(super) fn is_given_up(&self) -> bool {
        self.state().stand == Stand::GivenUp
    }

    /// Keeps what is known of the document, for whoever gives it up.
    pub(super) fn note(&self, entry: &Entry) {
        self.known.get_or_init(|| entry.clone());
    }

    /// What was kept.
    pub(super) fn known(&self) -> Option<&Entry> {
        self.known.get()
    }
}

/// A reason to stand still.
pub(super) struct Pause<'c>(&'c Clock);

impl Drop for Pause<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.pauses -= 1;
        if state.pauses == 0 {
            state.since = Instant::now();
        }
    }
}

/// An engine that stops a document's clock while it reads, and reads no more of a document that was given up.
pub(super) struct Timed<'e> {
    pub(super) engine: &'e dyn OcrEngine,
    pub(super) clock: &'e Clock,
}

impl OcrEngine for Timed<'_> {
    fn info(&self) -> Result<EngineInfo> {
        self.engine.info()
    }

    fn page_timeout(&self) -> Option<Duration> {
        self.engine.page_timeout()
    }

    fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
        if self.clock.is_given_up() {
            return Err(Error::Ocr {
                reason: "the document was given up".to_owned(),
                remedy: "convert it again".to_owned(),
            });
        }
        let _still = self.clock.pause();
        self.engine.read(image)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::sleep;

    const SOON: Duration = Duration::from_millis(30);

    #[test]
    fn it_stands_still_while_pages_are_read() {
        let clock = Clock::start();
        let (one, other) = (clock.pause(), clock.pause());
        sleep(2 * SOON);
        drop(one);
        assert!(!clock.give_up_after(SOON));
        drop(other);
        sleep(2 * SOON);
        assert!(!clock.give_up_after(Duration::from_secs(60)));
        assert!(clock.give_up_after(SOON) && clock.is_given_up());
    }

    #[test]
    fn who_speaks_first_has_the_last_word() {
        let clock = Clock::start();
        assert!(clock.settle() && clock.settle());
        assert!(!clock.give_up_after(Duration::ZERO) && !clock.is_given_up());
        let clock = Clock::start();
        assert!(clock.give_up_after(Duration::ZERO));
        assert!(!clock.settle() && !clock.give_up_after(Duration::ZERO));
    }
}
