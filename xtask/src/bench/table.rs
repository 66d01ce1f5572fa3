//! The rows, laid out for people or as JSON.

use serde_json::Value;

#[expect(clippy::print_stdout, reason = "the command's result")]
pub(crate) fn print(rows: &[Value], as_json: bool) {
    if as_json {
        rows.iter().for_each(|row| println!("{row}"));
        return;
    }
    println!("| benchmark | what | peer | ratio (min to max) | goal | ours | peer's |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for row in rows {
        println!("{}", line(row));
    }
}

fn line(row: &Value) -> String {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    format!(
        "| {} | {} | {} | {} | {} | {} | {} |",
        text("benchmark"),
        text("what"),
        text("peer"),
        ratio(row),
        goal(row),
        text("ours"),
        text("theirs"),
    )
}

fn ratio(row: &Value) -> String {
    let ratio = |name: &str| number(row.get("ratio").and_then(|ratio| ratio.get(name)));
    format!(
        "{:.2} ({:.2} to {:.2})",
        ratio("median"),
        ratio("min"),
        ratio("max")
    )
}

fn goal(row: &Value) -> String {
    let goal = row.get("goal");
    let bound = |name: &str| goal.and_then(|goal| goal.get(name));
    let text = match (bound("at_least"), bound("at_most")) {
        (Some(least), _) => format!("≥ {}", number(Some(least))),
        (_, Some(most)) => format!("≤ {:.2}", number(Some(most))),
        _ => return String::new(),
    };
    match row.get("met").and_then(Value::as_bool) {
        Some(false) => format!("{text}, missed"),
        _ => text,
    }
}

fn number(value: Option<&Value>) -> f64 {
    value.and_then(Value::as_f64).unwrap_or(f64::NAN)
}
