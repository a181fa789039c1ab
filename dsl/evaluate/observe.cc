// Writes what a condition saw, for `explain`: `cart.total = 34.90 EUR`. Only used with a recorder.
#include <algorithm>

#include "dsl/evaluate/aggregate.h"
#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kMaxSeen = 8;
constexpr std::size_t kMaxText = 200;
constexpr std::size_t kMaxTimes = 3;  // of events shown

std::string Shown(const Value& value, std::string_view why) {
  if (value.is_unknown()) return why.empty() ? std::string("unknown") : "unknown (" + std::string(why) + ")";
  std::string text = value.ToString();
  if (text.size() <= kMaxText) return text;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

bool OverEvents(Op op) { return FamilyOf(op) == OpFamily::kHistory || FamilyOf(op) == OpFamily::kHistoryAggregate; }

bool IsConnective(Op op) {
  return op == Op::kAnd || op == Op::kOr || op == Op::kNot || op == Op::kOrUnknown || op == Op::kAndKnown;
}

}  // namespace

// `viewed = 4 times (2026-01-15T11:00:00Z, ...)`, the newest first; of a value over events also what it comes to.
std::string Evaluator::ObservedHistory(const Expr& expr) {
  const EventFilter& filter = expr.history->steps.front().filter;
  std::string line = program_.events[static_cast<std::size_t>(filter.event)].name + " = ";
  const auto counted = Counted(expr);
  const EventFilter& since = expr.history->window.since;
  if (!counted && expr.history->window.kind == HistoryWindow::Kind::kSinceEvent &&
      situation_.events(since.event, Situation::Reach::kHistory)) {
    return line + Shown(Value(), program_.events[static_cast<std::size_t>(since.event)].name + " never happened");
  }
  if (!counted) return line + Shown(Value(), "can't be read");
  line += std::to_string(counted->size()) + (counted->size() == 1 ? " time" : " times");
  for (std::size_t i = 0; i < std::min(counted->size(), kMaxTimes); ++i)
    line += (i == 0 ? " (" : ", ") + (*counted)[counted->size() - 1 - i]->time.ToString();
  if (!counted->empty()) line += counted->size() > kMaxTimes ? ", ...)" : ")";
  if (const int field = expr.history->same_field; field >= 0 && !counted->empty()) {
    const FieldType& same =
        program_.events[static_cast<std::size_t>(filter.event)].fields[static_cast<std::size_t>(field)];
    std::int64_t most = 0;
    for (const auto& [value, times] : TimesOfEach(*counted, field, same.type)) most = std::max(most, times);
    line += ", at most " + std::to_string(most) + " of one " + same.name;
  }
  const bool is_count = expr.op == Op::kHas || expr.op == Op::kTimes;
  return is_count ? line : line + ", giving " + Shown(Evaluate(expr), "");
}

std::string Evaluator::Observed(const Expr& expr) {
  if (IsConnective(expr.op) || expr.op == Op::kSegment) return {};
  std::vector<std::string> seen;
  Observe(expr, seen);
  std::string text;
  for (const std::string& one : seen) text += (text.empty() ? "" : ", ") + one;
  return text;
}

void Evaluator::Observe(const Expr& expr, std::vector<std::string>& seen) {
  if (seen.size() >= kMaxSeen) return;
  std::string line;
  const auto at = [](int index) { return static_cast<std::size_t>(index); };
  if (expr.op == Op::kAttribute) {
    line = program_.attributes[at(expr.index)].name + " = " + Shown(Evaluate(expr), situation_.why_unknown(expr.index));
  } else if (expr.op == Op::kThisItem) {
    line = "this " + program_.catalogues[at(expr.index2)].name + " = " + Shown(Evaluate(expr), "not sent");
  } else if (expr.op == Op::kNamedValue) {
    line = program_.values[at(expr.index)].name + " = " + Shown(Evaluate(expr), "");
  } else if (expr.op == Op::kItemField) {
    const Catalogue& catalogue = program_.catalogues[at(expr.index2)];
    const Value id = Evaluate(expr.children[0]);
    const bool missing = id.text() && !situation_.item(expr.index2, *id.text());
    line = catalogue.name + "." + catalogue.fields[at(expr.index)].name + " = " +
           Shown(Evaluate(expr), missing ? "`" + *id.text() + "` is not in the catalogue" : "");
  } else if (FamilyOf(expr.op) == OpFamily::kTiers) {
    constexpr std::string_view kParts[] = {".step", ".next", ".missing", ".reached"};
    line = program_.tiers[at(expr.index)].name +
           std::string(kParts[static_cast<std::size_t>(expr.op) - static_cast<std::size_t>(Op::kTiersStep)]) + " = " +
           Shown(Evaluate(expr), "");
  }
  if (OverEvents(expr.op)) {
    line = ObservedHistory(expr);
  } else if (expr.op == Op::kSignal) {
    line = program_.signals[at(expr.index)].name + " = " + Shown(Evaluate(expr), "its events can't be read");
  } else if (expr.op == Op::kScore) {
    line = program_.scores[at(expr.index)].name + " = " + Shown(Evaluate(expr), "no model");
  } else if (expr.op == Op::kCluster) {
    line = program_.clusters[at(expr.index)].name + " = " + Shown(Evaluate(expr), "no model");
  } else if (expr.op == Op::kAffinity && expr.constant.text()) {
    line = "affinity to " + *expr.constant.text() + " = " + Shown(Evaluate(expr), "");
  } else if (expr.op == Op::kMomentField) {
    line = "event." + program_.events[at(expr.index2)].fields[at(expr.index)].name + " = " +
           Shown(Evaluate(expr), "another moment");
  } else if (expr.op == Op::kDecisionDiscount) {
    line = "decision.discount = " + Shown(Evaluate(expr), "the cart is");
  } else if (expr.op == Op::kDecisionPrice) {
    line = "decision.price = " + Shown(Evaluate(expr), "no price");
  }
  if (!line.empty() && std::find(seen.begin(), seen.end(), line) == seen.end()) seen.push_back(line);
  if (OverEvents(expr.op)) return;  // its parts are about one event
  for (const Expr& child : expr.children) Observe(child, seen);
}

}  // namespace nextmove::dsl
