//! Checks a request's input against the model, in the two steps the service takes:
//! first whether the body has the types at all, then whether values are within their limits.

mod limits;
mod patterns;
mod types;

use serde_json::{Map, Value};
use smithy_wire::schema;

use crate::service_error::ServiceError;

/// Checks the input of an operation.
///
/// # Errors
///
/// `SerializationException` for a wrong type.
/// For a value beyond its limits `InvalidParameterException`, or `ValidationException` where the operation knows only that.
pub(crate) fn check(
    operation: &schema::Operation,
    input: &Map<String, Value>,
) -> Result<(), ServiceError> {
    types::check(operation.input, input)
        .map_err(|misfit| ServiceError::serialization(misfit.to_string()))?;
    limits::check(operation.input, input)
        .map_err(|misfit| out_of_limits(operation, &misfit.to_string()))
}

fn out_of_limits(operation: &schema::Operation, message: &str) -> ServiceError {
    let knows = |name| operation.errors.iter().any(|error| error.name == name);
    let only_validation = !knows("InvalidParameterException") && knows("ValidationException");
    let code = if only_validation {
        "ValidationException"
    } else {
        "InvalidParameterException"
    };
    ServiceError::new(code, message)
}

/// What does not fit, and where: `imageIds[2].imageTag`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Misfit {
    path: String,
    what: String,
}

impl Misfit {
    fn new(what: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            what: what.into(),
        }
    }

    /// Within a member of this name.
    fn in_member(mut self, name: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{name}{dot}{}", self.path);
        self
    }

    /// Within the element at this index.
    fn in_element(mut self, index: usize) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("[{index}]{dot}{}", self.path);
        self
    }
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "'{}' {}", self.path, self.what)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn checked(operation: &str, input: Value) -> String {
        let operation = ecr_schema::SERVICE.operation(operation).unwrap();
        match check(operation, input.as_object().unwrap()) {
            Ok(()) => String::new(),
            Err(error) => error.body(),
        }
    }

    #[test]
    fn what_fits_passes() {
        let whole = json!({
            "registryId": "123456789012",
            "repositoryName": "team/app",
            "imageIds": [{"imageTag": "1.0"}],
            "filter": {"tagStatus": "ANY", "imageStatus": null},
            "maxResults": 1000,
            "unheardOf": [1, {}],
        });
        assert_eq!(checked("DescribeImages", whole), "");
    }

    #[test]
    fn wrong_types_come_before_broken_limits() {
        let cases = [
            (
                json!({"repositoryName": 1}),
                "'repositoryName' must be a string, not a number",
            ),
            (
                json!({"maxResults": "5", "repositoryName": "X"}),
                "'maxResults' must be an integer, not a string",
            ),
            (
                json!({"maxResults": 5.5}),
                "'maxResults' must be an integer, not a number",
            ),
            (
                json!({"maxResults": 3_000_000_000_u64}),
                "'maxResults' must be an integer of 32 bits",
            ),
            (
                json!({"imageIds": [{}, {"imageTag": {}}]}),
                "'imageIds[1].imageTag' must be a string, not an object",
            ),
            (
                json!({"imageIds": [null]}),
                "'imageIds[0]' must be an object, not null",
            ),
            (
                json!({"filter": []}),
                "'filter' must be an object, not an array",
            ),
        ];
        for (input, expected) in cases {
            let body = checked("DescribeImages", input);
            assert!(
                body.contains("SerializationException") && body.contains(expected),
                "{body}"
            );
        }
    }

    #[test]
    fn limits_of_the_model_hold() {
        let cases = [
            (json!({}), "'repositoryName' must be given"),
            (
                json!({"repositoryName": null}),
                "'repositoryName' must be given",
            ),
            (
                json!({"repositoryName": "a"}),
                "'repositoryName' must have at least 2 characters, not 1",
            ),
            (
                json!({"repositoryName": "Team/App"}),
                "'repositoryName' must match",
            ),
            (
                json!({"repositoryName": "ab", "registryId": "1"}),
                "'registryId' must match",
            ),
            (
                json!({"repositoryName": "ab", "maxResults": 0}),
                "'maxResults' must be at least 1, not 0",
            ),
            (
                json!({"repositoryName": "ab", "maxResults": 1001}),
                "'maxResults' must be at most 1000, not 1001",
            ),
            (
                json!({"repositoryName": "ab", "filter": {"tagStatus": "SOME"}}),
                "'filter.tagStatus' must be one of TAGGED",
            ),
            (
                json!({"repositoryName": "ab", "imageIds": [{"imageTag": ""}]}),
                "'imageIds[0].imageTag' must have at least",
            ),
        ];
        for (input, expected) in cases {
            let body = checked("DescribeImages", input);
            assert!(
                body.contains("InvalidParameterException") && body.contains(expected),
                "{body}"
            );
        }
    }

    #[test]
    fn an_operation_that_knows_validation_alone_says_so() {
        let operation = schema::Operation {
            errors: &[&schema::Structure {
                name: "ValidationException",
                members: &[],
            }],
            ..*ecr_schema::SERVICE.operation("ListImages").unwrap()
        };
        let body = check(&operation, &Map::new()).unwrap_err().body();
        assert!(body.contains("ValidationException"), "{body}");
    }
}
