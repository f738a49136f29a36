//! `justera schema`: the JSON Schema of the records.

use super::{Status, messages};
use crate::error::Result;
use crate::export;

pub(super) fn run() -> Result<Status> {
    messages::data(&export::json::schema())?;
    Ok(Status::Done)
}
