// Cuts savings to what is left of the cart.
#include "engine/decide/allocate/cut.h"

#include <utility>

#include "engine/decide/allocate/guards.h"

namespace nextmove::engine {

using dsl::Decimal;
using dsl::Money;

CartLeft::CartLeft(const Frame& frame) : frame_(frame), room_(CartWorth(frame)) {
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

// Takes the part, cut to the room and where it falls on lines to what is left of each. True: there was too little room.
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
    Decimal& left = lines_.try_emplace({part.list, index}, line ? line->total() : kZero).first->second;
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
      Decimal& left = lines_.at({part.list, index});
      left = left + share;
    }
  }
}

void CartLeft::WriteSaving(SettledDiscount& winner) const {
  if (!winner.savings.saving) return;
  Decimal total = winner.savings.perks;
  std::map<LineKey, Decimal> shares;
  for (const Part& part : winner.savings.parts) {
    total = total + part.amount;
    for (const auto& [index, share] : part.lines) {
      auto& sum = shares.try_emplace({part.list, index}, kZero).first->second;
      sum = sum + share;
    }
  }
  winner.savings.saving = Money{total.RoundedTo(frame_.currency.digits()), frame_.currency};
  winner.lines.clear();
  for (const auto& [key, share] : shares) {
    if (share <= kZero) continue;
    const Lines list(frame_, key.first);
    winner.lines.push_back({list.product(key.second), Money{share, frame_.currency}, static_cast<int>(key.second)});
  }
}

}  // namespace nextmove::engine
