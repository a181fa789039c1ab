// Our own tree of a rule file: what was written, with places, before any name or type is known. Plain data.
// A clause's payload is one of a few shapes; which clause has which shape and fits which head is the table of words.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/source/source.h"
#include "dsl/syntax/words.h"
#include "dsl/value/value.h"

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
using ExprPtr = std::unique_ptr<Expr>;

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
  std::unique_ptr<Occurrence> since;
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
  std::unique_ptr<History> history;
  std::unique_ptr<Aggregate> aggregate;
};

// ---- types ----

struct TypeText;
struct FieldText {
  Name name;
  std::unique_ptr<TypeText> type;
  bool optional = false;
};
struct TypeText {
  enum class Kind { kName, kOneOf, kList, kRecordList } kind = Kind::kName;
  Name name;                          // kName: `number`, `yes/no`, `time zone`, `product`
  std::vector<Text> values;           // kOneOf
  std::unique_ptr<TypeText> element;  // kList
  std::vector<FieldText> fields;      // kRecordList
  Span span;
};

// ---- clause payloads ----

struct Empty {};  // optional
struct Names {
  std::vector<Name> names;
};  // for, except, needs, uses, place, competes, overrides, formerly,
    // consents, channels, ties, use, locales, changes, origin, priority,
    // offline, currency, undoes (names then `by` word last)
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

// `given` of a test: only the shapes that this edition evaluates keep their parts.
struct Fact {
  enum class Kind { kConsent, kIs, kContains, kItem, kThisIs, kEvent, kOther } kind = Kind::kOther;
  bool negated = false;       // no consent p
  Name name;                  // consent purpose; path; catalogue of kItem
  ExprPtr value;              // kIs (null: unknown), kThisIs, kItem id; kContains: the item's id or value
  std::optional<Name> field;  // kContains: `product` of `cart.items contains product "p"`
  ExprPtr where;              // kItem, kContains
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
// A clause that this version reads but does not decide yet (`limit`, `pick`, ...): only its place is kept.
struct Later {};

using Payload =
    std::variant<Empty, Names, TextPayload, ExprPayload, ExprList, IntPayload, DurationPayload, ConsentPayload,
                 ZonePayload, SayPayload, ShowPayload, MovePayload, SetPayload, StepPayload, RankPayload, BuyPayload,
                 GivePayload, Schedule, OnPayload, GivenPayload, NowPayload, ExpectPayload, Later>;

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
