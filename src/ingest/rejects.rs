//! `rejects.csv`: every row set aside, with where it stands, why, and what it was.

use csv::WriterBuilder;

use super::Reject;
use crate::error::{ErrorKind, Result};

/// The file's bytes. The cells of a record follow its reason, as many as it had.
pub fn rejects_csv(rejects: &[Reject]) -> Result<Vec<u8>> {
    write(rejects).map_err(|error| ErrorKind::Internal(format!("rejects.csv: {error}")).into())
}

fn write(rejects: &[Reject]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(["file", "record", "line", "column", "value", "reason", "cells"])?;
    for reject in rejects {
        let (record, line) = (reject.record.to_string(), reject.line.to_string());
        let column = reject.column.as_deref().unwrap_or("");
        let place = [
            &reject.file,
            record.as_str(),
            &line,
            column,
            &reject.value,
            &reject.reason,
        ];
        writer.write_record(place.into_iter().chain(reject.cells.iter().map(String::as_str)))?;
    }
    Ok(writer.into_inner()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_set_aside_is_written_with_its_place_its_reason_and_all_its_cells() {
        let reject = Reject {
            file: "incident.csv".to_owned(),
            record: 2,
            line: 7,
            column: Some("Opened".to_owned()),
            value: "soon".to_owned(),
            reason: "opened_at cannot be read".to_owned(),
            cells: vec!["INC2".to_owned(), "soon".to_owned(), "a \"quoted\"\nword".to_owned()],
        };
        let bytes = rejects_csv(&[reject]).expect("written");
        insta::assert_snapshot!(String::from_utf8(bytes).expect("UTF-8"), @r#"
        file,record,line,column,value,reason,cells
        incident.csv,2,7,Opened,soon,opened_at cannot be read,INC2,soon,"a ""quoted""
        word"
        "#);
    }
}
