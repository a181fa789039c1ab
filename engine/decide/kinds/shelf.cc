// Fills a shelf.
#include "engine/decide/kinds/shelf.h"

#include <map>

#include "dsl/value/index.h"
#include "engine/decide/kinds/keys.h"
#include "engine/decide/kinds/source.h"

namespace nextmove::engine {
namespace {

class Shelf {
 public:
  Shelf(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator, std::vector<ShelfItem>& items)
      : rule_(rule),
        frame_(frame),
        evaluator_(evaluator),
        items_(items),
        drawing_(frame, evaluator),
        most_(static_cast<std::size_t>(std::max<std::int64_t>(rule.take.most, 0))) {}
  void Add(const dsl::Source& source);
  std::size_t size() const { return items_.size(); }

 private:
  bool Full() const { return items_.size() >= most_; }
  void AddSet(const dsl::SourcePart& part, const dsl::Type& type);
  void AddRanked(const dsl::SourcePart& part, const dsl::Type& type);
  // Puts the item on the shelf unless there are enough of its kind. False: the shelf is full.
  bool Take(const dsl::SourcePart& part, const dsl::Value& value);

  const dsl::Rule& rule_;
  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  std::vector<ShelfItem>& items_;
  Drawing drawing_;
  std::size_t most_;
  std::map<std::string, std::int64_t> per_field_;
};

void Shelf::Add(const dsl::Source& source) {
  drawing_.LeaveOut(source);
  for (const dsl::SourcePart& part : source.sets)
    if (!Full()) AddSet(part, source.type);
}

void Shelf::AddSet(const dsl::SourcePart& part, const dsl::Type& type) {
  if (!rule_.item_rank.empty()) return AddRanked(part, type);
  drawing_.DrawSet(part, type, [&](const Drawn& drawn) { return Take(part, drawn.value); });
}

void Shelf::AddRanked(const dsl::SourcePart& part, const dsl::Type& type) {
  struct Ranked {
    dsl::Value value;
    std::vector<dsl::Value> keys;
  };
  std::vector<Ranked> ranked;
  drawing_.DrawSet(part, type, [&](const Drawn& drawn) {
    Ranked one{drawn.value, {}};
    for (const dsl::RankKey& key : rule_.item_rank)
      one.keys.push_back(EvaluateOnDrawn(key.value, drawn, part.catalogue, evaluator_));
    ranked.push_back(std::move(one));
    return true;
  });
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
    return CompareKeys(rule_.item_rank, a.keys, b.keys).first < 0;
  });
  for (const Ranked& one : ranked)
    if (!Take(part, one.value)) return;
}

bool Shelf::Take(const dsl::SourcePart& part, const dsl::Value& value) {
  if (Full()) return false;
  const std::string id = value.text() ? *value.text() : value.ToString();
  const dsl::Record* record = rule_.take.at_most_per ? frame_.catalogues.Find(part.catalogue, id) : nullptr;
  if (record && rule_.take.per_field >= 0 && At(rule_.take.per_field) < record->size()) {
    const dsl::Value& field = (*record)[At(rule_.take.per_field)];
    const dsl::Type& type = frame_.program.catalogues[At(part.catalogue)].fields[At(rule_.take.per_field)].type;
    if (field.is_known() && ++per_field_[dsl::SameKey(field, type)] > *rule_.take.at_most_per) return true;
  }
  items_.push_back({id, SourceName(part, frame_.program)});
  return !Full();
}

}  // namespace

std::string_view FillShelf(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                           std::vector<ShelfItem>& items) {
  if (!rule.from) return {};
  Shelf shelf(rule, frame, evaluator, items);
  shelf.Add(*rule.from);
  if (rule.fill) shelf.Add(*rule.fill);
  if (shelf.size() == 0) return "from";
  return static_cast<std::int64_t>(shelf.size()) < rule.take.least ? "take" : std::string_view();
}

}  // namespace nextmove::engine
