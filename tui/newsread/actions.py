"""Every action a key can do: the one table that bindings, footer, help, palette, ``keys.toml`` and
the documents are made from. Pure data; what an action does stands with the screen that does it.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Where(StrEnum):
    """Where an action's keys apply; ``everywhere`` is in all other places too, but for inputs and
    ``words``: whoever chooses words has letters for labels."""

    EVERYWHERE = "everywhere"
    FEEDS = "feeds"
    LIST = "list"
    ARTICLE = "article"
    WORDS = "words"
    LEDGER = "ledger"
    CHOICE = "choice"


PLACES = {
    Where.EVERYWHERE: "everywhere",
    Where.FEEDS: "in the feeds",
    Where.LIST: "in a list of articles",
    Where.ARTICLE: "in an article",
    Where.WORDS: "in an article, word by word",
    Where.LEDGER: "in the list of claims",
    Where.CHOICE: "where feeds are chosen",
}
"""What each place is called in a heading."""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person can do with a key."""

    name: str
    """Unique within its place; with it the action's id: ``article.sentence_down``."""
    where: Where
    keys: tuple[str, ...]
    """Default keys, in Textual's names."""
    words: str
    """One to three words for the footer and the palette."""
    tells: str
    """One sentence for help, without its full stop."""
    group: str
    """Heading it stands under in help."""
    footer: bool = False
    """Whether the footer offers it: only what a person in this place needs next."""

    @property
    def id(self) -> str:
        """``place.name``, as in ``keys.toml``."""
        return f"{self.where}.{self.name}"

    @property
    def calls(self) -> str:
        """What it runs, as Textual writes it: ``capture_3`` runs ``capture(3)``."""
        if self.where is Where.WORDS:  # on the widget that has the article's keys too
            return f"word_{self.name}"
        name, _, number = self.name.rpartition("_")
        return f"{name}({number})" if number.isdigit() else self.name


FOOTER = True

Line = tuple[str, str, str, str] | tuple[str, str, str, str, bool]
"""Name, default keys, words, sentence; `FOOTER` where the footer offers it."""


def _table(where: Where, group: str, lines: tuple[Line, ...]) -> tuple[Action, ...]:
    return tuple(
        Action(
            name=name,
            where=where,
            keys=tuple(keys.split()),
            words=words,
            tells=tells,
            group=group,
            footer=bool(footer),
        )
        for name, keys, words, tells, *footer in lines
    )


# fmt: off
LINES: tuple[Line, ...] = (
    ("down",            "j down",               "Down",
        "Go to the next line"),
    ("up",              "k up",                 "Up",
        "Go to the line before"),
    ("top",             "g home",               "Top",
        "Go to the first line"),
    ("bottom",          "G end",                "Bottom",
        "Go to the last line"),
    ("page_down",       "ctrl+d pagedown",      "Page down",
        "Go half a screen down"),
    ("page_up",         "ctrl+u pageup",        "Page up",
        "Go half a screen up"),
)
"""What moves through lines, in every place that has them."""

ADD: tuple[Line, ...] = (
    ("add",             "a",                    "Add",
        "Add a feed by its address or its site's, or keep one article by its address", FOOTER),
)
"""In every list: in an article the key has another meaning."""

ACTIONS: tuple[Action, ...] = (
    *_table(Where.EVERYWHERE, "Help", (
        ("help",            "question_mark",        "Help",
            "Show the keys that work here", FOOTER),
        ("palette",         "colon",                "Commands",
            "Find any action by its name"),
    )),
    *_table(Where.EVERYWHERE, "Moving about", (
        ("up_level",        "q",                    "Back",
            "Go up one level; at the top, say how to quit"),
        ("quit",            "Q",                    "Quit",
            "Leave newsread; everything is saved already", FOOTER),
        ("next_pane",       "tab",                  "Next pane",
            "Go to the next pane"),
        ("previous_pane",   "shift+tab",            "Previous pane",
            "Go to the pane before"),
        ("next_unread",     "n",                    "Next unread",
            "Open the next unread article"),
        ("previous_unread", "N",                    "Previous unread",
            "Open the unread article before"),
        ("ledger",          "C",                    "Claims",
            "Show all claims", FOOTER),
        ("zen",             "z",                    "Zen",
            "Show the article alone, or all panes again"),
    )),
    *_table(Where.EVERYWHERE, "Feeds", (
        ("refresh_feed",    "r",                    "Refresh feed",
            "Ask this feed, or the article's, for news now, without waiting for its turn"),
        ("refresh_all",     "R",                    "Refresh all",
            "Ask every feed whose turn has come"),
        ("choose_feeds",    "F",                    "Choose feeds",
            "Choose from a list of feeds, or bring yours from an OPML or newsboat file"),
    )),
    *_table(Where.EVERYWHERE, "Articles", (
        ("star",            "s",                    "Star",
            "Star the article, or take the star away"),
        ("toggle_read",     "m",                    "Read/unread",
            "Mark the article read or unread"),
        ("browser",         "o",                    "Browser",
            "Open the article's page in the browser"),
        ("copy",            "y",                    "Copy",
            "Copy the selected words, or the article, with title, outlet, date and address"),
    )),
    *_table(Where.EVERYWHERE, "Undo", (
        ("undo",            "u",                    "Undo",
            "Take the last change back, whatever it was"),
        ("redo",            "U",                    "Redo",
            "Make the change again that was taken back"),
    )),
    *_table(Where.EVERYWHERE, "Help", (
        ("suspend",         "ctrl+z",               "Suspend",
            "Go back to the shell; fg returns"),
    )),
    *_table(Where.FEEDS, "In the feeds", (
        *LINES,
        ("open",            "enter l",              "To its articles",
            "Go to the articles of this line", FOOTER),
        ("fold",            "space",                "Fold",
            "Fold the folder, or open it again", FOOTER),
        ("leave",           "h escape",             "Up",
            "Go to the folder this is in; there, fold it"),
        ("edit",            "e",                    "Edit",
            ("Rename or move the feed and set how often it is asked and what is kept;"
            " rename the folder or the saved view"), FOOTER),
        ("remove",          "d",                    "Remove",
            "Remove the feed or the saved view; undo brings it back"),
        ("mark_all_read",   "A",                    "All read",
            "Mark every article of this line as read, once you have seen how many", FOOTER),
        ("search",          "slash",                "Search",
            "Search everything: titles, texts, and the words of your claims"),
        ("narrow",          "equals_sign",          "Narrow",
            "Narrow the list of this line's articles as you type"),
        *ADD,
    )),
    *_table(Where.LIST, "In a list", (
        *LINES,
        ("open",            "enter l",              "Open",
            "Open the article and go in", FOOTER),
        ("leave",           "h escape",             "Back to feeds",
            "Drop a search or what the list is narrowed to; otherwise go to the feeds"),
        ("search",          "slash",                "Search",
            "Search everything: titles, texts, and the words of your claims", FOOTER),
        ("narrow",          "equals_sign",          "Narrow",
            "Narrow the list as you type", FOOTER),
        ("save_view",       "W",                    "Save view",
            "Save what the list shows as a view, among the feeds"),
        ("mark_all_read",   "A",                    "All read",
            "Mark every article listed as read, once you have seen how many"),
        ("edit",            "e",                    "Edit feed",
            "Rename or move the article's feed, set how often it is asked and what is kept"),
        *ADD,
    )),
    *_table(Where.ARTICLE, "Reading", (
        ("sentence_down",   "j down",               "Next sentence",
            "Select the next sentence", FOOTER),
        ("sentence_up",     "k up",                 "Previous sentence",
            "Select the sentence before"),
        ("paragraph_down",  "right_curly_bracket",  "Next paragraph",
            "Select the first sentence of the next paragraph"),
        ("paragraph_up",    "left_curly_bracket",   "Previous paragraph",
            "Select the first sentence of this paragraph, or of the one before"),
        ("top",             "g home",               "Top",
            "Select the first sentence"),
        ("bottom",          "G end",                "Bottom",
            "Select the last sentence"),
        ("page_on",         "space",                "Page on",
            "Show the next page; at the end, open the next unread article", FOOTER),
        ("half_page_down",  "ctrl+d pagedown",      "Half page down",
            "Move half a screen down"),
        ("half_page_up",    "ctrl+u pageup",        "Half page up",
            "Move half a screen up"),
        ("line_down",       "ctrl+e",               "Line down",
            "Scroll one line down"),
        ("line_up",         "ctrl+y",               "Line up",
            "Scroll one line up"),
        ("find",            "slash",                "Find",
            "Find words; n and N then go to the sentence of the next place and the one before"),
        ("other_text",      "x",                    "Other text",
            ("Show the clean text, the text as the feed has it, or all text of the page, one after"
            " the other, at the same place")),
        ("page_text",       "X",                    "All of the page",
            "Show all text of the article's page, menus and all; again, the clean text"),
        ("back",            "h",                    "Back to list",
            "Go back to the list"),
        ("leave",           "escape",               "End",
            "End what was begun last: letters, a find, an extension; else go back to the list"),
    )),
    *_table(Where.ARTICLE, "Selecting", (
        ("extend_down",     "J",                    "Extend",
            "Extend the selection by the next sentence"),
        ("extend_up",       "K",                    "Extend up",
            "Extend the selection by the sentence before, or draw its end back"),
        ("quoted_speech",   "quotation_mark",       "Quoted speech",
            "Select the next words in quotation marks; again, those after them", FOOTER),
        ("grow",            "plus",                 "Grow",
            "Select more: from a word to its clause, quoted speech, sentence, paragraph"),
        ("shrink",          "minus",                "Shrink",
            "Select less: what it has grown from, or the first smaller thing within"),
        ("hints",           "f",                    "Go to sentence",
            "Show letters at all sentences on the screen; typing one selects its sentence", FOOTER),
        ("words",           "v",                    "Words",
            "Choose words by letters: one before the first word, then one before the last", FOOTER),
    )),
    *_table(Where.ARTICLE, "Claims", (
        ("capture_1",       "1",                    "Type 1",
            "Save the selection as a claim of the first type; on a claim, give it that type"),
        ("capture_2",       "2",                    "Type 2",
            "The same, second type"),
        ("capture_3",       "3",                    "Type 3",
            "The same, third type"),
        ("capture_4",       "4",                    "Type 4",
            "The same, fourth type"),
        ("capture_5",       "5",                    "Type 5",
            "The same, fifth type"),
        ("capture_6",       "6",                    "Type 6",
            "The same, sixth type"),
        ("capture_7",       "7",                    "Type 7",
            "The same, seventh type"),
        ("capture_again",   "enter",                "Save as last type",
            "Save the selection as a claim of the type used last"),
        ("tags",            "t",                    "Tags",
            "Give the current claim its tags", FOOTER),
        ("speaker",         "b",                    "By whom",
            "Say who says the current claim"),
        ("worth",           "w",                    "Worth",
            "Say how much the current claim is worth checking"),
        ("verdict",         "V",                    "Verdict",
            "Say what was found of the current claim"),
        ("status",          "S",                    "Status",
            "Say how the work on the current claim stands"),
        ("evidence",        "E",                    "Evidence",
            "Add the address of a source that bears on the current claim"),
        ("comment",         "c",                    "Comment",
            "Write a comment on the current claim; Ctrl-O in it opens your editor"),
        ("again",           "full_stop",            "Same again",
            "Give the current claim the tags and the speaker that another was given last"),
        ("fields",          "i",                    "All fields",
            "Show all fields of the current claim beside its words, to change any of them", FOOTER),
        ("adjust",          "a",                    "Adjust",
            "Select the current claim's words anew; Enter keeps them, and all else of it"),
        ("add_part",        "comma",                "Add part",
            "Add the selection to the claim last saved or walked to, as one more part of it"),
        ("delete",          "d",                    "Delete claim",
            "Delete the current claim"),
        ("next_claim",      "right_square_bracket", "Next claim",
            "Go to the next claim in this article"),
        ("previous_claim",  "left_square_bracket",  "Previous claim",
            "Go to the claim before"),
        ("claims_panel",    "P",                    "Claims panel",
            "Show the list of this article's claims beside or below its text, or hide it"),
    )),
    *_table(Where.WORDS, "Word by word", (
        ("forward",         "w e",                  "Word on",
            "Move the end that is marked on by a word", FOOTER),
        ("back",            "b",                    "Word back",
            "Move it back by a word", FOOTER),
        ("character_on",    "l right",              "Character on",
            "Move it on by a character"),
        ("character_back",  "h left",               "Character back",
            "Move it back by a character"),
        ("start",           "0 home",               "Sentence's start",
            "Move it to the start of its sentence"),
        ("end",             "dollar_sign end",      "Sentence's end",
            "Move it to the end of its sentence", FOOTER),
        ("sentence_on",     "J",                    "Sentence on",
            "Move it on by a sentence"),
        ("sentence_back",   "K",                    "Sentence back",
            "Move it back by a sentence"),
        ("other_end",       "o",                    "Other end",
            "Mark the other end, to be moved from now on", FOOTER),
        ("next_part",       "tab",                  "Next part",
            "Go to the next part, where the selection has several"),
        ("leave",           "escape",               "Done",
            "Choose no more words; they stay selected. A claim keeps the words it had", FOOTER),
    )),
    *_table(Where.LEDGER, "In the list of claims", (
        *LINES,
        ("open",            "enter l",              "To the words",
            "Open the article at the claim's words", FOOTER),
        ("leave",           "h escape",             "Back",
            "Drop the marks, or what the list is narrowed to; else go back", FOOTER),
        ("mark",            "space",                "Mark",
            "Mark the claim, or unmark it, and go on; the keys of claims then act on all marked",
            FOOTER),
        ("tags",            "t",                    "Tags",
            "Give the claim its tags", FOOTER),
        ("speaker",         "b",                    "By whom",
            "Say who says the claim"),
        ("worth",           "w",                    "Worth",
            "Say how much the claim is worth checking"),
        ("verdict",         "V",                    "Verdict",
            "Say what was found of the claim", FOOTER),
        ("status",          "S",                    "Status",
            "Say how the work on the claim stands", FOOTER),
        ("evidence",        "E",                    "Evidence",
            "Add the address of a source that bears on the claim"),
        ("comment",         "c",                    "Comment",
            "Write a comment on the claim; Ctrl-O in it opens your editor"),
        ("again",           "full_stop",            "Same again",
            "Give the claim the tags and the speaker that another was given last"),
        ("fields",          "i",                    "All fields",
            "Show all fields of the claim, to change any of them", FOOTER),
        ("delete",          "d",                    "Delete claim",
            "Delete the claim"),
        ("sort",            "O",                    "Sort",
            "Sort the list: newest or oldest first, by article, status, verdict or speaker",
            FOOTER),
        ("narrow",          "equals_sign slash",    "Narrow",
            "Narrow the list as you type", FOOTER),
        *(line[:4] for line in ADD),  # offered there, "Add" would seem to add a claim
    )),
    *_table(Where.CHOICE, "Choosing feeds", (
        *LINES,
        ("check",           "space",                "Check",
            "Choose the feed, or all of the folder; or leave it again", FOOTER),
        ("subscribe",       "enter",                "Add what is checked",
            "Subscribe to the feeds that are checked", FOOTER),
        ("import_file",     "i",                    "Import a file",
            "Bring your feeds from an OPML file or newsboat's urls file", FOOTER),
        *ADD,
        ("leave",           "h escape",             "Not now",
            "Go on without; the same list comes back with F", FOOTER),
    )),
)
# fmt: on
"""All actions, in the order in which help shows them."""

BY_ID = {action.id: action for action in ACTIONS}

ALSO_IN_WORDS = frozenset(
    {
        "everywhere.help",
        "everywhere.suspend",
        "article.capture_again",
        "article.quoted_speech",
        "article.grow",
        "article.shrink",
    }
    | {f"article.capture_{number}" for number in range(1, 8)}
)
"""What else works while words are chosen. All other keys are letters of labels, or do nothing."""


def applies(action: Action, place: Where) -> bool:
    """Return whether the action's keys work in `place`."""
    if place is Where.WORDS:
        return action.where is place or action.id in ALSO_IN_WORDS
    return action.where in (place, Where.EVERYWHERE)
