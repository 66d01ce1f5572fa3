//! The token service's answers, in XML.

use roxmltree::{Document, Node};

use super::super::exchange::json;
use super::super::time;
use crate::Credentials;

/// An answer that could be read.
pub(super) enum Answer {
    /// Keys, or the member that is missing or cannot be read.
    Keys(Result<Credentials, &'static str>),
    Error {
        code: String,
        message: String,
    },
}

/// Reads an answer; `None` if it is none of this service.
pub(super) fn read(body: &[u8]) -> Option<Answer> {
    let document = Document::parse(std::str::from_utf8(body).ok()?).ok()?;
    let find = |name| document.descendants().find(|node| is(*node, name));
    if let Some(error) = find("Error") {
        return Some(Answer::Error {
            code: json::plain(text(error, "Code")?)?,
            message: text(error, "Message").map(short).unwrap_or_default(),
        });
    }
    let user = find("AssumedRoleUser");
    let account = user.and_then(|user| text(user, "Arn")?.split(':').nth(4));
    let keys = keys(find("Credentials")?);
    Some(Answer::Keys(keys.map(|keys| match account {
        Some(account) => keys.with_account_id(account),
        None => keys,
    })))
}

fn keys(node: Node<'_, '_>) -> Result<Credentials, &'static str> {
    let member = |name| text(node, name).ok_or(name);
    let keys = Credentials::new(member("AccessKeyId")?, member("SecretAccessKey")?)
        .with_session_token(member("SessionToken")?);
    let expires = time::parse(member("Expiration")?).ok_or("Expiration")?;
    Ok(keys.with_expiry(expires))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

/// The text of a child, unless it is empty.
fn text<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let child = node.children().find(|child| is(*child, name))?;
    Some(child.text()?.trim()).filter(|text| !text.is_empty())
}

/// As much of it as anybody reads, on one line.
fn short(message: &str) -> String {
    const LONGEST: usize = 1000;
    let one_line = |c: char| if c.is_control() { ' ' } else { c };
    message.chars().take(LONGEST).map(one_line).collect()
}
