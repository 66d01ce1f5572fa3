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
        ("<pre>\n \na\n\n\nb\n \n</pre>", "````text\na\n\n\nb\n````"),
        ("<pre>````</pre>", "`````text\n````\n`````"),
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

/// Pieces of documentation and the letters of `a` to `d` and `é` that a reader sees of each.
const PIECES: [(&str, &str); 40] = [
    ("<p>", ""),
    ("</p>", ""),
    ("<ul>", ""),
    ("</ul>", ""),
    ("<ol>", ""),
    ("</ol>", ""),
    ("<li>", ""),
    ("</li>", ""),
    ("<b>", ""),
    ("</b>", ""),
    ("<i>", ""),
    ("</i>", ""),
    ("<code>", ""),
    ("</code>", ""),
    ("<pre>", ""),
    ("</pre>", ""),
    ("<a href=\"https://e.nu/x\">", ""),
    ("<a>", ""),
    ("</a>", ""),
    ("<br>", ""),
    ("<note>", ""),
    ("<x>", ""),
    ("a", "a"),
    (" ", ""),
    ("b c", "bc"),
    ("[d]", "d"),
    ("`", ""),
    ("*", ""),
    ("_", ""),
    ("**", ""),
    ("\n", ""),
    ("&lt;", ""),
    ("&", ""),
    (">", ""),
    ("https://e.nu/y", ""),
    ("1. ", ""),
    ("- ", ""),
    ("#", ""),
    ("\\", ""),
    ("é", "é"),
];

/// A text of such pieces, well-formed or not, and the letters that a reader sees of it.
fn texts() -> impl Strategy<Value = (String, String)> {
    let piece = proptest::sample::select(&PIECES[..]);
    let join = |pieces: Vec<(&str, &str)>| pieces.into_iter().unzip();
    proptest::collection::vec(piece, 0..24).prop_map(join)
}

/// The lines outside of fences, and those inside of each.
fn divided(text: &str) -> (Vec<&str>, Vec<Vec<&str>>) {
    let (mut outside, mut inside) = (Vec::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        outside.push(line);
        if let Some(fence) = line.trim_start().strip_suffix("text")
            && fence.starts_with("````")
        {
            let is_inner = |line: &&str| line.trim_start() != fence;
            inside.push(lines.by_ref().take_while(is_inner).collect());
        }
    }
    (outside, inside)
}

proptest! {
    /// Nothing is lost: every letter of the text is there, in order.
    #[test]
    fn letters_stay((html, shown) in texts()) {
        let made = markdown(&html);
        let letters: String = made.chars().filter(|letter| matches!(letter, 'a'..='d' | 'é')).collect();
        prop_assert_eq!(letters, shown, "{}", made);
    }

    /// No line ends with a space, and no two empty ones follow each other outside of preformatted text, which neither
    /// begins nor ends with one. A lone `<` makes tags of what follows it, and more text than was meant.
    #[test]
    fn lines_are_tidy(parts in proptest::collection::vec(texts(), 1..4)) {
        let parts: Vec<String> = parts.into_iter().map(|(html, _)| html).collect();
        let text = markdown(&parts.join("<"));
        prop_assert!(text.lines().all(|line| line == line.trim_end()), "{text:?}");
        let (outside, inside) = divided(&text);
        prop_assert!(!outside.windows(2).any(|pair| pair == ["", ""]), "{text}");
        for lines in inside {
            let ends = [lines.first(), lines.last()];
            prop_assert!(!ends.into_iter().flatten().any(|line| line.is_empty()), "{text}");
        }
    }
}
