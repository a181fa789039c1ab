// Quantity deals. Sets are formed one at a time; the same set is repeated at once as often as its lines allow, so the
// work follows the lines, not the pieces.
#include "engine/decide/kinds/deal.h"

#include <deque>
#include <limits>

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Give;

constexpr std::int64_t kNoBound = std::numeric_limits<std::int64_t>::max();

// The whole pieces of one line.
struct Stock {
  LineKey line;
  Decimal price;
  std::string product;
  std::int64_t left = 0;     // not in a set
  std::int64_t pending = 0;  // in the set that is being formed
  std::int64_t free() const { return left - pending; }
};

bool Dearer(const Stock* a, const Stock* b) {
  if (a->price != b->price) return a->price > b->price;
  return a->product != b->product ? a->product < b->product : a->line < b->line;
}
// The cheapest first; equal prices by product, as everywhere.
bool Cheaper(const Stock* a, const Stock* b) {
  if (a->price != b->price) return a->price < b->price;
  return a->product != b->product ? a->product < b->product : a->line < b->line;
}

// The lines that a scope takes pieces from, in that order; lines without pieces left are skipped.
struct Queue {
  std::vector<Stock*> lines;
  std::size_t first = 0;
};

struct Taken {
  Stock* stock;
  std::int64_t count;
};

// Takes `count` pieces into the set. False: there are not that many.
bool TakeFrom(Queue& queue, std::int64_t count, std::vector<Taken>& taken) {
  while (queue.first < queue.lines.size() && queue.lines[queue.first]->left == 0) ++queue.first;
  for (std::size_t i = queue.first; i < queue.lines.size() && count > 0; ++i) {
    const std::int64_t some = std::min(queue.lines[i]->free(), count);
    if (some <= 0) continue;
    queue.lines[i]->pending += some;
    taken.push_back({queue.lines[i], some});
    count -= some;
  }
  return count == 0;
}

class Deal {
 public:
  Deal(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator, const Pieces& taken);
  DealSaving Form();

 private:
  // A `give` that applies to pieces of a set.
  struct Gift {
    const Give* give;
    Queue own;  // the pieces of the scope that the `give` names itself
    std::optional<Decimal> fraction, amount;
    std::map<std::size_t, Decimal> shares;  // by line
    int list = -1;
  };
  struct Set {
    std::vector<Taken> bought;
    std::vector<std::vector<Taken>> given;  // by gift
    std::vector<Decimal> gains;             // by gift
  };

  Queue QueueOf(const dsl::Scope& scope, bool cheapest_first, const Pieces& taken);
  std::optional<Gift> ReadGift(const Give& give, const Pieces& taken);
  std::string_view FormOne(Set& set);
  bool TakeGiven(Gift& gift, const std::vector<Taken>& bought, std::vector<Taken>& given);
  static Decimal GainOf(const Gift& gift, const std::vector<Taken>& given);
  void Commit(const Set& set, std::int64_t repeats);
  std::int64_t RepeatsOf(const Set& set) const;

  const dsl::Rule& rule_;
  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  std::deque<Stock> stocks_;
  std::map<LineKey, Stock*> by_line_;
  std::vector<std::pair<Queue, std::int64_t>> buys_;
  std::vector<Gift> gifts_;
  std::int64_t most_ = kNoBound;  // sets
  bool refused_ = false;          // because an amount is unknown
  DealSaving result_;
};

Deal::Deal(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator, const Pieces& taken)
    : rule_(rule), frame_(frame), evaluator_(evaluator) {
  for (const dsl::Buy& buy : rule.discount()->buys) buys_.push_back({QueueOf(buy.scope, false, taken), buy.count});
  for (const Give& give : rule.discount()->gives) {
    if (give.up_to_times) most_ = std::min(most_, *give.up_to_times);
    if (!IsOnPieces(rule, give)) continue;
    auto gift = ReadGift(give, taken);
    refused_ = refused_ || !gift;
    if (gift) gifts_.push_back(std::move(*gift));
  }
  if (rule.discount()->buys.empty() || gifts_.empty()) most_ = std::min<std::int64_t>(most_, 1);
}

Queue Deal::QueueOf(const dsl::Scope& scope, bool cheapest_first, const Pieces& taken) {
  const int list = scope.list_attribute >= 0 ? scope.list_attribute : frame_.program.cart_items;
  Queue queue;
  if (list < 0) return queue;
  const Lines lines(frame_, list);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines.Read(i);
    if (!line) continue;
    if (scope.where && evaluator_.TestOnRecord(*scope.where, *lines.record(i)) != dsl::Truth::kYes) continue;
    Stock*& stock = by_line_[{list, i}];
    if (!stock) {
      const auto used = taken.find({list, i});
      const std::int64_t whole = line->quantity.Floor().ToInt64().value_or(0);
      const std::int64_t left = used == taken.end() ? whole : whole - used->second;
      stock = &stocks_.emplace_back(Stock{{list, i}, line->price, lines.product(i), std::max<std::int64_t>(left, 0)});
    }
    queue.lines.push_back(stock);
  }
  std::sort(queue.lines.begin(), queue.lines.end(), cheapest_first ? Cheaper : Dearer);
  return queue;
}

std::optional<Deal::Gift> Deal::ReadGift(const Give& give, const Pieces& taken) {
  Gift gift;
  gift.give = &give;
  if (!give.amount) return std::nullopt;
  const dsl::Value value = evaluator_.Evaluate(*give.amount);
  if (value.percent())
    gift.fraction = Least(value.percent()->Fraction(), Decimal(1));
  else if (value.money())
    gift.amount = value.money()->amount;
  else
    return std::nullopt;
  gift.list = give.own_scope                   ? give.scope.list_attribute
              : rule_.discount()->buys.empty() ? -1
                                               : rule_.discount()->buys.front().scope.list_attribute;
  if (gift.list < 0) gift.list = frame_.program.cart_items;
  if (give.own_scope || rule_.discount()->buys.empty())
    gift.own = QueueOf(give.scope, give.extreme != Give::Extreme::kDearest, taken);
  return gift;
}

// The pieces that the `give` applies to: pieces of the set or, with a scope of its own, pieces that are in no set.
bool Deal::TakeGiven(Gift& gift, const std::vector<Taken>& bought, std::vector<Taken>& given) {
  const Give& give = *gift.give;
  if (give.own_scope || rule_.discount()->buys.empty()) return TakeFrom(gift.own, give.extreme_count, given);
  given = bought;
  if (give.extreme == Give::Extreme::kNone) return true;
  const bool cheapest = give.extreme == Give::Extreme::kCheapest;
  std::sort(given.begin(), given.end(), [&](const Taken& a, const Taken& b) {
    return cheapest ? Cheaper(a.stock, b.stock) : Dearer(a.stock, b.stock);
  });
  std::int64_t wanted = give.extreme_count;
  for (Taken& taken : given) {
    taken.count = std::min(taken.count, wanted);
    wanted -= taken.count;
  }
  std::erase_if(given, [](const Taken& taken) { return taken.count == 0; });
  return wanted == 0;
}

Decimal Deal::GainOf(const Gift& gift, const std::vector<Taken>& given) {
  Decimal cost = kZero, by_piece = kZero;
  for (const Taken& taken : given) {
    cost = cost + taken.stock->price * Decimal(taken.count);
    if (gift.amount) by_piece = by_piece + Least(*gift.amount, taken.stock->price) * Decimal(taken.count);
  }
  if (gift.fraction) return cost * *gift.fraction;
  if (gift.give->kind == Give::Kind::kPrice) return cost - *gift.amount;
  return gift.give->scope.per_piece ? by_piece : Least(*gift.amount, cost);
}

// The clause that a set is short of; empty: `set` is formed, its pieces pending.
std::string_view Deal::FormOne(Set& set) {
  for (auto& [queue, count] : buys_)
    if (!TakeFrom(queue, count, set.bought)) return "buy";
  Decimal total = kZero;
  for (Gift& gift : gifts_) {
    if (!TakeGiven(gift, set.bought, set.given.emplace_back())) return "give";
    set.gains.push_back(GainOf(gift, set.given.back()));
    if (gift.give->kind == Give::Kind::kPrice && set.gains.back() <= kZero) return "give";
    total = total + set.gains.back();
  }
  return gifts_.empty() || total > kZero ? std::string_view() : "give";
}

// How often in a row this same set can be formed: a line stays first in its queue until its pieces are used up.
std::int64_t Deal::RepeatsOf(const Set& set) const {
  std::int64_t repeats = most_;
  const auto bound = [&](const std::vector<Taken>& taken) {
    for (const Taken& one : taken)
      if (one.stock->pending > 0) repeats = std::min(repeats, one.stock->left / one.stock->pending);
  };
  bound(set.bought);
  for (const auto& given : set.given) bound(given);
  return repeats;
}

void Deal::Commit(const Set& set, std::int64_t repeats) {
  for (std::size_t g = 0; g < gifts_.size(); ++g) {
    Decimal cost = kZero;
    for (const Taken& taken : set.given[g]) cost = cost + taken.stock->price * Decimal(taken.count);
    Decimal left = set.gains[g];
    for (std::size_t i = 0; i < set.given[g].size(); ++i) {
      const Taken& taken = set.given[g][i];
      const Decimal worth = taken.stock->price * Decimal(taken.count);
      const bool last = i + 1 == set.given[g].size();
      const Decimal share = last ? left : (set.gains[g] * worth).DividedBy(cost).value_or(kZero);
      left = left - share;
      Decimal& sum = gifts_[g].shares.try_emplace(taken.stock->line.second, kZero).first->second;
      sum = sum + share * Decimal(repeats);
    }
  }
  const auto use = [&](const std::vector<Taken>& taken) {
    for (const Taken& one : taken) {
      Stock& stock = *one.stock;
      if (stock.pending == 0) continue;
      result_.pieces[stock.line] += stock.pending * repeats;
      stock.left -= stock.pending * repeats;
      stock.pending = 0;
    }
  };
  use(set.bought);
  for (const auto& given : set.given) use(given);
  if (most_ != kNoBound) most_ -= repeats;
}

DealSaving Deal::Form() {
  if (refused_) return {"give", {}, {}};
  bool any = false;
  while (most_ > 0) {
    Set set;
    const std::string_view short_of = FormOne(set);
    if (!short_of.empty()) {
      if (!any) result_.clause = short_of;
      break;
    }
    any = true;
    // Without a bound and without a pending piece (no `buy`, no own scope) one set is all.
    const std::int64_t repeats = RepeatsOf(set);
    Commit(set, repeats == kNoBound ? 1 : std::max<std::int64_t>(repeats, 1));
    if (repeats == kNoBound) break;
  }
  for (const Gift& gift : gifts_) {
    Part part;
    part.list = gift.list;
    part.amount = kZero;
    for (const auto& [line, share] : gift.shares) {
      part.lines.push_back({line, share});
      part.amount = part.amount + share;
    }
    result_.parts.push_back(std::move(part));
  }
  return std::move(result_);
}

}  // namespace

bool IsOnPieces(const dsl::Rule& rule, const Give& give) {
  switch (give.kind) {
    case Give::Kind::kPercent:
      return give.extreme != Give::Extreme::kNone;
    case Give::Kind::kAmount:  // `give 20 EUR off` with `buy`: per set
      return give.extreme != Give::Extreme::kNone ||
             (!rule.discount()->buys.empty() && give.scope.base == dsl::Scope::Base::kCart);
    case Give::Kind::kPrice:
      return true;
    case Give::Kind::kFreeDelivery:
    case Give::Kind::kGift:
    case Give::Kind::kPoints:
    case Give::Kind::kPointsTimes:
      break;
  }
  return false;
}

bool IsDeal(const dsl::Rule& rule) {
  const dsl::kinds::Discount* discount = rule.discount();
  return discount && (!discount->buys.empty() || std::any_of(discount->gives.begin(), discount->gives.end(),
                                                             [&](const Give& give) { return IsOnPieces(rule, give); }));
}

DealSaving FormSets(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator, const Pieces& taken) {
  return Deal(rule, frame, evaluator, taken).Form();
}

}  // namespace nextmove::engine
