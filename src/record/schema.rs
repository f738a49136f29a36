//! The JSON Schema of the record, made from its types.

use super::Record;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value};

/// The JSON Schema (draft 2020-12) that every record validates against.
#[must_use]
pub fn schema() -> Value {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(Plain)
        .into_generator()
        .into_root_schema_for::<Record>()
        .to_value()
}

/// Puts what schemars writes into the words that readers of schemas expect: an enumeration is one `enum` whose description
/// names its members, and no number carries the name of a Rust type as its format.
#[derive(Clone)]
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(object) = schema.as_object_mut() {
            drop_rust_formats(object);
            fold_constants(object);
        }
        transform_subschemas(self, schema);
    }
}

fn drop_rust_formats(object: &mut Map<String, Value>) {
    let rust = |format: &str| format.starts_with("uint") || format == "float" || format == "double";
    if object.get("format").and_then(Value::as_str).is_some_and(rust) {
        object.shift_remove("format");
    }
}

fn fold_constants(object: &mut Map<String, Value>) {
    let Some(members) = object.get("oneOf").and_then(Value::as_array).and_then(|all| constants(all)) else {
        return;
    };
    let told: Vec<String> = members.iter().map(|(name, about)| format!("{name}: {about}")).collect();
    let own = object.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{own} {}", told.join(" ")).trim().to_owned();
    let names = members.into_iter().map(|(name, _)| Value::from(name)).collect();
    object.shift_remove("oneOf");
    object.insert("description".to_owned(), Value::from(description));
    object.insert("enum".to_owned(), Value::Array(names));
}

/// Names and descriptions, when every alternative is a string constant.
fn constants(alternatives: &[Value]) -> Option<Vec<(String, String)>> {
    alternatives
        .iter()
        .map(|one| {
            let name = one.get("const")?.as_str()?.to_owned();
            let about = one.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
            Some((name, about))
        })
        .collect()
}
