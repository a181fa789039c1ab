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
#include "dsl/source/source.h"
#include "dsl/value/locale.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {

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
  std::optional<Duration> duration;  // kInTheLast, kInTheNext
  std::vector<Expr> children;
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

struct Slot : Declared {      // what placements and groups share
  std::optional<int> allows;  // none: all
  std::vector<RankKey> rank;
  std::vector<int> ties;  // rules, in order
};
struct Placement : Slot {
  std::vector<std::string> channels;
  int otherwise = -1;  // content
};
struct Group : Slot {};

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

enum class RuleKind { kOverlay, kBanner, kDiscount, kNavigation };
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
struct Give {
  enum class Kind { kPercent, kAmount, kFreeDelivery, kGift, kPoints, kPointsTimes } kind = Kind::kPercent;
  std::optional<Expr> amount;  // percent, money, the gift's item, points
  Scope scope;
  std::optional<Expr> up_to;          // money
  std::vector<std::string> delivery;  // free_delivery ["express"]
  Span span;
};

struct Rule : Declared {
  RuleKind kind = RuleKind::kBanner;
  std::vector<int> for_segments, except_segments;
  std::vector<int> needs, uses;  // purposes
  std::vector<Expr> when;
  std::vector<std::string> on;   // moments; empty: every moment
  std::vector<Schedule> active;  // all must hold
  std::vector<int> placements;   // in the order they are asked
  std::vector<int> groups;
  ContentParts content;  // `use` is already merged in
  std::vector<Give> gives;
  std::optional<Duration> valid;
  std::vector<RankKey> menu_rank;  // navigation: over the items of the menu
  std::vector<Expr> pins;
  std::optional<int> move_at_most;
  std::optional<Expr> move_where;
  int menu_catalogue = -1;  // catalogue of the menu's items; -1: none is known
  Priority priority = Priority::kNormal;
  std::vector<int> overrides;  // rules; groups are written out (all other members)
  std::optional<Expr> worth, likelihood;
  int zone = 0;
};

// One line of an in-language test, in the order written.
struct TestFact {
  enum class Kind { kConsent, kAttribute, kListItem, kItem, kLikelihood } kind = Kind::kAttribute;
  int index = -1;  // purpose, attribute, catalogue or rule; kAttribute -1: sent by `name` (a menu's list, this.product)
  std::string name;
  bool given = true;  // kConsent: false for `no consent`
  Value value;  // kAttribute; kLikelihood: percent; kListItem: the record (unknown fields not named); kItem: the record
  std::string item;  // kItem: id
};
struct TestExpect {
  bool nothing = false, negated = false;
  int rule = -1, segment = -1, content = -1;  // at most one
  int before = -1;                            // rule
  int placement = -1;                         // `in`; group_in for groups
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
  enum class Kind { kNow, kGiven, kOn, kExpect } kind = Kind::kGiven;
  Span span;
  std::optional<Date> date;  // kNow
  std::optional<int> minute;
  std::string moment;           // kOn
  std::vector<TestFact> facts;  // kGiven
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
  std::vector<Catalogue> catalogues;
  std::vector<Placement> placements;
  std::vector<Group> groups;
  std::vector<Content> contents;
  std::vector<NamedValue> values;  // in an order in which each only reads earlier ones
  std::vector<Tiers> tiers;
  std::vector<Segment> segments;  // likewise
  std::vector<Rule> rules;        // sorted by name
  std::vector<Test> tests;
  std::vector<std::string> moments;  // named by rules and tests, sorted; with `page_load`

  using Names = std::map<std::string, int, std::less<>>;
  Names attribute_names, catalogue_names, placement_names, group_names, segment_names, rule_names, value_names;
  std::map<std::uint32_t, int> attribute_ids;

  // Well-known attributes, -1 where not declared.
  int cart_total = -1, cart_items = -1, page_channel = -1, visitor_time_zone = -1;

  int FindAttribute(std::string_view name) const;
  int FindRule(std::string_view name) const;
};

// FNV-1a 32 of the UTF-8 bytes: the id of an attribute on the wire.
std::uint32_t AttributeId(std::string_view name);

}  // namespace nextmove::dsl
