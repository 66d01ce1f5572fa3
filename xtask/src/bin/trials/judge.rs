//! What comes of a model: emitted files, a refusal, or a fault of ours.

use codegen::{Mistake, Plan};
use smithy_schema_json::{Location, Source};

use crate::MEMORY;

/// The most memory that may be taken, in bytes for each byte of the model.
const TIMES: usize = 20;

/// Less than this is no waste: small models are dwarfed by what is made of a single shape.
const LEAST: usize = 1 << 20;

/// How far a model came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// It was refused while it was read.
    Unread,
    /// It was read, and refused by the generator.
    Unresolved,
    /// Its every decision was made; nothing was emitted, since that was not asked for.
    Resolved,
    /// Its files were made.
    Emitted,
}

impl End {
    pub(crate) const ALL: [End; 4] = [End::Unread, End::Unresolved, End::Resolved, End::Emitted];

    pub(crate) fn name(self) -> &'static str {
        match self {
            End::Unread => "refused by the reader",
            End::Unresolved => "refused by the generator",
            End::Resolved => "resolved",
            End::Emitted => "emitted",
        }
    }
}

/// What is to be done with a model that is sound.
#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) types_only: bool,
    pub(crate) emit: bool,
}

/// What came of a model.
pub(crate) struct Verdict {
    pub(crate) end: End,
    /// The most memory taken, in bytes for each byte of the model; 0 where it is too little to count.
    pub(crate) times: usize,
    /// What must not be.
    pub(crate) faults: Vec<String>,
    /// The refusal.
    pub(crate) refusal: String,
}

/// Reads and generates, and looks at what comes out.
pub(crate) fn judge(sources: &[Source], wish: Wish) -> Verdict {
    let length: usize = sources.iter().map(|source| source.text.len()).sum();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let (end, mut faults, refusal) = outcome(sources, wish);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    faults.extend(too_much(taken, length));
    Verdict {
        end,
        times: if taken > LEAST {
            taken / length.max(1)
        } else {
            0
        },
        faults,
        refusal,
    }
}

fn too_much(taken: usize, length: usize) -> Option<String> {
    let most = (length * TIMES).max(LEAST);
    (taken > most).then(|| format!("took {taken} bytes for a model of {length}"))
}

fn outcome(sources: &[Source], wish: Wish) -> (End, Vec<String>, String) {
    let plan = match wish.types_only {
        true => Plan::new("m").with_types_only(),
        false => Plan::new("m"),
    };
    let model = match codegen::read(sources, &plan) {
        Ok(model) => model,
        Err(mistakes) => {
            let is_read = |mistake| matches!(mistake, &Mistake::Generating(_));
            let end = match mistakes.iter().all(is_read) {
                true => End::Unresolved,
                false => End::Unread,
            };
            let faults = mistakes.iter().flat_map(|mistake| unsaid(mistake, sources));
            return (end, faults.collect(), mistakes.to_string());
        }
    };
    let (end, made) = match wish.emit {
        true => (
            End::Emitted,
            codegen::generate_workspace(&model, &plan).map(drop),
        ),
        false => (End::Resolved, codegen::resolved(&model, &plan).map(drop)),
    };
    match made {
        Ok(()) => (end, Vec::new(), String::new()),
        Err(errors) => {
            let faults = errors.iter().cloned().map(Mistake::Generating);
            let faults = faults.flat_map(|mistake| unsaid(&mistake, sources));
            (End::Unresolved, faults.collect(), errors.to_string())
        }
    }
}

/// What a refusal leaves unsaid.
fn unsaid(mistake: &Mistake, sources: &[Source]) -> Vec<String> {
    let mut faults = match mistake.location() {
        Some(location) => nowhere(location, sources, mistake),
        // Where a model has no service, no place in it is to blame.
        None if mistake.message().contains("no service") => Vec::new(),
        None => vec![format!("names no place: {mistake}")],
    };
    if mistake.message().is_empty() || mistake.remedy().is_empty() {
        faults.push(format!("says too little: {mistake}"));
    }
    if mistake.remedy().contains("bug of the generator") {
        faults.push(format!("blames the generator: {mistake}"));
    }
    faults
}

fn nowhere(place: &Location, sources: &[Source], error: &dyn std::fmt::Display) -> Vec<String> {
    let named = sources.iter().find(|source| source.name == place.file());
    let lines = named.map_or(0, |source| source.text.matches('\n').count() + 1);
    let is_there = (1..=lines).contains(&(place.line() as usize))
        && place.column() >= 1
        && place.path().starts_with('$');
    match is_there {
        true => Vec::new(),
        false => vec![format!("names no place: {error}")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(text: &str, emit: bool) -> End {
        let wish = Wish {
            types_only: false,
            emit,
        };
        let (end, faults, refusal) = outcome(&[Source::new("model.json", text)], wish);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(refusal.is_empty(), end >= End::Resolved);
        end
    }

    #[test]
    fn a_model_ends_where_it_is_stopped() {
        let model = include_str!("../../guide/model.json");
        assert_eq!(ended(model, true), End::Emitted);
        assert_eq!(ended(model, false), End::Resolved);
        let rest = model.replace("awsJson1_1", "restJson1");
        assert_eq!(ended(&rest, true), End::Unresolved);
        assert_eq!(ended("{}", true), End::Unread);
    }

    #[test]
    fn memory_is_bounded_by_the_size_of_the_model() {
        assert_eq!(too_much(LEAST, 1), None);
        assert!(too_much(LEAST + 1, 1).is_some());
        assert_eq!(too_much(2_000_000, 100_000), None);
        assert!(too_much(2_000_001, 100_000).is_some());
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let taken = vec![0_u8; 100_000_000];
        assert!(MEMORY.peak_usage() > before.saturating_sub(50_000_000) + taken.len());
    }

    #[test]
    fn a_place_that_is_not_in_the_text_is_a_fault() {
        let sources = [Source::new("model.json", "[]")];
        let Err(mistakes) = codegen::read(&sources, &Plan::new("m")) else {
            panic!("a list was read as a model");
        };
        for mistake in &mistakes {
            assert!(unsaid(mistake, &sources).is_empty());
            let another = Source::new("another.json", "[]");
            assert_eq!(unsaid(mistake, &[another]).len(), 1);
        }
    }
}
