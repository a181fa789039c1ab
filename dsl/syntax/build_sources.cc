// Builds the tree from the parse: where products come from, which are picked, and what moves them.
#include <utility>

#include "dsl/syntax/builder.h"

namespace nextmove::dsl {

tree::Choice Builder::ChoiceOf(Par::ChoiceContext& context) {
  using Kind = tree::Choice::Kind;
  tree::Choice choice;
  choice.span = scan_.SpanOf(context);
  choice.no_tie = context.TIE() != nullptr;
  if (context.occurrence() != nullptr) {
    choice.kind = Kind::kLatest;
    choice.latest = std::make_unique<tree::Occurrence>(OccurrenceOf(*context.occurrence()));
  } else {
    choice.kind = context.HIGHEST() != nullptr ? Kind::kHighest : Kind::kLowest;
    choice.value = Sum(*context.sum());
  }
  return choice;
}

// `purchased with sofa where (...)`, `viewed category under "x" at least 2 times in the last 7 days`, `this product`
void Builder::PathSet(Par::Set_Context& context, tree::SourceSet& set) {
  set.kind = tree::SourceSet::Kind::kPath;
  set.of_this = context.THIS() != nullptr;
  set.occurrence = OccurrenceOf(*context.path(), context.filter());
  set.occurrence.of_this = set.occurrence.of_this || set.of_this;
  if (context.count() != nullptr) set.count_kind = CountOf(*context.count(), set.count);
  if (context.operand() != nullptr) set.with = Operand(*context.operand());
}

tree::SourceSet Builder::SetOf(Par::Set_Context& context) {
  using Kind = tree::SourceSet::Kind;
  tree::SourceSet set;
  set.span = scan_.SpanOf(context);
  if (context.source() != nullptr) {
    set.kind = Kind::kNested;
    set.nested = std::make_unique<tree::Source>(SourceOf(*context.source()));
    if (context.choice() != nullptr) set.choice = ChoiceOf(*context.choice());
  } else if (context.SIMILAR() != nullptr) {
    set.kind = Kind::kSimilar;
    set.similar_to = Operand(*context.operand());
  } else if (context.MOST() != nullptr) {
    set.kind = Kind::kMost;
    set.occurrence = OccurrenceOf(*context.occurrence());
  } else {
    PathSet(context, set);
  }
  if (context.expr() != nullptr) set.where = Expression(*context.expr());
  if (context.window() != nullptr) set.window = WindowOf(*context.window());
  return set;
}

tree::Source Builder::SourceOf(Par::SourceContext& context) {
  tree::Source source;
  source.span = scan_.SpanOf(context);
  std::vector<tree::SourceSet>* sets = &source.sets;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* set = dynamic_cast<Par::Set_Context*>(child)) {
      sets->push_back(SetOf(*set));
    } else if (child == context.BUT()) {
      sets = &source.but_not;
    }
  }
  return source;
}

tree::PickPayload Builder::Pick(Par::ClauseContext& context) {
  tree::PickPayload pick;
  pick.name = NameOf(*context.word(0));
  pick.kind = NameOf(*context.word(1));
  if (context.source() != nullptr) {
    pick.source = SourceOf(*context.source());
  } else {
    pick.where = Expression(*context.expr(0));
  }
  if (context.choice() != nullptr) pick.choice = ChoiceOf(*context.choice());
  return pick;
}

// `take 3 to 6, at most 3 per brand`; `take 4` is 1 to 4.
tree::TakePayload Builder::Take(Par::ClauseContext& context) {
  tree::TakePayload take;
  const auto numbers = context.INT();
  const antlr4::Token& first = *numbers[0]->getSymbol();
  const antlr4::Token& last = context.TO() != nullptr ? *numbers[1]->getSymbol() : first;
  take.span = {scan_.SpanOf(first).file, scan_.SpanOf(first).begin, scan_.SpanOf(last).end};
  if (context.TO() != nullptr) take.least = Integer(*numbers[0]).value_or(0);
  take.most = Integer(*numbers[context.TO() != nullptr ? 1 : 0]).value_or(0);
  if (context.PER() != nullptr) {
    take.at_most_per = Integer(*numbers.back()).value_or(0);
    take.per = NameOf(*context.word(0));
  }
  return take;
}

tree::MoveByPayload Builder::MoveBy(Par::ClauseContext& context) {
  tree::MoveByPayload move;
  if (context.affinity() != nullptr) {
    move.affinity = std::make_unique<tree::Aggregate>();
    AffinityOf(*context.affinity(), *move.affinity);
  } else {
    move.by = Operand(*context.operand(0));
  }
  if (!context.expr().empty()) move.where = Expression(*context.expr(0));
  if (context.occurrence() != nullptr) move.after = OccurrenceOf(*context.occurrence());
  return move;
}

}  // namespace nextmove::dsl
