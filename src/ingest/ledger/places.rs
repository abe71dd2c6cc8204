//! Where each kept row stands, a byte a row: from a finding on a column back to its file and line.

use crate::ingest::columns::narrow::Narrow;

/// The physical lines on which the rows of a source begin.
#[derive(Debug, Default)]
pub(crate) struct Places {
    files: Vec<File>,
    /// How far each row lies below the row before it, or below the top of its file.
    steps: Narrow,
    line: u64,
}

#[derive(Debug)]
struct File {
    name: String,
    first_row: usize,
}

impl Places {
    /// The rows that follow are of this file.
    pub(crate) fn begin(&mut self, file: &str) {
        self.line = 0;
        self.files.push(File {
            name: file.to_owned(),
            first_row: self.steps.len(),
        });
    }

    /// One more row, on this line; lines come in their order.
    pub(crate) fn push(&mut self, line: u64) {
        self.steps.push(u32::try_from(line.saturating_sub(self.line)).ok());
        self.line = line;
    }

    /// Makes room for so many rows more, if there is as much memory.
    pub(crate) fn reserve(&mut self, rows: usize) {
        self.steps.reserve(rows);
    }

    /// File and line of a row.
    pub(crate) fn of(&self, row: usize) -> String {
        let Some(file) = self.files.iter().rfind(|file| file.first_row <= row) else {
            return String::new();
        };
        let rows = file.first_row..=row.min(self.steps.len().saturating_sub(1));
        let line: u64 = rows.filter_map(|row| self.steps.get(row)).map(u64::from).sum();
        format!("{}:{line}", file.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_in_its_file_on_its_line() {
        let mut places = Places::default();
        assert_eq!(places.of(0), "", "no row at all");
        places.begin("a.csv");
        for line in [2, 3, 700, 70_000] {
            places.push(line);
        }
        places.begin("empty.csv");
        places.begin("b.csv");
        places.push(5);
        let found: Vec<String> = (0..5).map(|row| places.of(row)).collect();
        assert_eq!(found, ["a.csv:2", "a.csv:3", "a.csv:700", "a.csv:70000", "b.csv:5"]);
    }
}
