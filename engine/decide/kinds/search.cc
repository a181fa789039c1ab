// Puts search results into the order that all winners make.
#include "engine/decide/kinds/search.h"

#include "engine/decide/kinds/cart.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Value;

struct Result {
  std::string id;
  Decimal score{1};
  bool at_the_end = false;  // a factor was 0
};

// Reads the results, sent as a list of ids or as lines with the item and its score.
std::vector<Result> ResultsOf(const Value& menu) {
  std::vector<Result> results;
  if (!menu.list()) return results;
  for (const Value& entry : *menu.list()) {
    Result result;
    if (entry.text()) result.id = *entry.text();
    if (entry.record()) {
      for (const Value& field : *entry.record()) {
        if (field.text() && result.id.empty()) result.id = *field.text();
        if (field.number()) result.score = *field.number();
      }
    }
    if (!result.id.empty()) results.push_back(std::move(result));
  }
  return results;
}

// 1 + p for `raise`, 1 - p for `lower`, never below 0; an unknown p changes nothing.
Decimal FactorOf(const dsl::Boost& boost, int catalogue, const std::string& id, dsl::Evaluator& evaluator) {
  if (boost.where && evaluator.TestOnItem(*boost.where, catalogue, id) != dsl::Truth::kYes) return Decimal(1);
  const Value by = evaluator.EvaluateOnItem(boost.by, catalogue, id);
  if (!by.percent()) return Decimal(1);
  const Decimal fraction = by.percent()->Fraction();
  const Decimal factor = boost.raises ? Decimal(1) + fraction : Decimal(1) - fraction;
  return factor.is_negative() ? kZero : factor;
}

void Boost(const Judged& winner, std::vector<Result>& results, dsl::Evaluator& evaluator) {
  for (Result& result : results) {
    for (const dsl::Boost& boost : winner.in_force->search()->boosts) {
      const Decimal factor = FactorOf(boost, winner.in_force->menu()->catalogue, result.id, evaluator);
      if (factor.is_zero())
        result.at_the_end = true;
      else
        result.score = result.score * factor;
    }
  }
}

}  // namespace

std::vector<std::string> PinnedBy(const dsl::Rule& rule, dsl::Evaluator& evaluator) {
  std::vector<std::string> pins;
  const auto add = [&](const Value& value) {
    if (value.text() && std::find(pins.begin(), pins.end(), *value.text()) == pins.end()) pins.push_back(*value.text());
  };
  for (const dsl::Expr& pin : rule.menu()->pins) {
    const Value value = evaluator.Evaluate(pin);
    add(value);
    if (!value.list()) continue;
    for (const Value& one : *value.list()) add(one);
  }
  return pins;
}

SearchContent OrderResults(const std::vector<const Judged*>& winners, int placement, const Frame& frame) {
  SearchContent content;
  std::vector<Result> results = ResultsOf(frame.facts.menu(placement));
  for (const Judged* winner : winners) {
    dsl::Evaluator evaluator = frame.Under(winner->scope());
    Boost(*winner, results, evaluator);
    for (std::string& pin : PinnedBy(*winner->in_force, evaluator))
      if (std::find(content.pinned.begin(), content.pinned.end(), pin) == content.pinned.end())
        content.pinned.push_back(std::move(pin));
  }
  std::stable_sort(results.begin(), results.end(), [](const Result& a, const Result& b) {
    return a.at_the_end != b.at_the_end ? b.at_the_end : a.score > b.score;
  });
  const auto pinned = [&](const std::string& id) {
    return std::find(content.pinned.begin(), content.pinned.end(), id) != content.pinned.end();
  };
  for (const std::string& pin : content.pinned)
    if (std::any_of(results.begin(), results.end(), [&](const Result& one) { return one.id == pin; }))
      content.items.push_back(pin);
  for (const Result& result : results)
    if (!pinned(result.id)) content.items.push_back(result.id);
  return content;
}

}  // namespace nextmove::engine
