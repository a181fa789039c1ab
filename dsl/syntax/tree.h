// Our own tree of a rule file: what was written, with places, before any name or type is known. Plain data.
// A clause's payload is one of a few shapes; which clause has which shape and fits which head is the table of words.h.
// Parts are shared, so that a clause can be copied into another head (the variants of an experiment).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/source/source.h"
#include "dsl/value/value.h"
#include "dsl/words/words.h"

namespace nextmove::dsl::tree {

struct Name {
  std::string text;
  Span span;
  bool quoted = false;  // written as a text
};

struct Text {
  std::string text;  // escapes resolved except `\{`, which the template parser reads
  Span span;         // with its quotation marks
};

struct LocalizedText {
  Name locale;
  Text text;
};

struct DurationText {  // `7 calendar days`
  std::int64_t count = 0;
  Unit unit = Unit::kDay;
  bool calendar = false;
  Span span;
};

// ---- expressions ----

struct Expr;
using ExprPtr = std::shared_ptr<Expr>;

// An event kind or a list and what it must be about: `viewed category under "dresses" where (price is 5 EUR)`.
struct Occurrence {
  Name event;
  std::optional<Name> field;  // `category`; of `the same product` too
  bool under = false;
  bool same = false;     // `the same product`
  bool of_this = false;  // `viewed this product`
  ExprPtr value;         // after the field; may be null
  ExprPtr where;         // may be null
  Span span;
};

enum class WindowKind {
  kNone,
  kInTheLast,
  kThisSession,
  kThisUnit,
  kToday,
  kSinceDate,
  kSinceEvent,
  kBeforeThisSession,
  kBeforeThisUnit,
  kBeforeToday,
  kBeforeDate,
  kBetweenDates
};
struct Window {
  WindowKind kind = WindowKind::kNone;
  std::optional<DurationText> duration;
  Unit unit = Unit::kDay;
  std::optional<Date> from, until;  // none with has_bad_date when the day does not exist
  std::shared_ptr<Occurrence> since;
  Span span;
};

enum class CountKind { kNone, kAtLeast, kAtMost, kExactly };
struct HistoryStep {
  bool negated = false;  // `then not`
  Occurrence occurrence;
  std::optional<DurationText> within;
};
struct History {  // has [not] [been] A (then [not] B [within D])* [count] [window]
  bool negated = false;
  std::vector<HistoryStep> steps;
  CountKind count_kind = CountKind::kNone;
  std::int64_t count = 0;
  Window window;
};

enum class AggregateKind {
  kTimes,
  kDifferent,
  kSum,
  kAverage,
  kHighest,
  kLowest,
  kLatest,
  kFirst,
  kUnitsSince,
  kUnitsSinceFirst,
  kUnitsUntil,
  kAnniversary,
  kAffinity
};
struct Aggregate {
  AggregateKind kind = AggregateKind::kTimes;
  ExprPtr what;            // the field or expression summed; a kPath for a bare field
  Unit unit = Unit::kDay;  // kUnitsSince, kUnitsUntil
  bool calendar = false;
  bool in_list = false;  // `in cart.items where (...)`: occurrence.event is the list
  std::optional<Occurrence> occurrence;
  std::optional<Name> anniversary_of;  // kAnniversary and `since anniversary of d`
  std::optional<Date> date;            // `days since 2026-01-01`
  bool under = false;                  // affinity to category under "x"
  Window window;
};

enum class ContainsKind {
  kValue,
  kAnyOf,
  kAllOf,
  kAnyWhere,
  kItem
};  // kItem: product "p" [where (c)], product under x
enum class SignKind { kPlus, kMinus, kTimes, kDivide };

enum class ExprKind {
  kLiteral,  // literal
  kPath,     // name: `cart.total`; of_this: `this product.price` (name `product.price`)
  kList,     // children
  kAnd,
  kOr,         // children, two or more; `mixed` is found by `parenthesized` of the children
  kNot,        // one child
  kOrUnknown,  // one child
  kAndKnown,   // one child
  kIs,
  kIsNot,  // two children
  kIsOneOf,
  kIsNotOneOf,  // value, list or path
  kIsKnown,
  kIsUnknown,  // one child (`is not known` is written as kIsUnknown with `negated`)
  kIsBetween,  // value, low, high
  kAtLeast,
  kAtMost,
  kMoreThan,
  kLessThan,
  kBefore,
  kAfter,
  kIsUnder,  // two children
  kInTheLast,
  kInTheNext,  // one child, duration
  kInThis,     // one child, unit
  kContains,  // children[0] the list; contains kind; children[1] value (kValue, kAnyOf list, kAllOf list) ; name field,
              // where
  kStartsWith,
  kEndsWith,    // two children
  kArithmetic,  // two children, sign
  kDifference,  // two children
  kToday,
  kInSegment,  // name
  kHistory,    // history
  kAggregate,  // aggregate
  kSymbol,     // two children, `text` the sign: `>=`; only to be explained
  kWrong,      // a piece that was explained already
};

struct Expr {
  ExprKind kind = ExprKind::kWrong;
  Span span;
  Span operator_span;    // the words between the operands
  bool negated = false;  // `is not between`, `does not contain`, ...
  bool parenthesized = false;
  std::vector<ExprPtr> children;
  Value literal;             // kLiteral: yes/no, number, percent, money, duration, date, text
  std::optional<int> clock;  // kLiteral `18:30`: minute of the day
  std::optional<Duration> duration;
  Unit unit = Unit::kDay;
  bool of_this = false;
  std::string text;  // kPath, kInSegment: the name; kSymbol: the sign
  SignKind sign = SignKind::kPlus;
  ContainsKind contains = ContainsKind::kValue;
  bool under = false;  // contains category under "x"
  ExprPtr where;       // of kContains
  std::shared_ptr<History> history;
  std::shared_ptr<Aggregate> aggregate;
};

// ---- types ----

struct TypeText;
struct FieldText {
  Name name;
  std::shared_ptr<TypeText> type;
  bool optional = false;
};
struct TypeText {
  enum class Kind { kName, kOneOf, kList, kRecordList } kind = Kind::kName;
  Name name;                          // kName: `number`, `yes/no`, `time zone`, `product`
  std::vector<Text> values;           // kOneOf
  std::shared_ptr<TypeText> element;  // kList
  std::vector<FieldText> fields;      // kRecordList
  Span span;
};

// ---- clause payloads ----

struct Empty {};  // optional
struct Names {
  std::vector<Name> names;
};  // for, except, needs, uses, place, competes, overrides, formerly,
    // consents, channels, ties, use, locales, changes, origin, priority,
    // offline, currency, answer
struct TextPayload {
  Text text;
};  // why, owner
struct ExprPayload {
  ExprPtr value;
};  // when, otherwise, worth, likelihood, floor, ceiling, counts, never,
    // round; null value is `nothing`
struct ExprList {
  std::vector<ExprPtr> values;
};  // pin, learns
struct IntPayload {
  std::optional<std::int64_t> value;
  Span span;
};  // edition, allows (none: all), fires, finds
struct DurationPayload {
  DurationText duration;
};  // kept, held, valid, sessions, wait, halves
struct ConsentPayload {
  Name purpose;
  std::optional<Name> session_purpose;
};
struct ZonePayload {
  std::optional<Text> text;
  std::optional<Name> path;
  Span span;
};
struct SayPayload {
  Name part;
  std::vector<LocalizedText> texts;
};
struct ShowPayload {
  std::vector<std::pair<Name, ExprPtr>> parts;
};
struct MovePayload {
  std::int64_t at_most = 0;
  Span span;
  ExprPtr where;
};
struct SetPayload {
  ExprPtr value;
  ExprPtr condition;
};  // condition may be null
struct StepPayload {
  std::vector<std::pair<ExprPtr, ExprPtr>> steps;
};  // value, from
struct RankPayload {
  std::vector<std::pair<ExprPtr, bool>> keys;
};  // true: lowest first

enum class ExtremeKind { kNone, kCheapest, kDearest };
// `category under "dresses"`, `product "tray"`, `cart.items where (...) per line`.
struct Scope {
  std::optional<Name> base;  // a field word (`category`, `product`) when `value` is set, else a path: `cart.items`
  bool of_this = false;
  bool under = false;
  ExprPtr value;
  ExprPtr where;
  std::optional<Name> per;  // `piece`, `line`
  Span span;
  bool empty() const { return !base && !where && !per; }
};
struct BuyPayload {
  std::int64_t count = 0;
  Scope scope;
};
struct GivePayload {
  ExprPtr amount;  // percent or money off; null for a perk
  ExtremeKind extreme = ExtremeKind::kNone;
  std::int64_t extreme_count = 1;
  Scope scope;
  ExprPtr up_to;  // may be null
  std::optional<std::int64_t> up_to_times;
  Name perk;                               // `free_delivery`, `gift`, `points`, `price` when amount is null
  ExprPtr perk_value;                      // may be null
  std::optional<std::int64_t> perk_times;  // `points 2 times`
};

struct ScheduleEdge {
  std::optional<Date> date;
  std::optional<int> clock;
  std::optional<Name> month;
  std::int64_t day = 0;
  Span span;
};
struct Schedule {
  std::vector<Name> every;  // friday, day, weekday, month, year, a value
  std::optional<ScheduleEdge> from, until;
  std::optional<ZonePayload> zone;
};
struct Moment {
  std::optional<Occurrence> occurrence;  // a name (or event with filter)
  std::optional<Name> anniversary_of;
  std::optional<Name> every;
  Span span;
};
struct OnPayload {
  std::vector<Moment> moments;
  std::optional<DurationText> after;
  std::optional<int> at;
};

// ---- where products come from ----

// with highest e [but no tie] | with lowest e | with latest E
struct Choice {
  enum class Kind { kHighest, kLowest, kLatest } kind = Kind::kHighest;
  ExprPtr value;  // kHighest, kLowest
  bool no_tie = false;
  std::shared_ptr<Occurrence> latest;  // kLatest
  Span span;
};

struct Source;
struct SourceSet {
  enum class Kind { kNested, kSimilar, kMost, kPath } kind = Kind::kPath;
  std::shared_ptr<Source> nested;  // kNested: `(viewed with latest viewed)`
  std::optional<Choice> choice;    // kNested
  ExprPtr similar_to;              // kSimilar
  // kMost: the event and its filter. kPath: an event, a catalogue, a list, a pick and its filter; of_this without a
  // field for `this x`.
  Occurrence occurrence;
  bool of_this = false;  // kPath: `this x`
  ExprPtr with;          // kPath: `purchased with sofa`; may be null
  ExprPtr where;         // kSimilar, and kPath after `with`; may be null
  CountKind count_kind = CountKind::kNone;
  std::int64_t count = 0;
  Window window;
  Span span;
};
struct Source {
  std::vector<SourceSet> sets;
  std::vector<SourceSet> but_not;
  Span span;
};
struct PickPayload {
  Name name;
  Name kind;
  std::optional<Source> source;  // none: all items of the catalogue `kind` that fit `where`
  ExprPtr where;                 // without a source
  std::optional<Choice> choice;
};
struct SourcePayload {
  Source source;
};  // from, fill
struct TakePayload {
  std::int64_t least = 1;  // `take 4` is 1 to 4
  std::int64_t most = 0;
  Span span;  // `3 to 6`
  std::optional<std::int64_t> at_most_per;
  std::optional<Name> per;
};
struct MoveByPayload {
  ExprPtr by;                           // null with `affinity`
  std::shared_ptr<Aggregate> affinity;  // kAffinity
  ExprPtr where;                        // may be null
  std::optional<Occurrence> after;
};  // raise, lower
struct OptionPayload {
  ExprPtr value;
  std::vector<LocalizedText> texts;
};
struct ExportPayload {
  Name attribute;
  std::vector<Text> to;
  std::optional<DurationText> every;  // `every day` is every 1 day
};

// ---- how often, how much, trials ----

struct LimitPayload {
  struct Limit {
    struct Per {
      enum class Kind { kSession, kUnit, kDuration, kName } kind = Kind::kSession;
      Unit unit = Unit::kDay;                // kUnit
      bool calendar = false;                 // kUnit
      std::optional<DurationText> duration;  // kDuration
      Name name;                             // kName: `per product`
      Span span;                             // with `per`
    };
    std::int64_t times = 0;
    std::vector<Per> per;
    Span span;
  };
  std::vector<Limit> limits;
};
struct BudgetPayload {
  struct Part {
    ExprPtr amount;  // money; null with `times`
    std::optional<std::int64_t> times;
    std::optional<LimitPayload::Limit::Per> per;
    Span span;
  };
  std::vector<Part> parts;
};
struct StopPayload {
  std::optional<DurationText> duration;  // none: for ever
  struct After {
    Name event;
    std::int64_t times = 1;
  };
  std::vector<After> after;
};
struct SharePayload {
  Decimal percent;
  Span span;
};  // explore, holdout
struct SplitPayload {
  Name by;  // `session` too
};
struct VariantPayload {
  Name name;
  SharePayload share;
};
struct MeasurePayload {
  ExprPtr aggregate;  // kAggregate
  DurationText within;
};
struct PredictsPayload {
  Occurrence occurrence;
  DurationText within;
};
struct UndoesPayload {
  std::vector<Name> events;
  Name by;
};

// ---- tests ----

// One part of `given`.
struct Fact {
  enum class Kind {
    kConsent,   // [no] consent p
    kIs,        // cart.total is 80 EUR
    kContains,  // cart.items contains product "p"
    kItem,      // product "p" where (...)
    kThisIs,    // this product is "p"
    kEvent,     // purchased product "p" 2 times 3 days ago; a bare path too
    kHoldout,   // holdout of e
    kVariant,   // variant v of e
    kSimilar,   // similar to "p" is [...]
    kMost,      // most purchased is [...]
    kWith       // purchased with "p" is [...]
  } kind = Kind::kEvent;
  bool negated = false;  // no consent p
  Name name;             // consent purpose; path; catalogue of kItem; event of kMost and kWith; experiment
  Name variant;          // kVariant
  ExprPtr value;  // kIs (null: unknown), kThisIs, kItem id; kContains: the item's id or value, or what `any of` names;
                  // kSimilar, kWith: of what
  ExprPtr list;   // kSimilar, kMost, kWith
  ContainsKind contains = ContainsKind::kValue;  // kContains
  std::optional<Name> field;                     // kContains: `product` of `cart.items contains product "p"`
  bool under = false;                            // kContains
  ExprPtr where;                                 // kItem, kContains
  Occurrence occurrence;                         // kEvent
  std::int64_t times = 1;                        // kEvent
  std::optional<DurationText> ago;               // kEvent
  std::optional<Date> at;                        // kEvent: `at 2026-01-10 18:30`
  std::optional<int> clock;                      // kEvent, with `at`
  Span span;
};
struct GivenPayload {
  std::vector<Fact> facts;
};
struct NowPayload {
  std::optional<Date> date;
  std::optional<int> clock;
};
struct ExpectPayload {
  bool nothing = false;
  bool negated = false;
  Name name;  // rule, segment, content
  std::optional<Name> before, in;
  ExprPtr with;                 // `headline is "..." and saving is 10 EUR`; may be null
  std::optional<Name> because;  // the clause word
};

using Payload = std::variant<Empty, Names, TextPayload, ExprPayload, ExprList, IntPayload, DurationPayload,
                             ConsentPayload, ZonePayload, SayPayload, ShowPayload, MovePayload, SetPayload, StepPayload,
                             RankPayload, BuyPayload, GivePayload, Schedule, OnPayload, PickPayload, SourcePayload,
                             TakePayload, MoveByPayload, OptionPayload, ExportPayload, LimitPayload, BudgetPayload,
                             StopPayload, SharePayload, SplitPayload, VariantPayload, MeasurePayload, PredictsPayload,
                             UndoesPayload, GivenPayload, NowPayload, ExpectPayload>;

struct Clause {
  ClauseWord word;
  Span span;  // all of it
  Span word_span;
  bool broken = false;  // was explained already: the checker passes over it but knows that it is there
  Payload payload;
};

struct Head {
  HeadWord word;
  Span span;  // `discount win_back`
  Span word_span;
  Name name;                      // dots only in attribute names
  std::optional<TypeText> type;   // attribute
  std::vector<FieldText> fields;  // event, catalogue
  std::vector<Clause> clauses;
  bool broken = false;
};

struct File {
  std::uint32_t file = 0;
  std::vector<Head> heads;
};

}  // namespace nextmove::dsl::tree
