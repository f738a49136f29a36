//! What a person should look at: findings that do not stop a conversion.

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Something may be wrong.
    Warning,
    /// Something is missing or wrong.
    Error,
}

/// A finding about a document. Stages give them beside their value; none of them stops the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name for programs: `empty-page`, `paragraph-missing`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Page that it is about, counted from 1; `None` for the whole document.
    pub page: Option<u32>,
    /// One sentence for people.
    pub message: String,
}

impl Diagnostic {
    /// A finding of severity [`Severity::Info`].
    #[must_use]
    pub fn info(code: &'static str, page: Option<u32>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Info, page, message: message.into() }
    }

    /// A finding of severity [`Severity::Warning`].
    #[must_use]
    pub fn warning(code: &'static str, page: Option<u32>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Warning, page, message: message.into() }
    }

    /// A finding of severity [`Severity::Error`].
    #[must_use]
    pub fn error(code: &'static str, page: Option<u32>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, page, message: message.into() }
    }
}
