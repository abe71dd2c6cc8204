//! How the report looks: one table of templates that is embedded, overlaid by the user's folder, and written out for editing.

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::Tera;

use crate::error::{Diagnostic, Error, ErrorKind, Place, Result};

/// Every embedded file by its name. A file of the same name in the user's folder stands in its place.
pub const BUILTIN: &[(&str, &str)] = &[
    (STYLE, include_str!("../../report-templates/report.css")),
    ("base.html", include_str!("../../report-templates/base.html")),
    (PAGE, include_str!("../../report-templates/page.html")),
    ("charts.html", include_str!("../../report-templates/charts.html")),
    (
        "data_table.html",
        include_str!("../../report-templates/data_table.html"),
    ),
    (
        "definitions.html",
        include_str!("../../report-templates/definitions.html"),
    ),
    ("facts.html", include_str!("../../report-templates/facts.html")),
    ("headlines.html", include_str!("../../report-templates/headlines.html")),
    ("mark.html", include_str!("../../report-templates/mark.html")),
    ("steps.html", include_str!("../../report-templates/steps.html")),
    (
        "translations.html",
        include_str!("../../report-templates/translations.html"),
    ),
];

/// The template of a page.
pub(super) const PAGE: &str = "page.html";
const STYLE: &str = "report.css";
/// Under this prefix an override finds what it overrides: `{% extends "builtin/base.html" %}`.
const PREFIX: &str = "builtin/";

/// Parsed templates and the stylesheet with the policy that allows it.
pub(super) struct Theme {
    pub templates: Tera,
    /// The bytes between `<style>` and `</style>`.
    pub style: String,
    /// The Content-Security-Policy: this style and nothing else.
    pub policy: String,
    /// The user's files by name.
    own: Vec<(String, String)>,
}

impl Theme {
    /// The embedded files, with those of the folder `overrides` in the place of their namesakes.
    pub fn load(overrides: Option<&Path>) -> Result<Self> {
        let own = overrides.map_or(Ok(Vec::new()), overlay)?;
        let style = own.iter().find(|(name, _)| name == STYLE);
        let style = style
            .map_or_else(|| builtin(STYLE), |(_, text)| text)
            .replace("\r\n", "\n");
        if style.to_ascii_lowercase().contains("</style") {
            let place = Place::of_line(&shown(overrides, STYLE), 0, 0);
            let finding = Diagnostic::new("style-ends-early", "the stylesheet holds `</style`, which would end it");
            return Err(ErrorKind::Template(finding.at(place).help("write it as `<\\/style`")).into());
        }
        let templates = parse(&own).map_err(|error| refused(&error, &own, overrides))?;
        let policy = policy(&style);
        Ok(Self {
            templates,
            style,
            policy,
            own,
        })
    }

    /// A page as HTML.
    pub fn render(&self, context: &tera::Context, overrides: Option<&Path>) -> Result<String> {
        self.templates
            .render(PAGE, context)
            .map_err(|error| refused(&error, &self.own, overrides))
    }
}

fn builtin(name: &str) -> &'static str {
    BUILTIN
        .iter()
        .find(|(file, _)| *file == name)
        .map_or("", |(_, text)| text)
}

/// The `.html` and `.css` files of the user's folder, in the order of their names.
fn overlay(folder: &Path) -> Result<Vec<(String, String)>> {
    let unreadable = |path: &Path, error: &std::io::Error| -> Error {
        let help =
            "check the folder given by --templates; `boardpack templates DIR` writes the templates to start from";
        ErrorKind::Template(crate::error::files::unreadable(path, error).help(help)).into()
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name.ends_with(".html") || name.ends_with(".css") {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            files.push((name.to_owned(), text));
        }
    }
    files.sort();
    Ok(files)
}

fn parse(own: &[(String, String)]) -> tera::TeraResult<Tera> {
    let mut templates = Tera::default();
    templates.set_fallback_prefixes([PREFIX])?;
    let embedded = BUILTIN.iter().map(|(name, text)| (format!("{PREFIX}{name}"), *text));
    let own = own.iter().map(|(name, text)| (name.clone(), text.as_str()));
    templates.add_raw_templates(embedded.chain(own).filter(|(name, _)| name.ends_with(".html")))?;
    Ok(templates)
}

/// tera's error at its place in the user's file, or, without such a file, a fault of ours.
fn refused(error: &tera::Error, own: &[(String, String)], overrides: Option<&Path>) -> Error {
    let report = error.to_string();
    let Some(folder) = overrides else {
        return ErrorKind::Internal(format!("a template cannot be used: {report}")).into();
    };
    let message = report
        .lines()
        .next()
        .unwrap_or("")
        .trim_start_matches("error: ")
        .trim_end_matches('.');
    let place = located(&report, own, folder).unwrap_or_else(|| Place::of_line(&folder.display().to_string(), 0, 0));
    let help = "correct the template, or delete it from the folder to use the embedded one";
    ErrorKind::Template(Diagnostic::new("bad-template", message).at(place).help(help)).into()
}

/// tera says where in its text alone: ` --> FILE:LINE:COLUMN`, and carets below the line.
fn located(report: &str, own: &[(String, String)], folder: &Path) -> Option<Place> {
    let (_, rest) = report.split_once("--> ")?;
    let mut parts = rest.lines().next()?.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let mut place = Place::of_line(&shown(Some(folder), name), line, column);
    if let Some((_, text)) = own.iter().find(|(file, _)| file == name) {
        let bytes = |text: &str, letters: usize| text.chars().take(letters).map(char::len_utf8).sum::<usize>();
        let lines = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let before: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
        let start = before + bytes(&text[before..], usize::try_from(column).unwrap_or(1).saturating_sub(1));
        let carets = rest
            .lines()
            .find(|line| line.contains('^'))
            .map_or(1, |line| line.matches('^').count());
        place.source = Some((Arc::from(text.as_str()), start..start + bytes(&text[start..], carets)));
    }
    Some(place)
}

fn shown(overrides: Option<&Path>, name: &str) -> String {
    match overrides {
        Some(folder) if !name.starts_with(PREFIX) => folder.join(name).display().to_string(),
        _ => name.to_owned(),
    }
}

/// Nothing may be loaded or run; the one style is allowed by its hash.
fn policy(style: &str) -> String {
    let hash = base64(&Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'")
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let joined = (0..3).fold(0_u32, |joined, index| {
            joined << 8 | u32::from(*chunk.get(index).unwrap_or(&0))
        });
        for place in 0..4 {
            let letter = ALPHABET[(joined >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn refusal(files: &[(&str, &str)]) -> String {
        let folder = folder(files);
        let error = Theme::load(Some(folder.path())).err().expect("refused");
        assert_eq!(error.exit_code(), crate::error::exit::TEMPLATE);
        error.to_string().replace(&format!("{}/", folder.path().display()), "")
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        let written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(
            written,
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]
        );
    }

    #[test]
    fn every_embedded_template_parses_and_none_is_missing() {
        assert!(Theme::load(None).is_ok());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".html") || name.ends_with(".css"))
            .collect();
        files.sort();
        let mut embedded: Vec<&str> = BUILTIN.iter().map(|(name, _)| *name).collect();
        embedded.sort_unstable();
        assert_eq!(files, embedded);
    }

    #[test]
    fn a_template_of_the_user_is_refused_with_file_line_and_column() {
        insta::assert_snapshot!(refusal(&[("steps.html", "{% component steps(steps) %}\n{{ steps | shout }}\n{% endcomponent steps %}")]), @"");
        insta::assert_snapshot!(refusal(&[("base.html", "<p>\n{% if %}")]), @"");
    }

    #[test]
    fn a_folder_that_is_not_there_is_refused() {
        let error = Theme::load(Some(Path::new("no/such/folder"))).err().expect("refused");
        assert_eq!(error.exit_code(), crate::error::exit::TEMPLATE);
        assert!(error.to_string().contains("cannot read `no/such/folder`"), "{error}");
    }

    #[test]
    fn a_stylesheet_that_would_end_its_element_is_refused() {
        assert!(refusal(&[("report.css", "p{}</STYLE><script>")]).starts_with("error[style-ends-early]"));
    }

    #[test]
    fn line_ends_of_another_system_do_not_change_the_hash() {
        let (windows, unix) = (
            folder(&[("report.css", "a{}\r\nb{}")]),
            folder(&[("report.css", "a{}\nb{}")]),
        );
        let [windows, unix] = [windows, unix].map(|folder| Theme::load(Some(folder.path())).ok().unwrap());
        assert_eq!(windows.policy, unix.policy);
        assert_eq!(windows.style, "a{}\nb{}");
    }
}
