//! Signatures among the labels of a cover: offices before names that a list holds, names over their offices.

use super::cells::Cell;
use super::fields::{Field, whole_label};
use super::label::Label;

/// Rows of a list in which a name is looked for.
const ROWS: usize = 100;

/// Whether the label is an office that one signs in.
fn is_office(label: Label) -> bool {
    matches!(
        label,
        Label::Chair | Label::ViceChair | Label::SecondViceChair | Label::Secretary | Label::Adjusters
    )
}

/// Whether the row and those below it are signatures under `list`: each an office, and one of them before somebody whom the
/// list names.
pub(super) fn begins(list: &Field<'_>, row: &[Cell<'_>], below: &[Vec<Cell<'_>>]) -> bool {
    const REACH: usize = 3;
    if !matches!(list.label, Label::List(_)) {
        return false;
    }
    let named = |row: &[Cell<'_>]| match row {
        [office, name, ..] => whole_label(office).is_some_and(is_office).then(|| name.text.to_owned()),
        _ => None,
    };
    let listed =
        |name: &String| list.cells.iter().take(ROWS).any(|cell| cell.text.starts_with(name.as_str()));
    let names: Vec<String> =
        std::iter::once(row).chain(below.iter().map(Vec::as_slice)).take(REACH).map_while(named).collect();
    names.len() > 1 && names.iter().any(listed)
}

/// Gives each office the name over it, where the signatures begin with a name and end with an office: `Underskrifter`, and
/// under it `Vera Ek`, `Ordförande`, `Bo Al`, `Justerare`.
pub(super) fn turn(fields: &mut [Field<'_>]) {
    for at in 0..fields.len() {
        if fields[at].label != Label::Signatures || fields[at].cells.len() != 1 {
            continue;
        }
        let offices = fields[at + 1..].iter().take_while(|field| is_office(field.label)).count();
        let last = at + offices;
        let single = fields[at + 1..=last].iter().all(|field| field.cells.len() <= 1 && field.is_alone());
        if offices > 1 && single && fields[last].cells.is_empty() {
            for office in (at + 1..=last).rev() {
                let (before, own) = fields.split_at_mut(office);
                own[0].cells = std::mem::take(&mut before[office - 1].cells);
            }
        }
    }
}
