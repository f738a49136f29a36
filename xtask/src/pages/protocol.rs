//! Lines of a protocol's shape, made by machine: what corpora of running text lack (names with party, §, case numbers, %,
//! times, addresses, list marks, capitals).

use super::chance::Chance;
use super::lay::Block;
use crate::fixtures::source::Style;
use anyhow::{Context, Result};
use std::path::Path;

/// Names and places to fill in.
pub(crate) struct Names {
    given: Vec<(String, usize)>,
    surnames: Vec<(String, usize)>,
    places: Vec<(String, usize)>,
    boards: Vec<(String, usize)>,
}

impl Names {
    /// Reads the dictionary's tables.
    ///
    /// # Errors
    /// If a table cannot be read.
    pub(crate) fn read(tables: &Path) -> Result<Self> {
        let bearers = |row: &[&str]| row.get(1).and_then(|number| number.parse().ok());
        Ok(Self {
            given: weighted(&tables.join("given-names.tsv"), bearers)?,
            surnames: weighted(&tables.join("surnames.tsv"), bearers)?,
            // Not quite by population: small places have protocols too.
            places: weighted(&tables.join("localities.tsv"), |row| {
                row.get(3)
                    .and_then(|number| number.parse::<f64>().ok())
                    .map(|people| people.powf(0.75) as usize)
            })?,
            boards: weighted(&tables.join("boards.tsv"), |_| Some(1))?,
        })
    }
}

fn weighted(path: &Path, weight: impl Fn(&[&str]) -> Option<usize>) -> Result<Vec<(String, usize)>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let rows = text.lines().filter(|line| !line.starts_with("# "));
    let split = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    Ok(split.filter_map(|row| Some((row[0].to_owned(), weight(&row)?))).collect())
}

/// What stands in a protocol between its running texts. `{…}` is filled in by [`Maker::filled`].
const SENTENCES: [&str; 34] = [
    "{name} ({party}) yrkar bifall till {board}s förslag.",
    "{name} ({party}) och {name} ({party}) yrkar avslag på förslaget med instämmande av {name} ({party}).",
    "{board} beslutar att godkänna förvaltningens förslag daterat {date}.",
    "{name} ({party}) deltar inte i handläggningen av § {n} på grund av jäv.",
    "Kostnaderna ökade med {pct} % jämfört med {year} och uppgår till {sum} kronor.",
    "Andelen elever med behörighet var {pct} %, vilket är {pct} % lägre än året före.",
    "Sammanträdet ajourneras kl. {time}–{time}.",
    "Ordföranden finner att {board} beslutar enligt förslaget, dnr {dnr}.",
    "Frågor besvaras av {name}, tfn {phone}, e-post {mail}.",
    "Beslut fattat enligt 6 kap. {n} § kommunallagen (2017:725).",
    "Enligt {n} och {n} §§ i reglementet får nämnden besluta om högst {sum} kr.",
    "Ja-röster: {n}. Nej-röster: {n}. Avstår: {n}.",
    "Med {n} ja-röster mot {n} nej-röster beslutar {board} att bifalla yrkandet.",
    "Ärendet återremitteras för att belysa alternativen A, B och C i handling {year} nr {n}.",
    "I {place} bor {sum} invånare, och på Åsgatan {n} i {place} planeras {n} lägenheter.",
    "{name} ({party}) reserverar sig mot beslutet till förmån för eget yrkande.",
    "Vid protokollet: {name}",
    "Protokollet justeras den {date} kl. {time} på kommunkontoret i {place}.",
    "Är det någon som har frågor om § {n}? Ingen begär ordet.",
    "Låg låneränta gör att {board} bör pröva frågan på nytt; våra egna medel räcker till år {year}.",
    "Här har {name} ({party}) lämnat en protokollsanteckning till § {n}.",
    "Detaljplan för Öster {n}:{n} m.fl., {place}, antas.",
    "{name}, rektor, informerar om läget på skolan i {place}; {pct} % av platserna är belagda.",
    "Anmälan om delegationsbeslut, dnr {dnr}, §§ {n}–{n}.",
    "Budgeten för {year} är {pct} mnkr; utfallet per den 31 augusti är {pct} mnkr.",
    "Föredragande: {name} och {name}",
    "Mötet öppnas kl. {time} av {name}, som hälsar alla välkomna.",
    "Temperaturen i lokalen ska vara 20 °C enligt handling {n}, sid. {n}.",
    "Åsa & Örjan Byggkonsult AB tilldelas uppdraget för {sum} kr exkl. moms.",
    "Till kontaktperson utses {name}, ersättare är {name}.",
    "Sökanden har den {date} begärt dispens från 7 kap. 18 § miljöbalken.",
    "Avgiften höjs från {n} kr till {n} kr per månad, dvs. med {pct} %.",
    "Tekniska kontoret redovisar 10 % rabatt, 25 % moms och 50 % egenfinansiering.",
    "Utdrag skickas till {board}, {name} och Länsstyrelsen i {place}s län.",
];

const HEADINGS: [&str; 14] = [
    "Ärendebeskrivning",
    "Beslut",
    "Förslag till beslut",
    "Yrkanden",
    "Propositionsordning",
    "Reservation",
    "Beslutsunderlag",
    "Sammanfattning av ärendet",
    "Jäv",
    "Särskilt yttrande",
    "Bakgrund",
    "Överläggning",
    "Omröstningsresultat",
    "Protokollsanteckning",
];

const TITLES: [&str; 16] = [
    "Upprop och val av justerare",
    "Årsredovisning {year} för {board}",
    "Svar på motion om trygghet på gång- och cykelvägar i {place}",
    "Månadsuppföljning",
    "Detaljplan för Öster {n}:{n}",
    "Anmälan av delegationsbeslut",
    "Försäljning av mark vid Ågatan i {place}",
    "Översyn av taxor och avgifter {year}",
    "Val av ersättare efter {name} ({party})",
    "Ansökan om bygglov för förråd, {place} {n}:{n}",
    "Granskning av hemtjänsten",
    "Information från förvaltningschefen",
    "Remiss: Förslag till länsöverenskommelse",
    "Riktlinjer för föreningsbidrag",
    "Uppsägning av avtal med Räddningstjänsten Öst",
    "Övriga frågor",
];

const ENTRIES: [&str; 10] = [
    "Tjänsteskrivelse daterad {date}",
    "Protokollsutdrag {board} {date}, § {n}",
    "Bilaga {n}: ekonomisk översikt {year}",
    "att bevilja {name} ledighet från uppdraget",
    "att anslå {sum} kronor till förstudien",
    "Åtgärdsplan, dnr {dnr}",
    "Skrivelse från {name}, inkommen {date}",
    "inköp av läromedel ({pct} %)",
    "öka samverkan mellan skola och socialtjänst",
    "Yttrande från Länsstyrelsen, {date}",
];

const CAPITALS: [&str; 8] = [
    "SAMMANTRÄDESPROTOKOLL",
    "JUSTERANDES SIGN          UTDRAGSBESTYRKANDE",
    "BESLUTANDE ORGAN",
    "ANSLAG/BEVIS",
    "NÄRVARANDE LEDAMÖTER",
    "ÖVRIGA DELTAGANDE",
    "FÖRTECKNING ÖVER ÄRENDEN",
    "PROTOKOLLET ÄR JUSTERAT OCH TILLKÄNNAGIVET",
];

const MARKS: [&str; 4] = ["•", "•", "–", "-"];
const PARTIES: [&str; 10] = ["S", "M", "C", "V", "L", "KD", "MP", "SD", "FP", "ÖP"];
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Makes a document's protocol lines; its § numbers run on.
pub(crate) struct Maker<'n> {
    names: &'n Names,
    paragraph: usize,
    year: usize,
    municipality: String,
    mark: &'static str,
}

impl<'n> Maker<'n> {
    /// A maker for one document.
    pub(crate) fn new(names: &'n Names, chance: &mut Chance) -> Self {
        let municipality = place(names, chance);
        let (paragraph, year) = (chance.between(1, 320), chance.between(1968, 2025));
        Self { names, paragraph, year, municipality, mark: chance.pick(&MARKS) }
    }

    /// The next piece.
    pub(crate) fn block(&mut self, chance: &mut Chance) -> Block {
        match chance.below(12) {
            0 | 1 => self.item(chance),
            2 => self.attendance(chance),
            3 | 4 => {
                let entry = self.filled(chance.pick(&ENTRIES), chance);
                Block::Entry(self.mark, entry)
            }
            5 => Block::Lines(Style::Bold, vec![chance.pick(&HEADINGS).to_owned()]),
            6 => Block::Lines(Style::Plain, vec![chance.pick(&CAPITALS).to_owned()]),
            7 => self.masthead(chance),
            _ => Block::Paragraph(Style::Plain, self.filled(chance.pick(&SENTENCES), chance)),
        }
    }

    fn item(&mut self, chance: &mut Chance) -> Block {
        Block::Lines(Style::Bold, self.heading(chance))
    }

    /// The lines of the next § and its title.
    pub(crate) fn heading(&mut self, chance: &mut Chance) -> Vec<String> {
        self.paragraph += 1;
        let title = self.filled(chance.pick(&TITLES), chance);
        vec![format!("§ {}          Dnr {}", self.paragraph, self.filled("{dnr}", chance)), title]
    }

    /// A sentence of an item.
    pub(crate) fn sentence(&self, chance: &mut Chance) -> String {
        self.filled(chance.pick(&SENTENCES), chance)
    }

    fn attendance(&mut self, chance: &mut Chance) -> Block {
        let roles = [
            ", ordförande",
            ", 1:e vice ordförande",
            ", tjänstgörande ersättare",
            "",
            "",
            "",
            "",
            " §§ {n}–{n}",
        ];
        let lines = (0..chance.between(3, 9)).map(|_| {
            let line = format!("{{name}} ({{party}}){}", chance.pick(&roles));
            self.filled(&line, chance)
        });
        Block::Lines(Style::Plain, lines.collect())
    }

    fn masthead(&mut self, chance: &mut Chance) -> Block {
        let head =
            format!("{} kommun          Sammanträdesprotokoll          {{n}} ({{n}})", self.municipality);
        let lines = [head.as_str(), "{board}          {isodate}"];
        Block::Lines(Style::Plain, lines.map(|line| self.filled(line, chance)).to_vec())
    }

    /// `template` with its places filled in.
    pub(crate) fn filled(&self, template: &str, chance: &mut Chance) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').expect("a template closes its braces");
            out.push_str(before);
            out.push_str(&self.value(slot, chance));
            rest = after;
        }
        out + rest
    }

    fn value(&self, slot: &str, chance: &mut Chance) -> String {
        let of = |list: &[(String, usize)], chance: &mut Chance| {
            chance.weighted(list, |(_, weight)| *weight).0.clone()
        };
        let year = |chance: &mut Chance| self.year + chance.below(3);
        match slot {
            "name" => format!("{} {}", of(&self.names.given, chance), of(&self.names.surnames, chance)),
            "party" => chance.pick(&PARTIES).to_owned(),
            "place" => place(self.names, chance),
            "board" => of(&self.names.boards, chance),
            "n" => chance.between(1, 99).to_string(),
            "pct" => format!("{},{}", chance.below(60), chance.below(10)),
            "year" => year(chance).to_string(),
            "sum" => grouped(chance.between(1, 9000) * 1000 + chance.below(4) * 250),
            "time" => format!("{:02}.{:02}", chance.between(8, 21), chance.below(12) * 5),
            "date" => {
                let (day, month) = (chance.between(1, 28), chance.pick(&MONTHS));
                format!("{day} {month} {}", year(chance))
            }
            "isodate" => {
                format!("{}-{:02}-{:02}", year(chance), chance.between(1, 12), chance.between(1, 28))
            }
            "dnr" => format!(
                "{} {}/{:05}",
                chance.pick(&["KS", "BUN", "SN", "MBN", "KF"]),
                year(chance),
                chance.below(2000)
            ),
            "phone" => {
                format!("0{}-{} {:02}", chance.between(10, 99), chance.between(100, 999), chance.below(100))
            }
            "mail" => {
                let who = chance.pick(&["registrator", "kommun", "miljo.bygg", "anna.berg", "per.lind"]);
                format!("{who}@{}.se", plain(&self.municipality))
            }
            _ => unreachable!("a template names a slot that is known: {slot}"),
        }
    }
}

fn place(names: &Names, chance: &mut Chance) -> String {
    chance.weighted(&names.places, |(_, weight)| *weight).0.clone()
}

/// As addresses write a place.
fn plain(place: &str) -> String {
    let letter = |c: char| match c {
        'å' | 'ä' => Some('a'),
        'ö' => Some('o'),
        'é' => Some('e'),
        c => c.is_ascii_alphanumeric().then_some(c),
    };
    place.to_lowercase().chars().filter_map(letter).collect()
}

/// Thousands parted by blanks.
fn grouped(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{} {:03}", grouped(number / 1000), number % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_filled() {
        let some = |word: &str| vec![(word.to_owned(), 1)];
        let names = Names {
            given: some("Åsa"),
            surnames: some("Ek"),
            places: some("Åmål"),
            boards: some("Byggnadsnämnden"),
        };
        let mut chance = Chance::new(1, 1);
        let maker = Maker::new(&names, &mut chance);
        for template in SENTENCES.iter().chain(&TITLES).chain(&ENTRIES) {
            assert!(!maker.filled(template, &mut chance).contains(['{', '}']), "{template}");
        }
        assert_eq!(maker.value("mail", &mut chance).split_once('@').expect("an address").1, "amal.se");
        assert_eq!(grouped(1_250_000), "1 250 000");
    }
}
