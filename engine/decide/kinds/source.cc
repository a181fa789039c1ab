// Reads the sets of a source, and leaves out what must not be shown.
#include "engine/decide/kinds/source.h"

#include "absl/container/flat_hash_map.h"
#include "dsl/value/index.h"
#include "dsl/value/text.h"

namespace nextmove::engine {
namespace {

using dsl::Date;
using dsl::Expr;
using dsl::HistoryWindow;
using dsl::SourcePart;
using dsl::Type;
using dsl::TypeKind;
using dsl::Unit;
using dsl::Value;

constexpr int kFirstDay = -719'162;  // 0001-01-01

// Values with the same key count as one value: texts as `is` compares them, items by their id.
std::string KeyOf(const Value& value, bool is_item) {
  if (!value.text()) return value.ToString();
  return is_item ? *value.text() : dsl::FoldText(*value.text());
}

// The values of one set, before anything is left out. Their order depends on the kind of set.
class SetReader {
 public:
  SetReader(const SourcePart& part, const Frame& frame, dsl::Evaluator& evaluator, const Drawing::Visitor& visit)
      : part_(part), frame_(frame), evaluator_(evaluator), visit_(visit) {}
  // False when `visit` wanted no more.
  bool Read();

 private:
  bool Nested();
  bool RelatedTo(bool similar);
  bool Most();
  bool History();
  bool Catalogue();
  bool List();
  bool Values();
  bool VisitItem(const std::string& id);
  bool FitsItem(std::string_view id) {
    return !part_.where || evaluator_.TestOnItem(*part_.where, part_.catalogue, id) == dsl::Truth::kYes;
  }
  std::vector<std::string> ItemsOf(const Expr& expr);

  const SourcePart& part_;
  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  const Drawing::Visitor& visit_;
};

bool SetReader::Read() {
  switch (part_.kind) {
    case SourcePart::Kind::kNested:
      return Nested();
    case SourcePart::Kind::kSimilar:
      return RelatedTo(true);
    case SourcePart::Kind::kWith:
      return RelatedTo(false);
    case SourcePart::Kind::kMost:
      return Most();
    case SourcePart::Kind::kHistory:
      return History();
    case SourcePart::Kind::kCatalogue:
      return Catalogue();
    case SourcePart::Kind::kList:
      return List();
    case SourcePart::Kind::kValue:
      return Values();
  }
  return true;
}

bool SetReader::VisitItem(const std::string& id) { return !FitsItem(id) || visit_({Value(id), nullptr, nullptr}); }

// `(source with ...)`: only the best value of the inner source.
bool SetReader::Nested() {
  if (!part_.nested) return true;
  Drawing inner(frame_, evaluator_);
  Drawn chosen;
  if (part_.choice) {
    Best best(*part_.choice);
    inner.Draw(*part_.nested, [&](const Drawn& drawn) {
      best.Offer(drawn, EvaluateOnDrawn(part_.choice->value, drawn, part_.catalogue, evaluator_));
      return true;
    });
    if (best.Chosen()) chosen = *best.Chosen();
  } else {
    inner.Draw(*part_.nested, [&](const Drawn& drawn) {
      chosen = drawn;
      return false;
    });
  }
  return chosen.value.is_unknown() || visit_(chosen);
}

// The ids that an expression gives: an item, a list of items, or the items of a list's lines.
std::vector<std::string> SetReader::ItemsOf(const Expr& expr) {
  std::vector<std::string> items;
  const Value value = evaluator_.Evaluate(expr);
  if (value.text()) items.push_back(*value.text());
  if (!value.list()) return items;
  std::size_t field = part_.field >= 0 ? At(part_.field) : 0;
  if (part_.field < 0 && expr.type.element()) {
    const auto& fields = expr.type.element()->fields();
    const auto item = std::find_if(fields.begin(), fields.end(), [&](const dsl::FieldType& one) {
      return one.type.kind == TypeKind::kItem && part_.catalogue >= 0 &&
             one.type.catalogue() == frame_.program.catalogues[At(part_.catalogue)].name;
    });
    field = static_cast<std::size_t>(item - fields.begin());
  }
  for (const Value& one : *value.list()) {
    const dsl::Record* line = one.record();
    const std::string* id = line ? (field < line->size() ? (*line)[field].text() : nullptr) : one.text();
    if (id) items.push_back(*id);
  }
  return items;
}

// Strongest first. For several items, a related item counts with its strongest relation to any of them; equally strong
// ones are ordered by id.
bool SetReader::RelatedTo(bool similar) {
  if (!part_.value) return true;
  const std::vector<std::string> items = ItemsOf(*part_.value);
  const auto related = [&](const std::string& item) -> const Tables::RelatedList& {
    if (similar) return frame_.tables.SimilarTo(item);
    return frame_.tables.Associated(frame_.program.events[At(part_.event)].name, item);
  };
  if (items.size() == 1) {
    for (const Tables::Related& other : related(items.front()))
      if (!VisitItem(other.item)) return false;
    return true;
  }
  absl::flat_hash_map<std::string, double> strongest;
  for (const std::string& item : items)
    for (const Tables::Related& other : related(item)) {
      const auto [known, added] = strongest.try_emplace(other.item, other.strength);
      if (!added) known->second = std::max(known->second, other.strength);
    }
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [item, strength] : strongest) order.push_back({-strength, item});
  std::sort(order.begin(), order.end());
  return std::all_of(order.begin(), order.end(), [&](const auto& one) { return VisitItem(one.second); });
}

struct Days {
  Date from, to;
};

// `the last 7 days` are today and the six days before it; `the last month` is every day after the same day of the
// previous month.
Date FirstDayOf(const dsl::Duration& duration, Date today) {
  constexpr std::int64_t kDay = 86'400'000;
  const dsl::Duration whole{(duration.milliseconds + kDay - 1) / kDay * kDay, duration.calendar_days, duration.months};
  return std::min(Date{dsl::Shift(today, whole, -1).days_since_epoch + 1}, today);
}

// Daily counts: a window is whole days.
std::optional<Days> DaysOf(const HistoryWindow& window, const dsl::TimeZone& zone, const Frame& frame) {
  const Date today = zone.DateOf(frame.now);
  const auto before = [](Date day) { return Date{day.days_since_epoch - 1}; };
  switch (window.kind) {
    case HistoryWindow::Kind::kNone:
      return Days{Date{kFirstDay}, today};
    case HistoryWindow::Kind::kInTheLast:
      return Days{FirstDayOf(window.duration, today), today};
    case HistoryWindow::Kind::kThisSession:
      return Days{zone.DateOf(frame.situation->session_start()), today};
    case HistoryWindow::Kind::kThisUnit:
      return Days{dsl::PeriodStart(today, std::max(window.unit, Unit::kDay)), today};
    case HistoryWindow::Kind::kSinceDate:
      return Days{window.from, today};
    case HistoryWindow::Kind::kBeforeThisSession:
      return Days{Date{kFirstDay}, before(zone.DateOf(frame.situation->session_start()))};
    case HistoryWindow::Kind::kBeforeThisUnit:
      return Days{Date{kFirstDay}, before(dsl::PeriodStart(today, std::max(window.unit, Unit::kDay)))};
    case HistoryWindow::Kind::kBeforeDate:
      return Days{Date{kFirstDay}, before(window.from)};
    case HistoryWindow::Kind::kBetweenDates:
      return Days{window.from, window.until};
    case HistoryWindow::Kind::kSinceEvent:
      break;  // depends on one visitor; the checker refuses it here
  }
  return std::nullopt;
}

bool SetReader::Most() {
  const auto days = DaysOf(part_.window, frame_.zone(part_.zone), frame_);
  if (!days) return true;
  const auto most = frame_.tables.Most(frame_.program.events[At(part_.event)].name, days->from, days->to);
  return std::all_of(most.begin(), most.end(), [&](const Tables::Related& one) { return VisitItem(one.item); });
}

bool HasCount(dsl::CountBound bound, std::int64_t wanted, std::int64_t count) {
  switch (bound) {
    case dsl::CountBound::kAtLeast:
      return count >= wanted;
    case dsl::CountBound::kAtMost:
      return count <= wanted;
    case dsl::CountBound::kExactly:
      return count == wanted;
  }
  return false;
}

// The visitor's own events, newest first, each value once.
bool SetReader::History() {
  const auto events = evaluator_.EventsIn(part_.event, part_.where, part_.window, part_.zone);
  if (!events || part_.field < 0) return true;
  const bool any = part_.bound == dsl::CountBound::kAtLeast && part_.count <= 1;
  absl::flat_hash_map<std::string, std::int64_t> counts;
  const auto value_of = [&](const dsl::Event* event) -> const Value& { return event->fields[At(part_.field)]; };
  for (const dsl::Event* event : *events)
    if (!any && value_of(event).is_known()) ++counts[KeyOf(value_of(event), part_.catalogue >= 0)];
  for (auto event = events->rbegin(); event != events->rend(); ++event) {
    const Value& value = value_of(*event);
    if (value.is_unknown()) continue;
    if (!any && !HasCount(part_.bound, part_.count, counts[KeyOf(value, part_.catalogue >= 0)])) continue;
    if (!visit_({value, &(*event)->fields, *event})) return false;
  }
  return true;
}

bool SetReader::Catalogue() {
  if (part_.catalogue < 0) return true;
  const auto& ids = frame_.catalogues.ids(part_.catalogue);
  return std::all_of(ids.begin(), ids.end(), [&](const std::string& id) { return VisitItem(id); });
}

bool SetReader::List() {
  const Value& sent = frame_.facts.attribute(part_.attribute);
  const Value& value = sent.is_known() ? sent : frame_.program.attributes[At(part_.attribute)].otherwise;
  if (!value.list()) return true;
  for (const Value& element : *value.list()) {
    const dsl::Record* line = element.record();
    if (!line) {
      const bool fits = !part_.where || (element.text() && FitsItem(*element.text()));
      if (fits && element.is_known() && !visit_({element, nullptr, nullptr})) return false;
      continue;
    }
    if (part_.field < 0 || At(part_.field) >= line->size() || (*line)[At(part_.field)].is_unknown()) continue;
    if (part_.where && evaluator_.TestOnRecord(*part_.where, *line) != dsl::Truth::kYes) continue;
    if (!visit_({(*line)[At(part_.field)], line, nullptr})) return false;
  }
  return true;
}

bool SetReader::Values() {
  if (!part_.value) return true;
  if (part_.catalogue >= 0) {
    const std::vector<std::string> items = ItemsOf(*part_.value);
    return std::all_of(items.begin(), items.end(), [&](const std::string& id) { return VisitItem(id); });
  }
  const Value value = evaluator_.Evaluate(*part_.value);
  const auto visit = [&](const Value& one) { return one.is_unknown() || visit_({one, nullptr, nullptr}); };
  if (!value.list()) return visit(value);
  return std::all_of(value.list()->begin(), value.list()->end(), visit);
}

// Whether the expression reads a field of the line or event at hand. Expressions inside an aggregate read other
// records.
bool ReadsTheRecord(const Expr& expr) {
  if (expr.history) return false;
  if (FamilyOf(expr.op) == dsl::OpFamily::kListAggregate) return ReadsTheRecord(expr.children[0]);
  if (expr.op == dsl::Op::kField || expr.op == dsl::Op::kEventTime || expr.op == dsl::Op::kEventDate) return true;
  return std::any_of(expr.children.begin(), expr.children.end(), ReadsTheRecord);
}

}  // namespace

bool IsOffered(int catalogue, std::string_view id, const Frame& frame, dsl::Evaluator& evaluator) {
  const auto& offers = frame.program.catalogues[At(catalogue)].offers;
  return !offers || evaluator.TestOnItem(*offers, catalogue, id) == dsl::Truth::kYes;
}

bool IsOfThePage(int catalogue, std::string_view id, const Frame& frame) {
  const std::string* page = frame.facts.this_item(catalogue).text();
  return page && *page == id;
}

Value EvaluateOnDrawn(const Expr& value, const Drawn& drawn, int catalogue, dsl::Evaluator& evaluator) {
  if (drawn.record && ReadsTheRecord(value)) {
    return drawn.event ? evaluator.EvaluateOnEvent(value, *drawn.event)
                       : evaluator.EvaluateOnRecord(value, *drawn.record);
  }
  const std::string id = drawn.value.text() ? *drawn.value.text() : drawn.value.ToString();
  return evaluator.EvaluateOnItem(value, catalogue, id);
}

bool Drawing::MayDraw(const SourcePart& part, const Type& type, const Value& value) {
  const bool is_item = part.catalogue >= 0 || type.kind == TypeKind::kItem;
  const std::string key = KeyOf(value, is_item);
  if (gone_.contains(key)) return false;
  if (part.catalogue >= 0 && (!value.text() || IsOfThePage(part.catalogue, *value.text(), frame_) ||
                              !IsOffered(part.catalogue, *value.text(), frame_, evaluator_)))
    return false;
  if (keep_drawn_) gone_.insert(key);
  return true;
}

bool Drawing::DrawSet(const SourcePart& part, const Type& type, const Visitor& visit) {
  const Visitor draw = [&](const Drawn& drawn) { return !MayDraw(part, type, drawn.value) || visit(drawn); };
  return SetReader(part, frame_, evaluator_, draw).Read();
}

void Drawing::LeaveOut(const dsl::Source& source) {
  for (const SourcePart& part : source.but_not) {
    const bool is_item = part.catalogue >= 0 || source.type.kind == TypeKind::kItem;
    const Visitor leave_out = [&](const Drawn& drawn) {
      gone_.insert(KeyOf(drawn.value, is_item));
      return true;
    };
    SetReader(part, frame_, evaluator_, leave_out).Read();
  }
}

bool Drawing::Draw(const dsl::Source& source, const Visitor& visit) {
  LeaveOut(source);
  // A whole catalogue has no repeats: a million ids need not be kept.
  if (source.sets.size() == 1 && source.sets.front().kind == SourcePart::Kind::kCatalogue) keep_drawn_ = false;
  return std::all_of(source.sets.begin(), source.sets.end(),
                     [&](const SourcePart& part) { return DrawSet(part, source.type, visit); });
}

void Best::Offer(const Drawn& drawn, Value key) {
  int order = -1;  // negative: better than the best so far
  if (found_) {
    order = dsl::CompareForRank(key, key_);
    const bool both_known = key.is_known() && key_.is_known();
    if (both_known && choice_.kind != dsl::Choice::Kind::kLowest) order = -order;
  }
  if (order == 0) tie_ = true;
  if (order >= 0) return;
  best_ = drawn;
  key_ = std::move(key);
  found_ = true;
  tie_ = false;
}

std::string SourceName(const SourcePart& part, const dsl::Program& program) {
  const auto event = [&] { return part.event < 0 ? std::string() : program.events[At(part.event)].name; };
  switch (part.kind) {
    case SourcePart::Kind::kNested:
      return part.nested && !part.nested->sets.empty() ? SourceName(part.nested->sets.front(), program) : "";
    case SourcePart::Kind::kSimilar:
      return "similar to";
    case SourcePart::Kind::kMost:
      return "most " + event();
    case SourcePart::Kind::kWith:
      return event() + " with";
    case SourcePart::Kind::kHistory:
      return event();
    case SourcePart::Kind::kCatalogue:
      return part.catalogue < 0 ? std::string() : program.catalogues[At(part.catalogue)].name;
    case SourcePart::Kind::kList:
      return part.attribute < 0 ? std::string() : program.attributes[At(part.attribute)].name;
    case SourcePart::Kind::kValue:
      return "value";
  }
  return {};
}

}  // namespace nextmove::engine
