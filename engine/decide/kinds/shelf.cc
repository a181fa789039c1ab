// Fills the shelf of a recommendation or message with items of its sources, ranked and bounded in number.
#include "engine/decide/kinds/shelf.h"

#include <map>

#include "dsl/value/index.h"
#include "engine/decide/kinds/keys.h"
#include "engine/decide/kinds/source.h"

namespace nextmove::engine {
namespace {

class ShelfFilling {
 public:
  ShelfFilling(const dsl::Shelf& shelf, const Frame& frame, dsl::Evaluator& evaluator, std::vector<ShelfItem>& items)
      : shelf_(shelf),
        frame_(frame),
        evaluator_(evaluator),
        items_(items),
        drawing_(frame, evaluator),
        most_(static_cast<std::size_t>(std::max(shelf.take.most, 0))) {}
  void Add(const dsl::Source& source);
  std::size_t size() const { return items_.size(); }

 private:
  bool Full() const { return items_.size() >= most_; }
  void AddSet(const dsl::SourcePart& part, const dsl::Type& type);
  void AddRanked(const dsl::SourcePart& part, const dsl::Type& type);
  // Puts the item on the shelf unless `at most n per field` holds it back. False: the shelf is full.
  bool Take(const dsl::SourcePart& part, const dsl::Value& value);

  const dsl::Shelf& shelf_;
  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  std::vector<ShelfItem>& items_;
  Drawing drawing_;
  std::size_t most_;
  std::map<std::string, std::int64_t> per_field_;
};

void ShelfFilling::Add(const dsl::Source& source) {
  drawing_.LeaveOut(source);
  for (const dsl::SourcePart& part : source.sets)
    if (!Full()) AddSet(part, source.type);
}

void ShelfFilling::AddSet(const dsl::SourcePart& part, const dsl::Type& type) {
  if (!shelf_.rank.empty()) return AddRanked(part, type);
  drawing_.DrawSet(part, type, [&](const Drawn& drawn) { return Take(part, drawn.value); });
}

void ShelfFilling::AddRanked(const dsl::SourcePart& part, const dsl::Type& type) {
  struct Ranked {
    dsl::Value value;
    std::vector<dsl::Value> keys;
  };
  std::vector<Ranked> ranked;
  drawing_.DrawSet(part, type, [&](const Drawn& drawn) {
    Ranked one{drawn.value, {}};
    for (const dsl::RankKey& key : shelf_.rank)
      one.keys.push_back(EvaluateOnDrawn(key.value, drawn, part.catalogue, evaluator_));
    ranked.push_back(std::move(one));
    return true;
  });
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
    return CompareKeys(shelf_.rank, a.keys, b.keys).first < 0;
  });
  for (const Ranked& one : ranked)
    if (!Take(part, one.value)) return;
}

bool ShelfFilling::Take(const dsl::SourcePart& part, const dsl::Value& value) {
  if (Full()) return false;
  const std::string id = value.text() ? *value.text() : value.ToString();
  const dsl::Record* record = shelf_.take.per_field >= 0 ? frame_.catalogues.Find(part.catalogue, id) : nullptr;
  if (record && At(shelf_.take.per_field) < record->size()) {
    const dsl::Value& field = (*record)[At(shelf_.take.per_field)];
    const dsl::Type& type = frame_.program.catalogues[At(part.catalogue)].fields[At(shelf_.take.per_field)].type;
    if (field.is_known() && ++per_field_[dsl::SameKey(field, type)] > shelf_.take.at_most_per) return true;
  }
  items_.push_back({id, SourceName(part, frame_.program)});
  return !Full();
}

}  // namespace

std::string_view FillShelf(const dsl::Shelf& shelf, const Frame& frame, dsl::Evaluator& evaluator,
                           std::vector<ShelfItem>& items) {
  ShelfFilling filling(shelf, frame, evaluator, items);
  filling.Add(*shelf.from);
  if (shelf.fill) filling.Add(*shelf.fill);
  if (filling.size() == 0) return "from";
  return static_cast<int>(filling.size()) < shelf.take.least ? "take" : std::string_view();
}

}  // namespace nextmove::engine
