//! SQLite: the [tables] with their keys, and full-text search over pages and items.

use super::tables::{self, Cell, Kind, TABLES, Table};
use crate::record::Record;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, ToSql};
use std::io;
use std::path::Path;

/// å, ä and ö are letters of their own: they are told from a and o in searches.
const TOKENIZE: &str = "tokenize = \"unicode61 remove_diacritics 0\"";

/// A database that records are added to.
pub struct Database(Connection);

impl Database {
    /// A new database in an empty file, or one that is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        let begin = || -> rusqlite::Result<Connection> {
            let base = Connection::open(path)?;
            // The file gets its name when it is whole; until then nothing needs a way back.
            base.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")?;
            TABLES.iter().try_for_each(|table| base.execute_batch(&definition(table)))?;
            base.execute_batch(&format!(
                "CREATE VIRTUAL TABLE page_search USING fts5(document UNINDEXED, page UNINDEXED, text, {TOKENIZE});
                 CREATE VIRTUAL TABLE item_search USING fts5(document UNINDEXED, item UNINDEXED, text, {TOKENIZE});"
            ))?;
            Ok(base)
        };
        begin().map(Self).map_err(io_error)
    }

    /// Adds a record.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, document: &str, record: &Record) -> io::Result<()> {
        self.insert(document, record).map_err(io_error)
    }

    fn insert(&self, document: &str, record: &Record) -> rusqlite::Result<()> {
        for (table, rows) in TABLES.iter().zip(tables::rows(document, record)) {
            let places = vec!["?"; table.columns.len()].join(", ");
            let mut insert =
                self.0.prepare_cached(&format!("INSERT INTO {} VALUES ({places})", table.name))?;
            for row in rows {
                insert.execute(rusqlite::params_from_iter(row))?;
            }
        }
        let mut insert = self.0.prepare_cached("INSERT INTO page_search VALUES (?, ?, ?)")?;
        for (page, text) in (i64::from(record.first_page())..).zip(record.text.split('\u{c}')) {
            insert.execute((document, page, text))?;
        }
        let mut insert = self.0.prepare_cached("INSERT INTO item_search VALUES (?, ?, ?)")?;
        for (item, row) in (0_i64..).zip(&record.items) {
            insert.execute((document, item, tables::searchable(row)))?;
        }
        Ok(())
    }

    /// Ends the database.
    ///
    /// # Errors
    /// If what is still to be written cannot be.
    pub fn finish(self) -> io::Result<()> {
        let end = "INSERT INTO page_search(page_search) VALUES ('optimize');
                   INSERT INTO item_search(item_search) VALUES ('optimize'); COMMIT;";
        self.0.execute_batch(end).map_err(io_error)?;
        self.0.close().map_err(|(_, error)| io_error(error))
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Text(text) => text.as_str().into(),
            Self::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
        })
    }
}

fn definition(table: &Table) -> String {
    let column = |(name, kind): &(&str, Kind)| {
        let kind = if *kind == Kind::Number { "INTEGER" } else { "TEXT" };
        format!("\"{name}\" {kind}")
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    let key: Vec<&str> = table.columns[..table.key].iter().map(|(name, _)| *name).collect();
    // Tables stand in an order in which what is referred to comes first.
    let above = TABLES.iter().rev().find(|other| {
        other.key < table.key
            && other.columns[..other.key] == table.columns[..other.key]
            && other.key == (1..table.key).rev().find(|&length| is_key(&table.columns[..length])).unwrap_or(0)
    });
    let refers = above.map_or_else(String::new, |above| {
        let columns = key[..above.key].join(", ");
        format!(", FOREIGN KEY ({columns}) REFERENCES {} ({columns})", above.name)
    });
    let (name, columns, key) = (table.name, columns.join(", "), key.join(", "));
    format!("CREATE TABLE {name} ({columns}, PRIMARY KEY ({key}){refers}) WITHOUT ROWID;")
}

/// Whether columns are the whole key of a table.
fn is_key(columns: &[(&str, Kind)]) -> bool {
    TABLES.iter().any(|table| &table.columns[..table.key] == columns)
}

fn io_error(error: rusqlite::Error) -> io::Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => io::Error::new(io::ErrorKind::StorageFull, error),
        _ => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_refer_to_the_nearest_above() {
        let of = |name: &str| {
            let table = TABLES.iter().find(|table| table.name == name).expect("a table");
            definition(table)
                .split("REFERENCES ")
                .nth(1)
                .map(|rest| rest.split(' ').next().map(str::to_owned))
        };
        assert_eq!(of("meetings"), None);
        assert_eq!(of("items").flatten().as_deref(), Some("meetings"));
        assert_eq!(of("decisions").flatten().as_deref(), Some("items"));
        assert_eq!(of("ballots").flatten().as_deref(), Some("votes"));
    }
}
