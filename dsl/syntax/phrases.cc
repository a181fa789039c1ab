// The table of phrases that people write for a construct of the language.
#include "dsl/syntax/phrases.h"

#include <array>

namespace nextmove::dsl {
namespace {

using std::string_view;

// Clauses that ask for history.
constexpr string_view kAsks = "when never set from fill pick rank raise lower counts worth likelihood floor ceiling";

// Clauses in which conditions stand.
constexpr string_view kTells =
    "when never set from fill pick rank raise lower counts worth likelihood floor ceiling give buy offers move";
constexpr string_view kMore = "what is higher is `more than`";
constexpr string_view kFewer = "what is lower is `less than`";
constexpr string_view kOneOf = "one of several values is asked for with `is one of`";

constexpr string_view kTimeBack = "a time back from now is written `in the last`";
constexpr string_view kEventHappened = "an event is asked for with `has`";
constexpr string_view kHowOften = "`$0` can be meant in two ways";
constexpr string_view kMeasureTime = "what is measured has its time after `within`";
constexpr string_view kHasWritten = "write `has` before the event";
constexpr string_view kTake = "`take` is followed by a number, or by two: at least and at most";
constexpr string_view kLimit = "`limit` is followed by the number itself: it is the most";
constexpr string_view kPer = "the time of a limit stands after `per`";
constexpr string_view kBudgetTime = "the time of a budget stands after `per`";
constexpr string_view kHours = "hours stand between `from` and `until`";
constexpr string_view kDays = "days of the week stand after `every`";
constexpr string_view kSplit = "`split by` says what keeps its variant";
constexpr string_view kSplitShares = "shares stand in lines of their own: `variant new $1%`";
constexpr string_view kShare = "a share of the visitors has the sign `%`";
constexpr string_view kOrder = "`rank` takes the highest first";
constexpr string_view kExpect = "`expect` is followed by the rule that wins";
constexpr string_view kExpectEach = "each rule that wins has its own `expect`";
constexpr string_view kDates = "dates stand between `from` and `until`";
constexpr string_view kActive = "the dates of a rule stand after `active`";
constexpr string_view kBestSellers = "what sells best is `most` and the event of the purchase";
constexpr string_view kStepWhere = "what a price or a factor depends on stands after `where`, in parentheses";

constexpr std::array kHistory = {
    Phrase{"measure predicts", "in ^<n> <unit>", kMeasureTime, "from the day of the draw on", "within $1 $2", ""},
    Phrase{"measure predicts", "in the last|next <n> <unit>", kMeasureTime, "from the day of the draw on",
           "within $1 $2", ""},
    Phrase{kAsks, "in the last ^<unit>", "a time back from now needs its number", "how many?", "in the last 1 $1",
           "the time up to now", "in this $1", "the one of the calendar"},
    Phrase{kAsks, "in ^last <n> <unit>", kTimeBack, "write `in the last`", "in the last $1 $2", ""},
    Phrase{kAsks, "^last <n> <unit>", kTimeBack, "write `in the last`", "in the last $1 $2", ""},
    Phrase{kAsks, "in the ^past|previous|recent <n> <unit>", kTimeBack, "write `last`", "in the last $1 $2", ""},
    Phrase{kAsks, "in ^<n> <unit>", kTimeBack, "write `in the last`", "in the last $1 $2", ""},
    Phrase{kAsks, "within|during|over the last|past <n> <unit>", kTimeBack, "write `in`", "in the last $1 $2", ""},
    Phrase{kAsks, "^within <n> <unit>", kTimeBack, "write `in the last`", "in the last $1 $2", ""},
    Phrase{kAsks, "since ^<n> <unit> ago", "`since` is followed by a date or an event", "a length of time",
           "in the last $1 $2", ""},
    Phrase{kAsks, "since ^<n> <unit>", "`since` is followed by a date or an event", "a length of time",
           "in the last $1 $2", ""},
    Phrase{"when+for never+for", "for ^<n> <unit>", kTimeBack, "a length of time", "in the last $1 $2", ""},
    Phrase{kAsks, "since ^the last <word>", "`since` counts from the latest one anyway", "not needed", "since $1", ""},
    Phrase{kAsks, "since ^last <word>", "`since` counts from the latest one anyway", "not needed", "since $1", ""},
    Phrase{kAsks, "this ^<unit>", "a time of the calendar stands after `in`", "write `in` before it", "in this $1", ""},
    Phrase{kAsks, "this ^session", "the session stands after `in`", "write `in` before it", "in this session", ""},
    Phrase{kAsks, "yesterday", "`yesterday` can be meant in two ways", "which time?", "in the last 24 hours",
           "the last 24 hours", "in the last 2 calendar days", "all of yesterday and today"},
    Phrase{kAsks, "^<n> <times>", kHowOften, "more often too, or no more?", "at least $1 $2", "$1 or more",
           "exactly $1 $2", "$1 and no more"},
    Phrase{kAsks, "once", kHowOften, "more often too, or no more?", "at least 1 time", "once or more", "exactly 1 time",
           "exactly that often"},
    Phrase{kAsks, "twice", kHowOften, "more often too, or no more?", "at least 2 times", "twice or more",
           "exactly 2 times", "exactly that often"},
    Phrase{kAsks, "^but not <word>", "conditions are joined by `and`", "write `and has not`", "and has not $1", ""},
    Phrase{"when never", "^but", "conditions are joined by `and`", "write `and`", "and", ""},
    Phrase{kAsks, "and ^then", "what comes later stands after `then` alone", "write `then`", "then", ""},
    Phrase{kAsks, "<path> ^in the next <n> <unit>", "the word `is` is missing", "write `is` before it",
           "$1 is in the next $2 $3", ""},
    Phrase{kAsks, "<path> ^in the last <n> <unit>", "the word `is` is missing", "write `is` before it",
           "$1 is in the last $2 $3", ""},
    Phrase{kAsks, "in <word> ^in", "an event stands right after what is added up", "take `in` out", "$1 in", ""},
    Phrase{kAsks, "number of <word>", "a number of what?", "how often, or how many different ones?",
           "number of times $1", "the times it happened", "number of different product $1", "the products, each once"},
    Phrase{kAsks, "not <word> ^in the last", kEventHappened, kHasWritten, "has not $1 in the last", ""},
    Phrase{kAsks, "not <word> ^today", kEventHappened, kHasWritten, "has not $1 today", ""},
    Phrase{kAsks, "not <word> ^since", kEventHappened, kHasWritten, "has not $1 since", ""},
    Phrase{kAsks, "<word> ^in the last", kEventHappened, kHasWritten, "has $1 in the last", ""},
    Phrase{kAsks, "<word> ^in this", kEventHappened, kHasWritten, "has $1 in this", ""},
    Phrase{kAsks, "<word> ^today", kEventHappened, kHasWritten, "has $1 today", ""},
    Phrase{kAsks, "<word> ^since", kEventHappened, kHasWritten, "has $1 since", ""},
    Phrase{kAsks, "<word> ^at least <n> <times>", kEventHappened, kHasWritten, "has $1 at least $2 $3", ""},
    Phrase{kAsks, "<word> ^at most <n> <times>", kEventHappened, kHasWritten, "has $1 at most $2 $3", ""},
    Phrase{kAsks, "<word> ^exactly <n> <times>", kEventHappened, kHasWritten, "has $1 exactly $2 $3", ""},
    Phrase{kAsks, "affinity to ^<text>", "`affinity to` is followed by what it is: a category, a brand",
           "a category, or a brand?", "affinity to category $1", "a category", "affinity to brand $1", "a brand"},
    Phrase{"rank", "highest ^affinity", kOrder, "not needed", "affinity", ""},
    Phrase{"rank pick", "affinity", "`affinity` must say to what", "something is missing after this",
           "affinity to category", "the category", "affinity to brand", "the brand"},
};

constexpr std::array kComparing = {
    Phrase{kTells, "is above|over|beyond ^<n>", kMore, "write `is more than`", "is more than $1", ""},
    Phrase{kTells, "is below ^<n>", kFewer, "write `is less than`", "is less than $1", ""},
    Phrase{kTells, "is greater|higher|bigger|larger|older ^than", kMore, "write `is more than`", "is more than", ""},
    Phrase{kTells, "is smaller|fewer|younger ^than", kFewer, "write `is less than`", "is less than", ""},
    Phrase{kTells, "is ^lower than", kFewer, "write `is less than`", "is less than", ""},
    Phrase{kTells, "is min|minimum ^<n>", "the least is written `at least`", "write `is at least`", "is at least $1",
           ""},
    Phrase{kTells, "is max|maximum ^<n>", "the most is written `at most`", "write `is at most`", "is at most $1", ""},
    Phrase{kTells, "^above|over|exceeds <n>", kMore, "write `is more than`", "is more than $1", ""},
    Phrase{kTells, "^below <n>", kFewer, "write `is less than`", "is less than $1", ""},
    Phrase{kTells, "is in ^[", kOneOf, "write `is one of`", "is one of [", ""},
    Phrase{kTells, "is not in ^[", kOneOf, "write `is not one of`", "is not one of [", ""},
    Phrase{kTells, "is ^any of [", kOneOf, "write `is one of`", "is one of [", ""},
    Phrase{kTells, "^in [", kOneOf, "write `is one of`", "is one of [", ""},
    Phrase{kTells, "is either ^<text> or <text>", kOneOf, "a list in brackets", "is one of [$1, $2]", ""},
    Phrase{kTells, "is equal ^to", "the same value is asked for with `is`", "write `is`", "is", ""},
    Phrase{kTells, "^equals|equal", "the same value is asked for with `is`", "write `is`", "is", ""},
    Phrase{kTells, "<name> ^exists", "what there is, is known", "write `is known`", "$1 is known", ""},
    Phrase{kTells, "is not ^set", "what there is not, is unknown", "write `is unknown`", "is unknown", ""},
    Phrase{kTells, "is ^set", "what there is, is known", "write `is known`", "is known", ""},
    Phrase{kTells, "^includes|include", "what is in a list or a text is asked for with `contains`", "write `contains`",
           "contains", ""},
    Phrase{"when", "^then <any> <rest>", "what is done stands on a line of its own", "not after `then`", "\n  $1 $2",
           ""},
    Phrase{"when never", "<word> ^<word> is", "a name has no blanks", "two words", "$1.$2 is", "an attribute",
           "$1_$2 is", "one name"},
    Phrase{"for except", "<word> ^<word> <end>", "a name has no blanks", "two words", "$1_$2", ""},
};

constexpr std::array kChoosing = {
    Phrase{"from fill pick", "products|items|product ^similar to", "products are named by `similar to` alone",
           "not needed", "similar to", ""},
    Phrase{"from fill pick", "^without|minus <word>", "what is left out stands after `but not`", "write `but not`",
           "but not $1", ""},
    Phrase{"from+except fill+except", "except ^<word>", "what is left out stands after `but not`", "write `but not`",
           "but not $1", ""},
    Phrase{"from fill pick", "with ^the <any>", "`with` is followed by `highest`, `lowest` or `latest`",
           "`the` is not needed", "with $1", ""},
    Phrase{"pick", "<word> ^with", "from where is it picked?", "`from` is missing before it", "$1 from $1 with", ""},
    Phrase{"pick", "^latest|newest <word>", "which one is picked stands after `with`", "write `with` before it",
           "with latest $1", ""},
    Phrase{"pick", "<word> ^latest|newest <end>", "which one is picked stands after `with`", "write `with` before it",
           "$1 with latest $1", ""},
    Phrase{"pick", "pick <word> ^from", "what does it pick?", "a colon and the kind are missing",
           "pick $1: product from", "a product", "pick $1: category from", "a category"},
    Phrase{"take", "^at most <n>", kTake, "write the number alone", "$1", ""},
    Phrase{"take", "^up to <n>", kTake, "write the number alone", "$1", ""},
    Phrase{"take", "^max|maximum|only|the <n>", kTake, "write the number alone", "$1", ""},
    Phrase{"take", "^between <n> and <n>", kTake, "write `to`", "$1 to $2", ""},
    Phrase{"take", "<n> ^- <n>", kTake, "write `to`", "$1 to $2", ""},
    Phrase{"take", ", ^<n> per", "how many of one kind stands after `at most`", "write `at most`", ", at most $1 per",
           ""},
    Phrase{"take", "<n> ^<word>", kTake, "not needed", "$1", ""},
    Phrase{"rank", "<name> ^descending|desc", kOrder, "not needed", "$1", ""},
    Phrase{"rank", "<name> ^highest first", kOrder, "not needed", "$1", ""},
    Phrase{"rank", "^ascending|asc", kOrder, "write `lowest first`", "lowest first", ""},
    Phrase{"from fill pick", "most popular <word> <end>", "the most popular ones are `most` and an event",
           "sold most, or looked at most?", "most purchased in the last 30 days", "those that sell best",
           "most viewed in the last 30 days", "those that are looked at most"},
    Phrase{"from fill pick", "best|top|bestselling|popular|trending <word> <end>", kBestSellers,
           "not the name of a source", "most purchased in the last 30 days", ""},
    Phrase{"from fill pick", "recently|last viewed <end>", "what was viewed comes newest first anyway", "not needed",
           "viewed", ""},
    Phrase{"from fill pick", "recently|last purchased <end>", "what was purchased comes newest first anyway",
           "not needed", "purchased", ""},
    Phrase{"raise lower", "^if <rest>", kStepWhere, "write `where (...)`", "where ($1)", ""},
    Phrase{"raise", "raise ^price|prices by", "`raise` is of the price already", "not needed", "raise by", ""},
    Phrase{"lower", "lower ^price|prices by", "`lower` is of the price already", "not needed", "lower by", ""},
    Phrase{"set", "set ^price to", "`set` is the price already", "not needed", "set to", ""},
    Phrase{"set", "set ^price <n>", "`set` is the price already", "write `to`", "set to $1", ""},
    Phrase{"set", "^where <rest>", "the condition of `set` stands after `if`", "write `if`", "if $1", ""},
};

constexpr std::array kLimits = {
    Phrase{"limit", "^max|maximum|only|of <n>", kLimit, "not needed", "$1", ""},
    Phrase{"limit", "^at most <n>", kLimit, "not needed", "$1", ""},
    Phrase{"limit", "^up to <n>", kLimit, "not needed", "$1", ""},
    Phrase{"limit", "^a|an|each|every <unit>", kPer, "write `per`", "per $1", ""},
    Phrase{"limit", "^a|an|each|every session", kPer, "write `per`", "per session", ""},
    Phrase{"limit", "^every|in|within <n> <unit>", kPer, "write `per`", "per $1 $2", ""},
    Phrase{"limit", "^in the last <n> <unit>", kPer, "write `per`", "per $1 $2", ""},
    Phrase{"limit", "^daily", kPer, "write `per day`", "per day", ""},
    Phrase{"limit", "^weekly", kPer, "write `per week`", "per week", ""},
    Phrase{"limit", "^monthly", kPer, "write `per month`", "per month", ""},
    Phrase{"budget", "^a|an|each|every <unit>", kBudgetTime, "write `per`", "per $1", ""},
    Phrase{"budget", "^daily", kBudgetTime, "write `per day`", "per day", ""},
    Phrase{"budget", "^monthly", kBudgetTime, "write `per month`", "per month", ""},
    Phrase{"budget", "^of|max|maximum <n>", "`budget` is followed by the amount itself", "not needed", "$1", ""},
    Phrase{"stop", "stop ^<n> <unit> after", "how long it stops stands after `for`", "write `for`",
           "stop for $1 $2 after", ""},
    Phrase{"stop+for", "after <word> for ^<n> <unit>", "how long it stops stands before `after`", "too late here",
           "for $2 $3 after $1", ""},
    Phrase{"stop", "after ^<n> <times> <word>", "how often stands after what happened", "too early here",
           "after $3 $1 $2", ""},
    Phrase{"stop", "after ^<n> <word>", "how often stands after what happened", "too early here", "after $2 $1 times",
           ""},
    Phrase{"stop", "after ^<n> <unit>", "how long it stops stands after `for`, and after what stands last",
           "for how long, or after what?", "for $1 $2 after dismissed", "a pause once it was dismissed",
           "!for the end of the rule write `active until` and its last day", ""},
    Phrase{"stop", "^once", "how often is written in digits", "write `1 time`", "1 time", ""},
    Phrase{"stop", "^twice", "how often is written in digits", "write `2 times`", "2 times", ""},
};

constexpr std::array kDeals = {
    Phrase{"give", "off orders|order|baskets|carts|purchases over|above|from ^<n> <cur>",
           "what the cart must come to is a condition", "not here", "off\n  when cart.total is at least $1 $2", ""},
    Phrase{"say", "say ^<text>", "a text says which part it is, and its language", "part and language are missing",
           "!write for example `say headline: en $1`", ""},
    Phrase{"priority", "priority ^<n>", "a priority is a word", "not a number",
           "!write `priority critical`, `priority high`, `priority normal` or `priority low`", ""},
    Phrase{"give", "% ^discount|rebate|reduction|less", "money off is written with `off`", "write `off`", "% off", ""},
    Phrase{"give", "<cur> ^discount|rebate|reduction|less", "money off is written with `off`", "write `off`", "$1 off",
           ""},
    Phrase{"give", "% ^on|for|of <word>", "what gets cheaper stands after `off`", "write `off` and what it is",
           "% off category under \"$1\"", "the category of this name", "% off where (brand is \"$1\")",
           "the brand of this name"},
    Phrase{"give", "% <end>", "money off is written with `off`", "`off` is missing", "% off", ""},
    Phrase{"give", "<cur> <end>", "money off is written with `off`", "`off` is missing", "$1 off", ""},
    Phrase{"give", "<n> ^points", "the number stands after `points`", "too early here", "points $1", ""},
    Phrase{"give", "^if <rest>", "a condition can be of the pieces or of the visitor", "which of them?", "where ($1)",
           "the pieces that get cheaper", "!for the visitor or the cart write `when $1` on a line of its own", ""},
    Phrase{"valid", "^<n> <unit>", "the word `for` is missing", "write `for` before it", "for $1 $2", ""},
    Phrase{"valid", "valid ^until|till <date>", "the last day of a rule is written `active until`",
           "`valid` is a length of time", "active until $1", ""},
};

constexpr std::array kMoments = {
    Phrase{"on", "on ^<n> <unit> after <word>", "the event stands before `after`", "too early here",
           "on $3 after $1 $2", ""},
    Phrase{"-", "^<n> <unit> after <word>", "when it is sent stands after `on`", "no line starts like this",
           "on $3 after $1 $2", ""},
    Phrase{"-", "^after <n> <unit>", "after what?", "no line starts like this",
           "!write for example `on added_to_cart after $1 $2`", ""},
    Phrase{"on", "after <n> <end>", "a length of time has its unit", "hours, or days?", "after $1 hours", "hours",
           "after $1 days", "days"},
    Phrase{"on wait kept", "<n> ^m", "`m` can be meant in two ways", "minutes, or months?", "$1 minutes", "minutes",
           "$1 months", "months"},
    Phrase{"on", "at ^<hour>", "an hour is written with its minutes", "hours have minutes", "at $1", ""},
    Phrase{"on", "^<clock>", "the hour stands after `at`", "write `at` before it", "at $1", ""},
    Phrase{"-", "^end <date>", kActive, "no line starts like this", "active until $1", ""},
    Phrase{"-", "^in <word> <end>", "the place of a rule stands after `place`", "no line starts like this", "place $1",
           ""},
    Phrase{"-", "^until|till <date>", kActive, "no line starts like this", "active until $1", ""},
    Phrase{"from", "from ^<date> until|to|till|- <date>", kActive, "`from` alone is where products come from",
           "active from $1 until $2", ""},
    Phrase{"from", "from ^<date>", kActive, "`from` alone is where products come from", "active from $1", ""},
    Phrase{"active", "^<date> until|to|till|- <date>", kDates, "write `from` before it", "from $1 until $2", ""},
    Phrase{"active", "from <date> ^to|till|- <date>", kDates, "write `until`", "from $1 until $2", ""},
    Phrase{"active", "^between <date> and <date>", kDates, "write `from` and `until`", "from $1 until $2", ""},
    Phrase{"active", "active ^to|till <date>", kDates, "write `until`", "active until $1", ""},
    Phrase{"active", "^on <date>", kDates, "one day has both", "from $1 until $1", ""},
    Phrase{"active", "active ^<date>", kDates, "only on this day, or from then on?", "active from $1 until $1",
           "this day only", "active from $1", "this day and all after it"},
    Phrase{"active", "from ^<n> <month> until|to <n> <month>", "a date without its year comes back each year",
           "which year?", "every year from $1 $2 until $3 $4", "each year",
           "!for one year only write the dates with their year: `from 2026-12-01 until 2026-12-24`", ""},
    Phrase{"quiet active", "^between <clock> and <clock>", kHours, "write `from` and `until`", "from $1 until $2", ""},
    Phrase{"quiet active", "^between <hour> and <hour>", kHours, "write `from` and `until`", "from $1 until $2", ""},
    Phrase{"quiet active", "from <clock> ^to|till|- <clock>", kHours, "write `until`", "from $1 until $2", ""},
    Phrase{"quiet active", "^<clock> until|to|till|- <clock>", kHours, "write `from` before it", "from $1 until $2",
           ""},
    Phrase{"quiet active", "from ^<hour> until|to|till|- <hour>", kHours, "hours have minutes", "from $1 until $2", ""},
    Phrase{"quiet active", "^<hour> until|to|till|- <hour>", kHours, "hours have minutes", "from $1 until $2", ""},
    Phrase{"quiet active", "until ^<hour>", kHours, "hours have minutes", "until $1", ""},
    Phrase{"quiet active", "^on <day>", kDays, "write `every`", "every $1", ""},
    Phrase{"quiet active", "^<day>", kDays, "write `every` before it", "every $1", ""},
};

constexpr std::array kTrials = {
    Phrase{"holdout", "<n> <end>", kShare, "a number alone", "$1%", ""},
    Phrase{"variant", "<n> <end>", kShare, "a number alone", "$1%", ""},
    Phrase{"variant", "<word> ^: <n>", "the share stands right after the name", "not needed", "$1 $2", ""},
    Phrase{"variant", "variant ^<n> %", "a variant needs a name", "the name stands before the share",
           "!write for example `variant bold $1%`", ""},
    Phrase{"split", "split ^<n> / <n>", kSplit, kSplitShares, "split by visitor", ""},
    Phrase{"split", "split ^<n> % / <n> %", kSplit, kSplitShares, "split by visitor", ""},
    Phrase{"split", "split ^<n> %", kSplit, kSplitShares, "split by visitor", ""},
    Phrase{"measure", "measure ^revenue|turnover|sales within <n> <unit>", "what is measured is counted or added up",
           "of which event?", "measure sum of total ordered within $1 $2", ""},
    Phrase{"measure", "measure ^conversion|conversions|orders within <n> <unit>",
           "what is measured is counted or added up", "which event?", "measure number of times ordered within $1 $2",
           ""},
    Phrase{"measure", "measure ^conversion|conversions|orders", "what is measured is counted or added up",
           "which event?", "!write for example `measure number of times ordered within 7 days`", ""},
    Phrase{"measure", "measure ^revenue|turnover|sales", "what is measured is counted or added up", "of which event?",
           "!write for example `measure sum of total ordered within 7 days`", ""},
    Phrase{"wait", "<n> <end>", "a length of time has its unit", "hours, or days?", "$1 hours", "hours", "$1 days",
           "days"},
    Phrase{"given", "<path> <n> ^<cur>", "the word `is` is missing", "write `is` before the value", "$1 is $2 $3", ""},
    Phrase{"given", "<n> <unit>", "how long it is past ends with `ago`", "`ago` is missing", "$1 $2 ago", ""},
    Phrase{"expect", "not <word> ^and|or|, <word>", kExpectEach, "one line for each", "not $1\n  expect not $2", ""},
    Phrase{"expect", "<word> ^and|, not <word>", kExpectEach, "one line for each", "$1\n  expect not $2", ""},
    Phrase{"expect", "<word> ^and|, <word>", kExpectEach, "one line for each", "$1\n  expect $2", ""},
    Phrase{"expect", "<word> ^or <word>", "a test knows which rule wins", "one of the two", "$1", "the first", "$2",
           "the second"},
    Phrase{"expect", "<word> ^to win|show|appear", kExpect, "not needed", "$1", ""},
    Phrase{"expect", "<word> ^wins|shows|appears|shown", kExpect, "not needed", "$1", ""},
    Phrase{"expect", "^no <word>", "what must not win stands after `not`", "write `not`", "not $1", ""},
    Phrase{"expect", "because ^of <any>", "`because` is followed by the clause that stops it", "not needed",
           "because $1", ""},
    Phrase{"never", "^discount", "the discount of a decision is `decision.discount`", "write `decision.discount`",
           "decision.discount", ""},
    Phrase{"fires", "<n> ^%", "a signal goes from 0 to 100 and has no sign", "not needed", "$1", ""},
    Phrase{"never", "never ^show|give|place|say <word>", "what is never decided is named after `decision contains`",
           "write `decision contains`", "never decision contains $1", ""},
    Phrase{"answer", "^<dotted>", "the answer is kept in an attribute", "a text", "~1", ""},
    Phrase{"answer", "^<text>", "the answer is kept in an attribute", "a text",
           "!write for example `answer visitor.~1`", ""},
    Phrase{"export", "to ^<word>", "where it goes is a text", "write quotation marks", "to \"$1\"", ""},
    Phrase{"export", "^daily", "how often stands after `every`", "write `every day`", "every day", ""},
    Phrase{"export", "^weekly", "how often stands after `every`", "write `every week`", "every week", ""},
};

constexpr auto Joined() {
  std::array<Phrase, kHistory.size() + kComparing.size() + kChoosing.size() + kLimits.size() + kDeals.size() +
                         kMoments.size() + kTrials.size()>
      all{};
  std::size_t n = 0;
  const auto add = [&](const auto& rows) {
    for (const Phrase& row : rows) all[n++] = row;
  };
  add(kHistory);
  add(kComparing);
  add(kChoosing);
  add(kLimits);
  add(kDeals);
  add(kMoments);
  add(kTrials);
  return all;
}

constexpr auto kAll = Joined();

}  // namespace

std::span<const Phrase> PhraseTable() { return kAll; }

}  // namespace nextmove::dsl
