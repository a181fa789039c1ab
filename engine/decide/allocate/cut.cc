// Cuts the savings of discounts to what earlier ones have left of the cart and of its lines.
#include "engine/decide/allocate/cut.h"

#include <algorithm>
#include <utility>

#include "engine/decide/allocate/guards.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {

using dsl::Decimal;
using dsl::Money;

namespace {

// The amount noted for the line; where there is none yet, `first` is noted.
Decimal& Of(CartLeft::Shares& shares, const LineKey& line, const Decimal& first) {
  for (auto& [known, amount] : shares)
    if (known == line) return amount;
  return shares.emplace_back(line, first).second;
}

}  // namespace

CartLeft::CartLeft(const Frame& frame, Memory& memory)
    : frame_(frame), room_(CartWorth(frame)), lines_(memory.lines), shares_(memory.shares) {
  lines_.clear();
  const auto bound = MostDiscount(frame);
  if (!bound || (room_ && *room_ <= bound->most)) return;
  room_ = bound->most;
  guard_ = bound->guard;
}

void CartLeft::Take(SettledDiscount& winner) {
  Decimal before = kZero, after = kZero;
  bool cut = false;
  for (Part& part : winner.savings.parts) {
    before = before + part.amount;
    cut = CutPart(part) || cut;
    after = after + part.amount;
  }
  if (guard_ && cut) winner.guard = guard_;
  if (before > kZero && after <= kZero && !winner.savings.has_perk) winner.clause = "give";
  WriteSaving(winner);
}

// Takes the part, cut to what is left of the cart and, where it falls on lines, to what is left of each line. True: it
// had to be cut.
bool CartLeft::CutPart(Part& part) {
  const auto take = [&](Decimal& amount) {
    const Decimal before = std::exchange(amount, room_ ? Least(amount, *room_) : amount);
    if (room_) room_ = *room_ - amount;
    return amount < before;
  };
  if (part.list < 0) return take(part.amount);
  const Lines lines(frame_, part.list);
  part.amount = kZero;
  bool cut = false;
  for (auto& [index, share] : part.lines) {
    const auto line = lines.Read(index);
    Decimal& left = Of(lines_, {part.list, index}, line ? line->total() : kZero);
    share = Least(share, left);
    cut = take(share) || cut;
    left = left - share;
    part.amount = part.amount + share;
  }
  return cut;
}

void CartLeft::GiveBack(const SettledDiscount& winner) {
  for (const Part& part : winner.savings.parts) {
    if (room_) room_ = *room_ + part.amount;
    for (const auto& [index, share] : part.lines) {
      Decimal& left = Of(lines_, {part.list, index}, kZero);
      left = left + share;
    }
  }
}

void CartLeft::WriteSaving(SettledDiscount& winner) {
  if (!winner.savings.saving) return;
  Decimal total = winner.savings.perks;
  shares_.clear();
  for (const Part& part : winner.savings.parts) {
    total = total + part.amount;
    for (const auto& [index, share] : part.lines) {
      Decimal& sum = Of(shares_, {part.list, index}, kZero);
      sum = sum + share;
    }
  }
  std::sort(shares_.begin(), shares_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  winner.savings.saving = Money{total.RoundedTo(frame_.currency.digits()), frame_.currency};
  Overwrite<LineSaving> lines(winner.lines);
  for (const auto& [key, share] : shares_) {
    if (share <= kZero) continue;
    LineSaving& line = lines.Next();
    line.product_id = Lines(frame_, key.first).product(key.second);
    line.saving = Money{share, frame_.currency};
    line.line = static_cast<int>(key.second);
  }
}

}  // namespace nextmove::engine
