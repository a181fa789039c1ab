// The cut at the cart.
#include "engine/decide/cut.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Money;

// What is left of each line: list and index.
using LinesLeft = std::map<LineKey, Decimal>;

// Cuts a part that falls on lines to what is left of each and of the cart.
void CutLines(const Frame& frame, Part& part, const std::optional<Decimal>& room, LinesLeft& line_left) {
  const Lines lines(frame, part.list);
  Decimal sum = kZero;
  for (auto& [index, share] : part.lines) {
    const auto line = lines.Read(index);
    auto& left = line_left.try_emplace({part.list, index}, line ? line->total() : kZero).first->second;
    share = Least(share, left);
    if (room) share = Least(share, *room - sum);
    left = left - share;
    sum = sum + share;
  }
  part.amount = sum;
}

}  // namespace

void CutToCart(Frame& frame, const std::vector<Candidate*>& winners, const std::optional<Decimal>& bound) {
  std::optional<Decimal> cart = CartWorth(frame);
  LinesLeft line_left;
  if (bound && (!cart || *bound < *cart)) cart = bound;
  for (Candidate* winner : winners) {
    Decimal before = kZero, after = kZero;
    for (Part& part : winner->parts) {
      before = before + part.amount;
      const std::optional<Decimal> room = cart ? std::optional(*cart - after) : std::nullopt;
      if (part.list >= 0)
        CutLines(frame, part, room, line_left);
      else if (room)
        part.amount = Least(part.amount, *room);
      after = after + part.amount;
    }
    if (cart) cart = *cart - after;
    if (before > kZero && after <= kZero && !winner->has_perk) {
      winner->won = false;
      winner->Stop(ReasonCode::kNoEffect, "give");
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
