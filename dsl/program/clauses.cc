// The table that says for each clause which fields of a rule it fills. No other place knows that.
#include "dsl/program/clauses.h"

#include <algorithm>

#include "dsl/words/by_clause.h"

namespace nextmove::dsl {
namespace {

// ---- replacing ----

using Replace = void (*)(Rule& into, const Rule& from);

template <auto kMember>
void Common(Rule& into, const Rule& from) {
  into.*kMember = from.*kMember;
}

// Replaces members of what a kind of rule adds; does nothing to rules of other kinds.
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

// ---- expressions ----

using VisitRoots = void (*)(const Rule& rule, const VisitRoot& visit);

template <auto kMember>
void In(const Rule& rule, const VisitRoot& visit) {
  ForEachRoot(rule.*kMember, visit);
}
template <typename Kind, auto kMember>
void InOwn(const Rule& rule, const VisitRoot& visit) {
  if (const auto* own = std::get_if<Kind>(&rule.own)) ForEachRoot(own->*kMember, visit);
}
template <auto kMember>
void InShelf(const Rule& rule, const VisitRoot& visit) {
  if (rule.shelf()) ForEachRoot(rule.shelf()->*kMember, visit);
}
void InSay(const Rule& rule, const VisitRoot& visit) { ForEachRoot(rule.content.say, visit); }
void InShow(const Rule& rule, const VisitRoot& visit) { ForEachRoot(rule.content.show, visit); }
void InFrom(const Rule& rule, const VisitRoot& visit) {
  InShelf<&Shelf::from>(rule, visit);
  InOwn<kinds::Pricing, &kinds::Pricing::from>(rule, visit);
}
void InRank(const Rule& rule, const VisitRoot& visit) {
  InShelf<&Shelf::rank>(rule, visit);
  InOwn<kinds::Navigation, &kinds::Navigation::rank>(rule, visit);
}
void InPin(const Rule& rule, const VisitRoot& visit) {
  if (rule.menu()) ForEachRoot(rule.menu()->pins, visit);
}

// ---- the table ----

struct Row {
  Replace replace = nullptr;   // null: the same in all variants
  VisitRoots visit = nullptr;  // null: it holds no expressions, or another clause visits them
  ClauseSet readers;           // clauses that read this one when they are judged, besides itself
};

consteval ByClause<Row> MakeRows() {
  using enum ClauseWord;
  using Discount = kinds::Discount;
  using Navigation = kinds::Navigation;
  using Pricing = kinds::Pricing;
  const ClauseSet price = {kGive, kFloor};
  const ClauseSet shelf = {kFrom, kTake, kSay};
  return {{
              {kUses, {Common<&Rule::uses>}},
              {kWhen, {When, In<&Rule::when>}},
              {kOn, {nullptr, In<&Rule::on>}},
              {kActive, {Common<&Rule::active>}},
              {kPick,
               {Common<&Rule::picks>,
                In<&Rule::picks>,
                {kPick, kBuy, kGive, kFloor, kLimit, kStop, kBudget, kFrom, kTake, kSay}}},
              {kSay, {Say, InSay}},
              {kShow, {Show, InShow, {kSay}}},
              {kUse, {Common<&Rule::content>, nullptr, {kSay}}},
              {kBuy, {Own<Discount, &Discount::buys>, InOwn<Discount, &Discount::buys>, {kGive, kBudget}}},
              {kGive, {Own<Discount, &Discount::gives>, InOwn<Discount, &Discount::gives>, {kBudget}}},
              {kValid, {Own<Discount, &Discount::valid>, nullptr, {kLimit}}},
              {kRank, {Rank, InRank}},
              {kPin, {Pin, InPin}},
              {kMove,
               {Own<Navigation, &Navigation::move_at_most, &Navigation::move_where>,
                InOwn<Navigation, &Navigation::move_where>}},
              {kFrom, {From, InFrom, {kGive, kFloor, kTake, kSay}}},
              {kFill, {OfShelf<&Shelf::fill>, InShelf<&Shelf::fill>, shelf}},
              {kTake, {OfShelf<&Shelf::take>, nullptr, shelf}},
              {kRaise, {Moves, InOwn<kinds::Search, &kinds::Search::boosts>, price}},
              {kLower, {Moves, nullptr, price}},
              {kSet, {Own<Pricing, &Pricing::steps>, InOwn<Pricing, &Pricing::steps>, price}},
              {kFloor, {Own<Pricing, &Pricing::floor>, InOwn<Pricing, &Pricing::floor>, price}},
              {kCeiling, {Own<Pricing, &Pricing::ceiling>, InOwn<Pricing, &Pricing::ceiling>, price}},
              {kRound, {Own<Pricing, &Pricing::round_to>, InOwn<Pricing, &Pricing::round_to>, price}},
              {kAnswer, {Own<kinds::Ask, &kinds::Ask::answer>, nullptr, {kSay}}},
              {kOption, {Own<kinds::Ask, &kinds::Ask::options>, InOwn<kinds::Ask, &kinds::Ask::options>, {kSay}}},
              {kExport, {Own<kinds::Audience, &kinds::Audience::exports>, nullptr, {kSay}}},
              {kPriority, {Common<&Rule::priority>}},
              {kOverrides, {Common<&Rule::overrides>}},
              {kCompetes, {Common<&Rule::groups>}},
              {kWorth, {Common<&Rule::worth>, In<&Rule::worth>, {kGive, kBudget}}},
              {kLikelihood, {Common<&Rule::likelihood>, In<&Rule::likelihood>}},
              {kLimit, {Common<&Rule::limits>, In<&Rule::limits>}},
              {kBudget, {Common<&Rule::budgets>}},
              {kStop, {Common<&Rule::stops>, In<&Rule::stops>}},
              {kQuiet, {Own<kinds::Message, &kinds::Message::quiet>}},
              {kOffline, {Common<&Rule::offline_allow>, nullptr, {kLimit, kStop}}},
          },
          {kWhy,      kOwner,     kFormerly, kEdition, kTimeZone, kCurrency, kLocales, kConsents, kSessions,
           kOptional, kOtherwise, kConsent,  kOrigin,  kKept,     kUndoes,   kAllows,  kHeld,     kChannels,
           kHalves,   kFires,     kPredicts, kLearns,  kFinds,    kOffers,   kCounts,  kStep,     kFor,
           kExcept,   kNeeds,     kPlace,    kTies,    kExplore,  kChanges,  kSplit,   kHoldout,  kVariant,
           kMeasure,  kNever,     kNow,      kGiven,   kWait,     kExpect}};
}
constexpr ByClause<Row> kRows = MakeRows();

// Also replaces the place where the clause is written, so that `explain` shows the clause in force.
void ReplacePlace(ClauseWord word, Rule& into, const Rule& from) {
  const auto same = [word](const Rule::ClausePlace& place) { return place.word == word; };
  std::erase_if(into.clauses, same);
  const auto written = std::find_if(from.clauses.begin(), from.clauses.end(), same);
  if (written != from.clauses.end()) into.clauses.push_back(*written);
}

}  // namespace

bool MayReplace(ClauseWord word) { return kRows[word].replace != nullptr; }

void ReplaceClause(ClauseWord word, Rule& into, const Rule& from) {
  kRows[word].replace(into, from);
  ReplacePlace(word, into, from);
}

void ForEachRootOf(ClauseWord word, const Rule& rule, const VisitRoot& visit) {
  if (kRows[word].visit) kRows[word].visit(rule, visit);
}

ClauseSet WithReaders(const ClauseSet& open) {
  ClauseSet all = open;
  for (bool more = true; more;) {  // who reads what can't be judged can't be judged either
    const ClauseSet before = all;
    for (const ClauseRow& row : ClauseTable())
      if (before.Has(row.word)) all.Add(kRows[row.word].readers);
    more = !(all == before);
  }
  return all;
}

}  // namespace nextmove::dsl
