//! How the report looks: one table of templates that is embedded, overlaid by the user's folder, and written out for editing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::Tera;

use crate::error::{Diagnostic, Error, ErrorKind, Place, Result};
use crate::nearest::suggestion;

/// Every embedded file by its name. A file of the same name in the user's folder stands in its place.
pub const BUILTIN: &[(&str, &str)] = &[
    (STYLE, include_str!("../../report-templates/report.css")),
    ("base.html", include_str!("../../report-templates/base.html")),
    (PAGE, include_str!("../../report-templates/page.html")),
    ("charts.html", include_str!("../../report-templates/charts.html")),
    ("comment.html", include_str!("../../report-templates/comment.html")),
    (
        "data_table.html",
        include_str!("../../report-templates/data_table.html"),
    ),
    (
        "definitions.html",
        include_str!("../../report-templates/definitions.html"),
    ),
    ("briefs.html", include_str!("../../report-templates/briefs.html")),
    ("facts.html", include_str!("../../report-templates/facts.html")),
    ("headlines.html", include_str!("../../report-templates/headlines.html")),
    ("mark.html", include_str!("../../report-templates/mark.html")),
    ("notice.html", include_str!("../../report-templates/notice.html")),
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

/// What stands on every sheet of paper, in the margins that the stylesheet keeps for it; each may be empty.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The mark of a draft.
    pub draft: String,
    /// What the report says of itself.
    pub line: String,
}

impl Sheet {
    /// As properties of the page, for `content`: only the margins of a printed page take text from a stylesheet.
    fn properties(&self) -> String {
        let said = [("draft", &self.draft), ("identity", &self.line)];
        let said: Vec<String> = said
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| format!("--sheet-{name}: {};", quoted(text)))
            .collect();
        match said.is_empty() {
            true => String::new(),
            false => format!("\n:root {{ {} }}\n", said.join(" ")),
        }
    }
}

/// A text as CSS writes it: whatever might end the string or the stylesheet is written by its number.
fn quoted(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        '"' | '\\' | '<' | '>' | '&' => format!("\\{:x} ", letter as u32),
        letter if letter.is_control() => " ".to_owned(),
        letter => letter.to_string(),
    });
    format!("\"{}\"", letters.collect::<String>())
}

/// Parsed templates and the stylesheet with the policy that allows it.
pub(super) struct Theme {
    pub templates: Tera,
    /// The bytes between `<style>` and `</style>`.
    pub style: String,
    /// The Content-Security-Policy: this style and nothing else.
    pub policy: String,
    own: Overrides,
}

/// The user's folder and its files by name, in the order of their names.
struct Overrides {
    folder: Option<PathBuf>,
    files: Vec<(String, String)>,
}

impl Theme {
    /// The embedded files, with those of the folder `overrides` in the place of their namesakes.
    pub fn load(overrides: Option<&Path>) -> Result<Self> {
        let own = Overrides::read(overrides)?;
        own.refuse_unused()?;
        let style = own.file(STYLE).unwrap_or_else(|| builtin(STYLE)).replace("\r\n", "\n");
        if style.to_ascii_lowercase().contains("</style") {
            let finding = Diagnostic::new("style-ends-early", "the stylesheet holds `</style`, which would end it")
                .at(Place::of_line(&own.shown(STYLE), 0, 0))
                .help("write it as `<\\/style`");
            return Err(ErrorKind::Template(finding).into());
        }
        let templates = parse(&own).map_err(|error| own.refused(&error))?;
        let policy = policy(&style);
        Ok(Self {
            templates,
            style,
            policy,
            own,
        })
    }

    /// The same, with what stands on every sheet of paper.
    pub fn on_paper(mut self, sheet: &Sheet) -> Self {
        self.style += &sheet.properties();
        self.policy = policy(&self.style);
        self
    }

    /// A page as HTML.
    pub fn render(&self, context: &tera::Context) -> Result<String> {
        self.templates
            .render(PAGE, context)
            .map_err(|error| self.own.refused(&error))
    }
}

impl Overrides {
    /// The `.html` and `.css` files of the folder.
    fn read(folder: Option<&Path>) -> Result<Self> {
        let unreadable = |path: &Path, error: &std::io::Error| -> Error {
            let help = "check the folder given by --templates; delete what is not to be used";
            ErrorKind::Template(crate::error::files::unreadable(path, error).help(help)).into()
        };
        let mut files = Vec::new();
        if let Some(folder) = folder {
            for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
                let path = entry.map_err(|error| unreadable(folder, &error))?.path();
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
                if name.ends_with(".html") || name.ends_with(".css") {
                    let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
                    files.push((name.to_owned(), text));
                }
            }
        }
        files.sort();
        Ok(Self {
            folder: folder.map(Path::to_owned),
            files,
        })
    }

    /// Refuses a file that would stand in for nothing, such as a misspelt `bas.html`. One of the user's own is used where
    /// another names it, or by a component that only it defines.
    fn refuse_unused(&self) -> Result<()> {
        let is_builtin = |name: &str| BUILTIN.iter().any(|(builtin, _)| *builtin == name);
        let is_named = |name: &str| {
            let quoted = [format!("\"{name}\""), format!("'{name}'")];
            let mut others = self.files.iter().filter(|(other, _)| other != name);
            others.any(|(_, text)| quoted.iter().any(|quoted| text.contains(quoted)))
        };
        let is_new = |component: &str| {
            !BUILTIN
                .iter()
                .any(|(_, text)| components(text).any(|known| known == component))
        };
        let unused =
            |(name, text): &&(String, String)| !is_builtin(name) && !is_named(name) && !components(text).any(is_new);
        let Some((name, _)) = self.files.iter().find(unused) else {
            return Ok(());
        };
        let message = format!("`{name}` is the name of no template, and no template of yours includes it");
        let mut finding = Diagnostic::new("unused-template", message).at(Place::of_line(&self.shown(name), 0, 0));
        finding.help = suggestion(name, BUILTIN.iter().map(|(builtin, _)| *builtin));
        Err(ErrorKind::Template(finding).into())
    }

    fn file(&self, name: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(file, _)| file == name)
            .map(|(_, text)| text.as_str())
    }

    /// A file as the user named it.
    fn shown(&self, name: &str) -> String {
        match &self.folder {
            Some(folder) if !name.starts_with(PREFIX) => folder.join(name).display().to_string(),
            _ => name.to_owned(),
        }
    }

    /// tera's error at its place in the user's file, or, without such a folder, a fault of ours.
    fn refused(&self, error: &tera::Error) -> Error {
        let report = error.to_string();
        let Some(folder) = &self.folder else {
            return ErrorKind::Internal(format!("a template cannot be used: {report}")).into();
        };
        let message = report
            .lines()
            .next()
            .unwrap_or("")
            .trim_start_matches("error: ")
            .trim_end_matches('.');
        let place = self
            .located(&report)
            .unwrap_or_else(|| Place::of_line(&folder.display().to_string(), 0, 0));
        let help = if place.file.starts_with(PREFIX) {
            format!(
                "a template in `{}` no longer gives this embedded one what it needs",
                folder.display()
            )
        } else {
            "correct the template, or delete it from the folder to use the embedded one".to_owned()
        };
        ErrorKind::Template(Diagnostic::new("bad-template", message).at(place).help(help)).into()
    }

    /// tera says where in its text alone: ` --> FILE:LINE:COLUMN`, and carets below the line.
    fn located(&self, report: &str) -> Option<Place> {
        let (_, rest) = report.split_once("--> ")?;
        let mut parts = rest.lines().next()?.rsplitn(3, ':');
        let column: usize = parts.next()?.trim().parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        let mut place = Place::of_line(&self.shown(name), line as u64, column as u64);
        if let Some(text) = self.file(name) {
            let bytes = |text: &str, letters: usize| text.chars().take(letters).map(char::len_utf8).sum::<usize>();
            let before: usize = text
                .split_inclusive('\n')
                .take(line.saturating_sub(1))
                .map(str::len)
                .sum();
            let start = before + bytes(&text[before..], column.saturating_sub(1));
            let carets = rest
                .lines()
                .find(|line| line.contains('^'))
                .map_or(1, |line| line.matches('^').count());
            place.source = Some((Arc::from(text), start..start + bytes(&text[start..], carets)));
        }
        Some(place)
    }
}

/// The names of the components that a template defines: `{% component steps(steps) %}`.
fn components(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.split("{%").skip(1);
    let defined = tags.filter_map(|tag| tag.trim_start_matches('-').trim_start().strip_prefix("component "));
    defined.filter_map(|rest| rest.trim_start().split(['(', ' ', '%']).next())
}

fn builtin(name: &str) -> &'static str {
    BUILTIN
        .iter()
        .find(|(file, _)| *file == name)
        .map_or("", |(_, text)| text)
}

fn parse(own: &Overrides) -> tera::TeraResult<Tera> {
    let mut templates = Tera::default();
    templates.set_fallback_prefixes([PREFIX])?;
    let embedded = BUILTIN.iter().map(|(name, text)| (format!("{PREFIX}{name}"), *text));
    let own = own.files.iter().map(|(name, text)| (name.clone(), text.as_str()));
    templates.add_raw_templates(embedded.chain(own).filter(|(name, _)| name.ends_with(".html")))?;
    Ok(templates)
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
    fn what_stands_on_paper_can_end_neither_its_string_nor_the_stylesheet() {
        let sheet = |line: &str| {
            let (draft, line) = (String::new(), line.to_owned());
            let theme = Theme::load(None).map(|theme| theme.on_paper(&Sheet { draft, line }));
            theme.map(|theme| theme.style).expect("a theme")
        };
        let style = sheet("</style><b>\" \\ \n} body{ R&D Zürich");
        let said = style.lines().last().expect("a line");
        assert_eq!(
            said,
            r#":root { --sheet-identity: "\3c /style\3e \3c b\3e \22  \5c   } body{ R\26 D Zürich"; }"#
        );
        assert!(
            !sheet("").contains(":root { --sheet"),
            "nothing is said where there is nothing to say"
        );
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
        let steps = "{% component steps(steps) %}\n{{ steps | shout }}\n{% endcomponent steps %}";
        insta::assert_snapshot!(refusal(&[("steps.html", steps)]), @r"
        error[bad-template]: Unknown filter `shout`
          --> steps.html:2:12
          help: correct the template, or delete it from the folder to use the embedded one
        ");
        insta::assert_snapshot!(refusal(&[("base.html", "<p>\n{% if %}")]), @r"
        error[bad-template]: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
          --> base.html:2:7
          help: correct the template, or delete it from the folder to use the embedded one
        ");
    }

    #[test]
    fn a_template_that_no_longer_fits_the_embedded_ones_is_refused() {
        let refusal = refusal(&[("base.html", "<p>no block of this name</p>")]);
        assert!(refusal.starts_with("error[bad-template]: Block `content` is not defined in any parent template\n  --> builtin/page.html:2:10"), "{refusal}");
    }

    #[test]
    fn a_file_that_stands_in_for_no_template_is_refused_unless_another_includes_it() {
        insta::assert_snapshot!(refusal(&[("bas.html", "")]), @r"
        error[unused-template]: `bas.html` is the name of no template, and no template of yours includes it
          --> bas.html
          help: did you mean `base.html`?
        ");
        let base = r#"{% include "logo.html" %}{% block content %}{% endblock content %}"#;
        let included = folder(&[("base.html", base), ("logo.html", "<svg/>")]);
        assert!(Theme::load(Some(included.path())).is_ok());
        let steps = "{% component steps(steps) %}{% endcomponent steps %}";
        assert!(refusal(&[("stps.html", steps)]).contains("did you mean `steps.html`?"));
        let own = folder(&[("logo.html", "{% component logo() %}<svg/>{% endcomponent logo %}")]);
        assert!(Theme::load(Some(own.path())).is_ok());
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
