//! Where the values of a record stand: collected while the record is built.

use super::build::probability;
use crate::protocol::model::{self, Value};
use crate::repair::RepairedText;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Write as _};

/// Where a value stands and how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Page of its first character, counted from 1.
    pub page: u32,
    /// `[start, end)` in `text`, in Unicode scalar values.
    pub span: [usize; 2],
    /// `[x0, y0, x1, y1]` in pixels of that page's image, ends excluded; null where the input has no coordinates.
    pub bbox: Option<[u32; 4]>,
    /// Lowest confidence of the words that it was taken from, 0..=1.
    pub confidence: f64,
    /// How the value came about.
    pub how: How,
}

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It stands so in the text: white space folded, wrapped lines joined.
    Stated,
    /// It is the normal form of what stands there.
    Normalised,
    /// It follows from what stands elsewhere.
    Inferred,
}

impl From<model::How> for How {
    fn from(how: model::How) -> Self {
        match how {
            model::How::Stated => Self::Stated,
            model::How::Normalised => Self::Normalised,
            model::How::Inferred => Self::Inferred,
        }
    }
}

/// Takes values out of the model and notes where each stands, under the JSON Pointer that it gets in the record.
pub(super) struct Collector<'t> {
    text: &'t RepairedText,
    pointer: String,
    found: IndexMap<String, Evidence>,
}

impl<'t> Collector<'t> {
    pub(super) fn new(text: &'t RepairedText) -> Self {
        Self { text, pointer: String::new(), found: IndexMap::new() }
    }

    pub(super) fn finish(self) -> IndexMap<String, Evidence> {
        self.found
    }

    /// Runs `take` with `key` added to the pointer. Keys are field names and indices, so none needs escaping.
    pub(super) fn within<U>(&mut self, key: impl Display, take: impl FnOnce(&mut Self) -> U) -> U {
        let length = self.pointer.len();
        write!(self.pointer, "/{key}").expect("writing to a String cannot fail");
        let taken = take(self);
        self.pointer.truncate(length);
        taken
    }

    pub(super) fn rows<T, U>(
        &mut self,
        key: &str,
        rows: &[T],
        mut take: impl FnMut(&mut Self, &T) -> U,
    ) -> Vec<U> {
        self.within(key, |this| {
            rows.iter().enumerate().map(|(index, row)| this.within(index, |this| take(this, row))).collect()
        })
    }

    pub(super) fn value<T: Clone>(&mut self, key: impl Display, value: &Value<T>) -> T {
        self.within(key, |this| this.note(value));
        value.value.clone()
    }

    pub(super) fn option<T: Clone>(&mut self, key: impl Display, value: &Option<Value<T>>) -> Option<T> {
        value.as_ref().map(|value| self.value(key, value))
    }

    pub(super) fn values<T: Clone, U: From<T>>(&mut self, key: &str, values: &[Value<T>]) -> Vec<U> {
        self.rows(key, values, |this, value| {
            this.note(value);
            U::from(value.value.clone())
        })
    }

    /// A value at an empty span (the heading of a § that has none) stands nowhere.
    fn note<T>(&mut self, value: &Value<T>) {
        if value.span.is_empty() {
            return;
        }
        let location = self.text.locate(value.span);
        self.found.insert(
            self.pointer.clone(),
            Evidence {
                page: location.page,
                span: [value.span.start, value.span.end],
                bbox: location.bbox.map(|b| [b.x0, b.y0, b.x1, b.y1]),
                confidence: probability(location.confidence),
                how: value.how.into(),
            },
        );
    }
}
