"""Documents for tests, of our own words."""

from __future__ import annotations

from newsread.text.document import Document, Kind, Mark, Part, Piece, Span, assemble

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
"""One grapheme of five code points."""

SHORT = assemble(
    (
        Piece(Kind.HEADLINE, "Council raises harbour fees", Part.HEADLINE),
        Piece(
            Kind.PARAGRAPH,
            "Fees for berths rise by 12 percent in May. The council voted on Monday. "
            "Nobody spoke against it.",
            spans=(Span(0, 4, Mark.STRONG), Span(47, 54, Mark.LINK, "https://example.org/council")),
        ),
        Piece(Kind.HEADING, "What it means", level=2),
        Piece(Kind.ITEM, "A small boat pays 40 more a year.", level=1),
        Piece(Kind.ITEM, "A ferry pays 9,000 more.", level=1),
        Piece(Kind.QUOTE, "“We cannot wait any longer,” she said.", level=1),
        Piece(Kind.RULE, ""),
        Piece(Kind.CAPTION, "The harbour at dawn.", Part.CAPTION),
    ),
    lang="en",
)

MIXED = assemble(
    (
        Piece(Kind.PARAGRAPH, "港の料金は五月に上がる。市議会は月曜日に決めた。"),
        Piece(Kind.PARAGRAPH, "ارتفعت الرسوم في مايو. وافق المجلس يوم الاثنين."),
        Piece(Kind.PARAGRAPH, "A family 👨‍👩‍👧‍👦 came by. Zoe\u0308 and Jose\u0301 stayed 🇫🇷."),
        Piece(Kind.ROW, "Berth\tFee\tRise"),
        Piece(Kind.ROW, "North\t400\t12 %"),
    )
)


def long_document(words: int = 20_000, paragraph: int = 60) -> Document:
    """Return a document of about `words` words in paragraphs of `paragraph`."""
    sentence = "The council of the harbour town raised its fees by 12 percent on Monday evening. "
    each = sentence * (paragraph // len(sentence.split()) + 1)
    text = " ".join(each.split()[:paragraph])
    return assemble(Piece(Kind.PARAGRAPH, text) for _ in range(words // paragraph))
