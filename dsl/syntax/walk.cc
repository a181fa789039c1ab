// Finds the expressions in every payload of a clause.
#include "dsl/syntax/walk.h"

#include <concepts>

namespace nextmove::dsl {
namespace {

using Roots = std::vector<const tree::Expr*>;

template <typename P, typename... Types>
concept IsAnyOf = (std::same_as<P, Types> || ...);

void Push(const tree::ExprPtr& expr, Roots& out) {
  if (expr) out.push_back(expr.get());
}
void Push(const tree::Scope& scope, Roots& out) {
  Push(scope.value, out);
  Push(scope.where, out);
}

void Push(const tree::Choice& choice, Roots& out) {
  Push(choice.value, out);
  if (choice.latest) PushOccurrence(*choice.latest, out);
}
void Push(const tree::Source& source, Roots& out);
void Push(const tree::SourceSet& set, Roots& out) {
  if (set.nested) Push(*set.nested, out);
  if (set.choice) Push(*set.choice, out);
  Push(set.similar_to, out);
  PushOccurrence(set.occurrence, out);
  Push(set.with, out);
  Push(set.where, out);
  PushWindow(set.window, out);
}
// Calls itself for each source in parentheses: the parser caps how deep they nest.
void Push(const tree::Source& source, Roots& out) {
  for (const tree::SourceSet& set : source.sets) Push(set, out);
  for (const tree::SourceSet& set : source.but_not) Push(set, out);
}

template <typename P>
concept HoldsNone =
    IsAnyOf<P, tree::Empty, tree::Names, tree::TextPayload, tree::IntPayload, tree::DurationPayload,
            tree::ConsentPayload, tree::ZonePayload, tree::SayPayload, tree::Schedule, tree::TakePayload,
            tree::ExportPayload, tree::LimitPayload, tree::StopPayload, tree::SharePayload, tree::SplitPayload,
            tree::VariantPayload, tree::UndoesPayload, tree::NowPayload>;

// One overload for each payload that holds expressions; the others are named above, so that none is forgotten.
struct Collector {
  Roots& out;
  void operator()(const tree::ExprPayload& p) const { Push(p.value, out); }
  void operator()(const tree::ExprList& p) const {
    for (const auto& value : p.values) Push(value, out);
  }
  void operator()(const tree::ShowPayload& p) const {
    for (const auto& [name, value] : p.parts) Push(value, out);
  }
  void operator()(const tree::MovePayload& p) const { Push(p.where, out); }
  void operator()(const tree::SetPayload& p) const {
    Push(p.value, out);
    Push(p.condition, out);
  }
  void operator()(const tree::StepPayload& p) const {
    for (const auto& [value, from] : p.steps) {
      Push(value, out);
      Push(from, out);
    }
  }
  void operator()(const tree::RankPayload& p) const {
    for (const auto& [key, lowest] : p.keys) Push(key, out);
  }
  void operator()(const tree::BuyPayload& p) const { Push(p.scope, out); }
  void operator()(const tree::GivePayload& p) const {
    Push(p.amount, out);
    Push(p.scope, out);
    Push(p.up_to, out);
    Push(p.perk_value, out);
  }
  void operator()(const tree::OnPayload& p) const {
    for (const auto& moment : p.moments) {
      if (moment.occurrence) PushOccurrence(*moment.occurrence, out);
    }
  }
  void operator()(const tree::PickPayload& p) const {
    if (p.source) Push(*p.source, out);
    Push(p.where, out);
    if (p.choice) Push(*p.choice, out);
  }
  void operator()(const tree::SourcePayload& p) const { Push(p.source, out); }
  void operator()(const tree::MoveByPayload& p) const {
    Push(p.by, out);
    if (p.affinity) PushAggregate(*p.affinity, out);
    Push(p.where, out);
    if (p.after) PushOccurrence(*p.after, out);
  }
  void operator()(const tree::OptionPayload& p) const { Push(p.value, out); }
  void operator()(const tree::BudgetPayload& p) const {
    for (const auto& part : p.parts) Push(part.amount, out);
  }
  void operator()(const tree::MeasurePayload& p) const { Push(p.aggregate, out); }
  void operator()(const tree::PredictsPayload& p) const { PushOccurrence(p.occurrence, out); }
  void operator()(const tree::GivenPayload& p) const {
    for (const auto& fact : p.facts) {
      Push(fact.value, out);
      Push(fact.list, out);
      Push(fact.where, out);
      PushOccurrence(fact.occurrence, out);
    }
  }
  void operator()(const tree::ExpectPayload& p) const { Push(p.with, out); }
  void operator()(const HoldsNone auto&) const {}
};

}  // namespace

std::vector<const tree::Expr*> ExpressionsOf(const tree::Clause& clause) {
  Roots out;
  std::visit(Collector{out}, clause.payload);
  return out;
}

}  // namespace nextmove::dsl
