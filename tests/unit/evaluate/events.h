// A visitor's events and expressions over them, built by hand: for tests of what history means.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl::testing {

enum Kind { kViewed, kPurchased, kClosed, kKinds };
enum Field { kProduct, kPrice, kPage, kFields };

inline Type TypeOf(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

inline Instant At(const std::string& text) { return *Instant::Parse(text); }
inline Duration Days(int count) { return *Duration::Of(count, Unit::kDay, false); }
inline Duration CalendarDays(int count) { return *Duration::Of(count, Unit::kDay, true); }
inline Duration Hours(int count) { return *Duration::Of(count, Unit::kHour, false); }
inline Duration Months(int count) { return *Duration::Of(count, Unit::kMonth, false); }
inline Money Euros(int amount) { return {Decimal(amount), *Currency::Parse("EUR")}; }

// Three kinds of event, each with a product, a price and a page, in Paris.
inline Program ProgramOfEvents() {
  Program program;
  program.zones.push_back({*TimeZone::Load("Europe/Paris"), -1});
  for (const char* name : {"viewed", "purchased", "closed"}) {
    EventKind kind;
    kind.name = name;
    kind.fields = {{"product", TypeOf(TypeKind::kItem), true},
                   {"price", TypeOf(TypeKind::kMoney), true},
                   {"page", TypeOf(TypeKind::kText), true}};
    program.event_names[name] = static_cast<int>(program.events.size());
    program.events.push_back(std::move(kind));
  }
  return program;
}

inline Event EventAt(Instant time, Value product = {}, Value price = {}, Value page = {}) {
  return {time, false, {std::move(product), std::move(price), std::move(page)}};
}

class EventSituation final : public Situation {
 public:
  Instant now() const override { return now_; }
  const TimeZone& zone(int) const override { return zone_; }
  const Currency& currency() const override { return euro_; }
  const Value& attribute(int) const override { return attribute_; }
  const Value& this_item(int) const override { return unknown_; }
  const Record* item(int, std::string_view id) const override {
    for (const auto& [known, record] : items_)
      if (known == id) return &record;
    return nullptr;
  }
  const std::vector<Event>* events(int kind, Reach reach) const override {
    const auto& held = (reach == Reach::kSession ? session_ : all_)[static_cast<std::size_t>(kind)];
    return held ? &*held : nullptr;
  }
  Instant session_start() const override { return session_start_; }
  Value given_signal(int) const override { return given_signal_; }
  Value score(int) const override { return score_; }

  // Adds in order of time; to the session too when it is not earlier than its start.
  void Add(Kind kind, Event event) {
    event.in_session = event.time >= session_start_;
    const auto put = [&](std::optional<std::vector<Event>>& events) {
      auto place = events->end();
      while (place != events->begin() && event.time < (place - 1)->time) --place;
      events->insert(place, event);
    };
    put(all_[kind]);
    if (event.in_session) put(session_[kind]);
  }

  Instant now_ = At("2026-03-31T12:00:00Z");
  Instant session_start_ = At("2026-03-31T11:30:00Z");
  TimeZone zone_ = *TimeZone::Load("Europe/Paris");
  Currency euro_ = *Currency::Parse("EUR");
  // By kind; none: can't be read.
  std::vector<std::optional<std::vector<Event>>> all_{kKinds, std::vector<Event>()};
  std::vector<std::optional<std::vector<Event>>> session_{kKinds, std::vector<Event>()};
  std::vector<std::pair<std::string, Record>> items_;
  Value given_signal_, score_, attribute_;

 private:
  Value unknown_;
};

inline Expr FieldExpr(Field field) {
  Expr expr;
  expr.op = Op::kField;
  expr.index = field;
  expr.type = TypeOf(field == kProduct ? TypeKind::kItem : field == kPrice ? TypeKind::kMoney : TypeKind::kText);
  return expr;
}
inline Expr ConstantExpr(Value value, TypeKind kind) {
  Expr expr;
  expr.constant = std::move(value);
  expr.type = TypeOf(kind);
  return expr;
}
inline EventFilter Of(Kind kind) {
  EventFilter filter;
  filter.event = kind;
  return filter;
}
// `viewed product "p"`.
inline EventFilter Of(Kind kind, const std::string& product) {
  EventFilter filter = Of(kind);
  filter.where = Expr();
  filter.where->op = Op::kIs;
  filter.where->type = TypeOf(TypeKind::kYesNo);
  filter.where->children = {FieldExpr(kProduct), ConstantExpr(Value(product), TypeKind::kItem)};
  return filter;
}
inline HistoryWindow InTheLast(const Duration& duration) {
  HistoryWindow window;
  window.kind = HistoryWindow::Kind::kInTheLast;
  window.duration = duration;
  return window;
}
inline HistoryWindow Window(HistoryWindow::Kind kind, Unit unit = Unit::kDay) {
  HistoryWindow window;
  window.kind = kind;
  window.unit = unit;
  return window;
}
inline HistoryWindow Since(EventFilter filter) {
  HistoryWindow window = Window(HistoryWindow::Kind::kSinceEvent);
  window.since = std::move(filter);
  return window;
}
inline HistoryWindow Between(const char* from, const char* until) {
  HistoryWindow window = Window(HistoryWindow::Kind::kBetweenDates);
  window.from = *Date::Parse(from);
  window.until = *Date::Parse(until);
  return window;
}

// `has A`, made longer step by step.
class QueryMaker {
 public:
  explicit QueryMaker(EventFilter first) { query_.steps.push_back({false, std::move(first), {}}); }
  QueryMaker& Then(EventFilter filter, std::optional<Duration> within = {}) {
    query_.steps.push_back({false, std::move(filter), within});
    return *this;
  }
  QueryMaker& ThenNot(EventFilter filter, std::optional<Duration> within = {}) {
    query_.steps.push_back({true, std::move(filter), within});
    return *this;
  }
  QueryMaker& Times(CountBound bound, std::int64_t count) {
    query_.bound = bound;
    query_.count = count;
    return *this;
  }
  QueryMaker& TheSame(Field field) {
    query_.same_field = field;
    return *this;
  }
  QueryMaker& In(HistoryWindow window) {
    query_.window = std::move(window);
    return *this;
  }
  Expr Has() const { return Over(Op::kHas, TypeKind::kYesNo); }
  Expr Times() const { return Over(Op::kTimes, TypeKind::kNumber); }
  // `sum of price`, `latest product`, ...
  Expr Value(Op op, Field field) const {
    Expr expr = Over(op, TypeKind::kNumber);
    expr.children.push_back(FieldExpr(field));
    if (op != Op::kDifferentOf) expr.type = expr.children.back().type;
    return expr;
  }
  Expr Since(Unit unit, bool calendar = false, bool first = false) const {
    Expr expr = Over(Op::kUnitsSinceEvent, TypeKind::kNumber);
    expr.unit = unit;
    expr.calendar = calendar;
    expr.index = first ? 1 : -1;
    return expr;
  }

 private:
  Expr Over(Op op, TypeKind kind) const {
    Expr expr;
    expr.op = op;
    expr.type = TypeOf(kind);
    expr.zone = 0;
    expr.history = query_;
    return expr;
  }
  HistoryQuery query_;
};

}  // namespace nextmove::dsl::testing
