//! How a document is set: font, size, margins, resolution, wear, chosen as Swedish offices print and scan.

use super::chance::Chance;
use crate::fixtures::fonts::Fonts;
use crate::fixtures::source::Settings;
use crate::fixtures::wear::Wear;
use anyhow::Result;

/// A font family and how often it is taken.
struct Family {
    name: &'static str,
    weight: usize,
    /// Typewriter: fewer sizes, wider lines.
    typed: bool,
    /// Only for pages of paragraphs kept apart: measuring is to meet fonts that counting has not.
    apart: bool,
}

const fn family(name: &'static str, weight: usize) -> Family {
    Family { name, weight, typed: false, apart: false }
}

const FAMILIES: [Family; 14] = [
    family("Liberation Sans", 4),
    family("Liberation Serif", 4),
    family("Carlito", 4),
    family("Caladea", 2),
    family("DejaVu Sans", 2),
    family("DejaVu Serif", 1),
    family("Latin Modern Roman", 2),
    family("Latin Modern Sans", 1),
    family("EB Garamond", 1),
    Family { typed: true, ..family("Liberation Mono", 2) },
    Family { typed: true, ..family("FreeMono", 1) },
    Family { apart: true, ..family("FreeSerif", 2) },
    Family { apart: true, ..family("Open Sans", 2) },
    Family { apart: true, typed: true, ..family("DejaVu Sans Mono", 2) },
];

/// Sizes in points.
const SIZES: [f32; 5] = [9.5, 10.0, 11.0, 11.5, 12.0];
/// Pixels an inch.
const RESOLUTIONS: [u32; 4] = [200, 250, 300, 300];

/// Refuses to begin where a font is missing.
///
/// # Errors
/// If a family is not installed in all its styles.
pub(crate) fn check_fonts(fonts: &Fonts) -> Result<()> {
    FAMILIES.iter().try_for_each(|family| fonts.faces(family.name).map(drop))
}

/// A document's settings; `levels` are the states of wear to choose from, `apart` whether its text is kept apart.
pub(crate) fn choose(chance: &mut Chance, levels: &[usize], apart: bool) -> Result<(Settings, usize)> {
    let open: Vec<&Family> = FAMILIES.iter().filter(|family| apart || !family.apart).collect();
    let family = chance.weighted(&open, |family| family.weight);
    let level = levels[chance.below(levels.len())];
    let settings = Settings {
        font: family.name.to_owned(),
        size: SIZES[if family.typed { chance.between(1, 3) } else { chance.below(SIZES.len()) }],
        leading: 1.15 + chance.unit() * 0.35,
        margin: 17.0 + chance.unit() * 10.0,
        dpi: RESOLUTIONS[chance.below(RESOLUTIONS.len())],
        wear: Wear::level(level)?,
        seed: 0,
    };
    Ok((settings, level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::fonts::covers;

    #[test]
    fn every_font_that_is_installed_sets_swedish_in_all_styles() {
        let fonts = Fonts::of_the_system();
        for family in &FAMILIES {
            let Ok(faces) = fonts.faces(family.name) else {
                eprintln!("skipped: {} is not installed", family.name);
                continue;
            };
            for face in [&faces.regular, &faces.bold, &faces.italic] {
                covers(face, "Södra Åsen på § 12, 45 %").expect(family.name);
            }
        }
    }
}
