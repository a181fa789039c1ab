// Adds up the steps that a rule can take at most, part by part.
#include "dsl/analysis/cost.h"

#include "dsl/value/index.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>

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
    switch (expr.op) {
      case Op::kContainsWhere:
      case Op::kCountDifferent:
      case Op::kSumIn:
      case Op::kAverageIn:
      case Op::kHighestIn:
      case Op::kLowestIn:
      case Op::kFirstIn:
      case Op::kLatestIn:
        return Plus(1, OverLines(expr));
      case Op::kSegment:
        return Plus(1, OfSegment(expr.index));
      case Op::kNamedValue:
        return Plus(1, OfValue(expr.index));
      case Op::kTiersStep:
      case Op::kTiersNext:
      case Op::kTiersMissing:
      case Op::kTiersReached:
        return Plus(static_cast<std::int64_t>(program_.tiers[At(expr.index)].steps.size()),
                    Of(program_.tiers[At(expr.index)].counts));
      case Op::kSignal:
        return Plus(1, OfSignal(program_.signals[At(expr.index)]));
      case Op::kAffinity:
        return Plus(Plus(1, Children(expr)), OfAffinity(expr));
      default:
        break;
    }
    if (expr.history) return Plus(OfHistory(*expr.history, Children(expr)), 1);
    return Plus(1, Children(expr));
  }

  std::int64_t OfSegment(int segment) {
    if (segment < 0 || !segments_.insert(segment).second) return 0;
    return All(program_.segments[At(segment)].when);
  }

  std::int64_t OfRule(const Rule& rule) {
    std::int64_t cost = 1;
    for (const auto* segments : {&rule.for_segments, &rule.except_segments})
      for (const int segment : *segments) cost = Plus(cost, Plus(1, OfSegment(segment)));
    cost = Plus(cost, All(rule.when));
    for (const Moment& moment : rule.on) cost = Plus(cost, Plus(1, Maybe(moment.event.where)));
    for (const Pick& pick : rule.picks) cost = Plus(cost, OfPick(pick));
    cost = Plus(cost, Plus(Maybe(rule.worth), Maybe(rule.likelihood)));
    cost = Plus(cost, std::visit([&](const auto& own) { return OfOwn(own); }, rule.own));
    for (const auto* caps : {&rule.limits, &rule.stops})
      for (const Cap& cap : *caps) cost = Plus(cost, Of(cap.holds));
    return Plus(cost, OfContent(rule.content));
  }

 private:
  std::int64_t OfOwn(std::monostate) { return 0; }
  std::int64_t OfOwn(const kinds::Discount& discount) {
    std::int64_t cost = 0;
    for (const Buy& buy : discount.buys) cost = Plus(cost, OfScope(buy.scope));
    for (const Give& give : discount.gives)
      cost = Plus(cost, Plus(OfScope(give.scope), Plus(Maybe(give.amount), Maybe(give.up_to))));
    return cost;
  }
  std::int64_t OfOwn(const kinds::Navigation& navigation) {
    return Plus(Plus(OfRank(navigation.rank), All(navigation.menu.pins)), Maybe(navigation.move_where));
  }
  std::int64_t OfOwn(const kinds::Recommend& recommend) { return OfShelf(recommend.shelf); }
  std::int64_t OfOwn(const kinds::Message& message) { return OfShelf(message.shelf); }
  std::int64_t OfOwn(const kinds::Search& search) {
    std::int64_t cost = All(search.menu.pins);
    for (const Boost& boost : search.boosts)
      cost = Plus(cost, Times(assume_.lines, Plus(Of(boost.by), Maybe(boost.where))));
    return cost;
  }
  std::int64_t OfOwn(const kinds::Pricing& pricing) {
    std::int64_t cost = 0;
    for (const PriceStep& step : pricing.steps) cost = Plus(cost, Plus(Of(step.value), Maybe(step.condition)));
    for (const auto* bound : {&pricing.from, &pricing.floor, &pricing.ceiling, &pricing.round_to})
      cost = Plus(cost, Maybe(*bound));
    return cost;
  }
  std::int64_t OfOwn(const kinds::Ask&) { return 0; }
  std::int64_t OfOwn(const kinds::Audience&) { return 0; }

  std::int64_t OfShelf(const Shelf& shelf) {
    std::int64_t cost = OfRank(shelf.rank);
    for (const auto* source : {&shelf.from, &shelf.fill})
      if (*source) cost = Plus(cost, OfSource(**source));
    return cost;
  }
  std::int64_t OfRank(const std::vector<RankKey>& rank) {
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

  std::int64_t OfContent(const ContentParts& content) {
    std::int64_t cost = 0;
    for (const SayPart& say : content.say) {
      std::int64_t dearest = 0;  // one language is written
      for (const Template& text : say.texts) dearest = std::max(dearest, OfTemplate(text));
      cost = Plus(cost, dearest);
    }
    for (const ShowPart& show : content.show) cost = Plus(cost, show.text ? OfTemplate(*show.text) : Of(show.value));
    return cost;
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
