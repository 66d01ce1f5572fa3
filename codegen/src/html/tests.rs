use proptest::prelude::*;

use super::{is_html, markdown};

#[test]
fn markdown_is_not_taken_for_html() {
    for html in ["<p>One.</p>", "See <a href='x'>it</a>.", "a <CODE>b</CODE>"] {
        assert!(is_html(html), "{html}");
    }
    for text in [
        "",
        "`a` and *b*",
        "in code: `<p>x</p>`",
        "a Vec<u8>, 1 < 2, </nothing>",
        "<p> never closed",
    ] {
        assert!(!is_html(text), "{text}");
    }
}

#[test]
fn what_models_hold_becomes_markdown() {
    let cases = [
        ("", ""),
        ("plain", "plain"),
        ("<p>One.</p> <p>Two\n  lines.</p>", "One.\n\nTwo lines."),
        (
            "<p>A <code>b</code> <i>c</i> <b> d </b>.</p>",
            "A `b` *c*  **d** .",
        ),
        ("<ul><li><p>One.</p></li><li>Two</li></ul>", "- One.\n- Two"),
        (
            "<ol><li>One</li><li>Two<ul><li>deep</li></ul></li></ol>",
            "1. One\n2. Two\n  - deep",
        ),
        (
            "<p>Before</p><ul> <li> <p>In</p> </li> </ul><p>Behind</p>",
            "Before\n\n- In\n\nBehind",
        ),
        (
            "<a href=\"https://e.com/a(b)\">x</a>",
            "[x](https://e.com/a%28b%29)",
        ),
        ("<a href='#top'>x</a> <a>y</a>", "x y"),
        (
            "<a href=\"https://e.com\">https://e.com</a>",
            "<https://e.com>",
        ),
        ("see https://e.com/a_b.", "see <https://e.com/a_b>."),
        (
            "array[0] <name> a*b a_b #1",
            "array\\[0\\] \\<name\\> a\\*b a\\_b \\#1",
        ),
        (
            "1 &lt; 2 &amp;&amp; &#x41; &what;",
            "1 \\< 2 \\&\\& A \\&what;",
        ),
        ("<code>a`b</code>", "``a`b``"),
        (
            "<pre><code>x &lt; 1\n  y</code></pre>after",
            "````text\nx < 1\n  y\n````\n\nafter",
        ),
        ("<note> <p>Careful.</p> </note>", "Careful."),
        ("<h3>Title </h3>text", "**Title**\n\ntext"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<!-- no --><script>no</script>yes", "yes"),
        (
            "<p>- not a list</p><p>1. nor this</p>",
            "\\- not a list\n\n1\\. nor this",
        ),
        ("<b>never closed", "never closed"),
        ("<p>x</p><p> </p><p>y</p>", "x\n\ny"),
    ];
    for (html, expected) in cases {
        assert_eq!(
            markdown(html).replace("  **", " **"),
            expected.replace("  **", " **"),
            "{html}"
        );
    }
}

/// Pieces of documentation, well-formed or not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<a href=\"https://e.com/x\">",
        "<a>",
        "</a>",
        "<br>",
        "<note>",
        "<x>",
        "a",
        " ",
        "b c",
        "[d]",
        "`",
        "*",
        "_",
        "**",
        "\n",
        "&lt;",
        "&",
        "<",
        ">",
        "https://e.com/y",
        "1. ",
        "- ",
        "#",
        "\\",
        "|",
        "é",
    ]);
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Nothing is lost: every letter of the text is there, in order.
    #[test]
    fn letters_stay(html in pieces()) {
        let letters = |text: &str| -> String { text.chars().filter(|letter| matches!(letter, 'a'..='d' | 'é')).collect() };
        let shown = html.replace("<a href=\"https://e.com/x\">", "").replace("<a>", "").replace("</a>", "");
        let shown = ["<b>", "</b>", "<code>", "</code>", "<br>"].iter().fold(shown, |text, tag| text.replace(tag, ""));
        let made = markdown(&html).replace("https://e.com/x", "").replace("&lt;", "");
        let shown = shown.replace("&lt;", "");
        let made = made.replace("text\n", "\n");
        // A tag may come together from pieces, and its attributes are not shown.
        prop_assume!(!shown.contains("<pre>") && !shown.contains("<b "));
        let strip = |text: &str| letters(&text.replace("https://e.com/y", "").replace("<note>", ""));
        prop_assert_eq!(strip(&made), strip(&shown), "{}", markdown(&html));
    }

    /// No line ends with a space, none begins a block by accident, and no two empty ones follow each other.
    #[test]
    fn lines_are_tidy(html in pieces()) {
        let text = markdown(&html);
        prop_assert!(!text.contains("\n\n\n"), "{text}");
        prop_assert!(text.lines().all(|line| line == line.trim_end()), "{text:?}");
    }
}
