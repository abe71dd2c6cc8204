//! The canvas: plotters' SVG backend at four times the size (it draws in whole numbers), dressed for a page or a file.

use plotters::coord::CoordTranslate;
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::labels;
use crate::error::{ErrorKind, Result};

/// Units of the drawing in a pixel of the picture: quarter pixels.
const QUARTERS: f64 = 4.0;

/// The size of all text, in pixels of the picture.
pub(super) const TEXT: f64 = 13.0;

/// Named one by one so that a picture alone is set like the page; the stylesheet uses the same.
const FONTS: &str =
    "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/// What plotters writes on every text; the drawing's opening tag says it once instead.
const TEXT_ATTRIBUTES: &str = " font-family=\"f\" font-size=\"1\"";

/// What a stroke or a fill means; the stylesheet gives it its colour, in light and in dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// This organisation's data.
    Key,
    /// Data beside it.
    Companion,
    /// The usual range.
    Band,
    /// The middle of the usual range.
    Centre,
    /// Grid lines.
    Line,
    /// What is said quietly.
    Soft,
    /// What is said.
    Text,
    /// Words about a target.
    Good,
    /// A target: dashed.
    Target,
    /// The whole, or a target, across bars: dashed.
    Level,
    /// A published reference: dotted.
    Reference,
    /// The room between two references.
    Wash,
    /// A signal.
    Mark,
    /// The page.
    Paper,
    /// From nothing (0) to the most (5).
    Shade(u8),
}

impl Ink {
    const ALL: [Ink; 20] = [
        Ink::Key,
        Ink::Companion,
        Ink::Band,
        Ink::Centre,
        Ink::Line,
        Ink::Soft,
        Ink::Text,
        Ink::Good,
        Ink::Target,
        Ink::Level,
        Ink::Reference,
        Ink::Wash,
        Ink::Mark,
        Ink::Paper,
        Ink::Shade(0),
        Ink::Shade(1),
        Ink::Shade(2),
        Ink::Shade(3),
        Ink::Shade(4),
        Ink::Shade(5),
    ];

    /// The stylesheet's variable and the colour where there is no stylesheet.
    fn colour(self) -> (&'static str, &'static str) {
        match self {
            Ink::Key => ("key", "#1f4e8c"),
            Ink::Companion => ("companion", "#7f9dc8"),
            Ink::Band => ("band", "#e3ebf5"),
            Ink::Centre => ("centre", "#a9bfdc"),
            Ink::Line => ("line", "#d9dde3"),
            Ink::Soft | Ink::Level | Ink::Reference => ("soft", "#545e6b"),
            Ink::Text => ("ink", "#1b2027"),
            Ink::Good | Ink::Target => ("good", "#0b6b5d"),
            Ink::Wash => ("wash", "#f1f3f6"),
            Ink::Mark => ("mark", "#a8440b"),
            Ink::Paper => ("paper", "#ffffff"),
            Ink::Shade(0) => ("shade-0", "#eef1f5"),
            Ink::Shade(1) => ("shade-1", "#d2dff0"),
            Ink::Shade(2) => ("shade-2", "#a5c0e1"),
            Ink::Shade(3) => ("shade-3", "#6e96ca"),
            Ink::Shade(4) => ("shade-4", "#3e6cad"),
            Ink::Shade(_) => ("shade-5", "#1a447e"),
        }
    }

    /// Dashes, in quarter pixels: told apart without colour.
    fn dashes(self) -> &'static str {
        match self {
            Ink::Target | Ink::Level => " stroke-dasharray=\"24 16\"",
            Ink::Reference => " stroke-dasharray=\"8 12\"",
            _ => "",
        }
    }

    /// The colour that stands for this ink until the drawing is dressed: its place in `ALL`.
    fn sentinel(self) -> RGBColor {
        let place = Ink::ALL.iter().position(|ink| *ink == self).unwrap_or(0);
        RGBColor(0xFA, 0xCE, place as u8)
    }

    /// The attribute value as plotters writes the sentinel; a label cannot hold it, its quotes are escaped.
    fn written(self) -> String {
        let RGBColor(red, green, blue) = self.sentinel();
        format!("\"#{red:02X}{green:02X}{blue:02X}\"")
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// A place on the picture, in pixels from its upper left corner.
pub(super) type Point = (f64, f64);

/// A picture being drawn.
pub(super) struct Canvas<'a> {
    root: DrawingArea<SVGBackend<'a>, Shift>,
}

/// A drawn picture, without the words that make it accessible.
#[derive(Debug, Clone)]
pub struct Drawing {
    width: f64,
    height: f64,
    /// Everything inside `<svg>`, inks still as sentinels.
    body: String,
}

/// Draws on a fresh canvas.
pub(super) fn draw(width: f64, height: f64, paint: impl FnOnce(&Canvas<'_>) -> Result<()>) -> Result<Drawing> {
    let mut text = String::new();
    {
        let size = (quarters(width).max(1) as u32, quarters(height).max(1) as u32);
        let canvas = Canvas {
            root: SVGBackend::with_string(&mut text, size).into_drawing_area(),
        };
        paint(&canvas)?;
        canvas.root.present().map_err(fault)?;
    }
    let body = text.split_once(">\n").map_or("", |(_, rest)| rest);
    let body = body.trim_end().strip_suffix("</svg>").unwrap_or(body);
    // Every mark is opaque and every text alike: said once, in the opening tag.
    let body = body
        .replace(" opacity=\"1\"", "")
        .replace(TEXT_ATTRIBUTES, "")
        .replace(" stroke=\"none\"", "")
        .replace(" \"/>", "\"/>")
        .replace(">\n", ">")
        .replace("\n</text>", "</text>");
    Ok(Drawing { width, height, body })
}

impl Drawing {
    /// For a page: colours are the page's, title and description are read aloud.
    pub fn inline(&self, id: &str, title: &str, description: &str) -> String {
        let id = labels::slug(id);
        let named = format!(" class=\"chart\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\"");
        let words = format!(
            "<title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            labels::escape(title),
            labels::escape(description)
        );
        self.dressed(&named, &words, |name, colour| format!("var(--{name},{colour})"))
    }

    /// For a slide: a file of its own, with its colours in it.
    pub fn file(&self, title: &str, description: &str) -> String {
        let size = format!(
            " xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" role=\"img\"",
            self.width, self.height
        );
        let words = format!(
            "<title>{}</title><desc>{}</desc>",
            labels::escape(title),
            labels::escape(description)
        );
        self.dressed(&size, &words, |_, colour| colour.to_owned()) + "\n"
    }

    /// The size of a word, beside words that say the same: not read aloud.
    pub(super) fn hidden(&self) -> String {
        self.dressed(
            " class=\"spark\" aria-hidden=\"true\" focusable=\"false\"",
            "",
            |name, colour| format!("var(--{name},{colour})"),
        )
    }

    fn dressed(&self, attributes: &str, words: &str, colour: impl Fn(&str, &str) -> String) -> String {
        let mut body = self.body.clone();
        for ink in Ink::ALL {
            let (name, plain) = ink.colour();
            body = body.replace(&ink.written(), &format!("\"{}\"{}", colour(name, plain), ink.dashes()));
        }
        format!(
            "<svg{attributes} viewBox=\"0 0 {} {}\" font-family=\"{FONTS}\" font-size=\"{}\" stroke-linejoin=\"round\">{words}{body}</svg>",
            quarters(self.width),
            quarters(self.height),
            quarters(TEXT),
        )
    }
}

impl Canvas<'_> {
    /// A straight line.
    pub fn line(&self, from: Point, to: Point, ink: Ink, width: f64) -> Result<()> {
        self.path(&[from, to], ink, width)
    }

    /// A line through points.
    pub fn path(&self, points: &[Point], ink: Ink, width: f64) -> Result<()> {
        let points: Vec<_> = points.iter().map(|point| place(*point)).collect();
        let stroke = ink.sentinel().stroke_width(quarters(width).max(1) as u32);
        self.root.draw(&PathElement::new(points, stroke)).map_err(fault)
    }

    /// A filled shape.
    pub fn polygon(&self, points: &[Point], ink: Ink) -> Result<()> {
        let points: Vec<_> = points.iter().map(|point| place(*point)).collect();
        self.root
            .draw(&Polygon::new(points, ink.sentinel().filled()))
            .map_err(fault)
    }

    /// A filled rectangle between two opposite corners.
    pub fn rect(&self, corner: Point, opposite: Point, ink: Ink) -> Result<()> {
        let corners = [
            place((corner.0.min(opposite.0), corner.1.min(opposite.1))),
            place((corner.0.max(opposite.0), corner.1.max(opposite.1))),
        ];
        self.root
            .draw(&Rectangle::new(corners, ink.sentinel().filled()))
            .map_err(fault)
    }

    /// A point of data.
    pub fn dot(&self, at: Point, radius: f64, ink: Ink) -> Result<()> {
        self.root
            .draw(&Circle::new(place(at), quarters(radius), ink.sentinel().filled()))
            .map_err(fault)
    }

    /// A signal: another shape than a point of data, with room around it.
    pub fn diamond(&self, (x, y): Point, radius: f64) -> Result<()> {
        let around = |r: f64| [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
        self.polygon(&around(radius + radius * 0.45), Ink::Paper)?;
        self.polygon(&around(radius), Ink::Mark)
    }

    /// Plain text, its middle at the height of `at`.
    pub fn text(&self, at: Point, text: &str, ink: Ink, align: Align) -> Result<()> {
        self.letters(at, text, ink, align, FontStyle::Normal)
    }

    /// Bold text, its middle at the height of `at`.
    pub fn strong(&self, at: Point, text: &str, ink: Ink, align: Align) -> Result<()> {
        self.letters(at, text, ink, align, FontStyle::Bold)
    }

    fn letters(&self, at: Point, text: &str, ink: Ink, align: Align, weight: FontStyle) -> Result<()> {
        let across = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let colour = ink.sentinel();
        // plotters writes a size divided by 1.24; `draw` takes the attribute off again.
        let style = TextStyle::from(("f", 1.24).into_font().style(weight))
            .color(&colour)
            .pos(Pos::new(across, VPos::Center));
        let text = labels::printable(text);
        self.root.draw(&Text::new(text, place(at), style)).map_err(fault)
    }
}

/// Where values stand: a frame on the picture with its two axes.
pub(super) struct Plot {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    across: (f64, f64),
    up: (f64, f64),
    axes: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Plot {
    /// A frame from `upper` left to `lower` right, with `across` and `up` as low and high ends.
    pub fn new(upper: Point, lower: Point, across: (f64, f64), up: (f64, f64)) -> Self {
        let (left, top) = upper;
        let (right, bottom) = (lower.0.max(left + 1.0), lower.1.max(top + 1.0));
        let (from, to) = (place((left, top)), place((right, bottom)));
        let axes = Cartesian2d::new(across.0..across.1, up.0..up.1, (from.0..to.0, to.1..from.1));
        Self {
            left,
            top,
            right,
            bottom,
            across,
            up,
            axes,
        }
    }

    /// Where a pair of values stands; what is beyond an axis stands at its end, for plotters counts in whole numbers.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let held = |value: f64, (low, high): (f64, f64)| {
            if value.is_finite() {
                value.max(low).min(high)
            } else {
                low
            }
        };
        let (x, y) = self.axes.translate(&(held(x, self.across), held(y, self.up)));
        (f64::from(x) / QUARTERS, f64::from(y) / QUARTERS)
    }

    /// Where a value stands on the horizontal axis.
    pub fn x(&self, value: f64) -> f64 {
        self.at(value, self.up.0).0
    }

    /// Where a value stands on the vertical axis.
    pub fn y(&self, value: f64) -> f64 {
        self.at(self.across.0, value).1
    }
}

fn quarters(pixels: f64) -> i32 {
    (pixels * QUARTERS).round() as i32
}

fn place((x, y): Point) -> (i32, i32) {
    (quarters(x), quarters(y))
}

/// Drawing into memory fails only by a fault of ours.
fn fault(error: impl std::fmt::Display) -> crate::error::Error {
    ErrorKind::Internal(format!("a chart could not be drawn: {error}")).into()
}
