// Builds the history of a visitor by kind of event: typed, without undone events, this session told from earlier ones.
#include "engine/visitor/history.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "dsl/evaluate/evaluate.h"
#include "dsl/value/index.h"
#include "engine/visitor/fold.h"

namespace nextmove::engine {
namespace {

using dsl::EventKind;
using dsl::Program;
using dsl::Type;
using dsl::TypeKind;
using dsl::Value;

// An event that counts now: neither in the future nor older than its kind is kept.
struct Present {
  const RememberedEvent* event;
  int kind;
  dsl::Record fields;
  bool undone = false;
};

bool Fits(const Value& value, const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return value.flag();
    case TypeKind::kNumber:
      return value.number();
    case TypeKind::kPercent:
      return value.percent();
    case TypeKind::kMoney:
      return value.money();
    case TypeKind::kDuration:
      return value.duration();
    case TypeKind::kDate:
      return value.date();
    case TypeKind::kTime:
      return value.instant();
    case TypeKind::kOneOf:
      return value.text() &&
             std::find(type.one_of().begin(), type.one_of().end(), *value.text()) != type.one_of().end();
    case TypeKind::kText:
    case TypeKind::kCountry:
    case TypeKind::kTimeZone:
    case TypeKind::kItem:
      return value.text();
    case TypeKind::kList:
      return value.list() && type.element() &&
             std::all_of(value.list()->begin(), value.list()->end(),
                         [&](const Value& one) { return one.is_unknown() || Fits(one, *type.element()); });
    case TypeKind::kRecord:
      return value.record() && value.record()->size() == type.fields().size();
    case TypeKind::kUnknown:
      break;
  }
  return false;
}

// Reads the fields under the names that the program has now; a value whose type has changed is unknown.
dsl::Record Typed(const RememberedEvent& event, const EventKind& kind) {
  dsl::Record fields(kind.fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const auto& [name, value] : event.fields)
      if (name == kind.fields[i].name && Fits(value, kind.fields[i].type)) fields[i] = value;
  }
  return fields;
}

int KindOf(const Program& program, const std::string& name) {
  const auto known = program.event_names.find(name);
  if (known != program.event_names.end()) return known->second;
  for (std::size_t i = 0; i < program.events.size(); ++i) {
    const auto& formerly = program.events[i].formerly;
    if (std::find(formerly.begin(), formerly.end(), name) != formerly.end()) return static_cast<int>(i);
  }
  return -1;
}

// Orders events by time, and those of one instant by their content, so that the order in which they were taken has no
// effect.
bool Earlier(const Present& a, const Present& b) {
  if (a.event->time != b.event->time) return a.event->time < b.event->time;
  if (a.kind != b.kind) return a.kind < b.kind;
  for (std::size_t i = 0; i < a.fields.size(); ++i) {
    const std::string x = a.fields[i].ToString(), y = b.fields[i].ToString();
    if (x != y) return x < y;
  }
  const auto rest = [](const RememberedEvent& one) { return std::tie(one.session, one.purpose, one.session_only); };
  return rest(*a.event) < rest(*b.event);
}

std::vector<Present> PresentEvents(const Program& program, const VisitorState& visitor, dsl::Instant now) {
  std::vector<dsl::Instant> oldest;
  for (const EventKind& kind : program.events) oldest.push_back(OldestKept(program, kind, now));
  std::vector<Present> present;
  std::set<std::pair<int, std::string_view>> seen;  // by id: sent again under a new name of its kind it is the same
  for (const RememberedEvent& event : visitor.events) {
    const int kind = KindOf(program, event.kind);
    if (kind < 0 || event.time > now || event.time < oldest[At(kind)]) continue;
    if (!event.id.empty() && !seen.emplace(kind, event.id).second) continue;
    present.push_back({&event, kind, Typed(event, program.events[At(kind)])});
  }
  std::sort(present.begin(), present.end(), Earlier);
  return present;
}

// What the undoing events undo that were added so far, from the newest back (language reference, paragraph 8).
class Undone {
 public:
  explicit Undone(const Program& program) : program_(program), watched_(program.events.size()) {
    for (const EventKind& kind : program.events)
      for (const EventKind::Undoing& undoing : kind.undoes) watched_[At(undoing.event)].insert(undoing.other_field);
  }
  bool Has(const Present& one) const {
    return !undone_.empty() &&
           std::any_of(watched_[At(one.kind)].begin(), watched_[At(one.kind)].end(), [&](int field) {
             const Value& value = one.fields[At(field)];
             return value.is_known() && undone_.contains({one.kind, field, Key(value, one.kind, field)});
           });
  }
  void Add(const Present& one) {
    for (const EventKind::Undoing& undoing : program_.events[At(one.kind)].undoes) {
      const Value& value = one.fields[At(undoing.field)];
      if (value.is_known())
        undone_.insert({undoing.event, undoing.other_field, Key(value, undoing.event, undoing.other_field)});
    }
  }

 private:
  std::string Key(const Value& value, int kind, int field) const {
    return dsl::SameKey(value, program_.events[At(kind)].fields[At(field)].type);
  }

  const Program& program_;
  std::vector<std::set<int>> watched_;  // by kind: the fields that it is undone by
  std::set<std::tuple<int, int, std::string>> undone_;
};

// An event that was undone never happened, so an undoing event counts whether or not consents let it be read. Among
// events of one instant the undoing ones are read first, so that they undo the others.
void MarkUndone(const Program& program, std::vector<Present>& present) {
  Undone undone(program);
  for (std::size_t end = present.size(); end > 0;) {
    std::size_t begin = end;
    while (begin > 0 && present[begin - 1].event->time == present[end - 1].event->time) --begin;
    for (std::size_t i = begin; i < end; ++i) {
      if (program.events[At(present[i].kind)].undoes.empty()) continue;
      present[i].undone = undone.Has(present[i]);
      if (!present[i].undone) undone.Add(present[i]);
    }
    for (std::size_t i = begin; i < end; ++i)
      if (program.events[At(present[i].kind)].undoes.empty()) present[i].undone = undone.Has(present[i]);
    end = begin;
  }
}

bool IsActivity(const EventKind& kind) {
  constexpr std::array<std::string_view, 4> kOwn = {"shown", "clicked", "dismissed", "answered"};
  if (kind.built_in) return std::find(kOwn.begin(), kOwn.end(), kind.name) != kOwn.end();
  return kind.origin != "shop";
}

// Which of the events that count now belong to the present session (language reference, paragraph 6).
class Session {
 public:
  Session(const Program& program, const std::vector<Present>& present, dsl::Instant now, std::string_view id)
      : id_(id), start_(now) {
    for (const Present& one : present) {
      if (id_.empty() || one.event->session != id_ || one.undone) continue;
      start_ = std::min(start_, one.event->time);
      by_id_ = true;
    }
    if (by_id_) return;
    for (auto one = present.rbegin(); one != present.rend(); ++one) {
      if (one->undone || !MayBelong(*one) || !IsActivity(program.events[At(one->kind)])) continue;
      if (dsl::Shift(start_, program.project.session_silence, -1, dsl::TimeZone()) > one->event->time) break;
      start_ = one->event->time;
    }
  }
  bool Has(const Present& one) const {
    if (by_id_ && one.event->session == id_) return true;
    return MayBelong(one) && one.event->time >= start_;
  }
  dsl::Instant start() const { return start_; }

 private:
  // An event with the id of another session never belongs to it, whatever its time.
  bool MayBelong(const Present& one) const { return id_.empty() || one.event->session.empty(); }

  std::string_view id_;
  bool by_id_ = false;
  dsl::Instant start_;
};

// Whether the event was taken under the purpose that its kind has now (language reference, paragraph 30).
bool TakenUnder(const Program& program, const RememberedEvent& event, int purpose) {
  return purpose == 0 || (purpose > 0 && event.purpose == program.project.purposes[At(purpose)]);
}

}  // namespace

void History::Build(const dsl::Program& program, const VisitorState& visitor, dsl::Instant now,
                    std::string_view session) {
  columns_.resize(program.events.size());
  session_start_ = now;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const EventKind& kind = program.events[i];
    columns_[i].all.clear();
    columns_[i].session.clear();
    columns_[i].may_read_all = Agreed(program, visitor, kind.purpose);
    columns_[i].may_read_session = columns_[i].may_read_all || Agreed(program, visitor, kind.session_purpose);
  }
  if (visitor.events.empty()) return;
  std::vector<Present> present = PresentEvents(program, visitor, now);
  MarkUndone(program, present);
  const Session at_hand(program, present, now, session);
  session_start_ = at_hand.start();
  for (Present& one : present) {
    if (one.undone) continue;
    const EventKind& kind = program.events[At(one.kind)];
    Column& column = columns_[At(one.kind)];
    const bool fully = !one.event->session_only && TakenUnder(program, *one.event, kind.purpose);
    const bool for_session = fully || TakenUnder(program, *one.event, kind.session_purpose);
    dsl::Event event{one.event->time, at_hand.Has(one), std::move(one.fields)};
    if (for_session && event.in_session && column.may_read_session) column.session.push_back(event);
    if (fully && column.may_read_all) column.all.push_back(std::move(event));
  }
}

const std::vector<dsl::Event>* History::events(int kind, dsl::Situation::Reach reach) const {
  if (kind < 0 || At(kind) >= columns_.size()) return nullptr;
  const Column& column = columns_[At(kind)];
  if (reach == dsl::Situation::Reach::kSession) return column.may_read_session ? &column.session : nullptr;
  return column.may_read_all ? &column.all : nullptr;
}

}  // namespace nextmove::engine
