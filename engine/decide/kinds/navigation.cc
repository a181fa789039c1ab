// Puts the items of a menu into a rule's order.
#include "engine/decide/kinds/navigation.h"

#include <set>

#include "engine/decide/kinds/keys.h"
#include "engine/decide/kinds/search.h"

namespace nextmove::engine {
namespace {

struct Item {
  std::string id;
  std::vector<dsl::Value> keys;
};

}  // namespace

std::vector<std::string> OrderMenu(const dsl::Rule& rule, const dsl::Value& menu, dsl::Evaluator& evaluator) {
  std::vector<std::string> order;
  if (!menu.list()) return order;
  const dsl::kinds::Navigation& navigation = *rule.navigation();
  const std::vector<std::string> pinned = PinnedBy(rule, evaluator);
  const std::set<std::string> pins(pinned.begin(), pinned.end());
  std::vector<std::size_t> free_places;
  std::vector<Item> ranked;
  for (const dsl::Value& entry : *menu.list()) {
    if (!entry.text()) continue;
    const std::string& id = *entry.text();
    order.push_back(id);
    if (pins.contains(id)) continue;
    free_places.push_back(order.size() - 1);
    const bool fits = !navigation.move_where ||
                      evaluator.TestOnItem(*navigation.move_where, navigation.menu.catalogue, id) == dsl::Truth::kYes;
    if (!fits) continue;
    Item item{id, {}};
    for (const dsl::RankKey& key : navigation.rank)
      item.keys.push_back(evaluator.EvaluateOnItem(key.value, navigation.menu.catalogue, id));
    ranked.push_back(std::move(item));
  }
  // The position in the menu of each unpinned item, so that items that are not moved keep their order.
  std::vector<std::string> given;
  for (const std::size_t place : free_places) given.push_back(order[place]);
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Item& a, const Item& b) {
    return CompareKeys(navigation.rank, a.keys, b.keys).first < 0;
  });
  if (navigation.move_at_most && ranked.size() > static_cast<std::size_t>(std::max(0, *navigation.move_at_most)))
    ranked.resize(static_cast<std::size_t>(std::max(0, *navigation.move_at_most)));
  std::vector<std::string> result;
  std::multiset<std::string> moved;
  for (const Item& item : ranked) {
    result.push_back(item.id);
    moved.insert(item.id);
  }
  for (const std::string& id : given) {
    const auto found = moved.find(id);
    if (found != moved.end())
      moved.erase(found);
    else
      result.push_back(id);
  }
  for (std::size_t i = 0; i < free_places.size(); ++i) order[free_places[i]] = result[i];
  return order;
}

}  // namespace nextmove::engine
