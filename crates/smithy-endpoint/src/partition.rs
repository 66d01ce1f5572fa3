//! `aws.partition`: which part of AWS a region belongs to.

use crate::generated::PARTITIONS;

/// A part of AWS with regions, accounts and host names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partition {
    /// Its name: `aws-cn`.
    pub name: &'static str,
    /// The end of its host names: `amazonaws.com.cn`.
    pub dns_suffix: &'static str,
    /// The end of its host names that have IPv6 too.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether there are FIPS endpoints.
    pub supports_fips: bool,
    /// Whether there are endpoints with IPv6.
    pub supports_dual_stack: bool,
    /// The region that calls to services without regions are signed for.
    pub implicit_global_region: &'static str,
    /// Its regions and those that stand for all of it, in the order of their names.
    pub regions: &'static [&'static str],
    /// What the names of its regions are made of, divided by hyphens: regions of later years match too.
    pub pattern: &'static [Piece],
}

/// What may stand between two hyphens of a region's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Piece {
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Letters, digits and underscores, one at least.
    Word,
    /// Digits, one at least.
    Digits,
}

impl Piece {
    fn matches(self, text: &str) -> bool {
        let all = |test: fn(u8) -> bool| !text.is_empty() && text.bytes().all(test);
        match self {
            Piece::OneOf(choices) => choices.contains(&text),
            Piece::Word => all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            Piece::Digits => all(|byte| byte.is_ascii_digit()),
        }
    }
}

impl Partition {
    /// Whether a region's name has the form of this partition's.
    fn matches(&self, region: &str) -> bool {
        let mut parts = region.split('-');
        let fits = self
            .pattern
            .iter()
            .all(|piece| parts.next().is_some_and(|part| piece.matches(part)));
        fits && parts.next().is_none()
    }
}

/// The partition that has the region, else the one whose names have its form, else `aws`.
///
/// Never `None`, as the table is not empty.
///
/// # Example: regions known and unknown
///
/// ```
/// use smithy_endpoint::partition;
///
/// let name = |region| partition(region).map(|partition| partition.name);
/// assert_eq!(name("us-gov-west-1"), Some("aws-us-gov"));
/// assert_eq!(name("cn-north-9"), Some("aws-cn"), "by its form");
/// assert_eq!(name("mars-1"), Some("aws"), "for want of another");
/// ```
pub fn partition(region: &str) -> Option<&'static Partition> {
    let named = |partition: &&Partition| partition.regions.contains(&region);
    let formed = |partition: &&Partition| partition.matches(region);
    let mut all = PARTITIONS.iter();
    let known = all.clone().find(named);
    known
        .or_else(|| all.clone().find(formed))
        .or_else(|| all.next())
}

/// Every partition, `aws` first.
pub fn partitions() -> &'static [Partition] {
    PARTITIONS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(region: &str) -> &'static str {
        partition(region).expect("never none").name
    }

    #[test]
    fn every_region_belongs_to_the_partition_that_lists_it() {
        for partition in partitions() {
            for region in partition.regions {
                assert_eq!(name(region), partition.name, "{region}");
            }
        }
        assert_eq!(partitions()[0].name, "aws");
    }

    #[test]
    fn later_regions_belong_to_the_partition_of_their_form() {
        for (region, expected) in [
            ("us-north-77", "aws"),
            ("us-iso-north-1", "aws-iso"),
            ("us-isob-north-1", "aws-iso-b"),
            ("us-gov-north-12", "aws-us-gov"),
            ("eusc-de-west-2", "aws-eusc"),
            ("cn-south_2-1", "aws-cn"),
        ] {
            assert_eq!(name(region), expected, "{region}");
        }
    }

    #[test]
    fn what_has_no_form_belongs_to_the_first() {
        for region in [
            "",
            "cn",
            "cn-north",
            "cn-north-",
            "cn--1",
            "cn-north-1-x",
            "CN-north-1",
            "cn-north-1\n",
        ] {
            assert_eq!(name(region), "aws", "{region}");
        }
    }
}
