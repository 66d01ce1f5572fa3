//! Traits that nobody defines: misspelt ones.

use super::table;
use crate::error::ErrorKind;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::suggest;
use crate::traits::{Trait, Traits};

const PRELUDE: &str = "smithy.api#";

/// Traits beyond the prelude that published models carry, whose values are not looked at.
static OTHERS: &[&str] = &[
    "aws.api#arn",
    "aws.api#arnReference",
    "aws.api#clientDiscoveredEndpoint",
    "aws.api#clientEndpointDiscovery",
    "aws.api#clientEndpointDiscoveryId",
    "aws.api#controlPlane",
    "aws.api#data",
    "aws.api#dataPlane",
    "aws.api#tagEnabled",
    "aws.api#taggable",
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4a",
    "aws.auth#unsignedPayload",
    "aws.protocols#awsQueryCompatible",
    "aws.protocols#awsQueryError",
    "aws.protocols#ec2QueryName",
    "aws.protocols#httpChecksum",
    "smithy.api#protocols",
    "smithy.protocols#rpcv2Json",
    "smithy.rules#clientContextParams",
    "smithy.rules#contextParam",
    "smithy.rules#endpointBdd",
    "smithy.rules#endpointTests",
    "smithy.rules#operationContextParams",
    "smithy.rules#staticContextParams",
    "smithy.test#httpMalformedRequestTests",
    "smithy.test#httpRequestTests",
    "smithy.test#httpResponseTests",
    "smithy.test#smokeTests",
];

/// Reports them on every shape and member.
pub(super) fn known(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        each(model, shape.traits(), problems);
        for member in shape.members() {
            each(model, member.traits(), problems);
        }
    }
}

fn each(model: &Model, traits: &Traits, problems: &mut Problems) {
    for entry in traits {
        let id = entry.id().as_str();
        let defined = table::form(id).is_some() || OTHERS.contains(&id);
        if defined || model.get(entry.id()).is_some() || model.is_unread(entry.id()) {
            continue;
        }
        // Other namespaces have traits that are not listed here; one that is nearly a listed one is that one.
        let near = near(model, id);
        if id.starts_with(PRELUDE) || !near.is_empty() {
            problems.push(stranger(entry, &near));
        }
    }
}

fn near<'m>(model: &'m Model, id: &str) -> Vec<&'m str> {
    let own = model
        .shapes()
        .filter(|shape| shape.traits().trait_definition());
    let own = own.map(|shape| shape.id().as_str());
    let listed: Vec<&'m str> = table::ids().chain(OTHERS.iter().copied()).collect();
    let all = listed.into_iter().chain(own);
    let name = |id: &str| id.split_once('#').map_or(0, |(_, name)| name.len());
    // Ids are long, and many short names are near each other.
    let close = |other: &&str| suggest::distance(id, other, (name(id) / 4).clamp(1, 2)).is_some();
    all.filter(close).take(3).collect()
}

fn stranger(entry: &Trait, near: &[&str]) -> Problem {
    let id = entry.id();
    let other = "take the trait out, or define it with the trait `smithy.api#trait`";
    let remedy = suggest::did_you_mean(near).unwrap_or_else(|| other.to_owned());
    Problem::new(
        ErrorKind::Trait,
        entry.span(),
        format!("there is no trait `{id}`"),
    )
    .expected("a trait of Smithy or AWS, or one that the model defines")
    .found(format!("\"{id}\""))
    .remedy(remedy)
}
