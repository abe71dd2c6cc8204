//! One export: a CSV file in the layout of the tool.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::clock::{civil, stamp};

pub struct Sheet {
    out: csv::Writer<BufWriter<File>>,
    cell: Vec<u8>,
}

impl Sheet {
    pub fn create(path: &Path, header: &[&str]) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 18, File::create(path)?);
        let mut out = csv::Writer::from_writer(file);
        out.write_record(header)?;
        Ok(Self { out, cell: Vec::new() })
    }

    pub fn text(&mut self, text: &str) -> io::Result<()> {
        Ok(self.out.write_field(text)?)
    }

    /// `INC0010001`.
    pub fn id(&mut self, prefix: &str, number: Option<i64>) -> io::Result<()> {
        match number {
            Some(number) => self.formatted(format_args!("{prefix}{number:07}")),
            None => self.text(""),
        }
    }

    /// `LT-0421`.
    pub fn item(&mut self, prefix: &str, number: i64) -> io::Result<()> {
        self.formatted(format_args!("{prefix}-{number:03}"))
    }

    /// A code: nobody's name is in an export of this organisation.
    pub fn person(&mut self, code: Option<i64>) -> io::Result<()> {
        match code {
            Some(code) => self.formatted(format_args!("A{code:03}")),
            None => self.text(""),
        }
    }

    pub fn number(&mut self, number: Option<i64>) -> io::Result<()> {
        match number {
            Some(number) => self.formatted(format_args!("{number}")),
            None => self.text(""),
        }
    }

    pub fn flag(&mut self, flag: bool) -> io::Result<()> {
        self.text(if flag { "true" } else { "false" })
    }

    pub fn time(&mut self, at: Option<i64>) -> io::Result<()> {
        match at {
            Some(at) => self.text(&stamp(at)),
            None => self.text(""),
        }
    }

    /// A day without a time of day: `2026-10-31`.
    pub fn date(&mut self, day: Option<i64>) -> io::Result<()> {
        match day.map(civil) {
            Some((year, month, day)) => self.formatted(format_args!("{year}-{month:02}-{day:02}")),
            None => self.text(""),
        }
    }

    /// `true`, `false`, or nothing where nobody knows.
    pub fn known(&mut self, flag: Option<bool>) -> io::Result<()> {
        match flag {
            Some(flag) => self.flag(flag),
            None => self.text(""),
        }
    }

    /// So many empty cells.
    pub fn skip(&mut self, cells: usize) -> io::Result<()> {
        (0..cells).try_for_each(|_| self.text(""))
    }

    /// Ends the row.
    pub fn end(&mut self) -> io::Result<()> {
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn formatted(&mut self, text: std::fmt::Arguments) -> io::Result<()> {
        self.cell.clear();
        self.cell.write_fmt(text)?;
        Ok(self.out.write_field(&self.cell)?)
    }
}
