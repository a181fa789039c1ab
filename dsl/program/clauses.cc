// The fields of a rule that each clause fills.
#include "dsl/program/clauses.h"

#include "dsl/words/by_clause.h"

namespace nextmove::dsl {
namespace {

using Replace = void (*)(Rule& into, const Rule& from);

template <auto... kMembers>
void Common(Rule& into, const Rule& from) {
  ((into.*kMembers = from.*kMembers), ...);
}

// Of what the kind adds: the members, in rules of that kind.
template <typename Kind, auto... kMembers>
void Own(Rule& into, const Rule& from) {
  auto* own = std::get_if<Kind>(&into.own);
  const auto* other = std::get_if<Kind>(&from.own);
  if (own && other) ((own->*kMembers = other->*kMembers), ...);
}

template <auto kMember>
void OfShelf(Rule& into, const Rule& from) {
  if (!into.shelf() || !from.shelf()) return;
  auto* message = std::get_if<kinds::Message>(&into.own);
  Shelf& shelf = message ? message->shelf : std::get<kinds::Recommend>(into.own).shelf;
  shelf.*kMember = from.shelf()->*kMember;
}

// The conditions of a rule stand beside `when` and, where they mention a pick, at that pick.
void When(Rule& into, const Rule& from) {
  into.when = from.when;
  for (Pick& pick : into.picks)
    for (const Pick& other : from.picks)
      if (other.name == pick.name) pick.conditions = other.conditions;
}

void Say(Rule& into, const Rule& from) { into.content.say = from.content.say; }
void Show(Rule& into, const Rule& from) { into.content.show = from.content.show; }

void From(Rule& into, const Rule& from) {
  OfShelf<&Shelf::from>(into, from);
  Own<kinds::Pricing, &kinds::Pricing::from>(into, from);
}

void Rank(Rule& into, const Rule& from) {
  OfShelf<&Shelf::rank>(into, from);
  Own<kinds::Navigation, &kinds::Navigation::rank>(into, from);
}

void Pin(Rule& into, const Rule& from) {
  if (!into.menu() || !from.menu()) return;
  auto* search = std::get_if<kinds::Search>(&into.own);
  Menu& menu = search ? search->menu : std::get<kinds::Navigation>(into.own).menu;
  menu.pins = from.menu()->pins;
}

void Moves(Rule& into, const Rule& from) {
  Own<kinds::Search, &kinds::Search::boosts>(into, from);
  Own<kinds::Pricing, &kinds::Pricing::steps>(into, from);
}

constexpr ByClause<Replace> MakeReplace() {
  using enum ClauseWord;
  return {{
              {kUses, Common<&Rule::uses>},
              {kActive, Common<&Rule::active>},
              {kWhen, When},
              {kPick, Common<&Rule::picks>},
              {kSay, Say},
              {kShow, Show},
              {kUse, Common<&Rule::content>},
              {kBuy, Own<kinds::Discount, &kinds::Discount::buys>},
              {kGive, Own<kinds::Discount, &kinds::Discount::gives>},
              {kValid, Own<kinds::Discount, &kinds::Discount::valid>},
              {kFrom, From},
              {kFill, OfShelf<&Shelf::fill>},
              {kTake, OfShelf<&Shelf::take>},
              {kRank, Rank},
              {kPin, Pin},
              {kMove, Own<kinds::Navigation, &kinds::Navigation::move_at_most, &kinds::Navigation::move_where>},
              {kRaise, Moves},
              {kLower, Moves},
              {kSet, Own<kinds::Pricing, &kinds::Pricing::steps>},
              {kFloor, Own<kinds::Pricing, &kinds::Pricing::floor>},
              {kCeiling, Own<kinds::Pricing, &kinds::Pricing::ceiling>},
              {kRound, Own<kinds::Pricing, &kinds::Pricing::round_to>},
              {kAnswer, Own<kinds::Ask, &kinds::Ask::answer>},
              {kOption, Own<kinds::Ask, &kinds::Ask::options>},
              {kExport, Own<kinds::Audience, &kinds::Audience::exports>},
              {kPriority, Common<&Rule::priority>},
              {kOverrides, Common<&Rule::overrides>},
              {kCompetes, Common<&Rule::groups>},
              {kWorth, Common<&Rule::worth>},
              {kLikelihood, Common<&Rule::likelihood>},
              {kLimit, Common<&Rule::limits>},
              {kStop, Common<&Rule::stops>},
              {kBudget, Common<&Rule::budgets>},
              {kQuiet, Own<kinds::Message, &kinds::Message::quiet>},
              {kOffline, Common<&Rule::offline_allow>},
          },
          {kWhy,      kOwner,     kFormerly, kEdition, kTimeZone, kCurrency, kLocales, kConsents, kSessions,
           kOptional, kOtherwise, kConsent,  kOrigin,  kKept,     kUndoes,   kAllows,  kHeld,     kChannels,
           kHalves,   kFires,     kPredicts, kLearns,  kFinds,    kOffers,   kCounts,  kStep,     kFor,
           kExcept,   kNeeds,     kOn,       kPlace,   kTies,     kExplore,  kChanges, kSplit,    kHoldout,
           kVariant,  kMeasure,   kNever,    kNow,     kGiven,    kWait,     kExpect}};
}
constexpr ByClause<Replace> kReplace = MakeReplace();

}  // namespace

bool MayReplace(ClauseWord word) { return kReplace[word] != nullptr; }

void ReplaceClause(ClauseWord word, Rule& into, const Rule& from) { kReplace[word](into, from); }

}  // namespace nextmove::dsl
