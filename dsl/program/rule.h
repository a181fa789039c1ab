// The compiled form of one rule, and what tries and guards rules. Built by dsl/check; safe to share between threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dsl/program/expression.h"
#include "dsl/words/words.h"

namespace nextmove::dsl {

struct Declared {  // what every head has
  std::string name;
  Span span;
  std::string why;
  std::string owner;
  std::vector<std::string> formerly;
};

// One rank key; without keys the checker fills in the default (language reference, paragraph 16).
struct RankKey {
  Expr value;
  bool lowest_first = false;
};

// A text with holes, in one locale.
struct TemplatePiece {
  std::string text;  // literal piece; empty for a hole
  Box<Expr> value;   // a hole
  std::optional<std::string> otherwise;
  std::vector<std::string> plural_forms;  // in CLDR order; then value is a number
};
using Template = std::vector<TemplatePiece>;

struct SayPart {
  std::string name;
  std::vector<Template> texts;  // in the order of Project::locales
};
struct ShowPart {
  std::string name;
  Expr value;  // a text with holes is `text` below
  std::optional<Template> text;
};
struct ContentParts {
  std::vector<SayPart> say;
  std::vector<ShowPart> show;
};

struct ScheduleEdge {  // one of: date [clock], clock alone, month and day, day of the month
  std::optional<Date> date;
  std::optional<int> minute;
  int month = 0;  // 1..12
  int day = 0;    // of the month
};
struct SchedulePeriod {  // `every friday`, `weekday`, `weekend`, `day`, `month`, `year`, or dates of a value
  enum class Kind { kDay, kWeek, kWeekday, kWeekend, kNamedDay, kMonth, kYear, kDates } kind = Kind::kDay;
  int weekday = 0;
  int value = -1;  // kDates: index of the named value
};
struct Schedule {
  std::vector<SchedulePeriod> every;  // empty: only from / until
  std::optional<ScheduleEdge> from, until;
  int zone = 0;
  Span span;
};

// `limit` and `stop` (language reference, paragraph 14): conditions over built-in events. A rule's or slot's; `holds`
// must be yes for a rule to be eligible, and may mention the rule's picks. The text is the author's.
struct Cap {
  Expr holds;
  Span span;
  std::string text;  // `2 times per session`
};
// One part of a budget (language reference, paragraph 15).
struct Budget {
  std::optional<Money> amount;
  std::optional<std::int64_t> times;
  std::optional<Unit> per;  // day, week, month, year; none: in all
  Span span;
};

enum class RuleKind : std::uint8_t {
  kOverlay,
  kBanner,
  kDiscount,
  kNavigation,
  kRecommend,
  kMessage,
  kSearch,
  kPricing,
  kAsk,
  kAudience
};
enum class Priority : std::uint8_t { kLow, kNormal, kHigh, kCritical };

struct Scope {
  enum class Base { kCart, kAmount, kLines } base = Base::kCart;
  Box<Expr> amount;         // kAmount: a money expression
  int list_attribute = -1;  // kLines
  Box<Expr> where;          // kLines: over the line's record (category/product scopes are lowered to it)
  bool per_piece = false, per_line = false;
  std::string kind = "cart";  // for the answer: cart, category, product, lines
  std::string value;          // which category or product, when constant
};
// `buy 3 category under "socks"`: pieces that a set takes.
struct Buy {
  std::int64_t count = 0;
  Scope scope;
  Span span;
};
struct Give {
  enum class Kind { kPercent, kAmount, kPrice, kFreeDelivery, kGift, kPoints, kPointsTimes } kind = Kind::kPercent;
  Box<Expr> amount;  // percent, money, the gift's item, points
  Scope scope;
  Box<Expr> up_to;                    // money
  std::vector<std::string> delivery;  // free_delivery ["express"]
  enum class Extreme { kNone, kCheapest, kDearest } extreme = Extreme::kNone;
  std::int64_t extreme_count = 1;
  bool own_scope = false;                   // the pieces come from `scope`, not from the set
  std::optional<std::int64_t> up_to_times;  // sets at most
  Span span;
};

// ---- sources and picks (language reference, paragraphs 11 and 24) ----

// `with highest e [but no tie]`, `with lowest e`, `with latest E`.
struct Choice {
  enum class Kind { kHighest, kLowest, kLatest } kind = Kind::kHighest;
  // Of one value of the source: it sees the line or event that the value comes from (kField) and the value itself as
  // kPicked of `Pick`'s own index, in a nested source as kItemSelf. A kLatest is lowered to `latest time E`.
  Expr value;
  bool no_tie = false;
};

struct SourcePart;
struct Source {
  std::vector<SourcePart> sets, but_not;
  Type type;  // kItem of a catalogue, or the type of an event's field
  Span span;
};
struct SourcePart {
  enum class Kind {
    kNested,     // nested, choice: only its best
    kSimilar,    // similar to `value` (an item or a list of items)
    kMost,       // `most purchased`: of all visitors, `window` in whole days
    kWith,       // `purchased with value`
    kHistory,    // the visitor's own events, newest first
    kCatalogue,  // all items
    kList,       // an attribute: a list of values, or `field` of its lines
    kValue       // `value`: a pick, `this product`
  } kind = Kind::kValue;
  Box<Source> nested;
  Box<Choice> choice;
  Box<Expr> value;
  int event = -1;  // kMost, kWith, kHistory
  // The field that gives the value: kMost, kHistory: of the event; kList: of the line; kSimilar, kWith, kValue: of the
  // lines of a list that `value` holds; -1: the element itself.
  int field = -1;
  int catalogue = -1;  // of the items, -1 where the values are none
  int attribute = -1;  // kList
  // kHistory and kList with lines: over the record (kField) with the item's fields as kItemField; else over the item
  // (kItemSelfField).
  Box<Expr> where;
  CountBound bound = CountBound::kAtLeast;  // kHistory: `viewed at least 2 times`
  std::int64_t count = 1;
  HistoryWindow window;
  int zone = 0;
  Span span;
};

struct Pick {
  std::string name;
  Type type;
  Box<Source> source;            // always filled; `pick x: product where (c)` is all items of the catalogue
  Box<Expr> where;               // over the item looked at
  std::vector<Expr> conditions;  // the rule's `when` whose last mentioned pick is this one
  Box<Choice> choice;
  Span span;
};

struct Take {
  int least = 1, most = 1;
  int per_field = -1;            // of the source's catalogue
  std::int64_t at_most_per = 0;  // items with one value of it; REQUIRES: per_field >= 0
};

// ---- search, prices, questions, audiences ----

struct Boost {  // `raise by 15% where (c)`, `raise by affinity to brand`
  bool raises = true;
  Expr by;          // percent; kAffinity of the item looked at
  Box<Expr> where;  // over the item looked at
};
struct PriceStep {
  enum class Kind { kSet, kRaise, kLower } kind = Kind::kSet;
  Expr value;           // money, or percent
  Box<Expr> condition;  // `if c`, `where (c)`
};
struct AskOption {
  Value value;
  std::vector<Template> texts;  // in the order of Project::locales
};
struct Export {
  int attribute = -1;
  std::vector<std::string> to;
  Duration every;
};

// One of the moments of `on`.
struct Moment {
  enum class Kind { kName, kEvent, kSignal, kAnniversary, kEvery } kind = Kind::kName;
  std::string name;       // kName; kEvent, kSignal: theirs
  EventFilter event;      // kEvent
  int signal = -1;        // kSignal
  Box<Expr> date;         // kAnniversary: the date that it is of
  SchedulePeriod period;  // kEvery
  Span span;
};

// ---- what a rule of each kind adds to what all have; overlays and banners add nothing ----

// `from`, `fill`, `take`, `rank`: of recommendations and messages.
struct Shelf {
  Box<Source> from, fill;  // `from` is missing in messages without a shelf
  Take take;
  std::vector<RankKey> rank;  // over the items of the source; empty: as they come
};
// The items that a navigation or a search orders.
struct Menu {
  int catalogue = -1;      // of the items; -1: none is known
  std::vector<Expr> pins;  // they keep their place
};

namespace kinds {
struct Discount {
  std::vector<Buy> buys;
  std::vector<Give> gives;
  std::optional<Duration> valid;
};
struct Navigation {
  Menu menu;
  std::vector<RankKey> rank;
  std::optional<int> move_at_most;
  Box<Expr> move_where;
};
struct Recommend {
  Shelf shelf;
};
struct Message {
  Shelf shelf;
  std::vector<Schedule> quiet;
};
struct Search {
  Menu menu;
  std::vector<Boost> boosts;
};
struct Pricing {
  std::vector<PriceStep> steps;
  Box<Expr> from, floor, ceiling, round_to;
};
struct Ask {
  int answer = -1;  // the attribute
  std::vector<AskOption> options;
};
struct Audience {
  std::vector<Export> exports;
};
}  // namespace kinds

struct Rule : Declared {
  struct ClausePlace {
    ClauseWord word;
    Span span;
  };
  RuleKind kind = RuleKind::kBanner;
  Priority priority = Priority::kNormal;
  bool offline_allow = false;
  int zone = 0;
  // What judging asks first stands together.
  std::vector<int> placements;  // in the order they are asked
  std::vector<int> groups;
  std::vector<Moment> on;        // empty: every moment
  std::vector<Schedule> active;  // all must hold
  std::vector<int> needs, uses;  // purposes
  std::vector<int> for_segments, except_segments;
  std::vector<Expr> when;
  std::optional<Duration> after;     // of `on`: a timer in messages, else the time since the latest event
  std::optional<int> at_minute;      // of `on`: minute of the day
  std::vector<ClausePlace> clauses;  // the first of each word, in the order written
  std::vector<Pick> picks;           // each may use earlier ones
  ContentParts content;              // `use` is already merged in
  std::vector<int> overrides;        // rules; groups are written out (all other members)
  Box<Expr> worth, likelihood;
  std::vector<Cap> limits, stops;
  std::vector<Budget> budgets;
  // Holds what fits `kind`.
  std::variant<std::monostate, kinds::Discount, kinds::Navigation, kinds::Recommend, kinds::Message, kinds::Search,
               kinds::Pricing, kinds::Ask, kinds::Audience>
      own;

  // What the kind adds; null in rules of other kinds.
  const kinds::Discount* discount() const { return std::get_if<kinds::Discount>(&own); }
  const kinds::Navigation* navigation() const { return std::get_if<kinds::Navigation>(&own); }
  const kinds::Message* message() const { return std::get_if<kinds::Message>(&own); }
  const kinds::Search* search() const { return std::get_if<kinds::Search>(&own); }
  const kinds::Pricing* pricing() const { return std::get_if<kinds::Pricing>(&own); }
  const kinds::Ask* ask() const { return std::get_if<kinds::Ask>(&own); }
  const kinds::Audience* audience() const { return std::get_if<kinds::Audience>(&own); }
  const Shelf* shelf() const;  // of a recommendation or message
  const Menu* menu() const;    // of a navigation or search

  // Where the first clause of this word stands; the head where there is none.
  Span SpanOf(ClauseWord word) const;
};

// Whether the rule is a message that only a timer decides.
bool HasTimer(const Rule& rule);

// ---- experiments and guards (language reference, paragraphs 26 and 27) ----

struct Experiment : Declared {
  struct Variant {
    std::string name;
    int share = 0;                // of 10,000
    std::map<int, Rule> changed;  // by index of the rule: the whole rule with this arm's clauses
    int runs_only = -1;           // `use <rule>`: only that one of the changed rules runs
  };
  std::vector<int> rules;  // changed ones, ascending; groups and placements are written out
  enum class Split { kVisitor, kSession, kAttribute } split = Split::kVisitor;
  int split_attribute = -1;
  int holdout = 0;  // of 10,000
  std::vector<Variant> variants;
  std::vector<ClauseWord> replaced;  // clauses that some variant replaces
  std::vector<int> for_segments, except_segments, needs, uses;
  std::vector<Expr> when;
  std::vector<Schedule> active;
  Expr measure;
  Duration within;
  int zone = 0;
};

struct Guard : Declared {
  std::vector<Expr> never;  // none may be yes
  std::vector<Expr> when;
  bool enforce = false;
  int zone = 0;
};

}  // namespace nextmove::dsl
