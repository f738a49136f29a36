//! What became of page images, in one table: a row for each document, for each group of documents, and for all.

use super::ScanResult;
use super::table::Table;
use super::tables::percent;
use crate::error::{Error, Result};
use crate::score::attendance::Rows;
use crate::score::{Share, text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What is summed up.
#[derive(Default, Clone, Copy)]
struct Sum {
    documents: usize,
    pages: usize,
    text: text::Score,
    attendance: Rows,
}

impl Sum {
    fn add(&mut self, result: &ScanResult) {
        self.documents += 1;
        self.pages += result.pages;
        self.text += result.text.unwrap_or_default();
        self.attendance += result.attendance.unwrap_or_default();
    }
}

/// The group of each document by its name: the first two cells of the rows of a table of tabs, lines that begin with # left out.
///
/// # Errors
/// Where the file cannot be read, or a row has one cell alone.
pub(super) fn groups(file: &Path) -> Result<BTreeMap<String, String>> {
    let text = super::read_text(file)?;
    let rows = text.lines().filter(|row| !row.starts_with('#') && !row.trim().is_empty());
    rows.map(|row| match row.split('\t').collect::<Vec<_>>().as_slice() {
        [name, group, ..] => Ok(((*name).to_owned(), (*group).to_owned())),
        _ => Err(Error::Settings(format!(
            "{}: the row {row:?} has one cell; write a name, a tab and its group",
            file.display()
        ))),
    })
    .collect()
}

/// Named sums: of each document, of each group, of all.
fn sums(results: &[ScanResult]) -> Vec<(String, Sum)> {
    let (mut own, mut groups, mut total) = (Vec::new(), BTreeMap::<&str, Sum>::new(), Sum::default());
    for result in results {
        let mut sum = Sum::default();
        sum.add(result);
        own.push((result.name.clone(), sum));
        total.add(result);
        if let Some(group) = &result.group {
            groups.entry(group).or_default().add(result);
        }
    }
    own.extend(groups.into_iter().map(|(group, sum)| (format!("group {group}"), sum)));
    own.push(("total".to_owned(), total));
    own
}

pub(super) fn render(results: &[ScanResult]) -> String {
    let mut table = Table::new([
        "scans (%)",
        "documents",
        "pages",
        "CER before",
        "after",
        "§ before",
        "after",
        "of",
        "persons found",
        "of",
        "rows too many",
    ]);
    for (name, sum) in sums(results) {
        table.row(&[
            name,
            sum.documents.to_string(),
            sum.pages.to_string(),
            percent(sum.text.before.characters),
            percent(sum.text.after.characters),
            percent(sum.text.sections_before),
            percent(sum.text.sections_after),
            sum.text.sections_after.whole.to_string(),
            percent(sum.attendance.found),
            sum.attendance.found.whole.to_string(),
            sum.attendance.too_many.to_string(),
        ]);
    }
    table.render()
}

pub(super) fn json(results: &[ScanResult]) -> Value {
    let share = |share: Share| json!({ "part": share.part, "whole": share.whole, "share": share.ratio() });
    let rows = sums(results).into_iter().map(|(name, sum)| {
        json!({
            "name": name,
            "documents": sum.documents,
            "pages": sum.pages,
            "cer_before": share(sum.text.before.characters),
            "cer": share(sum.text.after.characters),
            "section_signs_right": share(sum.text.sections_after),
            "persons_found": share(sum.attendance.found),
            "rows_too_many": sum.attendance.too_many,
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(name: &str, group: &str, found: usize) -> ScanResult {
        let attendance = Rows { found: Share { part: found, whole: 4 }, too_many: 1 };
        ScanResult {
            name: name.to_owned(),
            group: Some(group.to_owned()),
            pages: 2,
            text: None,
            attendance: Some(attendance),
        }
    }

    #[test]
    fn documents_groups_and_all_have_their_rows() {
        let results = [result("a", "1", 4), result("b", "2", 1), result("c", "1", 2)];
        let table = render(&results);
        let row = |name: &str| -> Vec<String> {
            let line = table.lines().find(|line| line.starts_with(name)).expect("a row");
            line[name.len()..].split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(row("group 1"), ["2", "4", "–", "–", "–", "–", "0", "75.00", "8", "2"]);
        assert_eq!(row("total")[7..], ["58.33", "12", "3"]);
        assert_eq!(json(&results)[3]["persons_found"]["part"], 6);
    }

    #[test]
    fn groups_are_read_from_a_table() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let file = here.path().join("groups.tsv");
        std::fs::write(&file, "# name, wear\n000\t1\t3\n\n001\t2\n").expect("written");
        let groups = groups(&file).expect("a table");
        assert_eq!(
            groups.into_iter().collect::<Vec<_>>(),
            [("000", "1"), ("001", "2")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        std::fs::write(&file, "000 1\n").expect("written");
        assert!(super::groups(&file).expect_err("no tab").to_string().contains("one cell"));
    }
}
