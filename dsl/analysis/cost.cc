// Adds up the steps that a rule can take at most, part by part.
#include "dsl/analysis/cost.h"

#include "dsl/value/index.h"
#include "dsl/words/by_clause.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace nextmove::dsl {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::int64_t kTextOfAHole = 20;  // writing a value in a locale

std::int64_t Plus(std::int64_t a, std::int64_t b) { return a > kMost - b ? kMost : a + b; }
std::int64_t Times(std::int64_t a, std::int64_t b) { return b != 0 && a > kMost / b ? kMost : a * b; }

// Adds up one rule, segment or expression. Thread-compatible.
class Cost {
 public:
  Cost(const Program& program, const CostAssumptions& assume) : program_(program), assume_(assume) {}

  std::int64_t Of(const Expr& expr) {
    if (LooksAtLines(expr.op)) return Plus(1, OverLines(expr));
    if (expr.op == Op::kAffinity) return Plus(Plus(1, Children(expr)), OfAffinity(expr));
    switch (NamedBy(expr.op)) {
      case Named::kSegment:
        return Plus(1, OfSegment(expr.index));
      case Named::kValue:
        return Plus(1, OfValue(expr.index));
      case Named::kTiers:
        return Plus(static_cast<std::int64_t>(program_.tiers[At(expr.index)].steps.size()),
                    Of(program_.tiers[At(expr.index)].counts));
      case Named::kSignal:
        return Plus(1, OfSignal(program_.signals[At(expr.index)]));
      case Named::kNothing:
      case Named::kAttribute:
      case Named::kScore:
      case Named::kClusters:
        break;
    }
    if (expr.history) return Plus(OfHistory(*expr.history, Children(expr)), 1);
    return Plus(1, Children(expr));
  }

  std::int64_t OfSegment(int segment) {
    if (segment < 0 || !segments_.insert(segment).second) return 0;
    return All(program_.segments[At(segment)].when);
  }

  std::int64_t OfRule(const Rule& rule);

 private:
  // ---- one function for each clause; null: it costs nothing, or is counted with another ----
  using OfClause = std::int64_t (Cost::*)(const Rule&);

  static consteval ByClause<OfClause> Table() {
    using enum ClauseWord;
    return {
        {{kFor, &Cost::OfSegments<&Rule::for_segments>},
         {kExcept, &Cost::OfSegments<&Rule::except_segments>},
         {kWhen, &Cost::OfWhen},
         {kOn, &Cost::OfOn},
         {kPick, &Cost::OfPicks},
         {kSay, &Cost::OfSay},
         {kShow, &Cost::OfShow},
         {kBuy, &Cost::OfBuy},
         {kGive, &Cost::OfGive},
         {kRank, &Cost::OfRank},
         {kPin, &Cost::OfPin},
         {kMove, &Cost::OfMove},
         {kFrom, &Cost::OfFrom},
         {kFill, &Cost::OfFill},
         {kRaise, &Cost::OfBoosts},
         {kSet, &Cost::OfSteps},
         {kFloor, &Cost::OfBound<&kinds::Pricing::floor>},
         {kCeiling, &Cost::OfBound<&kinds::Pricing::ceiling>},
         {kRound, &Cost::OfBound<&kinds::Pricing::round_to>},
         {kWorth, &Cost::OfOne<&Rule::worth>},
         {kLikelihood, &Cost::OfOne<&Rule::likelihood>},
         {kLimit, &Cost::OfCaps<&Rule::limits>},
         {kStop, &Cost::OfCaps<&Rule::stops>}},
        {kWhy,       kOwner,   kFormerly, kEdition, kTimeZone, kCurrency, kLocales, kConsents, kSessions, kOptional,
         kOtherwise, kConsent, kOrigin,   kKept,    kUndoes,   kAllows,   kHeld,    kChannels, kHalves,   kFires,
         kPredicts,  kLearns,  kFinds,    kOffers,  kCounts,   kStep,     kNeeds,   kUses,     kActive,   kPlace,
         kUse,       kValid,   kTies,     kTake,    kLower,    kAnswer,   kOption,  kExport,   kPriority, kOverrides,
         kCompetes,  kBudget,  kQuiet,    kExplore, kOffline,  kChanges,  kSplit,   kHoldout,  kVariant,  kMeasure,
         kNever,     kNow,     kGiven,    kWait,    kExpect}};
  }

  template <auto kMember>
  std::int64_t OfSegments(const Rule& rule) {
    std::int64_t cost = 0;
    for (const int segment : rule.*kMember) cost = Plus(cost, Plus(1, OfSegment(segment)));
    return cost;
  }
  template <auto kMember>
  std::int64_t OfOne(const Rule& rule) {
    return Maybe(rule.*kMember);
  }
  template <auto kMember>
  std::int64_t OfCaps(const Rule& rule) {
    std::int64_t cost = 0;
    for (const Cap& cap : rule.*kMember) cost = Plus(cost, Of(cap.holds));
    return cost;
  }
  template <auto kMember>
  std::int64_t OfBound(const Rule& rule) {
    return rule.pricing() ? Maybe(rule.pricing()->*kMember) : 0;
  }
  std::int64_t OfWhen(const Rule& rule) { return All(rule.when); }
  std::int64_t OfOn(const Rule& rule) {
    std::int64_t cost = 0;
    for (const Moment& moment : rule.on) cost = Plus(cost, Plus(1, Maybe(moment.event.where)));
    return cost;
  }
  std::int64_t OfPicks(const Rule& rule) {
    std::int64_t cost = 0;
    for (const Pick& pick : rule.picks) cost = Plus(cost, OfPick(pick));
    return cost;
  }
  std::int64_t OfSay(const Rule& rule) {
    std::int64_t cost = 0;
    for (const SayPart& say : rule.content.say) {
      std::int64_t dearest = 0;  // one language is written
      for (const Template& text : say.texts) dearest = std::max(dearest, OfTemplate(text));
      cost = Plus(cost, dearest);
    }
    return cost;
  }
  std::int64_t OfShow(const Rule& rule) {
    std::int64_t cost = 0;
    for (const ShowPart& show : rule.content.show)
      cost = Plus(cost, show.text ? OfTemplate(*show.text) : Of(show.value));
    return cost;
  }
  std::int64_t OfBuy(const Rule& rule) {
    std::int64_t cost = 0;
    if (!rule.discount()) return cost;
    for (const Buy& buy : rule.discount()->buys) cost = Plus(cost, OfScope(buy.scope));
    return cost;
  }
  std::int64_t OfGive(const Rule& rule) {
    std::int64_t cost = 0;
    if (!rule.discount()) return cost;
    for (const Give& give : rule.discount()->gives)
      cost = Plus(cost, Plus(OfScope(give.scope), Plus(Maybe(give.amount), Maybe(give.up_to))));
    return cost;
  }
  std::int64_t OfRank(const Rule& rule) {
    if (rule.shelf()) return OfKeys(rule.shelf()->rank);
    return rule.navigation() ? OfKeys(rule.navigation()->rank) : 0;
  }
  std::int64_t OfPin(const Rule& rule) { return rule.menu() ? All(rule.menu()->pins) : 0; }
  std::int64_t OfMove(const Rule& rule) { return rule.navigation() ? Maybe(rule.navigation()->move_where) : 0; }
  std::int64_t OfFrom(const Rule& rule) {
    if (rule.pricing()) return Maybe(rule.pricing()->from);
    return rule.shelf() && rule.shelf()->from ? OfSource(*rule.shelf()->from) : 0;
  }
  std::int64_t OfFill(const Rule& rule) {
    return rule.shelf() && rule.shelf()->fill ? OfSource(*rule.shelf()->fill) : 0;
  }
  std::int64_t OfBoosts(const Rule& rule) {  // `lower` too
    std::int64_t cost = 0;
    if (!rule.search()) return cost;
    for (const Boost& boost : rule.search()->boosts)
      cost = Plus(cost, Times(assume_.lines, Plus(Of(boost.by), Maybe(boost.where))));
    return cost;
  }
  std::int64_t OfSteps(const Rule& rule) {  // `raise` and `lower` of a price, too
    std::int64_t cost = 0;
    if (!rule.pricing()) return cost;
    for (const PriceStep& step : rule.pricing()->steps) cost = Plus(cost, Plus(Of(step.value), Maybe(step.condition)));
    return cost;
  }

  // ---- what they are made of ----
  std::int64_t OfKeys(const std::vector<RankKey>& rank) {
    std::int64_t cost = 0;
    for (const RankKey& key : rank) cost = Plus(cost, Times(assume_.lines, Of(key.value)));
    return cost;
  }

  std::int64_t All(const std::vector<Expr>& some) {
    std::int64_t cost = 0;
    for (const Expr& expr : some) cost = Plus(cost, Of(expr));
    return cost;
  }
  std::int64_t Children(const Expr& expr) { return All(expr.children); }
  std::int64_t Maybe(const Box<Expr>& expr) { return expr ? Of(*expr) : 0; }

  std::int64_t OverLines(const Expr& expr) {
    std::int64_t each = 1;
    for (std::size_t i = 1; i < expr.children.size(); ++i) each = Plus(each, Of(expr.children[i]));
    return Plus(Of(expr.children.front()), Times(assume_.lines, each));
  }

  // A value is computed wherever it is read; what it costs is found out once.
  std::int64_t OfValue(int index) {
    const auto known = values_.find(index);
    if (known != values_.end()) return known->second;
    std::int64_t cost = 0;
    for (const ValueCase& one : program_.values[At(index)].cases) {
      cost = Plus(cost, Plus(Of(one.value), Maybe(one.condition)));
    }
    return values_[index] = cost;
  }

  // What a visitor is drawn to is added up once for each field.
  std::int64_t OfAffinity(const Expr& expr) {
    const std::string field = expr.constant.text() ? *expr.constant.text() : std::string();
    if (!affinities_.insert({field, expr.index}).second) return 0;
    return Times(assume_.events, static_cast<std::int64_t>(program_.events.size()));
  }

  std::int64_t OfSignal(const Signal& signal) {
    std::int64_t cost = 0;
    for (const Signal::Change& change : signal.changes) {
      cost = Plus(cost, Times(assume_.events, Plus(1, Plus(Of(change.points), Maybe(change.after.where)))));
    }
    return cost;
  }

  // Each further step of a `then` looks through its events once for each that came before.
  std::int64_t OfHistory(const HistoryQuery& query, std::int64_t each) {
    std::int64_t cost = Maybe(query.window.since.where);
    if (query.window.kind == HistoryWindow::Kind::kSinceEvent) cost = Times(assume_.events, Plus(cost, 1));
    for (const HistoryQuery::Step& step : query.steps) {
      cost = Plus(cost, Times(assume_.events, Plus(1, Maybe(step.filter.where))));
    }
    return Plus(cost, Times(assume_.events, each));
  }

  std::int64_t OfSource(const Source& source) {
    std::int64_t cost = 0;
    for (const auto* parts : {&source.sets, &source.but_not}) {
      for (const SourcePart& part : *parts) {
        if (part.nested) cost = Plus(cost, OfSource(*part.nested));
        cost = Plus(cost, Times(SizeOf(part), Plus(1, Maybe(part.where))));
        if (part.choice) cost = Plus(cost, Times(SizeOf(part), Of(part.choice->value)));
        cost = Plus(cost, Maybe(part.value));
      }
    }
    return cost;
  }

  std::int64_t SizeOf(const SourcePart& part) const {
    switch (part.kind) {
      case SourcePart::Kind::kHistory:
        return assume_.events;
      case SourcePart::Kind::kCatalogue:
      case SourcePart::Kind::kMost:
        return assume_.items;
      case SourcePart::Kind::kValue:
        return 1;
      case SourcePart::Kind::kNested:
      case SourcePart::Kind::kSimilar:
      case SourcePart::Kind::kWith:
      case SourcePart::Kind::kList:
        return assume_.lines;
    }
    return assume_.items;
  }

  std::int64_t OfPick(const Pick& pick) {
    std::int64_t each = Plus(Maybe(pick.where), All(pick.conditions));
    if (pick.choice) each = Plus(each, Of(pick.choice->value));
    std::int64_t size = 0;
    if (pick.source)
      for (const SourcePart& part : pick.source->sets) size = Plus(size, SizeOf(part));
    return Plus(pick.source ? OfSource(*pick.source) : 0, Times(size, each));
  }

  std::int64_t OfScope(const Scope& scope) {
    return Plus(Maybe(scope.amount), scope.base == Scope::Base::kLines
                                         ? Times(assume_.lines, Plus(1, Maybe(scope.where)))
                                         : std::int64_t{1});
  }

  std::int64_t OfTemplate(const Template& text) {
    std::int64_t cost = 1;
    for (const TemplatePiece& piece : text)
      if (piece.value) cost = Plus(cost, Plus(kTextOfAHole, Of(*piece.value)));
    return cost;
  }

  const Program& program_;
  const CostAssumptions& assume_;
  std::map<int, std::int64_t> values_;
  std::set<int> segments_;                            // counted already
  std::set<std::pair<std::string, int>> affinities_;  // likewise
};

std::int64_t Cost::OfRule(const Rule& rule) {
  static constexpr ByClause<OfClause> kOfClause = Table();
  std::int64_t cost = 1;
  for (const ClauseRow& row : ClauseTable())
    if (kOfClause[row.word]) cost = Plus(cost, (this->*kOfClause[row.word])(rule));
  return cost;
}

}  // namespace

std::int64_t CostOf(const Program& program, const Expr& expr, const CostAssumptions& assume) {
  return Cost(program, assume).Of(expr);
}

std::int64_t CostOfSegment(const Program& program, int segment, const CostAssumptions& assume) {
  return Cost(program, assume).OfSegment(segment);
}

std::int64_t CostOfRule(const Program& program, int rule, const CostAssumptions& assume) {
  return Cost(program, assume).OfRule(program.rules[static_cast<std::size_t>(rule)]);
}

}  // namespace nextmove::dsl
