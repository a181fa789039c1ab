// Typed expressions, and what they ask of the events. Immutable after the check; safe to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/program/box.h"
#include "dsl/program/operations.h"
#include "dsl/source/source.h"
#include "dsl/value/value.h"

namespace nextmove::dsl {

struct HistoryQuery;

// A typed expression. Which of the fields an operation uses stands at its Op. A rule has about ten of them, so fields
// that most of them do not use are kept in a box.
struct Expr {
  Op op = Op::kConstant;
  Unit unit = Unit::kDay;
  Part part = Part::kSize;
  bool calendar = false;  // kUnitsSince with `calendar`
  int index = -1;
  int index2 = -1;
  int zone = -1;  // index into Program::zones, for operations with calendar words
  Span span;
  Type type;
  Value constant;             // of kInTheLast and kInTheNext: how long
  Box<HistoryQuery> history;  // operations over events
  std::vector<Expr> children;
};

// ---- what is asked of the events ----

struct EventFilter {  // `viewed category under "dresses" where (price is 5 EUR)`
  int event = -1;     // of Program::events
  Box<Expr> where;    // over the event's record; none: all of the kind
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

}  // namespace nextmove::dsl
