//! What templates can do with a value beside printing it.

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::escape::{escaped, one_line};
use super::payment_code::percent;
use super::words::Words;

/// Adds the filters of a language to its engine.
///
/// | filter | gives |
/// |---|---|
/// | `lines` | a list of texts, a line each, with hard breaks |
/// | `plain` | a text on one line without escapes, for the head and for fences |
/// | `url` | an address for a link, with everything that Markdown could read in it in percent form |
/// | `fenced` | a text between fences, as it is; one that would end the fence is an error |
/// | `quote` | a text as a quotation, its own line breaks kept |
/// | `stop` | a text that ends its sentence: with a full stop, unless it has its own end |
/// | `capital` | a text with its first letter as a capital |
/// | `list` | texts joined as in `a, b and c` |
pub(super) fn register(tera: &mut Tera, words: &Words) {
    tera.register_filter("lines", lines);
    tera.register_filter("plain", plain);
    tera.register_filter("url", url);
    tera.register_filter("fenced", fenced);
    tera.register_filter("quote", quote);
    tera.register_filter("stop", stop);
    tera.register_filter("capital", capital);
    let words = words.clone();
    tera.register_filter("list", move |texts: Vec<Value>, _: Kwargs, _: &State| -> String {
        words.list(&texts.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
}

fn lines(texts: Vec<Value>, _: Kwargs, _: &State) -> Value {
    let lines: Vec<_> = texts.iter().filter_map(Value::as_str).map(escaped).collect();
    Value::safe_string(&lines.join("\\\n"))
}

fn plain(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&one_line(text))
}

fn url(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&percent(text, "-._~:/?#[]@!$&'()*+,;=%"))
}

fn fenced(text: &str, _: Kwargs, _: &State) -> TeraResult<Value> {
    if text.lines().any(|line| line.trim_start().starts_with("```")) {
        return Err(Error::message("the text would end the fence it stands in"));
    }
    Ok(Value::safe_string(text))
}

fn quote(text: &str, _: Kwargs, _: &State) -> Value {
    let lines: Vec<String> =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("> {}", escaped(line))).collect();
    Value::safe_string(&lines.join("\\\n"))
}

fn stop(text: StringInput, _: Kwargs, _: &State) -> Value {
    // a quotation closes with `”` in English, `“` in German and `»` after a narrow space in French
    let inside = text.as_str().trim_end_matches(['”', '“', '»', '\u{202f}', '\u{a0}', '"', ')']);
    let ended = inside.ends_with(['.', '!', '?', '…']);
    text.inherit_safety(if ended { text.as_str().to_owned() } else { format!("{}.", text.as_str()) })
}

fn capital(text: StringInput, _: Kwargs, _: &State) -> Value {
    let mut chars = text.as_str().chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    text.inherit_safety(first + chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::words::samples::words;
    use super::*;
    use tera::Context;

    fn rendered(template: &str, value: Value) -> String {
        let mut tera = Tera::default();
        tera.autoescape_on([".md"]);
        tera.set_escape_fn(super::super::escape::escape);
        register(&mut tera, &words("en-US"));
        tera.add_raw_template("t.md", template).unwrap();
        let mut context = Context::new();
        context.insert_value("v", value);
        super::super::escape::settle(&tera.render("t.md", &context).unwrap())
    }

    fn texts(texts: &[&str]) -> Value {
        Value::from_serializable(&texts)
    }

    #[test]
    fn an_address_is_a_line_each() {
        assert_eq!(rendered("{{ v | lines }}", texts(&["2200 Alder *", "1. Floor"])), "2200 Alder \\*\\\n1\\. Floor");
    }

    #[test]
    fn a_name_that_ends_with_a_stop_gets_no_second_one() {
        assert_eq!(rendered("to {{ v | stop }}", Value::from("Northwind, Inc.")), "to Northwind, Inc.");
        assert_eq!(rendered("to {{ v | stop }}", Value::from("Halden")), "to Halden.");
        assert_eq!(rendered("{{ v | stop }}", Value::from("«\u{202f}Fin.\u{202f}»")), "«\u{202f}Fin.\u{202f}»");
        assert_eq!(rendered("{{ v | stop }}", Value::from("„Ende.“")), "„Ende.“");
    }

    #[test]
    fn a_clause_keeps_its_line_breaks_in_a_quotation() {
        assert_eq!(rendered("{{ v | quote }}", Value::from("a) one\n\nb) *two*\n")), "> a) one\\\n> b) \\*two\\*");
    }

    #[test]
    fn numbers_are_listed_and_then_escaped() {
        assert_eq!(rendered("{{ v | list }}", texts(&["1", "2*", "3"])), "1, 2\\* and 3");
        assert_eq!(rendered("{{ v | capital }}", Value::from("on May 14")), "On May 14");
    }
}
