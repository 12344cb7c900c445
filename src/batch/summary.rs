//! What is said at the end of a batch.

use super::{Outcome, State};

/// Returns how many cases came to what, and by name those that somebody has to look at.
pub fn summary(outcomes: &[Outcome]) -> String {
    let count = |word: &str| outcomes.iter().filter(|outcome| outcome.state.word() == word).count();
    let mut text = format!(
        "{}: {} made, {} unchanged, {} with nothing to send, {} refused, {} failed",
        if outcomes.len() == 1 { "1 case".to_owned() } else { format!("{} cases", outcomes.len()) },
        count("made"),
        count("unchanged"),
        count("nothing"),
        count("refused"),
        count("failed"),
    );
    for (word, words) in [("edited", "kept as edited by hand"), ("not-reached", "not reached")] {
        if count(word) > 0 {
            text.push_str(&format!(", {} {words}", count(word)));
        }
    }
    text.push('\n');
    let remarks: usize = outcomes.iter().map(|outcome| outcome.remarks).sum();
    if remarks > 0 {
        let with = outcomes.iter().filter(|outcome| outcome.remarks > 0).count();
        text.push_str(&format!("the review has {remarks} to remark in {with} of them: `pastdue review CASE`\n"));
    }
    for outcome in outcomes {
        let name = outcome.case.as_deref().unwrap_or(&outcome.file);
        match &outcome.state {
            State::Refused(code, words) => text.push_str(&format!("  {name}: refused[{code}]: {words}\n")),
            State::Failed(code, words) => text.push_str(&format!("  {name}: failed[{code}]: {words}\n")),
            State::Edited => {
                let edited = outcome.documents.iter().filter(|document| document.is_edited());
                let edited = edited.map(|document| document.path.as_str()).collect::<Vec<_>>().join(", ");
                text.push_str(&format!("  {name}: edited by hand and kept, `--force` replaces it: {edited}\n"));
            }
            _ => {}
        }
    }
    text
}
