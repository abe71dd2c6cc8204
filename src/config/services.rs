//! `[[service]]`: what the business services are, beside the `services` table and over it.

use super::inputs::{self, Inputs, Limit};
use super::reader::{Section, Value};
use super::{Service, Target, hours};
use crate::calendar::{Date, ServiceWeek};
use crate::error::Diagnostic;
use crate::measure::{Dim, Selector, Slice};

/// What a service earns and what it would cost to interrupt it less, as an input is named: `service.Order entry.margin_per_hour`.
const AMOUNTS: [(&str, Limit); 3] = [
    ("margin_per_hour", Limit::Amount),
    ("share_not_recovered", Limit::Share),
    ("next_nine_cost_per_year", Limit::Amount),
];

/// Reads one `[[service]]` that is none of those `before`; its amounts become inputs.
pub fn read(section: &mut Section<'_>, before: &mut Vec<String>, inputs: &mut Inputs) -> Option<Service> {
    let written = section.required("name", "write what tickets and outages call it: name = \"Order entry\"");
    let name = written.as_ref().and_then(Value::text).map(str::trim);
    if let (Some(written), Some(name)) = (&written, name) {
        if before.iter().any(|each| each == name) {
            written.refuse(Diagnostic::new(
                "duplicate",
                format!("`{name}` stands in two `[[service]]`"),
            ));
        }
        before.push(name.to_owned());
    }
    for (key, limit) in AMOUNTS {
        let range = section.value(key).and_then(|value| inputs::range(&value, limit));
        inputs.extend(
            name.zip(range)
                .map(|(name, range)| (format!("service.{name}.{key}"), range)),
        );
    }
    let mut text = |key| section.value(key).and_then(|value| value.text()).map(str::to_owned);
    let (owner, criticality) = (text("owner"), text("criticality"));
    let hours = section.value("hours").and_then(|value| {
        value.parsed(hours::week)?;
        value.text().map(str::to_owned)
    });
    let mut flag = |key| section.value(key).and_then(|value| value.flag());
    Some(Service {
        core: flag("core"),
        monitored: flag("monitored"),
        users: section.value("users").and_then(|value| value.whole(0..=u32::MAX)),
        availability_target: section.value("availability_target").and_then(|value| value.ratio()),
        name: name?.to_owned(),
        owner,
        criticality,
        hours,
    })
}

/// The targets that services bring with them; what `[targets]` says of the same figure stands.
pub fn targets(services: &[Service], given: &[Target]) -> Vec<Target> {
    let target = |service: &Service| {
        let selector = Selector {
            id: "availability.rate",
            slice: Slice::of(Dim::Service, &service.name),
            stat: None,
        };
        let bound = service.availability_target?;
        (given.iter().all(|each| each.selector != selector)).then_some(Target { selector, bound })
    };
    services.iter().filter_map(target).collect()
}

/// The hours of a service as `[calendar]` writes them; on holidays only what is there around the clock is there. `None`
/// where it is no such text.
pub fn service_week(text: &str, holidays: &[Date]) -> Option<ServiceWeek> {
    let days = hours::week(text).ok()?;
    let week = ServiceWeek {
        days,
        holidays: Vec::new(),
    };
    Some(match week == ServiceWeek::always() {
        true => week,
        false => ServiceWeek {
            holidays: holidays.to_vec(),
            ..week
        },
    })
}
