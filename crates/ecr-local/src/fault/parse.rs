//! `KIND[=VALUE][@WHEN]`, with errors that say what is allowed.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Fault, FaultKind, When};

const KINDS: &str =
    "status=CODE, latency=TIME, cut, reset, repeat-token, cycle=N, empty, throttle, error=CLASS";
const LONGEST_LATENCY: Duration = Duration::from_secs(60);
const LONGEST_CYCLE: u32 = 1_000_000;

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(spec: &str) -> Result<Self, ParseFaultError> {
        let error = |problem| ParseFaultError {
            spec: spec.into(),
            problem,
        };
        let (fault, when) = match spec.split_once('@') {
            Some((fault, when)) => (fault, parse_when(when).map_err(error)?),
            None => (spec, When::Always),
        };
        let (name, value) = match fault.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (fault, None),
        };
        let kind = parse_kind(name, value).map_err(error)?;
        if matches!(kind, FaultKind::Cycle(_)) && !matches!(when, When::Always | When::Page(_)) {
            return Err(error(
                "`cycle` begins at a page and stays: it takes @page:N or nothing".into(),
            ));
        }
        Ok(Self { kind, when })
    }
}

fn parse_kind(name: &str, value: Option<&str>) -> Result<FaultKind, String> {
    match (name, value) {
        ("status", Some(value)) => parse_status(value).map(FaultKind::Status),
        ("latency", Some(value)) => parse_latency(value).map(FaultKind::Latency),
        ("cut", None) => Ok(FaultKind::Cut(None)),
        ("cut", Some(value)) => {
            parse_number(value, "a number of bytes").map(|bytes| FaultKind::Cut(Some(bytes)))
        }
        ("cycle", Some(value)) => parse_cycle(value).map(FaultKind::Cycle),
        ("error", Some(value)) => parse_class(value).map(FaultKind::Error),
        ("reset", None) => Ok(FaultKind::Reset),
        ("repeat-token", None) => Ok(FaultKind::RepeatToken),
        ("empty", None) => Ok(FaultKind::Empty),
        ("throttle", None) => Ok(FaultKind::Throttle),
        ("reset" | "repeat-token" | "empty" | "throttle", Some(_)) => {
            Err(format!("`{name}` takes no value"))
        }
        ("status" | "latency" | "cycle" | "error", None) => {
            Err(format!("`{name}` needs a value: {KINDS}"))
        }
        _ => Err(format!("there is no kind `{name}`; the kinds are {KINDS}")),
    }
}

fn parse_status(value: &str) -> Result<u16, String> {
    let status = parse_number(value, "an HTTP status")?;
    if (400..=599).contains(&status) {
        Ok(status)
    } else {
        Err(format!("status {status} is no error: 400 to 599 are"))
    }
}

fn parse_cycle(value: &str) -> Result<u32, String> {
    let length = parse_number(value, "a number of tokens")?;
    if (1..=LONGEST_CYCLE).contains(&length) {
        Ok(length)
    } else {
        Err(format!(
            "a circle has 1 to {LONGEST_CYCLE} tokens, not {length}"
        ))
    }
}

fn parse_latency(value: &str) -> Result<Duration, String> {
    let millis = match value.strip_suffix("ms") {
        Some(millis) => parse_number(millis, "a time such as 20ms or 2s")?,
        None => {
            let seconds = value.strip_suffix('s').ok_or_else(|| {
                format!("`{value}` has no unit that is known, ms or s: write 20ms or 2s")
            })?;
            parse_number::<u64>(seconds, "a time such as 20ms or 2s")?.saturating_mul(1000)
        }
    };
    let latency = Duration::from_millis(millis);
    if latency <= LONGEST_LATENCY {
        Ok(latency)
    } else {
        Err(format!("{value} is more than a minute"))
    }
}

fn parse_class(value: &str) -> Result<String, String> {
    let fits = !value.is_empty()
        && value.len() <= 128
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if fits {
        Ok(value.into())
    } else {
        Err(format!(
            "`{value}` is no name of an error, such as KmsException"
        ))
    }
}

fn parse_when(when: &str) -> Result<When, String> {
    let (name, value) = when.split_once(':').unwrap_or((when, ""));
    let positive = |what| match parse_number(value, what)? {
        0 => Err(format!("@{name} counts from 1")),
        number => Ok(number),
    };
    match name {
        "page" => {
            let page = positive("the number of a page")?;
            u32::try_from(page)
                .map(When::Page)
                .map_err(|_| format!("@page:{page} is beyond any listing"))
        }
        "call" => positive("the number of a call").map(When::Call),
        "every" => positive("a number of calls").map(When::Every),
        _ => Err(format!(
            "`@{when}` is no time; write @page:3, @call:7 or @every:5, or nothing for always"
        )),
    }
}

fn parse_number<N: FromStr>(value: &str, what: &str) -> Result<N, String> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = if plain { value.parse().ok() } else { None };
    number.ok_or_else(|| format!("`{value}` is not {what}"))
}

/// Why a text is no [`Fault`]. Its message names the text and what could stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFaultError {
    spec: String,
    problem: String,
}

impl fmt::Display for ParseFaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fault `{}`: {}", self.spec, self.problem)
    }
}

impl std::error::Error for ParseFaultError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(spec: &str) -> String {
        spec.parse::<Fault>().unwrap_err().to_string()
    }

    #[test]
    fn errors_name_the_text_and_the_remedy() {
        assert_eq!(
            message("sttus=503"),
            format!("fault `sttus=503`: there is no kind `sttus`; the kinds are {KINDS}")
        );
        assert!(message("status").contains("needs a value"));
        assert!(message("status=200").contains("400 to 599"));
        assert!(message("status=+503").contains("is not an HTTP status"));
        assert!(message("latency=20").contains("no unit"));
        assert!(message("latency=61s").contains("more than a minute"));
        assert!(message("empty=1").contains("takes no value"));
        assert!(message("cycle=0").contains("1 to 1000000"));
        assert!(message("cycle=2@call:3").contains("@page:N or nothing"));
        assert!(message("cut@page:0").contains("counts from 1"));
        assert!(message("cut@pages:3").contains("@every:5"));
        assert!(message("cut@page:99999999999").contains("beyond any listing"));
        assert!(message("").contains("the kinds are"));
    }

    fn kinds() -> impl Strategy<Value = FaultKind> {
        prop_oneof![
            (400..600_u16).prop_map(FaultKind::Status),
            (0..60_000_u64).prop_map(|millis| FaultKind::Latency(Duration::from_millis(millis))),
            proptest::option::of(any::<usize>()).prop_map(FaultKind::Cut),
            (1..=LONGEST_CYCLE).prop_map(FaultKind::Cycle),
            "[A-Za-z0-9]{1,40}".prop_map(FaultKind::Error),
            Just(FaultKind::Reset),
            Just(FaultKind::RepeatToken),
            Just(FaultKind::Empty),
            Just(FaultKind::Throttle),
        ]
    }

    fn times() -> impl Strategy<Value = When> {
        prop_oneof![
            Just(When::Always),
            (1..=u32::MAX).prop_map(When::Page),
            (1..=u64::MAX).prop_map(When::Call),
            (1..=u64::MAX).prop_map(When::Every),
        ]
    }

    proptest! {
        #[test]
        fn what_is_shown_parses_to_the_same(kind in kinds(), when in times()) {
            let stays = matches!(kind, FaultKind::Cycle(_)) && !matches!(when, When::Always | When::Page(_));
            let fault = Fault { kind, when };
            prop_assert_eq!(fault.to_string().parse().ok(), (!stays).then_some(fault));
        }

        #[test]
        fn any_text_parses_or_is_named_in_the_error(text in "[a-z=@:0-9-]{0,20}|\\PC*") {
            match text.parse::<Fault>() {
                Ok(fault) => prop_assert_eq!(fault.to_string().parse::<Fault>(), Ok(fault)),
                Err(error) => prop_assert!(error.to_string().contains(&text)),
            }
        }
    }
}
