//! What the program says about itself: schema, messages, rates, templates, completions, manual.

use clap::CommandFactory as _;

use super::answer;
use super::fail::Fail;
use crate::case::{codes, schema as case_schema};
use crate::cli::{Cli, Format, Rates};
use crate::compose::templates as built_in;
use crate::law::rates as law;

pub(super) fn schema() -> Result<(), Fail> {
    answer(&format!("{:#}\n", case_schema::case_file()))
}

pub(super) fn explain(code: Option<&str>) -> Result<(), Fail> {
    let Some(code) = code else {
        return answer(&codes::all().map(|code| format!("{code}\n")).collect::<String>());
    };
    match codes::explain(code) {
        Some(text) => answer(&format!("{code}\n\n{}\n", text.trim())),
        None => Err(Fail::Usage(format!("there is no message with the code `{code}`; `pastdue explain` lists all"))),
    }
}

pub(super) fn rates(args: &Rates) -> Result<(), Fail> {
    let known = law::known();
    match args.format {
        Format::Json => {
            let series = known.iter().map(|series| {
                serde_json::json!({
                    "name": series.name, "title": series.title, "from": series.from().to_string(),
                    "until": series.until.to_string(),
                    "rates": series.rows.iter().map(|row| serde_json::json!({
                        "from": row.from.to_string(), "rate": row.rate.to_string(), "grade": row.grade, "source": row.source,
                    })).collect::<Vec<_>>(),
                })
            });
            answer(&format!("{:#}\n", serde_json::Value::Array(series.collect())))
        }
        Format::Text => {
            let mut text = String::new();
            for series in known {
                text.push_str(&format!(
                    "{}: {}\n  from {} to {}\n",
                    series.name,
                    series.title,
                    series.from(),
                    series.until
                ));
                for row in &series.rows {
                    text.push_str(&format!(
                        "  {}  {:>7}  {}  {}\n",
                        row.from,
                        row.rate.to_string(),
                        row.grade,
                        row.source
                    ));
                }
                text.push('\n');
            }
            answer(&text)
        }
    }
}

pub(super) fn templates(name: Option<&str>) -> Result<(), Fail> {
    match name {
        None => answer(&built_in::BUILT_IN.iter().map(|(name, _)| format!("{name}\n")).collect::<String>()),
        Some(name) => match built_in::BUILT_IN.iter().find(|(own, _)| *own == name) {
            Some((_, text)) => answer(text),
            None => Err(Fail::Usage(format!("there is no built-in template `{name}`"))),
        },
    }
}

pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Fail> {
    let mut script = vec![];
    clap_complete::generate(shell, &mut Cli::command(), "pastdue", &mut script);
    answer(&String::from_utf8_lossy(&script))
}

pub(super) fn man() -> Result<(), Fail> {
    let mut page = vec![];
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    answer(&String::from_utf8_lossy(&page))
}
