"""Why a row is set aside, and what is assumed about a file: short keys, each with its English sentence.

The keys go into `rejected.parquet` and to whoever translates; the sentences are the English ones.
"""

from collections.abc import Mapping

NO_ACTOR = "no actor"
NO_AUTHOR = "no author"
NO_POST = "no post"
NO_ACCOUNT = "no account"
NO_TIME = "no time"
ID_TOO_LONG = "id too long"
ID_NUL = "id with a NUL byte"
ID_SCIENTIFIC = "id in scientific notation"
ID_DECIMAL = "id is a decimal number"
ID_NESTED = "id is not plain text"
NOBODY = "id stands for nobody"
RELATIVE_TIME = "relative time"
UNCLEAR_ZONE = "unclear zone"
HIDDEN = "hidden number"
UNKNOWN_VOTE = "unknown vote"
TIME_UNREADABLE = "time not understood"
TIME_RANGE = "time out of range"
UNKNOWN_KIND = "unknown kind"
NOT_A_NUMBER = "not a number"
NEGATIVE = "negative number"
SHARE_RANGE = "share out of range"
DUPLICATE_POST = "duplicate post"
DUPLICATE_ACCOUNT = "duplicate account"
OLDER_POST = "older post"
OLDER_ACCOUNT = "older account"
TOO_FEW_FIELDS = "too few fields"
TOO_MANY_FIELDS = "too many fields"
BAD_QUOTES = "quotes do not close"
DAMAGED_TEXT = "damaged characters"
NOT_JSON = "not JSON"
NOT_AN_OBJECT = "not a JSON object"
SAID_ALREADY = "said already"
DONE_AGAIN = "done again"
REPEATS_ANOTHER = "repeats another post"
AUTHOR_AT_ODDS = "author at odds"
SUMMARY_ROW = "summary row"
NOTE_ROW = "note row"
TIME_SCIENTIFIC = "time in scientific notation"
NOT_PUBLIC = "not public"
DAY_TOTAL = "total of a day"
TAKEN_BACK = "taken back"
NOT_LIKED = "not liked"
DISLIKE = "dislike"
EDIT = "edit"
NO_ACT = "no act"
NOTHING_TO_TAKE_BACK = "nothing to take back"
NOT_A_POST = "not a post"
ACCOUNT_CLOSED = "account closed"
TIME_IN_THE_FUTURE = "time in the future"

REASONS: Mapping[str, str] = {
    NO_ACTOR: "the row does not say who acted",
    NO_AUTHOR: "a follow, an unfollow or a purchase must say whose account it goes to",
    NO_POST: "a view, like, comment, repost or save must say which post it is on, a drop which link",
    NO_ACCOUNT: "the row does not say which account it describes",
    NO_TIME: "the row does not say when",
    ID_TOO_LONG: "an id may have 1,000 bytes at most",
    ID_NUL: "an id may not hold a NUL byte",
    ID_SCIENTIFIC: "a spreadsheet has cut this id's digits; export the column as text",
    ID_DECIMAL: "an id was turned into a decimal number and may have lost digits; export it as text",
    ID_NESTED: "an id must be a text or a whole number, not an object or a list; name the part of it, as user.id",
    NOBODY: "the id is a sign for nobody, as NA and [deleted] are; give it with --keep-id if somebody is called so",
    RELATIVE_TIME: "the time counts from the moment when the data were taken, which they don't say: give it with "
    "--taken, as --taken 2024-05-31T12:00:00",
    UNCLEAR_ZONE: "the letters behind the time stand for several zones; say which with --tz, as --tz Asia/Shanghai or "
    "--tz America/Chicago for CST",
    HIDDEN: "the source writes this where it shows no number: -1 for a count, P0D for a length",
    UNKNOWN_VOTE: "the vote is neither a number nor a word for or against",
    TIME_UNREADABLE: "the time is neither a known date format nor a number of seconds since 1970",
    TIME_RANGE: "times before 2000 and from 2100 on are taken for mistakes",
    UNKNOWN_KIND: "the kind of event is not one of view, like, comment, repost, save, follow, unfollow, purchase",
    NOT_A_NUMBER: "a number was expected here",
    NEGATIVE: "this number can't be below zero",
    SHARE_RANGE: "a share must lie between 0 and 1, or 0 % and 100 %; if the column counts in percent, write % "
    "behind its name, in the header or in --map",
    DUPLICATE_POST: "the post is described again further down, or in the file after the arrow; the last counts",
    DUPLICATE_ACCOUNT: "the account is described again further down, or in the file after the arrow; the last counts",
    OLDER_POST: "another row, or the file after the arrow, describes the post later; that one counts",
    OLDER_ACCOUNT: "another row, or the file after the arrow, describes the account later; that one counts",
    TOO_FEW_FIELDS: "the line has fewer fields than the header",
    TOO_MANY_FIELDS: "the line has more fields than the header",
    BAD_QUOTES: "the line's quotation marks do not pair up",
    DAMAGED_TEXT: "the line holds bytes that are no characters in the file's encoding",
    NOT_JSON: "the line is not valid JSON",
    NOT_AN_OBJECT: "the line is valid JSON, but not an object with named fields",
    SAID_ALREADY: "an earlier row said the same; it counts once",
    DONE_AGAIN: "the same person had liked, shared or saved the same before, at another time; the first counts",
    REPEATS_ANOTHER: "the row repeats another's post, as a retweet does, but doesn't say which, or who did it and "
    "when; its numbers are those of the original",
    SUMMARY_ROW: "the row is a total of the others, not a post",
    NOTE_ROW: "the row has a name and nothing else, as a note under a table has",
    TIME_SCIENTIFIC: "a spreadsheet has cut this time's digits; export the column as text",
    NOT_PUBLIC: "the post is private or was taken down, so that nobody could react to it",
    DAY_TOTAL: "the row says what came in on one day, not what a post has in all",
    NOT_LIKED: "the row says that the post wasn't liked when it was shown",
    TAKEN_BACK: "what this row did was taken back later, or the row takes it back: neither counts",
    DISLIKE: "a downvote or a dislike is no like",
    EDIT: "the row edits what an earlier one said; the first counts",
    NO_ACT: "the row is no like, comment, repost or follow",
    NOTHING_TO_TAKE_BACK: "the row takes back something that isn't in the data",
    NOT_A_POST: "what was liked is a feed or a labeler, not a post",
    ACCOUNT_CLOSED: "the service says that this account was deleted or taken down; it did nothing here",
    TIME_IN_THE_FUTURE: "when it was heard, its time was still to come by the clock of the machine that listened",
    AUTHOR_AT_ODDS: "the row names another author than the post has elsewhere",
}
"""Reason key to its English sentence."""

FAULTS = frozenset(
    {
        *(NO_ACTOR, NO_AUTHOR, NO_POST, NO_ACCOUNT, NO_TIME, NOBODY),
        *(ID_TOO_LONG, ID_NUL, ID_SCIENTIFIC, ID_DECIMAL, ID_NESTED),
        *(TIME_UNREADABLE, TIME_SCIENTIFIC, TIME_RANGE, RELATIVE_TIME, UNCLEAR_ZONE, UNKNOWN_KIND, UNKNOWN_VOTE),
        *(TOO_FEW_FIELDS, TOO_MANY_FIELDS, BAD_QUOTES, DAMAGED_TEXT, NOT_JSON, NOT_AN_OBJECT),
    }
)
"""Reasons which say that a row couldn't be read. The others are read right and set aside for what they say: doubles,
votes against, totals, acts of other kinds."""

ASSUMPTIONS: Mapping[str, str] = {
    "kind_is_constant": "no column says what kind of event a row is, so every row is read as a {kind}",
    "kind_is_told": "no column says what kind of event a row is; only a {kind} has `{column}`, "
    "so every row is read as a {kind}",
    "resembles": "the file looks like {title}, but lacks {lacking}, and is read by the names of its columns alone; "
    "if it comes from there, export it again whole",
    "author_from_posts": "events do not say whose post it is; authors are looked up in posts",
    "author_unknown": "neither events nor posts say whose post it is: only lockstep can be tested",
    "author_is_me": "{posts} posts name no author and are taken as {me}'s, as --me says",
    "own_posts": "only their creator can export such numbers, so posts without an author are one creator's; "
    "--me NAME says whose",
    "no_post_column": "events name no posts, so likes go from account to account: "
    "nothing that compares posts can be tested",
    "post_is_title": "no column holds an id of the post, so `{column}` stands for it",
    "by_values": "no column is called {canonical}; `{column}` is taken for it by its values",
    "day_and_clock": "times are put together of `{column}` and `{clock}`",
    "ids_padded": "blanks before or behind ids in `{column}` are no part of them",
    "ids_whole": "all ids in `{column}` are written with .0 behind, as whole numbers among which one is missing are; "
    "they are read without it",
    "time_epoch": "`{column}` holds numbers, read as {unit} since 1970 (UTC), judged by the column's median",
    "time_mixed": "`{column}` holds numbers, each read by its size: as milliseconds since 1970 (UTC) from 1e11 up, "
    "as seconds below",
    "fresher_row": "where several rows describe one post or account, the one that was taken last counts, by the time "
    "that the row gives for it",
    "fresher_file": "where several files describe one post or account and their rows don't say when they were taken, "
    "the file that was changed last counts",
    "export_full": "the file has {rows} rows, the most that this export gives, so that it may be cut off there",
    "chosen_by_outcome": "the export lists the posts that did best, so that numbers of all posts are lower",
    "crawler_pile": "the crawler stops at 10 comments a post unless told otherwise: of {notes} posts with comments "
    "here {cut} have exactly 10, and {beside} have 9 or 11, so that many were cut there",
    "crawler_platform": "Xiaohongshu's and Weibo's comments have these columns alike, so that the file doesn't say "
    "whose it is; times in seconds are taken for Weibo's",
    "time_excel": "`{column}` holds numbers, read as spreadsheet days in {timezone}",
    "time_zone": "times without a zone in `{column}` are read as {timezone}; --tz says another zone",
    "counts_are_bounds": "{counts} counts of {posts} posts are only lower bounds, as 10+ is: they stand as they are, "
    "and no post's likes are held against them",
    "nobody": "`{sign}` stands for nobody in `{column}` (rows: {rows}); if somebody is called so, --keep-id '{sign}' "
    "keeps it",
    "wordless": "`{sign}` stands for missing words in `{column}` (rows: {rows})",
    "decimal_comma": "`{column}` has a comma before decimals, so that `{example}` is read as {number}",
    "decimal_point": "`{column}` has a point before decimals, so that `{example}` is read as {number}",
    "time_digits": "`{column}` holds dates as digits in a row, such as 20240405, read in {timezone}",
    "times_estimated": "times in `{column}` that count from the moment when the data were taken ({taken}) are "
    "estimates: nothing that goes by moments is read off them",
    "chinese_times": "the file is Chinese, and Chinese tools mostly write the times of Asia/Shanghai: if this one "
    "does, give --tz Asia/Shanghai",
    "days_differ": "the sources' times are in different zones ({zones}); days and weekdays are those of {timezone}, "
    "and --tz chooses another zone",
    "day_first": "dates such as 31/12/2024 in `{column}` are read day first",
    "month_first": "dates such as 12/31/2024 in `{column}` are read month first",
    "year_first": "dates such as 24/12/31 in `{column}` are read year first, as 2024-12-31",
    "year_day_first": "dates such as 24.31.12 in `{column}` are read with the year first and the month last",
    "year_unclear": "dates in `{column}` such as 03/04/05 could have the day, the month or the year first, so they are "
    "left out; --dates day-first, --dates month-first or --dates year-first says which",
    "day_or_month": "dates with slashes in `{column}` could be day first or month first, so they are left out; "
    "--dates day-first or --dates month-first says which",
    "multiple": "numbers in `{column}` count {factor} each, as its name says, and are multiplied by it",
    "percent": "`{column}` is percent, as the sign behind its name says, and divided by 100",
    "known_ratio": "`{column}` is a ratio in this source, 0 to 1",
    "known_percent": "`{column}` is percent in this source, and divided by 100",
    "known_signed": "`{column}` is percent with its sign in this source; a number without one is the ratio that a "
    "spreadsheet has made of it",
    "known_sign": "`{column}` is read where it has a percent sign; whether a bare number is a ratio or percent isn't "
    "known of this source",
    "completion_of_pictures": "how many leaf to the last picture can't be compared with how many watch a video to its "
    "end, so picture posts have no completion rate",
    "engagements_are_a_sum": "engagements count likes, comments, reposts and clicks together, so no likes are read "
    "from them",
    "type_of_post": "`{column}` says what was acted on: ids of {kept} stand as they are, those of anything else behind "
    "its type",
    "authors_never_act": "none of the {authors} authors is among the {actors} accounts that act, so no exchange can be "
    "found: if authors and accounts are known by ids of two kinds (a number, a name), give both by one kind",
    "posts_never_met": "none of the {described} posts that are described is among the {liked} that were acted on: if "
    "posts are known by ids of two kinds (an address, a number), give both by one kind",
    "post_is_owner_and_id": "two owners may have the same `{post}`, so a post is named by `{owner}` and `{post}`, with "
    "a slash between them",
    "post_is_title_and_time": "the source gives posts no id, so title and time together stand for it",
    "crawler_people": "accounts are known by the crawler's hash of their ids; ids in files from before July 2026 are "
    "hashed in the same way, so that both speak of the same people; masked names name nobody",
    "crawler_words": "stickers, mentions and line breaks are taken out of texts; "
    "a comment that is nothing else has none",
    "crawler_replies": "a comment goes to the author of its post, who is looked up in the posts, and so does a reply "
    "to another comment: people who answer each other do each other no favour",
    "crawler_cut": "the crawler stops at 10 comments a post unless told otherwise: "
    "{cut} of {notes} posts with comments were cut there, "
    "and of the {said} comments that these say they have, {here} are in the files",
    "follows_when_found": "the files don't say when an account was followed; "
    "the time at which the crawler found it stands for that",
    "weibo_clock": "times that are written out count before numbers of seconds; where there are only numbers, those "
    "crawled before 2026-07-30 were 8 hours late and are set back",
    "weibo_clock_unsure": "some times ({unsure}) are only numbers of seconds, and nothing says when they were "
    "crawled: they are left as they are, and are 8 hours late if that was before 2026-07-30",
    "tieba_people": "Tieba's pages name people in several ways, so that one person may stand here as several "
    "accounts, and ties may be missing",
    "post_is_words": "some retweets ({rows}) don't say which post they repeat: their words stand for it, and the name "
    "in them for its author where accounts are told by names",
    "post_is_file": "the file doesn't say which repository it is of, so its name stands for it",
    "comment_times_estimated": "comments' times are estimates, made from words such as 12 days ago: "
    "nothing that goes by moments is read off them",
    "only_links": "of a chat only the links are read, with who dropped them and when",
    "server_time": "the time of an event is when the service saw it; what a device claims is not used",
    "not_heard": "from {since} to {again} (UTC) nothing was heard of the stream: the server no longer had it when "
    "it was asked for it",
    "not_heard_in_all": "there are {stretches} such stretches, {hours} hours in all; the longest are named",
    "no_rows": "`{file}` has columns and not one row: nothing is read from it",
    "dotted_numbers": "the header is German, so 1.234 is read as one thousand two hundred thirty-four and 1,5 as one "
    "and a half; nobody has seen yet whether such files write numbers so",
    "plugin_unloadable": "the package {package} says that it has sources for likewise, and can't be loaded ({said}): "
    "update or uninstall it; files of its sources are read as any other",
    "plugin_no_source": "the package {package} gives a {kind} as a source ({where}), and no declaration of one: "
    "update or uninstall it",
    "plugin_faulty": "the source `{source}` of the package {package} is not used, since its declaration is wrong "
    "({fault}): update or uninstall the package",
    "plugin_name_taken": "the source `{source}` of the package {package} is not used: {other} has one of this name",
    "lists_left": "lists inside the rows are left aside, as they hold no people, acts or posts: {fields}",
    "keys_left": "`{field}` has {keys} different keys, which change from row to row: what lies in it is left aside",
    "fields_left": "what lies more than {levels} objects deep in a row is left aside, as in `{field}`",
    "header_row": "the header is row {row}; what stands above it is skipped",
    "encoding": "the file is no UTF-8, and is read as {encoding}; --encoding says another",
}
"""Assumption key to its English sentence, with the names of its values in braces."""
