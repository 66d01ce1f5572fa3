//! Names of the model as they are typed.

/// `repositoryName` and `DescribeImages` as the AWS CLI spells them: `repository-name`, `describe-images`.
pub(crate) fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && after_small {
            kebab.push('-');
        }
        after_small = c.is_ascii_lowercase() || c.is_ascii_digit();
        kebab.push(c.to_ascii_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_at_capitals() {
        let cases = [
            ("DescribeImages", "describe-images"),
            ("registryId", "registry-id"),
            ("repositoryNames", "repository-names"),
            ("kmsKey", "kms-key"),
            ("InitiateLayerUpload", "initiate-layer-upload"),
        ];
        for (name, typed) in cases {
            assert_eq!(kebab(name), typed);
        }
    }
}
