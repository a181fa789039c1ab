// `affinity to category under "dresses"` (language reference, paragraph 10): how much of what a visitor did was about a
// value, against the value that it was about the most.
#include <algorithm>
#include <cmath>

#include "dsl/evaluate/evaluate.h"
#include "dsl/evaluate/nesting.h"
#include "dsl/program/observed.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

constexpr double kHalfLifeMs = 30.0 * 86'400'000;
constexpr int kMaxParents = 64;
constexpr double kPlaces = 1e9;  // nine after the point: below the noise of a sum

const Value* ValueAt(const ObservedField& place, const Event& event, const Situation& situation) {
  const auto field = static_cast<std::size_t>(place.field);
  if (field >= event.fields.size()) return nullptr;
  const Value& value = event.fields[field];
  if (place.catalogue < 0) return value.is_known() ? &value : nullptr;
  const Record* item = value.text() ? situation.item(place.catalogue, *value.text()) : nullptr;
  const auto item_field = static_cast<std::size_t>(place.item_field);
  return item && item_field < item->size() && (*item)[item_field].is_known() ? &(*item)[item_field] : nullptr;
}

}  // namespace

// The value, and with `under` all that it is under: the parents of an item, `a/b` and `a` of the text `a/b/c`.
std::vector<std::string> Evaluator::KeysOf(const Value& value, const Type& type, bool under, int catalogue) const {
  std::vector<std::string> keys = {SameKey(value, type)};
  if (!under || !value.text()) return keys;
  if (catalogue < 0) {
    for (std::size_t cut = keys[0].rfind('/'); cut != std::string::npos && cut > 0; cut = keys[0].rfind('/', cut - 1))
      keys.push_back(keys[0].substr(0, cut));
    return keys;
  }
  const int parent = program_.catalogues[static_cast<std::size_t>(catalogue)].parent_field;
  const std::string* id = value.text();
  while (parent >= 0 && keys.size() < kMaxParents) {
    const Record* record = situation_.item(catalogue, *id);
    id = record && static_cast<std::size_t>(parent) < record->size()
             ? (*record)[static_cast<std::size_t>(parent)].text()
             : nullptr;
    if (!id || std::find(keys.begin(), keys.end(), *id) != keys.end()) break;
    keys.push_back(*id);
  }
  return keys;
}

// None when events that have the field can't be read. What the shop itself did (`shown`, `sent`) is no interest.
const std::optional<Evaluator::Weights>& Evaluator::WeightsOf(const std::string& field, bool under, int catalogue) {
  if (!memo_) {
    own_memo_ = std::make_unique<EvaluationMemo>();
    memo_ = own_memo_.get();
  }
  const auto [place, is_new] = memo_->affinities.try_emplace({field, under});
  std::optional<Weights>& weights = place->second;
  if (!is_new) return weights;
  Weights sums;
  for (std::size_t index = 0; index < program_.events.size(); ++index) {
    const EventKind& kind = program_.events[index];
    const ObservedField observed = FindObserved(program_, kind, field);
    if (observed.field < 0) continue;
    const std::vector<Event>* events = situation_.events(static_cast<int>(index), Situation::Reach::kHistory);
    if (!events) return weights;
    const double worth = kind.worth.ToDouble();
    for (const Event& event : *events) {
      const Value* value = ValueAt(observed, event, situation_);
      if (!value) continue;
      const auto age = static_cast<double>(situation_.now().milliseconds - event.time.milliseconds);
      for (const std::string& key : KeysOf(*value, observed.type->type, under, catalogue))
        sums[key] += worth * std::exp2(-age / kHalfLifeMs);
    }
  }
  weights = std::move(sums);
  return weights;
}

Value Evaluator::AffinityTo(const Expr& expr) {
  Value storage;
  const Value& value = Read(expr.children[0], storage);
  if (!expr.constant.text() || value.is_unknown()) return {};
  const std::optional<Weights>& weights = WeightsOf(*expr.constant.text(), expr.index == 1, expr.index2);
  if (!weights) return {};
  double most = 0;
  for (const auto& [key, weight] : *weights) most = std::max(most, weight);
  const auto found = weights->find(SameKey(value, expr.children[0].type));
  if (found == weights->end() || found->second <= 0) return Percent{Decimal(0)};
  const auto scaled = static_cast<std::int64_t>(std::llround(found->second / most * 100 * kPlaces));
  return Percent{*Decimal(scaled).DividedBy(Decimal(static_cast<std::int64_t>(kPlaces)))};
}

}  // namespace nextmove::dsl
