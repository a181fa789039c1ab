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

#include "dsl/program/resolved.h"
#include "dsl/program/rule.h"
#include "dsl/value/locale.h"

namespace nextmove::dsl {

// A zone by name, or by an attribute with the project's zone where that is unknown.
struct ZoneRef {
  TimeZone zone;
  int attribute = -1;
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

// 0..100; rises and falls with events, halves with time (language reference, paragraph 10).
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
  int parent_field = -1;  // `parent`, of a hierarchical catalogue
  Box<Expr> offers;       // over kItemSelfField
};

struct Content : Declared {
  ContentParts parts;
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
  Box<Expr> condition;
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
  std::vector<NamedValue> values;  // in an order in which each reads only earlier ones
  std::vector<Tiers> tiers;
  std::vector<Segment> segments;  // likewise
  std::vector<Rule> rules;        // sorted by name
  std::vector<Experiment> experiments;
  std::vector<Guard> guards;
  std::vector<Test> tests;
  // Texts and lists of texts that a text is compared with, as FoldText gives them; only of those that are not ASCII.
  std::vector<Value> folded_constants;
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
