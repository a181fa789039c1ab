// Chooses the value of each `pick` of a rule: the best of its source that meets all conditions on it.
#include "engine/decide/judge/pick.h"

#include "engine/decide/kinds/source.h"

namespace nextmove::engine {
namespace {

int CatalogueOf(const dsl::Type& type, const dsl::Program& program) {
  if (type.kind != dsl::TypeKind::kItem) return -1;
  const auto found = program.catalogue_names.find(type.catalogue());
  return found == program.catalogue_names.end() ? -1 : found->second;
}

// Whether the value that was just put into the picks satisfies the pick's own `where` and every condition of the rule
// that mentions it.
bool Satisfies(const dsl::Pick& pick, const dsl::Value& value, int catalogue, dsl::Evaluator& evaluator) {
  const std::string id = value.text() ? *value.text() : value.ToString();
  if (pick.where && evaluator.TestOnItem(*pick.where, catalogue, id) != dsl::Truth::kYes) return false;
  return pick.conditions.empty() || evaluator.All(pick.conditions) == dsl::Truth::kYes;
}

}  // namespace

bool ChoosePicks(const dsl::Rule& rule, const Frame& frame, Scope scope, std::vector<dsl::Value>& picks) {
  scope.picks = &picks;
  dsl::Evaluator evaluator = frame.Under(scope);
  for (const dsl::Pick& pick : rule.picks) {
    picks.emplace_back();
    if (!pick.source) return false;
    const int catalogue = CatalogueOf(pick.type, frame.program);
    std::optional<Best> best;
    if (pick.choice) best.emplace(*pick.choice);
    dsl::Value first;
    Drawing(frame, evaluator).Draw(*pick.source, [&](const Drawn& drawn) {
      picks.back() = drawn.value;
      if (!Satisfies(pick, drawn.value, catalogue, evaluator)) return true;
      if (!best) {
        first = drawn.value;
        return false;
      }
      best->Offer(drawn, EvaluateOnDrawn(pick.choice->value, drawn, catalogue, evaluator));
      return true;
    });
    picks.back() = best ? (best->Chosen() ? best->Chosen()->value : dsl::Value()) : first;
    if (picks.back().is_unknown()) return false;
  }
  return true;
}

}  // namespace nextmove::engine
