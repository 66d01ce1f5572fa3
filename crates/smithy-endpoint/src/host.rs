//! `isValidHostLabel` and `aws.isVirtualHostableS3Bucket`: names that can stand in a host.

use core::net::Ipv4Addr;

/// Whether the text can be a label of a host's name: 1 to 63 letters, digits and inner hyphens.
///
/// With `allow_subdomains` it may be several, divided by dots.
pub fn is_valid_host_label(text: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        text.split('.').all(is_label)
    } else {
        is_label(text)
    }
}

/// Whether a bucket of this name can be reached as a host's first label: a valid label of 3 characters or more,
/// without capitals, that does not read as an IPv4 address.
///
/// With `allow_subdomains` it may be several labels, divided by dots.
pub fn is_virtual_hostable_s3_bucket(bucket: &str, allow_subdomains: bool) -> bool {
    bucket.len() >= 3
        && !bucket.contains(char::is_uppercase)
        && bucket.parse::<Ipv4Addr>().is_err()
        && is_valid_host_label(bucket, allow_subdomains)
}

fn is_label(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_1_to_63_letters_digits_and_inner_hyphens() {
        let long = "a".repeat(63);
        for good in ["a", "A1", "0", "a-b", "a--b", &long] {
            assert!(is_valid_host_label(good, false), "{good}");
        }
        let longer = "a".repeat(64);
        for bad in ["", "-a", "a-", "a_b", "a.b", "ä", "a b", "a\n", &longer] {
            assert!(!is_valid_host_label(bad, false), "{bad}");
        }
    }

    #[test]
    fn dots_divide_labels_only_where_they_may() {
        assert!(is_valid_host_label("a.b-c.d", true));
        for bad in [".a", "a.", "a..b", "."] {
            assert!(!is_valid_host_label(bad, true), "{bad}");
        }
    }

    #[test]
    fn buckets_are_small_and_no_addresses() {
        assert!(is_virtual_hostable_s3_bucket("abc", false));
        assert!(is_virtual_hostable_s3_bucket("a.bc", true));
        assert!(is_virtual_hostable_s3_bucket("1.2.3.4.5", true));
        for bad in ["ab", "Abc", "192.168.5.4", "a..b", "abc."] {
            assert!(!is_virtual_hostable_s3_bucket(bad, true), "{bad}");
        }
        assert!(!is_virtual_hostable_s3_bucket("a.bc", false));
    }
}
