//! CSV (RFC 4180, UTF-8, a row of names first): a file for each of the [tables].

use super::tables::{self, Cell, TABLES, Table};
use crate::record::Record;
use std::io::{self, Write};

/// Writes records into the tables, a writer for each.
pub struct Writer<W: Write> {
    tables: Vec<csv::Writer<W>>,
}

impl<W: Write> Writer<W> {
    /// A writer that asks `open` where each table goes.
    ///
    /// # Errors
    /// Those of `open` and of writing the names of the columns.
    pub fn new(mut open: impl FnMut(&Table) -> io::Result<W>) -> io::Result<Self> {
        let begin = |table: &Table| {
            let mut writer =
                csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(open(table)?);
            writer.write_record(table.columns.iter().map(|(name, _)| name))?;
            Ok(writer)
        };
        Ok(Self { tables: TABLES.iter().map(begin).collect::<io::Result<_>>()? })
    }

    /// Adds a record.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, document: &str, record: &Record) -> io::Result<()> {
        for (writer, rows) in self.tables.iter_mut().zip(tables::rows(document, record)) {
            for row in rows {
                writer.write_record(row.iter().map(field))?;
            }
        }
        Ok(())
    }

    /// Ends the tables.
    ///
    /// # Errors
    /// If what is still to be written cannot be.
    pub fn finish(mut self) -> io::Result<()> {
        self.tables.iter_mut().try_for_each(csv::Writer::flush)
    }
}

/// What is not there is an empty field.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    }
}
