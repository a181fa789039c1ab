// Keeps the shop's items in memory, by catalogue and id.
#include "engine/catalogue/catalogue.h"

#include "absl/strings/string_view.h"

namespace nextmove::engine {

void Catalogues::Put(int catalogue, std::string id, dsl::Record record) {
  const auto at = static_cast<std::size_t>(catalogue);
  const auto [item, added] = items_[at].insert_or_assign(std::move(id), std::move(record));
  if (added) ids_[at].insert(item->first);
}

const dsl::Record* Catalogues::Find(int catalogue, std::string_view id) const {
  if (catalogue < 0 || static_cast<std::size_t>(catalogue) >= items_.size()) return nullptr;
  const auto& items = items_[static_cast<std::size_t>(catalogue)];
  const auto item = items.find(absl::string_view(id.data(), id.size()));
  return item == items.end() ? nullptr : &item->second;
}

}  // namespace nextmove::engine
