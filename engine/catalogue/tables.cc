// Keeps what is known of all visitors in memory: similar items, items bought together, counts by day.
#include <algorithm>

#include "absl/strings/string_view.h"
#include "engine/catalogue/catalogue.h"

namespace nextmove::engine {
namespace {

absl::string_view Key(std::string_view text) { return {text.data(), text.size()}; }

bool Stronger(const Tables::Related& a, const Tables::Related& b) {
  return a.strength != b.strength ? a.strength > b.strength : a.item < b.item;
}

// Strongest first, each once.
void SortOnce(Tables::RelatedList& related) {
  std::sort(related.begin(), related.end(),
            [](const auto& a, const auto& b) { return a.item != b.item ? a.item < b.item : a.strength > b.strength; });
  const auto same = [](const auto& a, const auto& b) { return a.item == b.item; };
  related.erase(std::unique(related.begin(), related.end(), same), related.end());
  std::sort(related.begin(), related.end(), Stronger);
}

template <typename Map>
const Tables::RelatedList& Find(const Map& relations, std::string_view item) {
  static const Tables::RelatedList kNothing;
  const auto found = relations.find(Key(item));
  return found == relations.end() ? kNothing : found->second;
}

}  // namespace

const Tables::RelatedList& Tables::SimilarTo(std::string_view item) const { return Find(similar_, item); }

const Tables::RelatedList& Tables::Associated(std::string_view event, std::string_view item) const {
  static const Relations kNone;
  const auto relations = associated_.find(Key(event));
  return Find(relations == associated_.end() ? kNone : relations->second, item);
}

Tables::RelatedList Tables::Most(std::string_view event, dsl::Date from, dsl::Date to) const {
  RelatedList sum;
  const auto found = counts_.find(Key(event));
  if (found == counts_.end()) return sum;
  const std::vector<Count>& counts = found->second;
  const auto first = std::lower_bound(counts.begin(), counts.end(), from,
                                      [](const Count& count, dsl::Date day) { return count.day < day; });
  absl::flat_hash_map<absl::string_view, double> by_item;
  for (auto count = first; count != counts.end() && count->day <= to; ++count) by_item[count->item] += count->count;
  for (const auto& [item, count] : by_item)
    if (count > 0) sum.push_back({std::string(item), count});
  std::sort(sum.begin(), sum.end(), Stronger);
  return sum;
}

void Tables::AddSimilar(std::string item, std::string other, double strength) {
  similar_[std::move(item)].push_back({std::move(other), strength});
}

void Tables::AddAssociated(std::string event, std::string item, std::string other, double strength) {
  associated_[std::move(event)][std::move(item)].push_back({std::move(other), strength});
}

void Tables::AddCount(std::string event, dsl::Date day, std::string item, double count) {
  counts_[std::move(event)].push_back({day, std::move(item), count});
}

// Sorts the counts of one day by item too, so that the order of the rows does not change a sum of doubles.
void Tables::Finish() {
  for (auto& [item, related] : similar_) SortOnce(related);
  for (auto& [event, relations] : associated_)
    for (auto& [item, related] : relations) SortOnce(related);
  for (auto& [event, counts] : counts_) {
    std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
      if (a.day != b.day) return a.day < b.day;
      return a.item != b.item ? a.item < b.item : a.count < b.count;
    });
  }
}

}  // namespace nextmove::engine
