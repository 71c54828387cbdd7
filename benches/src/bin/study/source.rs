//! Counts methods and lines in source files.

use cargo_metadata::MetadataCommand;
use poll_io_benches::weigh::in_repository;
use std::fs;
use syn::{File, Item, ItemTrait, TraitItem};

/// Returns the text of a file of the repository.
pub fn ours(path: &str) -> String {
    fs::read_to_string(in_repository(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Returns the text of a file of a dependency, in the version of `Cargo.lock`.
pub fn theirs(package: &str, path: &str) -> String {
    let metadata = MetadataCommand::new().current_dir(in_repository("")).exec().expect("cargo runs");
    let found = metadata.packages.iter().find(|one| one.name.as_str() == package).expect("the package is used");
    let directory = found.manifest_path.parent().expect("a manifest is in a directory");
    fs::read_to_string(directory.join(path)).expect("it has this file")
}

/// Returns how many methods a trait requires, and how many it provides.
///
/// A macro provides one method for each `fn` that it is given.
pub fn methods(source: &str, name: &str) -> (usize, usize) {
    let file = syn::parse_file(source).expect("it is Rust");
    let found = find(file.items, name).unwrap_or_else(|| panic!("there is no trait {name}"));
    let (mut required, mut provided) = (0, 0);
    for item in found.items {
        match item {
            TraitItem::Fn(method) if method.default.is_none() => required += 1,
            TraitItem::Fn(_) => provided += 1,
            TraitItem::Macro(call) => {
                provided += call.mac.tokens.into_iter().filter(|token| token.to_string() == "fn").count();
            }
            _ => {}
        }
    }
    (required, provided)
}

/// Finds a trait, also in modules and in the arguments of macros.
fn find(items: Vec<Item>, name: &str) -> Option<ItemTrait> {
    items.into_iter().find_map(|item| match item {
        Item::Trait(found) => (found.ident == name).then_some(found),
        Item::Mod(module) => find(module.content?.1, name),
        Item::Macro(call) => find(call.mac.parse_body::<File>().ok()?.items, name),
        _ => None,
    })
}

/// Counts the lines between `// <mark>` and `// </mark>`, except empty ones. Returns `None` if the mark does not
/// exist.
pub fn marked(source: &str, mark: &str) -> Option<usize> {
    let body = source.split_once(&format!("// <{mark}>\n"))?.1.split_once(&format!("// </{mark}>"))?.0;
    Some(body.lines().filter(|line| !line.trim().is_empty()).count())
}

/// Counts the lines of code, which are neither empty nor comments.
pub fn code_lines(source: &str) -> usize {
    source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_provided_and_stamped_methods_are_told_apart() {
        let source = "\
pub trait Reader {
    /// fn not_this();
    fn poll(
        &mut self,
    ) -> u8;

    fn hint(&self) -> usize
    where
        Self: Sized,
    {
        if true { 0 } else { 1 }
    }
    fn short(&self) {}

    numbers! {
        fn a() -> A;
        fn b() -> B;
    }
    fn last(&self);
}
";
        assert_eq!(methods(source, "Reader"), (2, 4));
        assert_eq!(marked("// <a>\nx\n\ny\n// </a>", "a"), Some(2));
    }
}
