//! Where a run's time goes, stage by stage, and whether reading grows with the rows: `cargo bench`. Medians of one run on one
//! machine, shown as shares and ratios of each other; nothing is asserted. It works on the sample organisation, in memory.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use boardpack::calendar::PeriodChoice;
use boardpack::config::{self, Config};
use boardpack::error::Result;
use boardpack::ingest::{self, Exports, Memory};
use boardpack::render::html;
use boardpack::report::{self, Input};
use boardpack::{enrich, judge, measure, tables, value};
use include_dir::{Dir, include_dir};

const CONFIG: &str = include_str!("../sample-data/boardpack.toml");
static EXPORTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample-data/exports");

/// How often each is timed, after one round that warms up.
const ROUNDS: usize = 9;

fn main() -> std::result::Result<(), Box<dyn Error>> {
    let config = config::parse("sample-data/boardpack.toml", CONFIG, Path::new(""))?;
    let (once, ten_times) = (copies(1)?, copies(10)?);

    let stages = rounds(|| stages(&config, &once))?;
    let whole: Duration = stages.iter().sum();
    println!("{:<10} {:>10} {:>9}", "stage", "median", "share");
    for (name, time) in ["ingest", "measure", "report"].iter().zip(&stages) {
        println!(
            "{name:<10} {} {:>7.0} %",
            milliseconds(*time),
            100.0 * ratio(*time, whole)
        );
    }

    // In turn, so that whatever else the machine does falls on both.
    let [one, ten] = rounds(|| {
        Ok([
            timed(|| read(&config, &once))?.1,
            timed(|| read(&config, &ten_times))?.1,
        ])
    })?;
    println!("\n{:<10} {:>10} {:>9}", "reading", "median", "ratio");
    println!("{:<10} {} {:>9.1}", "rows", milliseconds(one), 1.0);
    println!("{:<10} {} {:>9.1}", "10 x rows", milliseconds(ten), ratio(ten, one));
    Ok(())
}

/// One run, timed: reading, the figures and what can be said of them, the pages.
fn stages(config: &Config, files: &Memory) -> Result<[Duration; 3]> {
    let (exports, ingest) = timed(|| read(config, files))?;
    let (ledger, stamped) = (exports.ledger, exports.stamped_until);
    let ((periods, judged), measure) = timed(|| {
        let periods = enrich::periods(&exports.tables, &stamped, &PeriodChoice::Latest, config)?;
        let frames = enrich::enrich(exports.tables, config, &periods)?;
        let judged = judge::judge(measure::measure(&frames, config, &periods)?, config, &periods, &[]);
        Ok((periods, judged))
    })?;
    let (_, report) = timed(|| {
        let lines = value::translate(&judged, config, &periods);
        let report = report::compose(&Input {
            config,
            periods: &periods,
            judged: &judged,
            lines: &lines,
            comments: &[],
            ledger: &ledger,
        })?;
        html::pages(&report, None)
    })?;
    Ok([ingest, measure, report])
}

fn read(config: &Config, files: &Memory) -> Result<Exports> {
    ingest::read(&config.sources, files, &tables::keeps, &|_| ())
}

/// The sample's exports with each record so often, under an id of its own every time where its first cell is one.
fn copies(copies: usize) -> std::result::Result<Memory, Box<dyn Error>> {
    let mut files = Memory::default();
    for file in EXPORTS.files() {
        let mut rows = csv::Reader::from_reader(file.contents());
        let mut copied = csv::Writer::from_writer(Vec::new());
        copied.write_record(rows.headers()?)?;
        let has_id = matches!(&rows.headers()?[0], "number" | "id");
        for row in rows.records() {
            let row = row?;
            for copy in 0..copies {
                let first = if has_id {
                    format!("{}-{copy}", &row[0])
                } else {
                    row[0].to_owned()
                };
                copied.write_record(std::iter::once(first.as_str()).chain(row.iter().skip(1)))?;
            }
        }
        files = files.with(format!("exports/{}", file.path().display()), copied.into_inner()?);
    }
    Ok(files)
}

fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
    let start = Instant::now();
    let result = work()?;
    Ok((result, start.elapsed()))
}

/// The median of each of the times that `round` gives.
fn rounds<const N: usize>(mut round: impl FnMut() -> Result<[Duration; N]>) -> Result<[Duration; N]> {
    round()?;
    let times = (0..ROUNDS).map(|_| round()).collect::<Result<Vec<_>>>()?;
    Ok(std::array::from_fn(|part| {
        let mut part: Vec<Duration> = times.iter().map(|times| times[part]).collect();
        part.sort();
        part[ROUNDS / 2]
    }))
}

fn ratio(time: Duration, of: Duration) -> f64 {
    time.as_secs_f64() / of.as_secs_f64()
}

fn milliseconds(time: Duration) -> String {
    format!("{:>7.1} ms", 1_000.0 * time.as_secs_f64())
}
