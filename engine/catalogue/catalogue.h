// The shop's items: an immutable value with its own version, replaced without touching the rules. Safe to share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"

namespace nextmove::engine {

// All catalogues of a program, items by id.
class Catalogues {
 public:
  explicit Catalogues(std::size_t catalogues = 0) : items_(catalogues) {}
  // Adds or replaces an item. REQUIRES: the record has one value per field of the catalogue.
  void Put(int catalogue, std::string id, dsl::Record record);
  const dsl::Record* Find(int catalogue, std::string_view id) const;
  std::size_t size(int catalogue) const { return items_[static_cast<std::size_t>(catalogue)].size(); }
  // `id` and what stands above it by the `parent` field, at most 64 steps (a circle ends there).
  bool IsUnder(const dsl::Program& program, int catalogue, std::string_view id, std::string_view ancestor) const;

 private:
  std::vector<absl::flat_hash_map<std::string, dsl::Record>> items_;
};

// One file of a catalogue, `--catalogue product=FILE`: CSV with a header line when the name ends in .csv, else JSON
// lines; each item has `id` and the declared fields, values as the rules write them.
struct CatalogueSource {
  std::string catalogue;
  std::string path;
  std::string bytes;
};
struct CatalogueLimits {
  std::size_t max_items = 2'000'000;
  std::size_t max_line_bytes = 64 << 10;
  std::size_t max_errors = 20;
};
// Reads all sources; lines that are wrong are told with file and line and left out of the result, which is null then.
// Errors are plain sentences `products.csv:12: unknown field `prize`; did you mean `price`?`.
std::shared_ptr<const Catalogues> LoadCatalogues(const dsl::Program& program,
                                                 const std::vector<CatalogueSource>& sources,
                                                 const CatalogueLimits& limits, std::vector<std::string>& errors);

}  // namespace nextmove::engine
