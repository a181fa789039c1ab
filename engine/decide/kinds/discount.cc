// Computes what one discount saves on the full prices.
#include "engine/decide/kinds/discount.h"

#include <limits>

#include "absl/strings/str_join.h"
#include "dsl/value/index.h"
#include "engine/decide/kinds/source.h"
#include "engine/decide/reuse.h"

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Give;
using dsl::Money;
using dsl::Truth;
using dsl::Value;

// The result of one `give`. kRefused: an amount is unknown or in another currency; kOpen: the cart is empty or unknown.
enum class Saving { kRefused, kNone, kOpen, kKnown };

class GiveSaving {
 public:
  GiveSaving(const Give& give, const Frame& frame, dsl::Evaluator& evaluator)
      : give_(give), frame_(frame), evaluator_(evaluator), digits_(frame.currency.digits()) {}
  // Fills `part` where the saving is known.
  Saving Compute(Part& part);

 private:
  Saving Whole(const std::optional<Decimal>& base, bool open, Part& part);
  Saving OnLines(Part& part);
  Decimal OfLine(const Line& line) const;
  bool ReadAmount();

  const Give& give_;
  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  int digits_;
  std::optional<Decimal> fraction_, amount_, cap_;
};

bool GiveSaving::ReadAmount() {
  if (!give_.amount) return false;
  const Value value = evaluator_.Evaluate(*give_.amount);
  if (value.percent())
    fraction_ = Least(value.percent()->Fraction(), Decimal(1));
  else if (value.money())
    amount_ = value.money()->amount;
  else
    return false;
  if (!give_.up_to) return true;
  const Value cap = evaluator_.Evaluate(*give_.up_to);
  if (!cap.money()) return false;
  cap_ = cap.money()->amount;
  return true;
}

Saving GiveSaving::Compute(Part& part) {
  part.list = -1;
  part.lines.clear();
  if (!ReadAmount()) return Saving::kRefused;
  if (fraction_ ? *fraction_ <= kZero : *amount_ <= kZero) return Saving::kNone;
  if (cap_ && *cap_ <= kZero) return Saving::kNone;
  switch (give_.scope.base) {
    case dsl::Scope::Base::kCart:
      return Whole(CartTotal(frame_), CartIsEmptyOrUnknown(frame_), part);
    case dsl::Scope::Base::kAmount: {
      const Value base = give_.scope.amount ? evaluator_.Evaluate(*give_.scope.amount) : Value();
      const auto amount = base.money() ? std::optional(base.money()->amount) : std::nullopt;
      return Whole(amount, CartIsEmptyOrUnknown(frame_) && (!amount || *amount <= kZero), part);
    }
    case dsl::Scope::Base::kLines:
      break;
  }
  return OnLines(part);
}

// A percentage is computed exactly, capped, then rounded once. An amount saves at most the base.
Saving GiveSaving::Whole(const std::optional<Decimal>& base, bool open, Part& part) {
  if (open) return Saving::kOpen;
  if (!base || *base <= kZero) return Saving::kNone;
  Decimal exact = fraction_ ? *base * *fraction_ : Least(*amount_, *base);
  if (cap_) exact = Least(exact, *cap_);
  part.amount = exact.RoundedTo(digits_);
  return part.amount > kZero ? Saving::kKnown : Saving::kNone;
}

// The saving on one line, for a `give` that looks at each line alone: `per line`, `per piece`, percent.
Decimal GiveSaving::OfLine(const Line& line) const {
  if (fraction_) {
    const Decimal exact = line.total() * *fraction_;
    return give_.scope.per_line ? exact.RoundedTo(digits_) : exact;
  }
  const Decimal wished = give_.scope.per_piece ? *amount_ * line.quantity : *amount_;
  return Least(wished, line.total());
}

Saving GiveSaving::OnLines(Part& part) {
  if (give_.scope.list_attribute < 0) return Saving::kNone;
  const Lines lines(frame_, give_.scope.list_attribute);
  if (lines.empty()) return Saving::kOpen;
  const bool one_amount = amount_ && !give_.scope.per_line && !give_.scope.per_piece;
  Decimal sum = kZero;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines.Read(i);
    if (!line) continue;
    if (give_.scope.where && evaluator_.TestOnRecord(*give_.scope.where, *lines.record(i)) != Truth::kYes) continue;
    part.lines.push_back({i, one_amount ? line->total() : OfLine(*line)});
    sum = sum + part.lines.back().second;
  }
  Decimal exact = one_amount ? Least(*amount_, sum) : sum;
  if (cap_) exact = Least(exact, *cap_);
  part.amount = exact.RoundedTo(digits_);
  part.list = give_.scope.list_attribute;
  if (part.amount <= kZero) return Saving::kNone;
  Distribute(part.amount, digits_, part.lines);
  return Saving::kKnown;
}

void WriteGrant(const Give& give, bool on_pieces, dsl::Evaluator& evaluator, Grant& grant) {
  grant.kind = Grant::Kind::kPercent;
  grant.percent_hundredths = 0;
  grant.fixed = {};
  grant.at_most.reset();
  grant.scope_kind = on_pieces && !give.own_scope ? std::string_view("lines") : std::string_view(give.scope.kind);
  grant.scope_value = give.scope.value;
  grant.perk.clear();
  grant.perk_value.clear();
  const Value value = give.amount ? evaluator.Evaluate(*give.amount) : Value();
  if (value.percent()) {
    const auto hundredths = (value.percent()->points * Decimal(100)).RoundedTo(0).ToInt64();
    grant.percent_hundredths = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(hundredths.value_or(0), 0, std::numeric_limits<std::int32_t>::max()));
  } else if (value.money()) {
    grant.kind = give.kind == Give::Kind::kPrice ? Grant::Kind::kSetPrice : Grant::Kind::kFixed;
    grant.fixed = *value.money();
  }
  const Value cap = give.up_to ? evaluator.Evaluate(*give.up_to) : Value();
  if (cap.money()) grant.at_most = *cap.money();
}

void WritePerk(std::string_view perk, std::string_view value, Grant& grant) {
  grant = Grant{};
  grant.kind = Grant::Kind::kPerk;
  grant.perk = perk;
  grant.perk_value = value;
}

// A gift must be an item that the catalogue offers, and not the one that the page is about; its price is its saving.
bool AddGift(const Give& give, const Frame& frame, dsl::Evaluator& evaluator, const Value& item, Savings& savings,
             Overwrite<Grant>& grants, bool& priced) {
  const std::string catalogue_name = give.amount->type.catalogue().empty() ? "product" : give.amount->type.catalogue();
  const auto found = frame.program.catalogue_names.find(catalogue_name);
  if (!item.text() || found == frame.program.catalogue_names.end()) return false;
  const dsl::Record* record = frame.situation->item(found->second, *item.text());
  if (!record) return false;
  if (!IsOffered(found->second, *item.text(), frame, evaluator) || IsOfThePage(found->second, *item.text(), frame))
    return false;
  const int field = frame.program.resolved.price_fields[At(found->second)];
  const Money* price = field >= 0 && At(field) < record->size() ? (*record)[At(field)].money() : nullptr;
  if (price && price->currency == frame.currency) {
    savings.perks = savings.perks + price->amount;
    priced = true;
  }
  WritePerk("gift", *item.text(), grants.Next());
  return true;
}

bool AddPerk(const Give& give, const Frame& frame, dsl::Evaluator& evaluator, Savings& savings,
             Overwrite<Grant>& grants, bool& priced) {
  savings.has_perk = true;
  priced = false;
  if (give.kind == Give::Kind::kFreeDelivery) {
    WritePerk("free_delivery", absl::StrJoin(give.delivery, ", "), grants.Next());
    return true;
  }
  if (!give.amount) return false;
  const Value value = evaluator.Evaluate(*give.amount);
  if (give.kind == Give::Kind::kGift) return AddGift(give, frame, evaluator, value, savings, grants, priced);
  if (!value.number() || *value.number() <= kZero) return false;
  const bool times = give.kind == Give::Kind::kPointsTimes;
  WritePerk("points", value.number()->ToString() + (times ? " times" : ""), grants.Next());
  return true;
}

// Computes each `give` and adds up what they save.
class DiscountSaving {
 public:
  DiscountSaving(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator, const Value& worth,
                 Savings& savings)
      : rule_(rule),
        frame_(frame),
        evaluator_(evaluator),
        worth_(worth),
        savings_(savings),
        grants_(savings.grants),
        parts_(savings.parts) {}
  std::string_view Compute(Pieces& taken);

 private:
  bool AddGive(const Give& give);
  // The saving of a deal's `give`: capped, rounded once, then split over its lines again.
  bool AddOnPieces(const Give& give, Part& part);
  bool AddPerkOnce(const Give& give);
  bool Sum();

  const dsl::Rule& rule_;
  const Frame& frame_;
  dsl::Evaluator& evaluator_;
  const Value& worth_;
  Savings& savings_;
  Overwrite<Grant> grants_;
  Overwrite<Part> parts_;
  bool open_ = false, worth_counted_ = false;
};

std::string_view DiscountSaving::Compute(Pieces& taken) {
  DealSaving deal;
  if (IsDeal(rule_)) deal = FormSets(rule_, frame_, evaluator_, taken);
  if (!deal.clause.empty()) return deal.clause;
  std::size_t next = 0;
  for (const Give& give : rule_.discount()->gives) {
    const bool on_pieces = IsOnPieces(rule_, give);
    const bool money = give.kind == Give::Kind::kPercent || give.kind == Give::Kind::kAmount;
    const bool good = on_pieces ? AddOnPieces(give, deal.parts[next++]) : money ? AddGive(give) : AddPerkOnce(give);
    if (!good) return "give";
  }
  if (!Sum()) return "give";
  for (const auto& [line, count] : deal.pieces) taken[line] += count;
  return {};
}

bool DiscountSaving::AddGive(const Give& give) {
  const Saving saving = GiveSaving(give, frame_, evaluator_).Compute(parts_.Next());
  if (saving != Saving::kKnown) parts_.Undo();
  if (saving == Saving::kRefused) return false;
  if (saving == Saving::kNone) return true;
  open_ |= saving == Saving::kOpen;
  WriteGrant(give, false, evaluator_, grants_.Next());
  return true;
}

bool DiscountSaving::AddOnPieces(const Give& give, Part& part) {
  if (give.up_to) {
    const Value cap = evaluator_.Evaluate(*give.up_to);
    if (!cap.money()) return false;
    part.amount = Least(part.amount, cap.money()->amount);
  }
  part.amount = part.amount.RoundedTo(frame_.currency.digits());
  if (part.amount <= kZero) return true;
  Distribute(part.amount, frame_.currency.digits(), part.lines);
  WriteGrant(give, true, evaluator_, grants_.Next());
  parts_.Next() = std::move(part);
  return true;
}

bool DiscountSaving::AddPerkOnce(const Give& give) {
  bool priced = false;
  if (!AddPerk(give, frame_, evaluator_, savings_, grants_, priced)) return false;
  const Money* worth = worth_.money();
  if (priced || worth_counted_) return true;
  open_ |= !worth;  // a perk saves its worth: unknown, so is the saving
  if (!worth) return true;
  savings_.perks = savings_.perks + worth->amount;
  worth_counted_ = true;
  return true;
}

bool DiscountSaving::Sum() {
  if (grants_.size() == 0) return false;
  Decimal total = savings_.perks;
  for (std::size_t i = 0; i < parts_.size(); ++i) total = total + savings_.parts[i].amount;
  if (open_) return true;
  if (total <= kZero) return false;
  savings_.saving = Money{total.RoundedTo(frame_.currency.digits()), frame_.currency};
  return true;
}

}  // namespace

std::string_view ComputeSavings(const dsl::Rule& rule, const Frame& frame, dsl::Evaluator& evaluator,
                                const Value& worth, Pieces& taken, Savings& savings) {
  savings.perks = kZero;
  savings.has_perk = false;
  savings.saving.reset();
  return DiscountSaving(rule, frame, evaluator, worth, savings).Compute(taken);
}

}  // namespace nextmove::engine
