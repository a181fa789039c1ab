#include "dsl/syntax/phrases.h"

#include <array>

namespace nextmove::dsl {
namespace {

using std::string_view;

// Clauses that ask for history.
constexpr string_view kAsks = "when never set from fill pick rank raise lower counts worth likelihood floor ceiling";

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
constexpr string_view kShare = "a share of the visitors has the sign `%`";
constexpr string_view kOrder = "`rank` takes the highest first";
constexpr string_view kExpect = "`expect` is followed by the rule that wins";

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
    Phrase{"raise lower", "^if <rest>", "the items stand after `where`, in parentheses", "write `where (...)`",
           "where ($1)", ""},
    Phrase{"set", "set ^price to", "`set` is the price already", "not needed", "set to", ""},
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
    Phrase{"buy", "<n> get <n> ^free", "a deal has two lines: how many pieces, and what they save", "not here",
           "!write `buy` with all pieces of a set, and below it `give 100% off cheapest`", ""},
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
    Phrase{"on", "at ^<hour>", "an hour is written with its minutes", "hours have minutes", "at $1", ""},
    Phrase{"on", "^<clock>", "the hour stands after `at`", "write `at` before it", "at $1", ""},
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
    Phrase{"split", "split ^<n> / <n>", "`split by` says what keeps its variant; the shares stand in the variants",
           "shares", "split by visitor", ""},
    Phrase{"split", "split ^<n> % / <n> %", "`split by` says what keeps its variant; the shares stand in the variants",
           "shares", "split by visitor", ""},
    Phrase{"measure", "measure ^conversion|conversions|orders", "what is measured is counted or added up",
           "which event?", "!write for example `measure number of times ordered within 7 days`", ""},
    Phrase{"measure", "measure ^revenue|turnover|sales", "what is measured is counted or added up", "of which event?",
           "!write for example `measure sum of total ordered within 7 days`", ""},
    Phrase{"wait", "<n> <end>", "a length of time has its unit", "hours, or days?", "$1 hours", "hours", "$1 days",
           "days"},
    Phrase{"given", "<path> <n> ^<cur>", "the word `is` is missing", "write `is` before the value", "$1 is $2 $3", ""},
    Phrase{"given", "<n> <unit>", "how long it is past ends with `ago`", "`ago` is missing", "$1 $2 ago", ""},
    Phrase{"expect", "<word> ^to win|show|appear", kExpect, "not needed", "$1", ""},
    Phrase{"expect", "<word> ^wins|shows|appears|shown", kExpect, "not needed", "$1", ""},
    Phrase{"expect", "^no <word>", "what must not win stands after `not`", "write `not`", "not $1", ""},
    Phrase{"expect", "because ^of <any>", "`because` is followed by the clause that stops it", "not needed",
           "because $1", ""},
    Phrase{"never", "^discount", "the discount of a decision is `decision.discount`", "write `decision.discount`",
           "decision.discount", ""},
    Phrase{"answer", "^<text>", "the answer is kept in an attribute", "a text",
           "!write for example `answer visitor.~1`", ""},
    Phrase{"export", "to ^<word>", "where it goes is a text", "write quotation marks", "to \"$1\"", ""},
    Phrase{"export", "^daily", "how often stands after `every`", "write `every day`", "every day", ""},
    Phrase{"export", "^weekly", "how often stands after `every`", "write `every week`", "every week", ""},
};

constexpr auto Joined() {
  std::array<Phrase,
             kHistory.size() + kChoosing.size() + kLimits.size() + kDeals.size() + kMoments.size() + kTrials.size()>
      all{};
  std::size_t n = 0;
  const auto add = [&](const auto& rows) {
    for (const Phrase& row : rows) all[n++] = row;
  };
  add(kHistory);
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
