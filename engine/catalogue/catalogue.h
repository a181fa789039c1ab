// The shop's items: an immutable value, replaced without touching the rules. Safe to share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "dsl/source/result.h"

namespace nextmove::engine {

// All catalogues of a program, items by id.
class Catalogues {
 public:
  explicit Catalogues(std::size_t catalogues = 0) : items_(catalogues), ids_(catalogues) {}
  // Adds or replaces an item. REQUIRES: the record has one value per field of the catalogue.
  void Put(int catalogue, std::string id, dsl::Record record);
  const dsl::Record* Find(int catalogue, std::string_view id) const;
  std::size_t size(int catalogue) const { return items_[static_cast<std::size_t>(catalogue)].size(); }
  // All ids, sorted.
  const absl::btree_set<std::string>& ids(int catalogue) const { return ids_[static_cast<std::size_t>(catalogue)]; }

 private:
  std::vector<absl::flat_hash_map<std::string, dsl::Record>> items_;
  std::vector<absl::btree_set<std::string>> ids_;
};

// What is known of all visitors (language reference, paragraph 24): immutable like the catalogues. Safe to share after
// Finish.
class Tables {
 public:
  struct Related {
    std::string item;
    double strength = 0;
  };
  using RelatedList = std::vector<Related>;
  // `similar to x`: strongest first, ties by id; empty when nothing is known.
  const RelatedList& SimilarTo(std::string_view item) const;
  // `purchased with x`, by event kind.
  const RelatedList& Associated(std::string_view event, std::string_view item) const;
  // `most purchased` from day to day, both included: most first, ties by id. Adds up the counts of those days at each
  // call.
  RelatedList Most(std::string_view event, dsl::Date from, dsl::Date to) const;

  void AddSimilar(std::string item, std::string other, double strength);
  void AddAssociated(std::string event, std::string item, std::string other, double strength);
  void AddCount(std::string event, dsl::Date day, std::string item, double count);
  // Sorts; call once after the last Add. Of a pair that was added twice the stronger one counts.
  void Finish();

 private:
  using Relations = absl::flat_hash_map<std::string, RelatedList>;
  struct Count {
    dsl::Date day;
    std::string item;
    double count;
  };
  Relations similar_;
  absl::flat_hash_map<std::string, Relations> associated_;       // by event
  absl::flat_hash_map<std::string, std::vector<Count>> counts_;  // by event, ascending by day
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
// Reads all sources. Fails when a line is wrong or an item stands under itself by `parent`; each is told with file and
// line: `products.csv:12: unknown field `prize`; did you mean `price`?`.
Result<std::shared_ptr<const Catalogues>, Errors> LoadCatalogues(const dsl::Program& program,
                                                                 const std::vector<CatalogueSource>& sources,
                                                                 const CatalogueLimits& limits);

// One file of what is known of all visitors, `tables/similar.csv` beside the rules: CSV with a header line when the
// name ends in .csv, else JSON lines. Its columns, in any order:
//   similar     item, other, strength         `similar to item` gives other
//   associated  event, item, other, strength  `purchased with item` gives other, for event `purchased`
//   counts      event, day, item, count       how often that happened to the item on that day (2026-11-27)
// Strengths and counts are numbers from 0 on; pairs and days that are not there count as 0.
struct TableSource {
  std::string table;  // similar, associated, counts
  std::string path;
  std::string bytes;
};
struct TableLimits {
  std::size_t max_rows = 1'000'000;  // of all files together
  std::size_t max_line_bytes = 64 << 10;
  std::size_t max_errors = 20;
};
// Reads all sources, and fails, as LoadCatalogues does.
Result<std::shared_ptr<const Tables>, Errors> LoadTables(const std::vector<TableSource>& sources,
                                                         const TableLimits& limits);

}  // namespace nextmove::engine
