//! The schema beside the example cases is the one that `pastdue schema` prints.

use std::fs;
use std::path::Path;

use pastdue::case::schema;

#[test]
fn the_schema_beside_the_examples_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/case.schema.json");
    let now = format!("{:#}\n", schema::case_file());
    if std::env::var_os("RECORD").is_some() {
        fs::write(&file, &now).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), now, "record it again with RECORD=1");
}
