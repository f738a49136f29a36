//! Label and value pairs of cover and posting, however the lines set them.

use super::cells::{Cell, cells};
use super::label::{self, Label, List};
use super::lex::tokens;
use super::mark_columns::Marks;
use super::phrases::fold;
use super::words_below::{first_words, is_under, take_words, words_under};
use super::{column_heads, inner_label, mark_columns, notice_stack, signing, stacked, unknown_label};
use crate::repair::RepairedText;
use crate::span::Span;

/// A label with the cells that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct Field<'t> {
    /// What it is.
    pub(crate) label: Label,
    /// Where the label stands.
    pub(crate) place: Span,
    /// Column at which the label begins.
    column: usize,
    /// Line of the label.
    pub(crate) line: usize,
    /// Whether a colon follows the label.
    colon: bool,
    /// Its value, cell by cell in printed order.
    pub(crate) cells: Vec<Cell<'t>>,
    /// Blank lines after which a cell stands: indexes into `cells`.
    pub(crate) gaps: Vec<usize>,
}

impl<'t> Field<'t> {
    /// Column at which its label begins.
    pub(crate) fn column(&self) -> usize {
        self.column
    }

    /// A label that a whole cell is, with nothing of its value yet.
    fn headed(label: Label, cell: &Cell<'t>, column: usize) -> Self {
        let place = Span::new(cell.start, cell.start + cell.text.chars().count());
        Self { label, place, column, line: cell.line, colon: false, cells: Vec::new(), gaps: Vec::new() }
    }

    /// Whether the value stands after a colon on the label's line, and is no place for the pen.
    pub(crate) fn is_told(&self) -> bool {
        let beside = self.cells.first().filter(|first| first.line == self.line);
        self.colon && beside.is_some_and(|first| !first.text.contains("..") && !first.text.contains("__"))
    }

    /// Whether nothing stands beside the label on its line.
    pub(super) fn is_alone(&self) -> bool {
        self.cells.first().is_none_or(|first| first.line > self.line)
    }

    /// The cells of a value that is one: those up to the first blank line after which the label's own column goes on.
    pub(crate) fn value_cells(&self) -> &[Cell<'t>] {
        let Some(first) = self.cells.first() else { return &[] };
        let beside = first.line == self.line;
        let end = self
            .gaps
            .iter()
            .copied()
            .find(|&at| at > 0 && (!beside || self.cells[at].column <= self.column + 2));
        &self.cells[..end.unwrap_or(self.cells.len())]
    }
}

/// The lines of a part of the document as label and value pairs, and the cells before the first label.
#[derive(Debug, Default)]
pub(crate) struct Fields<'t> {
    /// Cells before the first label.
    pub(crate) before: Vec<Cell<'t>>,
    /// Labels with their values in printed order.
    pub(crate) fields: Vec<Field<'t>>,
    /// What crosses in tables say about the people of their rows.
    pub(crate) marks: Marks,
}

impl<'t> Fields<'t> {
    /// Reads the lines with the indexes `lines`.
    pub(crate) fn read(text: &'t RepairedText, lines: &[usize]) -> Self {
        let mut reader = Reader::default();
        let mut rows: Vec<Vec<Cell<'t>>> = lines.iter().map(|&line| cells(text, line)).collect();
        reader.found.marks = mark_columns::take(&mut rows);
        let (mut at, mut look) = (0, 0);
        while at < rows.len() {
            match (at >= look && !rows[at].is_empty()).then(|| stacked::at(&rows, at)) {
                Some(Ok((stack, next))) => {
                    reader.stack(stack);
                    at = next;
                    continue;
                }
                Some(Err(next)) => {
                    look = next;
                    if let Some((stack, next)) = notice_stack::at(&rows, at) {
                        reader.stack(stack);
                        at = next;
                        continue;
                    }
                }
                None => {}
            }
            reader.row(&rows[at], &rows[at + 1..]);
            at += 1;
        }
        signing::turn(&mut reader.found.fields);
        reader.found
    }

    /// The first field that `label` announces.
    pub(crate) fn first(&self, label: Label) -> Option<&Field<'t>> {
        self.fields.iter().find(|field| field.label == label && !field.cells.is_empty())
    }
}

#[derive(Debug, Default)]
struct Reader<'t> {
    found: Fields<'t>,
    /// Fields whose labels stand on the last line that had labels, from left to right.
    open: Vec<usize>,
    /// Words of split labels that the next lines still have to give: under the first cell, or at the column of a later one.
    carried: Vec<(Option<usize>, usize)>,
    /// Whether a blank line stands before the next row.
    gap: bool,
    /// The last fields whose labels stood side by side over columns of people.
    columns: Vec<usize>,
    /// The field that heads of columns opened, `Namn   Roll   Närvarande`: its rows hold no labels.
    table: Option<usize>,
    /// Whether the row begins signatures: offices before names that the list above holds.
    signs: bool,
}

/// Rows of a list that show its column.
const ROWS: usize = 20;

impl<'t> Reader<'t> {
    fn row(&mut self, row: &[Cell<'t>], below: &[Vec<Cell<'t>>]) {
        if row.is_empty() {
            self.gap = true;
            return;
        }
        let mut rest = row.to_vec();
        self.drop_carried(&mut rest);
        if self.returns_to_columns(row, below) {
            self.open.clone_from(&self.columns);
        }
        let mut labelled = false;
        if self.opens_table(row) {
            return;
        }
        let in_table = self.table.is_some() && self.open.last() == self.table.as_ref();
        if in_table && row.len() > 1 && !row[0].text.ends_with(':') {
            rest.into_iter().for_each(|cell| self.value(cell, false));
            self.gap = false;
            return;
        }
        if self.begins_other_list(row) {
            self.open_other_list(&mut rest);
            labelled = true;
        }
        let list = self.open.last().map(|&at| &self.found.fields[at]);
        self.signs = list.is_some_and(|list| signing::begins(list, &rest, below));
        for (at, cell) in rest.iter().enumerate() {
            // A word over the last column of a table (`Befattning  Namn  Närvarande`) heads no list.
            let (later, last) = (at > 0 && !cell.text.ends_with(':'), at + 1 == rest.len());
            let found = later.then(|| whole_label(cell)).flatten();
            // `Tjänstgör för` over a column says whose places they take.
            let replaces = at > 0 && cell.text.ends_with(" för");
            if replaces || found.is_some_and(|found| last && !labelled || self.heads_marks(found, cell.line))
            {
                self.value(*cell, labelled);
            } else {
                self.cell(*cell, at == 0, &mut labelled, below);
            }
        }
        self.gap = false;
    }

    /// Opens a list where the row is nothing but heads of columns, names among them, and no heading stands over them.
    fn opens_table(&mut self, row: &[Cell<'t>]) -> bool {
        let is_head = |cell: &Cell<'_>| column_heads::are_heads(&tokens(cell.text, 0));
        let name = row.iter().find(|cell| fold(cell.text) == "namn");
        let Some(name) = name.filter(|_| row.len() > 1 && row.iter().all(is_head)) else { return false };
        let last = self.open.last().map(|&at| (at, &self.found.fields[at]));
        let headed = last.filter(|(_, last)| matches!(last.label, Label::List(_)) && last.cells.is_empty());
        self.table = Some(headed.map_or(self.found.fields.len(), |(at, _)| at));
        if headed.is_some() {
            return false;
        }
        self.open = vec![self.found.fields.len()];
        self.found.fields.push(Field::headed(Label::List(List::Present), name, row[0].column));
        // Those in a column of substitutes stand beside the members whose places they take.
        let substitutes = |cell: &&Cell<'_>| {
            matches!(whole_label(cell), Some(Label::List(List::Substitutes | List::ServingSubstitutes)))
        };
        if let Some(cell) = row.iter().skip(1).find(substitutes) {
            self.open.push(self.found.fields.len());
            let label = Label::List(List::ServingSubstitutes);
            self.found.fields.push(Field::headed(label, cell, cell.column));
        }
        self.gap = false;
        true
    }

    /// Whether the row begins with a label that no table knows.
    fn begins_other_list(&self, row: &[Cell<'t>]) -> bool {
        let [at] = self.open[..] else { return false };
        let field = &self.found.fields[at];
        unknown_label::begins(field, field.column, row)
    }

    /// Opens a list of others under the label that the row begins with.
    fn open_other_list(&mut self, row: &mut Vec<Cell<'t>>) {
        let cell = row.remove(0);
        self.open = vec![self.found.fields.len()];
        self.found.fields.push(Field::headed(Label::List(List::Others), &cell, cell.column));
        self.gap = false;
    }

    /// Whether the label is the head of a column of marks, `Ledamöter      Närvarande`, or an office in a row: `Frånvarande:
    /// Bo Al     Ledamot`.
    fn heads_marks(&self, label: Label, line: usize) -> bool {
        let Some(open) = self.open.last().map(|&at| &self.found.fields[at]) else { return false };
        let Label::List(list) = open.label else { return false };
        let mut beside = open.cells.iter().filter(|cell| cell.line == line);
        let beside = beside.any(|cell| whole_label(cell).is_none());
        match label {
            Label::List(List::Present) => {
                open.cells.is_empty() && matches!(list, List::Board | List::Members | List::Substitutes)
            }
            Label::List(List::Board | List::Substitutes) => beside && open.line == line,
            _ => false,
        }
    }

    /// Whether the row, or the one below its only cell, stands in the columns that a label with its value on its line broke
    /// into: `Frånvarande: Bo Al` between the rows of `Ledamöter      Ersättare`.
    fn returns_to_columns(&self, row: &[Cell<'t>], below: &[Vec<Cell<'t>>]) -> bool {
        let told = self.open.last().is_some_and(|&at| self.found.fields[at].is_told());
        let fits = |row: &[Cell<'t>]| {
            row.len() > 1
                && row.len() == self.columns.len()
                && row
                    .iter()
                    .zip(&self.columns)
                    .all(|(cell, &at)| is_under(cell, self.found.fields[at].column))
        };
        told && (fits(row) || row.len() == 1 && below.first().is_some_and(|below| fits(below)))
    }

    /// Takes labels over that stand apart from their values.
    fn stack(&mut self, stack: Vec<stacked::Assigned<'t>>) {
        self.open.clear();
        for field in stack {
            self.open = vec![self.found.fields.len()];
            let length = field.cell.text.trim_end_matches([':', ' ']).chars().count();
            self.found.fields.push(Field {
                label: field.label,
                place: Span::new(field.cell.start, field.cell.start + length),
                column: field.cell.column,
                line: field.values.first().map_or(field.cell.line, |first| first.line),
                colon: true,
                cells: field.values,
                gaps: field.gaps,
            });
        }
        self.gap = false;
    }

    /// Takes the words of a split label off the beginning of the row.
    fn drop_carried(&mut self, row: &mut Vec<Cell<'t>>) {
        for (column, words) in std::mem::take(&mut self.carried) {
            let cell = match column {
                None => row.first_mut(),
                Some(column) => row.iter_mut().find(|cell| is_under(cell, column)),
            };
            let taken = cell.map_or(0, |cell| take_words(cell, words));
            if taken < words {
                self.carried.push((column, words - taken));
            }
        }
        row.retain(|cell| !cell.text.is_empty());
    }

    fn cell(&mut self, cell: Cell<'t>, first: bool, labelled: &mut bool, below: &[Vec<Cell<'t>>]) {
        let words_below = || match first {
            true if heads_lists(below) => Vec::new(),
            true => first_words(below),
            false => words_under(&cell, below),
        };
        let found = label::find(&cell, words_below).filter(|found| self.accepts(&cell, first, found));
        let Some(found) = found else {
            self.value(cell, *labelled);
            return;
        };
        let deputy = first && self.names_deputy(&cell, found.label);
        if !*labelled {
            self.open.clear();
            self.carried.clear();
        }
        *labelled = true;
        if found.carried > 0 {
            self.carried.push(((!first).then_some(cell.column), found.carried));
        }
        self.open.push(self.found.fields.len());
        let length = cell.text[..found.bytes].trim_end_matches([':', ' ']).chars().count();
        let label = self.of_approval(found.label).unwrap_or(found.label);
        let label = if deputy { Label::Ignored } else { label };
        self.found.fields.push(Field {
            label,
            place: Span::new(cell.start, cell.start + length),
            column: cell.column,
            line: cell.line,
            colon: cell.text[..found.bytes].ends_with(':'),
            cells: Vec::new(),
            gaps: Vec::new(),
        });
        let rest = cell.after_byte(found.bytes);
        if !rest.text.is_empty() {
            self.gap = false;
            // The value may begin with a label of its own: `Underskrifter  Sekreterare ..... Karin Ek`. How the protocol is
            // adjusted is none: `Justering: Digital signering 2021-11-24`.
            let manner = label == Label::ApprovalPlaceTime
                && label::find(&rest, Vec::new).is_some_and(|inner| inner.label == Label::Ignored);
            if manner {
                self.value(rest, true);
            } else {
                self.cell(rest, false, labelled, below);
            }
        }
    }

    /// Whether `Ersättare` on the line under those who adjust names who does so in their place, for those who are there have
    /// been listed.
    fn names_deputy(&self, cell: &Cell<'t>, label: Label) -> bool {
        let Some(last) = self.open.last().map(|&at| &self.found.fields[at]) else { return false };
        let under = last.cells.last().is_some_and(|value| value.line + 1 == cell.line);
        let listed = |field: &Field<'_>| matches!(field.label, Label::List(_)) && !field.cells.is_empty();
        label == Label::List(List::Substitutes)
            && last.label == Label::Adjusters
            && under
            && !self.gap
            && self.found.fields.iter().any(listed)
    }

    /// What a label of time or place means under a heading `Justering` with nothing beside it, where the meeting has told
    /// its own before.
    fn of_approval(&self, label: Label) -> Option<Label> {
        let turned = match label {
            Label::PlaceTime => Label::ApprovalPlaceTime,
            Label::Place => Label::ApprovalPlace,
            Label::Time => Label::ApprovalTime,
            Label::Date => Label::ApprovalDate,
            _ => return None,
        };
        let approves = |label: Label| {
            matches!(
                label,
                Label::ApprovalPlaceTime
                    | Label::ApprovalPlace
                    | Label::ApprovalTime
                    | Label::ApprovalDate
                    | Label::Adjusters
            )
        };
        let fields = &self.found.fields;
        let about = fields.iter().rev().take_while(|field| approves(field.label));
        let headed =
            about.into_iter().any(|field| field.label == Label::ApprovalPlaceTime && field.cells.is_empty());
        let told =
            fields.iter().any(|field| matches!(field.label, Label::PlaceTime | Label::Time | Label::Place));
        (headed && told).then_some(turned)
    }

    /// Role words are labels at the start of a line only where the line is not a row of a list of people.
    fn accepts(&self, cell: &Cell<'t>, first: bool, found: &label::Match) -> bool {
        // `Justerare   Vera Ek` and under it, in the column of her name, `Ersättare: Bo Al`.
        let last = self.open.last().map(|&at| &self.found.fields[at]);
        // `samt Vera Ek (S)` goes on with the list.
        let goes_on = cell.text.starts_with(char::is_lowercase)
            && found.words == 1
            && !found.closed
            && matches!(found.label, Label::List(_))
            && last.is_some_and(|last| matches!(last.label, Label::List(_)));
        // `Föreningarnas representanter` among those present parts them, and heads no list of its own.
        let parts = found.label == Label::List(List::Present)
            && fold(cell.text).contains("representant")
            && last.is_some_and(|last| last.label == Label::List(List::Present));
        if goes_on || parts {
            return false;
        }
        let of_adjusters = last.is_some_and(|last| {
            last.label == Label::Adjusters && !last.cells.is_empty() && cell.column > last.column + 1
        });
        if of_adjusters && found.label == Label::List(List::Substitutes) {
            return false;
        }
        let role = matches!(
            found.label,
            Label::Chair | Label::ViceChair | Label::SecondViceChair | Label::Secretary | Label::Adjusters
        );
        if !role || found.words > 1 && !matches!(found.label, Label::ViceChair | Label::SecondViceChair) {
            return true;
        }
        // `sekreterare` in small letters and nothing after it stands under the name of one who signs.
        if cell.text.starts_with(char::is_lowercase) && found.bytes == cell.text.len() {
            return false;
        }
        let Some(current) = self.open.last().map(|&at| &self.found.fields[at]) else { return first };
        match current.label {
            Label::List(_) if self.signs => first,
            Label::List(_) => {
                let rows = current.cells.iter().take(ROWS).map(|row| row.column).min();
                let left_of_rows = rows.is_some_and(|column| cell.column + 2 < column);
                let alone = found.closed && (self.gap || cell.text.contains(':'));
                first && (left_of_rows || alone)
            }
            Label::Signatures => true,
            _ => first || found.closed,
        }
    }

    /// Whether the open labels are the heads of columns of people: `Ledamöter      Ersättare`, nothing beside them.
    fn heads_columns(&self) -> bool {
        let is_head = |&at: &usize| {
            let field = &self.found.fields[at];
            let beside = field.cells.first().is_some_and(|cell| cell.line == field.line);
            matches!(field.label, Label::List(_)) && !beside
        };
        self.open.len() > 1 && self.open.iter().all(is_head)
    }

    fn value(&mut self, cell: Cell<'t>, labelled: bool) {
        if let Some((before, inner, rest)) = inner_label::paragraphs(&cell) {
            if !before.text.is_empty() {
                self.value(before, labelled);
            }
            self.found.fields.push(Field {
                label: Label::Paragraphs,
                place: inner,
                column: rest.column,
                line: cell.line,
                colon: false,
                cells: vec![rest],
                gaps: Vec::new(),
            });
            return;
        }
        let target = if labelled {
            self.open.last().copied()
        } else if self.open.len() > 1 && self.table.as_ref() == self.open.first() {
            // In a table, what stands left of the substitutes' column is about the members.
            let begun = |at: &&usize| self.found.fields[**at].column <= cell.column + 1;
            self.open.iter().rev().find(begun).copied()
        } else if self.heads_columns() {
            let distance = |at: &usize| self.found.fields[*at].column.abs_diff(cell.column);
            self.columns.clone_from(&self.open);
            self.open.iter().copied().min_by_key(distance)
        } else {
            let fitting = |at: &&usize| self.found.fields[**at].column <= cell.column + 1;
            self.open.iter().rev().find(fitting).or(self.open.first()).copied()
        };
        match target {
            Some(at) => {
                let field = &mut self.found.fields[at];
                if self.gap {
                    field.gaps.push(field.cells.len());
                }
                field.cells.push(cell);
            }
            None => self.found.before.push(cell),
        }
    }
}

/// The label that a cell consists of.
pub(super) fn whole_label(cell: &Cell<'_>) -> Option<Label> {
    label::find(cell, Vec::new).filter(|found| found.bytes == cell.text.len()).map(|found| found.label)
}

/// Whether the next line holds the heads of several lists: `Ledamöter`, and under it `Närvarande      Frånvarande`.
fn heads_lists(below: &[Vec<Cell<'_>>]) -> bool {
    let is_list = |cell: &Cell<'_>| {
        label::find(cell, Vec::new)
            .is_some_and(|found| matches!(found.label, Label::List(_)) && found.bytes == cell.text.len())
    };
    below.first().is_some_and(|row| row.len() > 1 && row.iter().all(is_list))
}

#[cfg(test)]
#[path = "fields_tests.rs"]
mod tests;
