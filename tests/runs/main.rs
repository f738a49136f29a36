//! Runs over many documents: killed, starved of room, fed with bad files, shared among machines, corrected by hand. Nothing is lost
//! silently, and nothing half-written looks whole.

mod corrections;
mod kill;
mod limits;
mod report;
mod room;
mod several;
mod shares;
mod shelf;
mod trouble;
