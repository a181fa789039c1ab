// The shop's items in memory.
#include "engine/catalogue/catalogue.h"

#include "absl/strings/string_view.h"

namespace nextmove::engine {
namespace {

constexpr int kMaxParents = 64;

}  // namespace

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

bool Catalogues::IsUnder(const dsl::Program& program, int catalogue, std::string_view id,
                         std::string_view ancestor) const {
  const int parent = program.catalogues[static_cast<std::size_t>(catalogue)].parent_field;
  for (int step = 0; step < kMaxParents; ++step) {
    if (id == ancestor) return true;
    const dsl::Record* record = parent < 0 ? nullptr : Find(catalogue, id);
    const std::string* next = record ? (*record)[static_cast<std::size_t>(parent)].text() : nullptr;
    if (!next) return false;
    id = *next;
  }
  return false;
}

}  // namespace nextmove::engine
