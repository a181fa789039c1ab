// The tables: words, heads, clauses, and which clause fits which head.
#include "dsl/words/words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace nextmove::dsl {
namespace {

constexpr std::array<HeadRow, kHeadWords> kHeads = {{
    {HeadWord::kProject, "project", false,
     "what holds for all rules of the folder: edition, time zone, currency, locales"},
    {HeadWord::kAttribute, "attribute", false, "something that is known of a visitor, a page or a cart"},
    {HeadWord::kEvent, "event", false, "something that visitors do, with its fields"},
    {HeadWord::kCatalogue, "catalogue", false, "items with fields, such as products"},
    {HeadWord::kSignal, "signal", false, "a number from 0 to 100 that events raise and lower"},
    {HeadWord::kPlacement, "placement", false, "a place on a page that rules compete for"},
    {HeadWord::kGroup, "group", false, "rules of which only some may win together"},
    {HeadWord::kContent, "content", false, "texts and parts that several rules show"},
    {HeadWord::kValue, "value", false, "a value computed from others"},
    {HeadWord::kTiers, "tiers", false, "steps that are reached at or above a bound"},
    {HeadWord::kScore, "score", false, "a learned probability"},
    {HeadWord::kClusters, "clusters", false, "learned groups of visitors"},
    {HeadWord::kSegment, "segment", false, "a named group of visitors"},
    {HeadWord::kOverlay, "overlay", true, "a layer over the page"},
    {HeadWord::kDiscount, "discount", true, "money or a perk given"},
    {HeadWord::kNavigation, "navigation", true, "an order of a menu"},
    {HeadWord::kBanner, "banner", true, "content at a place of the page"},
    {HeadWord::kRecommend, "recommend", true, "a shelf of products"},
    {HeadWord::kMessage, "message", true, "a mail or message sent at a moment"},
    {HeadWord::kSearch, "search", true, "an order of search results"},
    {HeadWord::kPricing, "pricing", true, "a price"},
    {HeadWord::kAsk, "ask", true, "a question to the visitor"},
    {HeadWord::kAudience, "audience", true, "visitors exported to another system"},
    {HeadWord::kExperiment, "experiment", false, "a comparison of variants of rules"},
    {HeadWord::kGuard, "guard", false, "a promise over all decisions"},
    {HeadWord::kTest, "test", false, "a visitor and what the rules are to decide"},
}};

constexpr std::array<ClauseRow, kClauseWords> kClauses = {{
    {ClauseWord::kWhy, "why", "the reason for it, for people", "why \"new visitors need a reason to stay\""},
    {ClauseWord::kOwner, "owner", "who answers for it", "owner \"crm team\""},
    {ClauseWord::kFormerly, "formerly", "older names, under which limits and reports are found",
     "formerly welcome_offer"},
    {ClauseWord::kEdition, "edition", "the edition of the language", "edition 1"},
    {ClauseWord::kTimeZone, "time zone", "the zone of all calendar words", "time zone \"Europe/Paris\""},
    {ClauseWord::kCurrency, "currency", "the shop's currency", "currency EUR"},
    {ClauseWord::kLocales, "locales", "the languages that every text has", "locales fr, en"},
    {ClauseWord::kConsents, "consents", "the purposes that visitors agree to", "consents personalisation, marketing"},
    {ClauseWord::kSessions, "sessions", "after how much silence a session ends", "sessions end after 30 minutes"},
    {ClauseWord::kOptional, "optional", "it may be unknown", "optional"},
    {ClauseWord::kOtherwise, "otherwise", "what stands where nothing is known or fits", "otherwise 0 EUR"},
    {ClauseWord::kConsent, "consent", "what one must have agreed to", "consent personalisation"},
    {ClauseWord::kOrigin, "origin", "where the data comes from", "origin observed"},
    {ClauseWord::kKept, "kept", "how long it is remembered", "kept 12 months"},
    {ClauseWord::kUndoes, "undoes", "events that it makes never have happened", "undoes purchased by order"},
    {ClauseWord::kAllows, "allows", "how many win", "allows 1"},
    {ClauseWord::kHeld, "held", "how long a win is reserved until it is shown", "held 10 minutes"},
    {ClauseWord::kChannels, "channels", "where the place exists", "channels web, app"},
    {ClauseWord::kHalves, "halves", "how fast the signal fades", "halves every 7 days"},
    {ClauseWord::kFires, "fires", "the value at which the signal becomes a moment", "fires at 60"},
    {ClauseWord::kPredicts, "predicts", "the event whose probability is learned", "predicts purchased within 7 days"},
    {ClauseWord::kLearns, "learns", "what it is learned from", "learns from visitor.visits, cart.total"},
    {ClauseWord::kFinds, "finds", "how many clusters", "finds 6"},
    {ClauseWord::kOffers, "offers", "the only items that are ever shown", "offers where (stock is more than 0)"},
    {ClauseWord::kCounts, "counts", "the value that reaches the steps", "counts cart.total"},
    {ClauseWord::kStep, "step", "a value and the bound from which it holds", "step 5% from 80 EUR, 10% from 150 EUR"},
    {ClauseWord::kFor, "for", "visitors in any of these segments", "for new_visitor, lapsed", 5},
    {ClauseWord::kExcept, "except", "not visitors in one of these segments", "except for employee", 6},
    {ClauseWord::kNeeds, "needs", "only visitors who agreed to it", "needs consent marketing", 4},
    {ClauseWord::kUses, "uses", "may read what needs it; unknown without", "uses consent personalisation"},
    {ClauseWord::kWhen, "when", "a condition that must hold", "when cart.total is at least 60 EUR", 7},
    {ClauseWord::kOn, "on", "the moment", "on exit_intent", 2},
    {ClauseWord::kActive, "active", "the dates and hours", "active from 2026-11-27 until 2026-11-30", 3},
    {ClauseWord::kPick, "pick", "binds one value to a name", "pick lapsed: category from purchased", 8},
    {ClauseWord::kPlace, "place", "the places it asks for, in this order", "place home_hero, cart_banner", 1},
    {ClauseWord::kSay, "say", "a text in each language", "say headline: fr \"Bonjour\", en \"Hello\"", 20},
    {ClauseWord::kShow, "show", "another part of the content", "show link: \"/sale\""},
    {ClauseWord::kUse, "use", "a content declared elsewhere", "use free_returns"},
    {ClauseWord::kBuy, "buy", "what a set of pieces needs", "buy 3 category under \"socks\"", 9},
    {ClauseWord::kGive, "give", "money off or a perk", "give 10% off up to 30 EUR", 10},
    {ClauseWord::kValid, "valid", "how long the offer stays open", "valid for 3 days"},
    {ClauseWord::kRank, "rank", "the whole order, best first", "rank by action.priority, action.worth", 23},
    {ClauseWord::kTies, "ties", "the order of equals", "ties to win_back, first_order"},
    {ClauseWord::kPin, "pin", "items that keep their place", "pin \"new\", \"sale\""},
    {ClauseWord::kMove, "move", "how many items go to the front", "move at most 3"},
    {ClauseWord::kFrom, "from", "where products come from, or the starting price", "from similar to this product", 18},
    {ClauseWord::kFill, "fill", "what fills the free places", "fill with most purchased"},
    {ClauseWord::kTake, "take", "how many", "take 3 to 6", 19},
    {ClauseWord::kRaise, "raise", "a factor or points upwards", "raise by 20% where (brand is \"Ollen\")"},
    {ClauseWord::kLower, "lower", "a factor or points downwards", "lower by 10 after returned"},
    {ClauseWord::kSet, "set", "the value, and for which condition", "set to 10% if visitor.visits is 1"},
    {ClauseWord::kFloor, "floor", "the lowest value", "floor 0 EUR", 11},
    {ClauseWord::kCeiling, "ceiling", "the highest value", "ceiling 100"},
    {ClauseWord::kRound, "round", "the step of a price", "round to 0.05 EUR"},
    {ClauseWord::kAnswer, "answer", "the attribute that keeps the reply", "answer visitor.style"},
    {ClauseWord::kOption, "option", "one reply and its texts", "option \"sport\": fr \"Sport\", en \"Sport\""},
    {ClauseWord::kExport, "export", "what is exported, where to and how often",
     "export visitor.email to \"ads\" every day"},
    {ClauseWord::kPriority, "priority", "critical, high, normal or low", "priority high", 22},
    {ClauseWord::kOverrides, "overrides", "rules that it suppresses", "overrides first_order", 17},
    {ClauseWord::kCompetes, "competes", "the groups it must win in", "competes in incentives", 21},
    {ClauseWord::kWorth, "worth", "what a success is worth to the shop", "worth 9 EUR"},
    {ClauseWord::kLikelihood, "likelihood", "the probability of success", "likelihood 5%"},
    {ClauseWord::kLimit, "limit", "how often, in which time", "limit 1 time per 30 days", 12},
    {ClauseWord::kBudget, "budget", "how much money or how many times", "budget 500 EUR per day", 14},
    {ClauseWord::kStop, "stop", "the events after which it rests", "stop for 14 days after dismissed", 13},
    {ClauseWord::kQuiet, "quiet", "the hours in which messages wait", "quiet from 21:00 until 8:00", 15},
    {ClauseWord::kExplore, "explore", "the share of decisions left to chance", "explore 2%"},
    {ClauseWord::kOffline, "offline", "what holds while memory can't be read", "offline skip"},
    {ClauseWord::kChanges, "changes", "the rules under experiment", "changes first_order"},
    {ClauseWord::kSplit, "split", "what decides the variant", "split by visitor"},
    {ClauseWord::kHoldout, "holdout", "the share that gets nothing", "holdout 10%", 16},
    {ClauseWord::kVariant, "variant", "a name and its share", "variant bold 45%"},
    {ClauseWord::kMeasure, "measure", "what is compared", "measure number of times purchased within 7 days"},
    {ClauseWord::kNever, "never", "what must never hold", "never decision.discount is more than 50%"},
    {ClauseWord::kNow, "now", "the clock of the test", "now 2026-11-27 18:30"},
    {ClauseWord::kGiven, "given", "what holds in the test", "given cart.total is 80 EUR"},
    {ClauseWord::kWait, "wait", "moves the clock of the test", "wait 3 days"},
    {ClauseWord::kExpect, "expect", "what the test wants decided", "expect first_order in cart_banner"},
}};

using Rows = std::vector<FitRow>;
void Add(Rows& rows, HeadWord head, Occurs occurs, std::initializer_list<ClauseWord> clauses) {
  for (const ClauseWord clause : clauses) rows.push_back({head, clause, occurs});
}

// The part that all decision heads have: `D` in the table of heads.
void AddDecisionPart(Rows& rows, HeadWord head) {
  using enum ClauseWord;
  Add(rows, head, Occurs::kOnce,
      {kFor, kExcept, kNeeds, kUses, kOn, kPriority, kOverrides, kCompetes, kWorth, kLikelihood, kLimit, kBudget,
       kOffline});
  Add(rows, head, Occurs::kMany, {kWhen, kActive, kPick, kStop});
}

void AddSchemaHeads(Rows& rows) {
  using enum ClauseWord;
  using enum Occurs;
  Add(rows, HeadWord::kProject, kRequired, {kEdition, kTimeZone, kCurrency, kLocales});
  Add(rows, HeadWord::kProject, kOnce, {kOtherwise, kConsents, kSessions, kOffline});
  Add(rows, HeadWord::kAttribute, kRequired, {kConsent});
  Add(rows, HeadWord::kAttribute, kOnce, {kOptional, kOtherwise, kOrigin, kKept, kFloor, kCeiling});
  Add(rows, HeadWord::kEvent, kRequired, {kConsent, kKept});
  Add(rows, HeadWord::kEvent, kOnce, {kOrigin, kWorth});
  Add(rows, HeadWord::kEvent, kMany, {kUndoes});
  Add(rows, HeadWord::kCatalogue, kOnce, {kOffers});
  Add(rows, HeadWord::kSignal, kRequired, {kRaise, kHalves, kFires});
  Add(rows, HeadWord::kSignal, kMany, {kRaise, kLower});
  Add(rows, HeadWord::kPlacement, kRequired, {kChannels, kAllows});
  Add(rows, HeadWord::kPlacement, kOnce, {kHeld, kOtherwise, kRank, kTies, kExplore});
  Add(rows, HeadWord::kPlacement, kMany, {kLimit, kStop, kQuiet});
  Add(rows, HeadWord::kGroup, kRequired, {kAllows});
  Add(rows, HeadWord::kGroup, kOnce, {kHeld, kRank, kTies, kExplore, kBudget});
  Add(rows, HeadWord::kGroup, kMany, {kLimit, kStop, kQuiet});
  Add(rows, HeadWord::kContent, kMany, {kSay, kShow});
  Add(rows, HeadWord::kValue, kRequired, {kSet});
  Add(rows, HeadWord::kValue, kOnce, {kOtherwise});
  Add(rows, HeadWord::kValue, kMany, {kSet});
  Add(rows, HeadWord::kTiers, kRequired, {kCounts, kStep});
  Add(rows, HeadWord::kTiers, kMany, {kStep});
  Add(rows, HeadWord::kScore, kRequired, {kPredicts, kLearns});
  Add(rows, HeadWord::kScore, kOnce, {kOtherwise});
  Add(rows, HeadWord::kClusters, kRequired, {kFinds, kLearns});
  Add(rows, HeadWord::kSegment, kRequired, {kWhen});
  Add(rows, HeadWord::kSegment, kMany, {kWhen});
}

void AddDecisionHeads(Rows& rows) {
  using enum ClauseWord;
  using enum Occurs;
  for (const HeadRow& row : kHeads) {
    if (row.decision) AddDecisionPart(rows, row.word);
    if (row.decision && row.word != HeadWord::kDiscount && row.word != HeadWord::kAudience)
      Add(rows, row.word, kRequired, {kPlace});
  }
  for (const HeadWord head :
       {HeadWord::kOverlay, HeadWord::kBanner, HeadWord::kMessage, HeadWord::kDiscount, HeadWord::kRecommend}) {
    Add(rows, head, kOnce, {kUse});
    Add(rows, head, kMany, {kSay, kShow});
  }
  Add(rows, HeadWord::kDiscount, kRequired, {kGive});
  Add(rows, HeadWord::kDiscount, kOnce, {kPlace, kValid});
  Add(rows, HeadWord::kDiscount, kMany, {kGive, kBuy});
  Add(rows, HeadWord::kNavigation, kRequired, {kRank});
  Add(rows, HeadWord::kNavigation, kOnce, {kPin, kMove});
  Add(rows, HeadWord::kRecommend, kRequired, {kFrom, kTake});
  Add(rows, HeadWord::kRecommend, kOnce, {kRank, kFill});
  Add(rows, HeadWord::kMessage, kOnce, {kFrom, kTake, kFill, kRank});
  Add(rows, HeadWord::kMessage, kMany, {kQuiet});
  Add(rows, HeadWord::kSearch, kOnce, {kPin});
  Add(rows, HeadWord::kSearch, kMany, {kRaise, kLower});
  Add(rows, HeadWord::kPricing, kOnce, {kFrom, kFloor, kCeiling, kRound});
  Add(rows, HeadWord::kPricing, kMany, {kSet, kRaise, kLower, kSay});
  Add(rows, HeadWord::kAsk, kRequired, {kSay, kAnswer, kOption});
  Add(rows, HeadWord::kAsk, kMany, {kSay, kShow, kOption});
  Add(rows, HeadWord::kAudience, kRequired, {kExport});
  Add(rows, HeadWord::kAudience, kMany, {kExport});
}

void AddTrialHeads(Rows& rows) {
  using enum ClauseWord;
  using enum Occurs;
  Add(rows, HeadWord::kExperiment, kRequired, {kChanges, kSplit, kMeasure});
  Add(rows, HeadWord::kExperiment, kOnce, {kHoldout, kFor, kExcept, kNeeds, kUses});
  Add(rows, HeadWord::kExperiment, kMany, {kWhen, kActive, kVariant});
  Add(rows, HeadWord::kGuard, kRequired, {kNever});
  Add(rows, HeadWord::kGuard, kOnce, {kOtherwise});
  Add(rows, HeadWord::kGuard, kMany, {kWhen, kNever});
  Add(rows, HeadWord::kTest, kRequired, {kExpect});
  Add(rows, HeadWord::kTest, kMany, {kNow, kGiven, kOn, kWait, kExpect});
}

Rows BuildFits() {
  using enum ClauseWord;
  Rows rows;
  AddSchemaHeads(rows);
  AddDecisionHeads(rows);
  AddTrialHeads(rows);
  for (const HeadRow& row : kHeads) {
    Add(rows, row.word, Occurs::kOnce, {kWhy, kOwner, kFormerly});
    const bool computes_dates = row.decision || row.word == HeadWord::kPlacement || row.word == HeadWord::kGroup ||
                                row.word == HeadWord::kValue || row.word == HeadWord::kTiers ||
                                row.word == HeadWord::kSegment || row.word == HeadWord::kExperiment ||
                                row.word == HeadWord::kGuard;
    if (computes_dates) Add(rows, row.word, Occurs::kOnce, {kTimeZone});
  }
  return rows;
}

}  // namespace

std::span<const HeadRow> HeadTable() { return kHeads; }
std::span<const ClauseRow> ClauseTable() { return kClauses; }
std::span<const FitRow> FitTable() {
  static const Rows* rows = new Rows(BuildFits());
  return *rows;
}
const HeadRow& RowOf(HeadWord word) { return kHeads[static_cast<std::size_t>(word)]; }
const ClauseRow& RowOf(ClauseWord word) { return kClauses[static_cast<std::size_t>(word)]; }

std::span<const ClauseWord> StoppingClauses() {
  static const auto* stopping = [] {
    auto* words = new std::vector<ClauseWord>;
    for (const ClauseRow& row : kClauses)
      if (row.judged > 0) words->push_back(row.word);
    std::sort(words->begin(), words->end(),
              [](ClauseWord a, ClauseWord b) { return RowOf(a).judged < RowOf(b).judged; });
    return words;
  }();
  return *stopping;
}

std::optional<ClauseWord> ClauseByText(std::string_view text) {
  const auto row =
      std::find_if(kClauses.begin(), kClauses.end(), [&](const ClauseRow& one) { return one.text == text; });
  return row == kClauses.end() ? std::nullopt : std::optional(row->word);
}

std::optional<Occurs> FitOf(HeadWord head, ClauseWord clause) {
  std::optional<Occurs> found;
  for (const FitRow& row : FitTable()) {
    if (row.head == head && row.clause == clause && found != Occurs::kMany) found = row.occurs;
  }
  return found;
}

}  // namespace nextmove::dsl
