// The cut at the cart.
#include "engine/decide/allocate/cut.h"

#include <utility>

namespace nextmove::engine {

using dsl::Decimal;
using dsl::Money;

CartLeft::CartLeft(Frame& frame) : frame_(frame), room_(CartWorth(frame)) {
  const auto bound = MostDiscount(frame);
  if (!bound || (room_ && *room_ <= bound->most)) return;
  room_ = bound->most;
  guard_ = bound->guard;
}

void CartLeft::Take(Candidate& winner) {
  Decimal before = kZero, after = kZero;
  bool cut = false;
  for (Part& part : winner.parts) {
    before = before + part.amount;
    cut = CutPart(part) || cut;
    after = after + part.amount;
  }
  if (guard_ && cut) winner.discount.reasons.push_back(guard_->name);
  if (before > kZero && after <= kZero && !winner.has_perk) winner.Stop(ReasonCode::kNoEffect, "give");
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

void CartLeft::GiveBack(const Candidate& winner) {
  for (const Part& part : winner.parts) {
    if (room_) room_ = *room_ + part.amount;
    for (const auto& [index, share] : part.lines) {
      Decimal& left = lines_.at({part.list, index});
      left = left + share;
    }
  }
}

void WriteSavings(Frame& frame, Candidate& candidate) {
  if (!candidate.discount.saving) return;
  Decimal total = candidate.perks;
  std::map<LineKey, Decimal> lines;
  for (const Part& part : candidate.parts) {
    total = total + part.amount;
    for (const auto& [index, share] : part.lines) {
      auto& sum = lines.try_emplace({part.list, index}, kZero).first->second;
      sum = sum + share;
    }
  }
  candidate.discount.saving = Money{total.RoundedTo(frame.currency.digits()), frame.currency};
  candidate.discount.lines.clear();
  for (const auto& [key, share] : lines) {
    if (share <= kZero) continue;
    const Lines list(frame, key.first);
    candidate.discount.lines.push_back(
        {list.product(key.second), Money{share, frame.currency}, static_cast<int>(key.second)});
  }
}

}  // namespace nextmove::engine
