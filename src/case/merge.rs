//! `_shared.yaml` under a case: the case overrides it key by key, at every depth; lists are replaced.

use super::characters::shown;
use super::findings::Findings;
use super::tree::{Content, Entry, Node};

/// What `_shared.yaml` may hold.
pub const SHARED_KEYS: [&str; 4] = ["creditor", "terms", "ladder", "page"];

/// Returns the shared file without the keys that only a case may hold; each is a finding.
pub fn only_shared(shared: Node, found: &mut Findings) -> Node {
    let Content::Map(mut entries) = shared.content else { return shared };
    entries.retain(|entry| {
        let may = SHARED_KEYS.contains(&entry.key.as_str());
        if !may {
            let message = format!("`{}` may not stand in a shared file", shown(&entry.key));
            let meant = found.meant(&entry.key, SHARED_KEYS);
            let finding = found.error("not-shared", entry.span, message);
            finding.hint("it holds `creditor`, `terms`, `ladder` and `page`").some_hint(meant);
        }
        may
    });
    Node { span: shared.span, content: Content::Map(entries) }
}

/// Returns the case over the shared file.
///
/// An empty value in the case overrides nothing where the shared file has keys below it.
pub fn over(shared: &Node, own: Node) -> Node {
    match (&shared.content, own.content) {
        (Content::Map(below), Content::Map(above)) => {
            Node { span: own.span, content: Content::Map(entries_over(below, above)) }
        }
        (Content::Map(_), Content::Empty) => shared.clone(),
        (_, content) => Node { span: own.span, content },
    }
}

fn entries_over(below: &[Entry], above: Vec<Entry>) -> Vec<Entry> {
    let mut entries = above;
    for shared in below {
        match entries.iter_mut().find(|entry| entry.key == shared.key) {
            None => entries.push(shared.clone()),
            Some(entry) => {
                let own = std::mem::replace(&mut entry.value, Node { span: shared.span, content: Content::Empty });
                entry.value = over(&shared.value, own);
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::super::load;
    use super::super::sources::{Contents, Fault, Sources, Trees};
    use super::super::trial::{SMALL, Shelf, loaded_over};

    const SHARED: &str = "\
creditor: {name: Halden, address: [1 Old Road, Leeds], country: GB, payment: {wire: {bank: Harbor, account: '1'}}}
terms: {payment: net 30, allocation: [principal, interest, costs]}
";

    fn case(creditor: &str) -> String {
        let old = "creditor: {name: Halden, address: [118 Canal Street], country: US}\n";
        SMALL.replace(old, creditor)
    }

    #[test]
    fn a_case_overrides_the_shared_file_key_by_key_at_every_depth() {
        let text = case("creditor: {country: US, payment: {wire: {account: '2'}}}\n");
        let loaded = loaded_over(SHARED, &text);
        let creditor = &loaded.case().unwrap().creditor;
        assert_eq!((creditor.name.as_str(), creditor.country.as_str()), ("Halden", "US"));
        let wire = creditor.payment.wire.as_ref().unwrap();
        assert_eq!((wire.bank.as_deref(), wire.account.as_deref()), (Some("Harbor"), Some("2")));
    }

    #[test]
    fn a_list_of_the_case_replaces_the_shared_one() {
        let loaded = loaded_over(SHARED, &case("creditor: {address: [2 New Road]}\n"));
        assert_eq!(loaded.case().unwrap().creditor.address, ["2 New Road"]);
    }

    #[test]
    fn without_a_key_of_its_own_the_case_has_the_shared_one() {
        let loaded = loaded_over(SHARED, &case(""));
        assert_eq!(loaded.case().unwrap().creditor.address.len(), 2);
        assert_eq!(loaded.place("creditor.name").file.as_ref(), "_shared.yaml");
    }

    #[test]
    fn an_empty_key_of_the_case_overrides_nothing_below_it() {
        let loaded = loaded_over(SHARED, &case("creditor:\n"));
        assert_eq!(loaded.case().unwrap().creditor.name, "Halden");
    }

    #[test]
    fn a_shared_file_that_cannot_be_read_hides_no_fault_of_the_case() {
        let loaded = loaded_over("creditor: [", &case("").replace("kind: business", "kind: firm"));
        let codes: Vec<_> = loaded.findings().iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["unknown-word", "syntax"]);
    }

    /// A run over many cases with a shared file.
    struct Many(Shelf, Trees);

    impl Sources for Many {
        fn read(&self, file: &Path, limit: usize) -> Result<Contents, Fault> {
            self.0.read(file, limit)
        }

        fn shared_for(&self, case: &Path) -> Result<Option<PathBuf>, Fault> {
            self.0.shared_for(case)
        }

        fn read_beside(&self, file: &Path, name: &str, limit: usize) -> Result<Contents, Fault> {
            self.0.read_beside(file, name, limit)
        }

        fn trees(&self) -> Option<&Trees> {
            Some(&self.1)
        }
    }

    #[test]
    fn many_cases_over_one_shared_file_are_read_as_each_alone_and_its_faults_are_told_for_each() {
        for shared in [SHARED, "creditr: {name: Halden}\n", "creditor: ["] {
            let many = Many(Shelf(Some(shared)), Trees::default());
            for text in [case(""), case("creditor: {country: US}\n"), case("creditor:\n")] {
                let contents = Contents::Whole(text.as_bytes().into());
                let read = load::from_contents(&many, Path::new("case.yaml"), contents, None).unwrap();
                let alone = loaded_over(shared, &text);
                assert_eq!((read.case(), read.findings()), (alone.case(), alone.findings()));
                assert_eq!(read.place("creditor.name"), alone.place("creditor.name"));
            }
            assert_eq!(many.1.of(Path::new("_shared.yaml")).is_some(), shared == SHARED);
        }
    }
}
