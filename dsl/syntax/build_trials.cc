// Builds the tree from the parse: bounds on how often and how much, and clauses of experiments and guards.
#include <utility>

#include "dsl/syntax/builder.h"

namespace nextmove::dsl {

using Limit = tree::LimitPayload::Limit;

Limit::Per Builder::PerOf(Par::PerContext& context) {
  Limit::Per per;
  per.span = scan_.SpanOf(context);
  if (context.SESSION() != nullptr) {
    per.kind = Limit::Per::Kind::kSession;
  } else if (context.duration() != nullptr) {
    per.kind = Limit::Per::Kind::kDuration;
    per.duration = DurationOf(*context.duration());
  } else if (context.UNIT() != nullptr) {
    per.kind = Limit::Per::Kind::kUnit;
    per.unit = UnitByWord(scan_.TextOf(*context.UNIT()->getSymbol()));
    per.calendar = context.CALENDAR() != nullptr;
  } else {
    per.kind = Limit::Per::Kind::kName;
    per.name = NameOf(*context.NAME());
  }
  return per;
}

tree::LimitPayload Builder::Limits(Par::ClauseContext& context) {
  tree::LimitPayload limits;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* per = dynamic_cast<Par::PerContext*>(child)) {
      Limit& limit = limits.limits.back();
      limit.per.push_back(PerOf(*per));
      limit.span.end = limit.per.back().span.end;
      continue;
    }
    auto& node = static_cast<antlr4::tree::TerminalNode&>(*child);
    const Span span = scan_.SpanOf(*node.getSymbol());
    if (node.getSymbol()->getType() == Lex::INT) limits.limits.push_back({Integer(node).value_or(0), {}, span});
    if (node.getSymbol()->getType() == Lex::TIMES) limits.limits.back().span.end = span.end;
  }
  return limits;
}

tree::BudgetPayload Builder::Budget(Par::ClauseContext& context) {
  tree::BudgetPayload budget;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* amount = dynamic_cast<Par::AmountContext*>(child)) {
      tree::BudgetPayload::Part& part = budget.parts.emplace_back();
      part.span = scan_.SpanOf(*amount);
      if (amount->operand() != nullptr) part.amount = Operand(*amount->operand());
      if (amount->INT() != nullptr) part.times = Integer(*amount->INT()).value_or(0);
    } else if (auto* per = dynamic_cast<Par::PerContext*>(child)) {
      tree::BudgetPayload::Part& part = budget.parts.back();
      part.per = PerOf(*per);
      part.span.end = part.per->span.end;
    }
  }
  return budget;
}

tree::StopPayload Builder::Stop(Par::ClauseContext& context) {
  tree::StopPayload stop;
  if (context.duration() != nullptr) stop.duration = DurationOf(*context.duration());
  for (Par::StopperContext* part : context.stopper()) {
    tree::StopPayload::After& after = stop.after.emplace_back();
    after.event = NameOf(*part->name());
    if (part->INT() != nullptr) after.times = Integer(*part->INT()).value_or(0);
  }
  return stop;
}

tree::SharePayload Builder::Share(Par::ShareContext& context) {
  return {Number(*context.number()).value_or(Decimal()), scan_.SpanOf(context)};
}

}  // namespace nextmove::dsl
