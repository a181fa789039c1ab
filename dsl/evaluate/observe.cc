// What a condition saw, for `explain`: `cart.total = 34.90 EUR`. Only used with a recorder.
#include <algorithm>

#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kMaxSeen = 8;
constexpr std::size_t kMaxText = 200;

std::string Shown(const Value& value, std::string_view why) {
  if (value.is_unknown()) return why.empty() ? std::string("unknown") : "unknown (" + std::string(why) + ")";
  std::string text = value.ToString();
  if (text.size() <= kMaxText) return text;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

bool IsConnective(Op op) {
  return op == Op::kAnd || op == Op::kOr || op == Op::kNot || op == Op::kOrUnknown || op == Op::kAndKnown;
}

}  // namespace

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
    line = catalogue.name + "." + catalogue.fields[at(expr.index)].name + " = " + Shown(Evaluate(expr), "");
  } else if (expr.op >= Op::kTiersStep && expr.op <= Op::kTiersReached) {
    constexpr std::string_view kParts[] = {".step", ".next", ".missing", ".reached"};
    line = program_.tiers[at(expr.index)].name +
           std::string(kParts[static_cast<std::size_t>(expr.op) - static_cast<std::size_t>(Op::kTiersStep)]) + " = " +
           Shown(Evaluate(expr), "");
  }
  if (!line.empty() && std::find(seen.begin(), seen.end(), line) == seen.end()) seen.push_back(line);
  for (const Expr& child : expr.children) Observe(child, seen);
}

}  // namespace nextmove::dsl
