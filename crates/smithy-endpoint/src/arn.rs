//! `aws.parseArn`: Amazon resource names.

use alloc::vec::Vec;

/// The parts of an Amazon resource name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// The partition, never empty: `aws`.
    pub partition: &'a str,
    /// The service, never empty: `s3`.
    pub service: &'a str,
    /// The region; empty where the resource has none.
    pub region: &'a str,
    /// The account; empty where the resource has none.
    pub account_id: &'a str,
    /// The resource, divided at `:` and `/`.
    pub resource_id: Vec<&'a str>,
}

/// The parts of an Amazon resource name; `None` where the text is none.
///
/// # Example: an access point
///
/// ```
/// let arn = smithy_endpoint::parse_arn("arn:aws:s3:eu-west-1:123456789012:accesspoint/books");
/// assert_eq!(arn.map(|arn| arn.resource_id), Some(vec!["accesspoint", "books"]));
/// ```
pub fn parse_arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next();
    if next()? != "arn" {
        return None;
    }
    let (partition, service, region) = (next()?, next()?, next()?);
    let (account_id, resource) = (next()?, next()?);
    if partition.is_empty() || service.is_empty() || resource.is_empty() {
        return None;
    }
    Some(Arn {
        partition,
        service,
        region,
        account_id,
        resource_id: resource.split([':', '/']).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_divided_at_both_signs() {
        let arn = parse_arn("arn:aws:s3:::a/b:c::d").expect("an ARN");
        assert_eq!((arn.region, arn.account_id), ("", ""));
        assert_eq!(arn.resource_id, ["a", "b", "c", "", "d"]);
    }

    #[test]
    fn what_lacks_a_part_is_none() {
        for text in [
            "",
            "arn",
            "arn:aws:s3:r:1",
            "arn::s3:r:1:x",
            "arn:aws::r:1:x",
            "arn:aws:s3:r:1:",
            "ARN:aws:s3:r:1:x",
        ] {
            assert_eq!(parse_arn(text), None, "{text}");
        }
    }
}
