// Savings of one discount on the full prices, and the cut at the cart.
#include "engine/decide/discount.h"

#include <limits>
#include <map>

namespace nextmove::engine {
namespace {

using dsl::Decimal;
using dsl::Give;
using dsl::Money;
using dsl::Scope;
using dsl::Truth;
using dsl::Value;

std::size_t At(int index) { return static_cast<std::size_t>(index); }
const Decimal kZero(0);

Decimal Least(const Decimal& a, const Decimal& b) { return a < b ? a : b; }

int FieldOf(const dsl::Type& record, std::string_view name) {
  for (std::size_t i = 0; i < record.fields.size(); ++i)
    if (record.fields[i].name == name) return static_cast<int>(i);
  return -1;
}

// A line of the cart with a price and a quantity above zero.
struct Line {
  std::size_t index;
  Decimal price, quantity;
  Decimal total() const { return price * quantity; }
};

// Reads the lines of a list by the names `price` and `quantity`.
class Lines {
 public:
  Lines(const Frame& frame, int attribute) : frame_(frame) {
    const dsl::Attribute& declared = frame.program.attributes[At(attribute)];
    const Value& sent = frame.facts.attribute(attribute);
    list_ = sent.is_known() ? sent.list() : declared.otherwise.list();
    if (!declared.type.element) return;
    price_ = FieldOf(*declared.type.element, "price");
    quantity_ = FieldOf(*declared.type.element, "quantity");
    product_ = FieldOf(*declared.type.element, "product");
  }
  bool empty() const { return !list_ || list_->empty(); }
  std::size_t size() const { return list_ ? list_->size() : 0; }
  const dsl::Record* record(std::size_t i) const { return (*list_)[i].record(); }
  // None where the price or the quantity is unknown: such a line saves nothing.
  std::optional<Line> Read(std::size_t i) const {
    const Value* price = Field(i, price_);
    const Value* quantity = Field(i, quantity_);
    if (!price || !price->money() || !quantity || !quantity->number()) return std::nullopt;
    const Money& money = *price->money();
    if (money.currency != frame_.currency || money.amount <= kZero || *quantity->number() <= kZero) return std::nullopt;
    return Line{i, money.amount, *quantity->number()};
  }
  std::string product(std::size_t i) const {
    const Value* product = Field(i, product_);
    return product && product->text() ? *product->text() : std::string();
  }

 private:
  const Value* Field(std::size_t i, int field) const {
    const dsl::Record* fields = field < 0 ? nullptr : record(i);
    return fields && static_cast<std::size_t>(field) < fields->size() ? &(*fields)[static_cast<std::size_t>(field)]
                                                                      : nullptr;
  }
  const Frame& frame_;
  const dsl::List* list_ = nullptr;
  int price_ = -1, quantity_ = -1, product_ = -1;
};

// `cart.total`, with its `otherwise`; none when unknown.
std::optional<Decimal> CartTotal(const Frame& frame) {
  const int index = frame.program.cart_total;
  if (index < 0) return std::nullopt;
  const Value& sent = frame.facts.attribute(index);
  const Value& value = sent.is_known() ? sent : frame.program.attributes[At(index)].otherwise;
  if (!value.money() || (value.money()->currency != frame.currency && !value.money()->amount.is_zero()))
    return std::nullopt;
  return value.money()->amount;
}

bool CartIsEmptyOrUnknown(const Frame& frame) {
  const auto total = CartTotal(frame);
  return !total || *total <= kZero;
}

// One `give` on its way: each step may end it.
struct Saving {
  // kRefused: an amount is unknown or in another currency; kOpen: the cart is empty or unknown.
  enum class State { kRefused, kNone, kOpen, kKnown } state = State::kNone;
  Part part;
};

// Splits `total` over the lines by their exact shares in smallest units; what is left goes to the largest remainders.
void Distribute(const Decimal& total, int digits, std::vector<std::pair<std::size_t, Decimal>>& shares) {
  Decimal sum = kZero;
  for (const auto& share : shares) sum = sum + share.second;
  if (sum <= kZero) return;
  Decimal scale(1), unit(1);
  for (int i = 0; i < digits; ++i) scale = scale * Decimal(10);
  unit = Decimal(1).DividedBy(scale).value_or(Decimal(1));
  std::vector<std::pair<Decimal, std::size_t>> remainders;
  Decimal left = total;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Decimal exact = (shares[i].second * total).DividedBy(sum).value_or(kZero);
    Decimal floor = (exact * scale).Floor() * unit;
    if (floor * sum > shares[i].second * total) floor = floor - unit;  // the quotient was rounded up to a whole unit
    remainders.push_back({exact - floor, i});
    shares[i].second = floor;
    left = left - floor;
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [remainder, i] : remainders) {
    if (left <= kZero) break;
    const Decimal step = Least(left, unit);
    shares[i].second = shares[i].second + step;
    left = left - step;
  }
}

class GiveSaving {
 public:
  GiveSaving(const Give& give, Frame& frame) : give_(give), frame_(frame), digits_(frame.currency.digits()) {}
  Saving Compute();

 private:
  Saving Whole(const std::optional<Decimal>& base, bool open);
  Saving OnLines();
  Decimal OfLine(const Line& line) const;
  bool ReadAmount();

  const Give& give_;
  Frame& frame_;
  int digits_;
  std::optional<Decimal> fraction_, amount_, cap_;
};

bool GiveSaving::ReadAmount() {
  if (!give_.amount) return false;
  const Value value = frame_.evaluator->Evaluate(*give_.amount);
  if (value.percent())
    fraction_ = Least(value.percent()->Fraction(), Decimal(1));
  else if (value.money())
    amount_ = value.money()->amount;
  else
    return false;
  if (!give_.up_to) return true;
  const Value cap = frame_.evaluator->Evaluate(*give_.up_to);
  if (!cap.money()) return false;
  cap_ = cap.money()->amount;
  return true;
}

Saving GiveSaving::Compute() {
  if (!ReadAmount()) return {Saving::State::kRefused, {}};
  if (fraction_ ? *fraction_ <= kZero : *amount_ <= kZero) return {};
  if (cap_ && *cap_ <= kZero) return {};
  switch (give_.scope.base) {
    case Scope::Base::kCart:
      return Whole(CartTotal(frame_), CartIsEmptyOrUnknown(frame_));
    case Scope::Base::kAmount: {
      const Value base = give_.scope.amount ? frame_.evaluator->Evaluate(*give_.scope.amount) : Value();
      const auto amount = base.money() ? std::optional(base.money()->amount) : std::nullopt;
      return Whole(amount, CartIsEmptyOrUnknown(frame_) && (!amount || *amount <= kZero));
    }
    case Scope::Base::kLines:
      break;
  }
  return OnLines();
}

// Percent: exact, cap, rounded once. Amount: at most the base.
Saving GiveSaving::Whole(const std::optional<Decimal>& base, bool open) {
  Saving saving;
  if (open) saving.state = Saving::State::kOpen;
  if (open || !base || *base <= kZero) return saving;
  Decimal exact = fraction_ ? *base * *fraction_ : Least(*amount_, *base);
  if (cap_) exact = Least(exact, *cap_);
  saving.part.amount = exact.RoundedTo(digits_);
  if (saving.part.amount > kZero) saving.state = Saving::State::kKnown;
  return saving;
}

// What falls on one line where each is looked at alone: `per line`, `per piece`, percent.
Decimal GiveSaving::OfLine(const Line& line) const {
  if (fraction_) {
    const Decimal exact = line.total() * *fraction_;
    return give_.scope.per_line ? exact.RoundedTo(digits_) : exact;
  }
  const Decimal wished = give_.scope.per_piece ? *amount_ * line.quantity : *amount_;
  return Least(wished, line.total());
}

Saving GiveSaving::OnLines() {
  Saving saving;
  if (give_.scope.list_attribute < 0) return saving;
  const Lines lines(frame_, give_.scope.list_attribute);
  if (lines.empty()) {
    saving.state = Saving::State::kOpen;
    return saving;
  }
  const bool one_amount = amount_ && !give_.scope.per_line && !give_.scope.per_piece;
  Decimal sum = kZero;
  auto& shares = saving.part.lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines.Read(i);
    if (!line) continue;
    if (give_.scope.where && frame_.evaluator->TestOnRecord(*give_.scope.where, *lines.record(i)) != Truth::kYes)
      continue;
    shares.push_back({i, one_amount ? line->total() : OfLine(*line)});
    sum = sum + shares.back().second;
  }
  Decimal exact = one_amount ? Least(*amount_, sum) : sum;
  if (cap_) exact = Least(exact, *cap_);
  saving.part.amount = exact.RoundedTo(digits_);
  saving.part.list = give_.scope.list_attribute;
  if (saving.part.amount <= kZero) return {};
  saving.state = Saving::State::kKnown;
  Distribute(saving.part.amount, digits_, shares);
  return saving;
}

Grant GrantOf(const Give& give, Frame& frame) {
  Grant grant;
  grant.scope_kind = give.scope.kind;
  grant.scope_value = give.scope.value;
  const Value value = give.amount ? frame.evaluator->Evaluate(*give.amount) : Value();
  if (value.percent()) {
    const auto hundredths = (value.percent()->points * Decimal(100)).RoundedTo(0).ToInt64();
    grant.percent_hundredths = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(hundredths.value_or(0), 0, std::numeric_limits<std::int32_t>::max()));
  } else if (value.money()) {
    grant.kind = Grant::Kind::kFixed;
    grant.fixed = *value.money();
  }
  const Value cap = give.up_to ? frame.evaluator->Evaluate(*give.up_to) : Value();
  if (cap.money()) grant.at_most = *cap.money();
  return grant;
}

Grant PerkOf(std::string perk, std::string value) {
  Grant grant;
  grant.kind = Grant::Kind::kPerk;
  grant.perk = std::move(perk);
  grant.perk_value = std::move(value);
  return grant;
}

std::string Joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

// A gift must be an item that the catalogue offers; its price is its saving.
bool AddGift(const Give& give, Frame& frame, const Value& item, Candidate& candidate, bool& priced) {
  const std::string catalogue_name = give.amount->type.catalogue.empty() ? "product" : give.amount->type.catalogue;
  const auto found = frame.program.catalogue_names.find(catalogue_name);
  if (!item.text() || found == frame.program.catalogue_names.end()) return false;
  const dsl::Record* record = frame.situation->item(found->second, *item.text());
  if (!record) return false;
  const dsl::Catalogue& catalogue = frame.program.catalogues[At(found->second)];
  if (catalogue.offers && frame.evaluator->TestOnItem(*catalogue.offers, found->second, *item.text()) != Truth::kYes)
    return false;
  for (std::size_t i = 0; i < catalogue.fields.size() && i < record->size(); ++i) {
    const Money* price = catalogue.fields[i].name == "price" ? (*record)[i].money() : nullptr;
    if (!price || price->currency != frame.currency) continue;
    candidate.perks = candidate.perks + price->amount;
    priced = true;
  }
  candidate.discount.grants.push_back(PerkOf("gift", *item.text()));
  return true;
}

bool AddPerk(const Give& give, Frame& frame, Candidate& candidate, bool& priced) {
  candidate.has_perk = true;
  priced = false;
  if (give.kind == Give::Kind::kFreeDelivery) {
    candidate.discount.grants.push_back(PerkOf("free_delivery", Joined(give.delivery)));
    return true;
  }
  if (!give.amount) return false;
  const Value value = frame.evaluator->Evaluate(*give.amount);
  if (give.kind == Give::Kind::kGift) return AddGift(give, frame, value, candidate, priced);
  if (!value.number() || *value.number() <= kZero) return false;
  const bool times = give.kind == Give::Kind::kPointsTimes;
  candidate.discount.grants.push_back(PerkOf("points", value.number()->ToString() + (times ? " times" : "")));
  return true;
}

// What is left of each line: list and index.
using LinesLeft = std::map<std::pair<int, std::size_t>, Decimal>;

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

bool ComputeDiscount(const dsl::Rule& rule, Frame& frame, Candidate& candidate) {
  bool open = false, worth_counted = false;
  for (const Give& give : rule.gives) {
    if (give.kind == Give::Kind::kPercent || give.kind == Give::Kind::kAmount) {
      Saving saving = GiveSaving(give, frame).Compute();
      if (saving.state == Saving::State::kRefused) return false;
      if (saving.state == Saving::State::kNone) continue;
      open |= saving.state == Saving::State::kOpen;
      candidate.discount.grants.push_back(GrantOf(give, frame));
      if (saving.state == Saving::State::kKnown) candidate.parts.push_back(std::move(saving.part));
      continue;
    }
    bool priced = false;
    if (!AddPerk(give, frame, candidate, priced)) return false;
    const Money* worth = candidate.facts.worth.money();
    if (priced || worth_counted) continue;
    open |= !worth;  // a perk saves its worth: unknown, so is the saving
    if (!worth) continue;
    candidate.perks = candidate.perks + worth->amount;
    worth_counted = true;
  }
  if (candidate.discount.grants.empty()) return false;
  Decimal total = candidate.perks;
  for (const Part& part : candidate.parts) total = total + part.amount;
  if (open) return true;
  if (total <= kZero) return false;
  candidate.discount.saving = Money{total.RoundedTo(frame.currency.digits()), frame.currency};
  candidate.facts.saving = *candidate.discount.saving;
  return true;
}

void CutToCart(Frame& frame, const std::vector<Candidate*>& winners) {
  std::optional<Decimal> cart = CartTotal(frame);
  if (cart && *cart <= kZero) cart.reset();
  LinesLeft line_left;
  if (frame.program.cart_items >= 0 && !cart) {
    const Lines lines(frame, frame.program.cart_items);
    Decimal sum = kZero;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (const auto line = lines.Read(i)) sum = sum + line->total();
    if (sum > kZero) cart = sum;
  }
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
    if (before > kZero && after <= kZero && !winner->has_perk) winner->won = false;
  }
}

void WriteSavings(Frame& frame, Candidate& candidate) {
  if (!candidate.discount.saving) return;
  Decimal total = candidate.perks;
  std::map<std::pair<int, std::size_t>, Decimal> lines;
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
