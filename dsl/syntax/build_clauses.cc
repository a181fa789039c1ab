// Clauses and their payloads.
#include <utility>

#include "dsl/syntax/builder.h"

namespace nextmove::dsl {

using tree::Payload;

tree::Clause Builder::Clause(Par::ClauseContext& context, bool failed) {
  Begin();
  tree::Clause clause;
  clause.word = ClauseOfToken(context.getStart()->getType());
  clause.span = scan_.SpanOf(context);
  clause.word_span = scan_.SpanOf(*context.getStart());
  clause.broken = failed;
  if (failed) {
    // The name of a pick, so that what mentions it is not explained too.
    const std::size_t name = scan_.After(context.getStart()->getTokenIndex());
    if (clause.word == ClauseWord::kPick && scan_.type(name) == Lex::NAME) {
      tree::PickPayload pick;
      pick.name = {std::string(scan_.text(name)), scan_.SpanOf(name), false};
      clause.payload = std::move(pick);
    }
    return clause;
  }
  clause.payload = PayloadOf(clause.word, context);
  clause.broken = broken_;
  return clause;
}

Payload Builder::PayloadOf(ClauseWord word, Par::ClauseContext& context) {
  using enum ClauseWord;
  if (word <= kFormerly || word == kTimeZone || word == kOtherwise) return CommonPayload(word, context);
  if (word <= kStep) return SchemaPayload(word, context);
  if (word == kPick || (word >= kFrom && word <= kLower)) return SourcingPayload(word, context);
  if (word == kLimit || word == kBudget || word == kStop || word == kExplore) return BoundPayload(word, context);
  if (word >= kNow) return TestPayload(word, context);
  if (word >= kChanges) return TrialPayload(word, context);
  return RulePayload(word, context);
}

tree::ZonePayload Builder::Zone(Par::TextContext* text, Par::PathContext* path) {
  tree::ZonePayload zone;
  if (text != nullptr) {
    zone.text = TextOf(*text);
    zone.span = zone.text->span;
  } else if (path != nullptr) {
    zone.path = NameOf(*path);
    zone.span = zone.path->span;
  }
  return zone;
}

// Clauses that stand in heads of many kinds.
Payload Builder::CommonPayload(ClauseWord word, Par::ClauseContext& context) {
  if (word == ClauseWord::kFormerly) return NamesOf(*context.names());
  if (word == ClauseWord::kTimeZone) return Zone(context.text().empty() ? nullptr : context.text(0), context.path());
  if (word == ClauseWord::kOtherwise)
    return tree::ExprPayload{context.expr().empty() ? nullptr : Expression(*context.expr(0))};
  return tree::TextPayload{TextOf(*context.text(0))};  // why, owner
}

// Clauses of the project and of the schema.
Payload Builder::SchemaPayload(ClauseWord word, Par::ClauseContext& context) {
  using enum ClauseWord;
  const auto written = [&](const antlr4::Token& token) {
    const Span span = scan_.SpanOf(token);
    tree::Names names;
    names.names.push_back({std::string(scan_.TextOf(span)), span, false});
    return names;
  };
  switch (word) {
    case kConsents:
    case kChannels:
      return NamesOf(*context.names());
    case kCurrency:
      return written(*context.CURRENCY()->getSymbol());
    case kOrigin:
      return written(*context.getStop());
    case kLocales: {
      tree::Names names;
      for (Par::LocaleContext* locale : context.locale()) names.names.push_back(NameOf(*locale));
      return names;
    }
    case kAllows:
      if (context.ALL() != nullptr) return tree::IntPayload{std::nullopt, scan_.SpanOf(*context.ALL()->getSymbol())};
      [[fallthrough]];
    case kEdition:
    case kFires:
    case kFinds:
      return tree::IntPayload{Integer(*context.INT(0)), scan_.SpanOf(*context.INT(0)->getSymbol())};
    case kSessions:
    case kKept:
    case kHeld:
    case kHalves:
      return tree::DurationPayload{DurationOf(*context.duration())};
    case kOffers:
    case kCounts:
      return tree::ExprPayload{Expression(*context.expr(0))};
    case kConsent: {
      tree::ConsentPayload consent{NameOf(*context.name(0)), std::nullopt};
      if (context.name().size() > 1) consent.session_purpose = NameOf(*context.name(1));
      return consent;
    }
    case kUndoes:
      return tree::UndoesPayload{NamesOf(*context.names()).names, NameOf(*context.word(0))};
    case kPredicts:
      return tree::PredictsPayload{OccurrenceOf(*context.occurrence()), DurationOf(*context.duration())};
    case kLearns: {
      tree::ExprList list;
      for (Par::ExprContext* expr : context.expr()) list.values.push_back(Expression(*expr));
      return list;
    }
    case kStep: {
      tree::StepPayload steps;
      const auto exprs = context.expr();
      for (std::size_t i = 0; i + 1 < exprs.size(); i += 2)
        steps.steps.emplace_back(Expression(*exprs[i]), Expression(*exprs[i + 1]));
      return steps;
    }
    default:
      return tree::Empty{};  // optional
  }
}

// Clauses of rules: who, when, what, where, which one. What they draw from and how often is elsewhere.
Payload Builder::RulePayload(ClauseWord word, Par::ClauseContext& context) {
  using enum ClauseWord;
  const auto optional_expr = [&](std::size_t index) {
    return context.expr().size() > index ? Expression(*context.expr(index)) : nullptr;
  };
  switch (word) {
    case kFor:
    case kExcept:
    case kNeeds:
    case kUses:
    case kPlace:
    case kUse:
    case kTies:
    case kOverrides:
    case kCompetes:
      return NamesOf(*context.names());
    case kPriority:
    case kOffline:
      return tree::Names{{NameOf(*context.name(0))}};
    case kAnswer:
      return tree::Names{{NameOf(*context.path())}};
    case kWhen:
    case kFloor:
    case kCeiling:
    case kWorth:
    case kLikelihood:
      return tree::ExprPayload{optional_expr(0)};
    case kOn:
      return On(context);
    case kActive:
    case kQuiet:
      return ScheduleOf(*context.schedule());
    case kSay:
      return tree::SayPayload{NameOf(*context.word(0)), Localized(context.locale(), context.text())};
    case kShow: {
      tree::ShowPayload show;
      const auto words = context.word();
      for (std::size_t i = 0; i < words.size(); ++i) show.parts.emplace_back(NameOf(*words[i]), optional_expr(i));
      return show;
    }
    case kBuy:
      return tree::BuyPayload{Integer(*context.INT(0)).value_or(0), ScopeOf(*context.scope())};
    case kGive:
      return Give(context);
    case kRound:
      return tree::ExprPayload{Operand(*context.operand(0))};
    case kOption:
      return tree::OptionPayload{Literal(*context.literal()), Localized(context.locale(), context.text())};
    case kExport:
      return Export(context);
    case kValid:
      return tree::DurationPayload{DurationOf(*context.duration())};
    case kRank: {
      tree::RankPayload rank;
      for (Par::KeyContext* key : context.key())
        rank.keys.emplace_back(Expression(*key->expr()), key->LOWEST() != nullptr);
      return rank;
    }
    case kPin: {
      tree::ExprList list;
      for (Par::OperandContext* operand : context.operand()) list.values.push_back(Operand(*operand));
      return list;
    }
    case kMove: {
      tree::MovePayload move;
      move.at_most = Integer(*context.INT(0)).value_or(0);
      move.span = scan_.SpanOf(*context.INT(0)->getSymbol());
      move.where = optional_expr(0);
      return move;
    }
    case kSet:
      return tree::SetPayload{optional_expr(0), optional_expr(1)};
    default:
      return tree::Empty{};  // none is left
  }
}

tree::ExportPayload Builder::Export(Par::ClauseContext& context) {
  tree::ExportPayload out;
  out.attribute = NameOf(*context.path());
  for (Par::TextContext* text : context.text()) out.to.push_back(TextOf(*text));
  if (context.duration() != nullptr) {
    out.every = DurationOf(*context.duration());
  } else {
    const antlr4::Token& unit = *context.UNIT()->getSymbol();
    out.every = tree::DurationText{1, UnitByWord(scan_.TextOf(unit)), false, scan_.SpanOf(unit)};
  }
  return out;
}

tree::Scope Builder::ScopeOf(Par::ScopeContext& context) {
  tree::Scope scope;
  scope.span = scan_.SpanOf(context);
  if (context.NAME() != nullptr) {
    scope.base = NameOf(*context.NAME());
    scope.under = context.UNDER() != nullptr;
    scope.value = Operand(*context.operand());
  } else if (context.path() != nullptr) {
    scope.base = NameOf(*context.path());
    scope.of_this = context.THIS() != nullptr;
  }
  if (context.expr() != nullptr) scope.where = Expression(*context.expr());
  if (context.word() != nullptr) scope.per = NameOf(*context.word());
  return scope;
}

tree::GivePayload Builder::Give(Par::ClauseContext& context) {
  tree::GivePayload give;
  const auto amounts = context.amount();
  const auto expr_of = [&](Par::AmountContext& amount) {
    return amount.operand() != nullptr ? Operand(*amount.operand()) : nullptr;
  };
  const auto times_of = [&](Par::AmountContext& amount) {
    return amount.INT() != nullptr ? Integer(*amount.INT()) : std::optional<std::int64_t>();
  };
  if (context.OFF() == nullptr) {
    give.perk = NameOf(*context.word(0));
    if (context.listLiteral() != nullptr) {
      give.perk_value = ListOf(*context.listLiteral());
    } else if (!amounts.empty()) {
      give.perk_value = expr_of(*amounts[0]);
      give.perk_times = times_of(*amounts[0]);
    }
    return give;
  }
  give.amount = Operand(*context.operand(0));
  if (context.CHEAPEST() != nullptr) give.extreme = tree::ExtremeKind::kCheapest;
  if (context.DEAREST() != nullptr) give.extreme = tree::ExtremeKind::kDearest;
  if (!context.INT().empty()) give.extreme_count = Integer(*context.INT(0)).value_or(1);
  give.scope = ScopeOf(*context.scope());
  if (!amounts.empty()) {
    give.up_to = expr_of(*amounts[0]);
    give.up_to_times = times_of(*amounts[0]);
  }
  return give;
}

}  // namespace nextmove::dsl
