// The compiled form of a rule folder: immutable data, names resolved to indices, expressions typed and with spans.
// Built by dsl/check; safe to share between threads. Nothing here needs the parser.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/operations.h"
#include "dsl/program/resolved.h"
#include "dsl/source/source.h"
#include "dsl/value/locale.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {

struct HistoryQuery;

// A typed expression. Which of the fields an operation uses stands at its Op.
struct Expr {
  Op op = Op::kConstant;
  Type type;
  Span span;
  Value constant;
  int index = -1;
  int index2 = -1;
  int zone = -1;  // index into Program::zones, for operations with calendar words
  Unit unit = Unit::kDay;
  bool calendar = false;  // kUnitsSince with `calendar`
  Part part = Part::kSize;
  std::optional<Duration> duration;             // kInTheLast, kInTheNext
  std::shared_ptr<const HistoryQuery> history;  // operations over events
  std::vector<Expr> children;
};

// ---- what is asked of the events ----

struct EventFilter {          // `viewed category under "dresses" where (price is 5 EUR)`
  int event = -1;             // of Program::events
  std::optional<Expr> where;  // over the event's record; none: all of the kind
};

struct HistoryWindow {
  enum class Kind {
    kNone,
    kInTheLast,
    kThisSession,
    kThisUnit,  // day, week, month, year of the zone
    kSinceDate,
    kSinceEvent,
    kBeforeThisSession,
    kBeforeThisUnit,
    kBeforeDate,
    kBetweenDates
  } kind = Kind::kNone;
  Duration duration;       // kInTheLast
  Unit unit = Unit::kDay;  // kThisUnit, kBeforeThisUnit; `today` is the day
  Date from, until;        // kSinceDate and kBeforeDate use `from`
  EventFilter since;       // kSinceEvent: from the latest one on
};

enum class CountBound { kAtLeast, kAtMost, kExactly };

// `has A then B within D then not C at least 2 times in W`, and what aggregates run over (one step, no count).
struct HistoryQuery {
  struct Step {
    bool negated = false;
    EventFilter filter;
    std::optional<Duration> within;
  };
  std::vector<Step> steps;  // the first is not negated
  CountBound bound = CountBound::kAtLeast;
  std::int64_t count = 1;
  int same_field = -1;  // `the same product`: field of steps[0]'s event
  HistoryWindow window;
};

// A zone by name, or by an attribute with the project's zone where that is unknown.
struct ZoneRef {
  TimeZone zone;
  int attribute = -1;
};

struct Declared {  // what every head has
  std::string name;
  Span span;
  std::string why;
  std::string owner;
  std::vector<std::string> formerly;
};

struct Project : Declared {
  int edition = 1;
  Currency currency;
  std::vector<std::string> locales;
  std::string fallback_locale;
  std::vector<std::string> purposes;  // [0] is `necessary`
  bool offline_allow = false;
  Duration session_silence{30 * 60'000};  // ends a session
};

struct Attribute : Declared {
  Type type;
  std::uint32_t id = 0;  // FNV-1a 32 of the name
  bool optional = false;
  Value otherwise;  // unknown when optional
  int purpose = 0;  // index into Project::purposes
  int session_purpose = -1;
  std::string origin = "observed";
  std::optional<Duration> kept;
  Value floor, ceiling;  // unknown: none
};

// A kind of event, declared or built in. Every event also has `time` and `date`, which are no fields.
struct EventKind : Declared {
  struct Undoing {
    int event = -1;
    int field = -1, other_field = -1;  // of this kind, of the other
  };
  std::vector<FieldType> fields;
  int purpose = 0;
  int session_purpose = -1;
  std::string origin = "observed";
  Duration kept;
  Decimal worth{1};  // weight in affinity
  std::vector<Undoing> undoes;
  bool built_in = false;  // shown, clicked, dismissed, converted, redeemed, cancelled, sent, answered
};

// 0..100; rises and falls with events, halves with time (`language.md` 10).
struct Signal : Declared {
  struct Change {
    EventFilter after;
    Expr points;         // a number
    bool raises = true;  // else it lowers
  };
  std::vector<Change> changes;
  Duration half_life;
  Decimal fires_at;
};
struct Score : Declared {  // a learned probability, given from outside
  EventFilter predicts;
  Duration within;
  std::vector<Expr> learns_from;
  Value otherwise;  // percent, or unknown
};
struct Clusters : Declared {  // a learned group 1..count, given from outside
  int count = 0;
  std::vector<Expr> learns_from;
};

struct Catalogue : Declared {
  std::vector<FieldType> fields;
  int parent_field = -1;       // `parent`, of a hierarchical catalogue
  std::optional<Expr> offers;  // over kItemSelfField
};

// One rank key; without keys the default of `language.md` 16 is filled in by the checker.
struct RankKey {
  Expr value;
  bool lowest_first = false;
};

// A text with holes, in one locale.
struct TemplatePiece {
  std::string text;           // literal piece; empty for a hole
  std::optional<Expr> value;  // a hole
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

struct Content : Declared {
  ContentParts parts;
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

// `limit` and `stop` (`language.md` 14): conditions over built-in events. A rule's or slot's; `holds` must be yes for a
// rule to be eligible, and may mention the rule's picks. The text is the author's.
struct Cap {
  Expr holds;
  Span span;
  std::string text;  // `2 times per session`
};
// One part of a budget (`language.md` 15).
struct Budget {
  std::optional<Money> amount;
  std::optional<std::int64_t> times;
  std::optional<Unit> per;  // day, week, month, year; none: in all
  Span span;
};

struct Slot : Declared {      // what placements and groups share
  std::optional<int> allows;  // none: all
  std::vector<RankKey> rank;
  std::vector<int> ties;  // rules, in order
  std::vector<Cap> limits, stops;
  std::vector<Schedule> quiet;
  std::optional<Duration> held;
  Decimal explore_percent{0};  // share of decisions left to chance
  int zone = 0;
};
struct Placement : Slot {
  std::vector<std::string> channels;
  int otherwise = -1;  // content
};
struct Group : Slot {
  std::vector<Budget> budgets;
};

struct ValueCase {
  Expr value;
  std::optional<Expr> condition;
};
struct NamedValue : Declared {
  Type type;
  std::vector<ValueCase> cases;
  Value otherwise;
};
struct Tiers : Declared {
  Expr counts;
  struct Step {
    Value value;
    Value from;
  };
  std::vector<Step> steps;  // ascending
};
struct Segment : Declared {
  std::vector<Expr> when;  // all must be yes
};

enum class RuleKind {
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
enum class Priority { kLow, kNormal, kHigh, kCritical };

struct Scope {
  enum class Base { kCart, kAmount, kLines } base = Base::kCart;
  std::optional<Expr> amount;  // kAmount: a money expression
  int list_attribute = -1;     // kLines
  std::optional<Expr> where;   // kLines: over the line's record (category/product scopes are lowered to it)
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
  std::optional<Expr> amount;  // percent, money, the gift's item, points
  Scope scope;
  std::optional<Expr> up_to;          // money
  std::vector<std::string> delivery;  // free_delivery ["express"]
  enum class Extreme { kNone, kCheapest, kDearest } extreme = Extreme::kNone;
  std::int64_t extreme_count = 1;
  bool own_scope = false;                   // the pieces come from `scope`, not from the set
  std::optional<std::int64_t> up_to_times;  // sets at most
  Span span;
};

// ---- sources and picks (`language.md` 11, 24) ----

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
  std::shared_ptr<const Source> nested;
  std::optional<Choice> choice;
  std::optional<Expr> value;
  int event = -1;  // kMost, kWith, kHistory
  // The field that gives the value: kMost, kHistory: of the event; kList: of the line; kSimilar, kWith, kValue: of the
  // lines of a list that `value` holds; -1: the element itself.
  int field = -1;
  int catalogue = -1;  // of the items, -1 where the values are none
  int attribute = -1;  // kList
  // kHistory and kList with lines: over the record (kField) with the item's fields as kItemField; else over the item
  // (kItemSelfField).
  std::optional<Expr> where;
  CountBound bound = CountBound::kAtLeast;  // kHistory: `viewed at least 2 times`
  std::int64_t count = 1;
  HistoryWindow window;
  int zone = 0;
  Span span;
};

struct Pick {
  std::string name;
  Type type;
  std::optional<Source> source;  // always filled; `pick x: product where (c)` is all items of the catalogue
  std::optional<Expr> where;     // over the item looked at
  std::vector<Expr> conditions;  // the rule's `when` whose last mentioned pick is this one
  std::optional<Choice> choice;
  Span span;
};

struct Take {
  std::int64_t least = 1, most = 1;
  std::optional<std::int64_t> at_most_per;
  int per_field = -1;  // of the source's catalogue
};

// ---- search, prices, questions, audiences ----

struct Boost {  // `raise by 15% where (c)`, `raise by affinity to brand`
  bool raises = true;
  Expr by;                    // percent; kAffinity of the item looked at
  std::optional<Expr> where;  // over the item looked at
};
struct PriceStep {
  enum class Kind { kSet, kRaise, kLower } kind = Kind::kSet;
  Expr value;                     // money, or percent
  std::optional<Expr> condition;  // `if c`, `where (c)`
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
  std::string name;          // kName; kEvent, kSignal: theirs
  EventFilter event;         // kEvent
  int signal = -1;           // kSignal
  std::optional<Expr> date;  // kAnniversary: the date that it is of
  SchedulePeriod period;     // kEvery
  Span span;
};

struct Rule : Declared {
  struct ClausePlace {
    std::string_view word;  // of the table of clauses, which outlives all rules
    Span span;
  };
  RuleKind kind = RuleKind::kBanner;
  std::vector<ClausePlace> clauses;  // the first of each word, in the order written
  std::vector<int> for_segments, except_segments;
  std::vector<int> needs, uses;  // purposes
  std::vector<Expr> when;
  std::vector<Moment> on;         // empty: every moment
  std::optional<Duration> after;  // of `on`: a timer in messages, else the time since the latest event
  std::optional<int> at_minute;   // of `on`: minute of the day
  std::vector<Schedule> active;   // all must hold
  std::vector<Pick> picks;        // each may use earlier ones
  std::vector<int> placements;    // in the order they are asked
  std::vector<int> groups;
  ContentParts content;  // `use` is already merged in
  std::vector<Buy> buys;
  std::vector<Give> gives;
  std::optional<Duration> valid;
  std::optional<Source> from, fill;  // recommend, message
  Take take;
  std::vector<Boost> boosts;      // search
  std::vector<PriceStep> prices;  // pricing
  std::optional<Expr> price_from, price_floor, price_ceiling, round_to;
  int answer = -1;  // ask: the attribute
  std::vector<AskOption> options;
  std::vector<Export> exports;
  std::vector<RankKey> item_rank;  // navigation, recommend, message: over the items looked at
  std::vector<Expr> pins;
  std::optional<int> move_at_most;
  std::optional<Expr> move_where;
  int menu_catalogue = -1;  // catalogue of the menu's items; -1: none is known
  Priority priority = Priority::kNormal;
  std::vector<int> overrides;  // rules; groups are written out (all other members)
  std::optional<Expr> worth, likelihood;
  std::vector<Cap> limits, stops;
  std::vector<Budget> budgets;
  std::vector<Schedule> quiet;  // message
  bool offline_allow = false;
  int zone = 0;

  // Where the first clause of this word stands; the head where there is none.
  Span SpanOf(std::string_view word) const;
};

// Whether the rule is a message that only a timer decides.
bool HasTimer(const Rule& rule);

// ---- experiments and guards (`language.md` 26, 27) ----

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
  std::vector<std::string> replaced;  // clause words that some variant replaces: `give`
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

// One line of an in-language test, in the order written.
struct TestFact {
  enum class Kind {
    kConsent,          // index: purpose
    kAttribute,        // index: attribute; -1: sent by `name` (a menu's list, this.product)
    kListItem,         // index: attribute; value: the record, fields not named unknown
    kItem,             // index: catalogue; item, value: the record
    kLikelihood,       // index: rule; value: percent
    kBudgetLeft,       // index: rule; value: money or number
    kGroupBudgetLeft,  // index: group; likewise
    kEvent,            // index: event; value: the record; times; ago or date
    kSignal,           // index: signal; value: number
    kScore,            // index: score; value: percent
    kCluster,          // index: clusters; value: number
    kSimilar,          // item; value: list of items
    kMost,             // index: event; value: list of items, most first
    kWith,             // index: event; item; value: list of items, strongest first
    kVariant,          // index: experiment; name: the arm
    kHoldout,          // index: experiment
    kErased
  } kind = Kind::kAttribute;
  int index = -1;
  std::string name;
  bool given = true;  // kConsent: false for `no consent`
  Value value;
  std::string item;
  std::int64_t times = 1;
  std::optional<Duration> ago;
  std::optional<Date> date;  // kEvent: with `minute`, else at midnight
  std::optional<int> minute;
};
struct TestExpect {
  bool nothing = false, negated = false;
  int rule = -1, segment = -1, content = -1, signal = -1;  // at most one
  int before = -1;                                         // rule
  int placement = -1;                                      // `in`; `group` for groups
  int group = -1;
  struct With {
    std::string part;
    bool contains = false;
    Value value;
    Span span;
  };
  std::vector<With> with;  // all must hold
  std::string because;     // clause word: `when`
};
struct TestLine {
  enum class Kind { kNow, kGiven, kOn, kWait, kExpect } kind = Kind::kGiven;
  Span span;
  std::optional<Date> date;  // kNow
  std::optional<int> minute;
  Duration wait;                  // kWait
  std::string moment;             // kOn
  std::optional<TestFact> event;  // kOn: the event that happens now, when the moment is one
  std::vector<TestFact> facts;    // kGiven
  TestExpect expect;
};
struct Test {
  std::string name;
  Span span;
  std::vector<TestLine> lines;
};

// All rules of one version. `sources` keeps the texts for explain's lines.
struct Program {
  std::shared_ptr<const SourceSet> sources;
  std::string version;  // 64 hex digits: SHA-256 of all files, set by who loaded them
  Project project;
  std::vector<ZoneRef> zones;                // [0] is the project's
  std::vector<LocaleFormat> locale_formats;  // in the order of Project::locales
  std::vector<Attribute> attributes;
  std::vector<EventKind> events;  // by name, built-in ones too
  std::vector<Catalogue> catalogues;
  std::vector<Signal> signals;
  std::vector<Score> scores;
  std::vector<Clusters> clusters;
  std::vector<Placement> placements;
  std::vector<Group> groups;
  std::vector<Content> contents;
  std::vector<NamedValue> values;  // in an order in which each only reads earlier ones
  std::vector<Tiers> tiers;
  std::vector<Segment> segments;  // likewise
  std::vector<Rule> rules;        // sorted by name
  std::vector<Experiment> experiments;
  std::vector<Guard> guards;
  std::vector<Test> tests;
  std::vector<std::string> moments;  // named by rules and tests, sorted; with `page_load`

  using Names = std::map<std::string, int, std::less<>>;
  Names attribute_names, event_names, catalogue_names, signal_names, score_names, clusters_names, placement_names,
      group_names, segment_names, rule_names, value_names, experiment_names;
  std::map<std::uint32_t, int> attribute_ids;

  Resolved resolved;  // of all the above, set last

  // Well-known attributes, -1 where not declared.
  int cart_total = -1, cart_items = -1, page_channel = -1, visitor_time_zone = -1;

  int FindAttribute(std::string_view name) const;
  int FindRule(std::string_view name) const;
};

// FNV-1a 32 of the UTF-8 bytes: the id of an attribute on the wire.
std::uint32_t AttributeId(std::string_view name);

}  // namespace nextmove::dsl
