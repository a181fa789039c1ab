// Builds the tree from the parse: clauses and their payloads.
#include <utility>

#include "dsl/syntax/builder.h"
#include "dsl/words/by_clause.h"

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

// How the payload of each clause is built.
struct Builder::Payloads {
  using C = Par::ClauseContext;
  using Build = Payload (*)(Builder&, C&);

  static Payload None(Builder&, C&) { return tree::Empty{}; }
  static Payload List(Builder& b, C& c) { return b.NamesOf(*c.names()); }
  static Payload OneName(Builder& b, C& c) { return tree::Names{{b.NameOf(*c.name(0))}}; }
  static Payload Attribute(Builder& b, C& c) { return tree::Names{{b.NameOf(*c.path())}}; }
  static Payload Text(Builder& b, C& c) { return tree::TextPayload{b.TextOf(*c.text(0))}; }
  static Payload Number(Builder& b, C& c) {
    return tree::IntPayload{b.Integer(*c.INT(0)), b.scan_.SpanOf(*c.INT(0)->getSymbol())};
  }
  static Payload Length(Builder& b, C& c) { return tree::DurationPayload{b.DurationOf(*c.duration())}; }
  static Payload Condition(Builder& b, C& c) { return tree::ExprPayload{b.ExpressionAt(c, 0)}; }
  static Payload Step(Builder& b, C& c) { return tree::ExprPayload{b.Operand(*c.operand(0))}; }
  static Payload Share(Builder& b, C& c) { return b.Share(*c.share()); }
  static Payload Hours(Builder& b, C& c) { return b.ScheduleOf(*c.schedule()); }
  static Payload Source(Builder& b, C& c) { return tree::SourcePayload{b.SourceOf(*c.source())}; }
  static Payload MoveBy(Builder& b, C& c) { return b.MoveBy(c); }
  // One token, as it is written: `currency EUR`, `origin observed`.
  static Payload Written(Builder& b, const antlr4::Token& token) {
    const Span span = b.scan_.SpanOf(token);
    return tree::Names{{{std::string(b.scan_.TextOf(span)), span, false}}};
  }

  static Payload Zone(Builder& b, C& c) { return b.Zone(c.text().empty() ? nullptr : c.text(0), c.path()); }
  static Payload Currency(Builder& b, C& c) { return Written(b, *c.CURRENCY()->getSymbol()); }
  static Payload Origin(Builder& b, C& c) { return Written(b, *c.getStop()); }
  static Payload Locales(Builder& b, C& c) {
    tree::Names names;
    for (Par::LocaleContext* locale : c.locale()) names.names.push_back(b.NameOf(*locale));
    return names;
  }
  static Payload Allows(Builder& b, C& c) {
    if (c.ALL() == nullptr) return Number(b, c);
    return tree::IntPayload{std::nullopt, b.scan_.SpanOf(*c.ALL()->getSymbol())};
  }
  static Payload Consent(Builder& b, C& c) {
    tree::ConsentPayload consent{b.NameOf(*c.name(0)), std::nullopt};
    if (c.name().size() > 1) consent.session_purpose = b.NameOf(*c.name(1));
    return consent;
  }
  static Payload Undoes(Builder& b, C& c) {
    return tree::UndoesPayload{b.NamesOf(*c.names()).names, b.NameOf(*c.word(0))};
  }
  static Payload Predicts(Builder& b, C& c) {
    return tree::PredictsPayload{b.OccurrenceOf(*c.occurrence()), b.DurationOf(*c.duration())};
  }
  static Payload Learns(Builder& b, C& c) {
    tree::ExprList list;
    for (Par::ExprContext* expr : c.expr()) list.values.push_back(b.Expression(*expr));
    return list;
  }
  static Payload Steps(Builder& b, C& c) {
    tree::StepPayload steps;
    const auto exprs = c.expr();
    for (std::size_t i = 0; i + 1 < exprs.size(); i += 2)
      steps.steps.emplace_back(b.Expression(*exprs[i]), b.Expression(*exprs[i + 1]));
    return steps;
  }
  static Payload On(Builder& b, C& c) { return b.On(c); }
  static Payload Pick(Builder& b, C& c) { return b.Pick(c); }
  static Payload Say(Builder& b, C& c) {
    return tree::SayPayload{b.NameOf(*c.word(0)), b.Localized(c.locale(), c.text())};
  }
  static Payload Show(Builder& b, C& c) {
    tree::ShowPayload show;
    const auto words = c.word();
    for (std::size_t i = 0; i < words.size(); ++i) show.parts.emplace_back(b.NameOf(*words[i]), b.ExpressionAt(c, i));
    return show;
  }
  static Payload Buy(Builder& b, C& c) {
    return tree::BuyPayload{b.Integer(*c.INT(0)).value_or(0), b.ScopeOf(*c.scope())};
  }
  static Payload Give(Builder& b, C& c) { return b.Give(c); }
  static Payload Rank(Builder& b, C& c) {
    tree::RankPayload rank;
    for (Par::KeyContext* key : c.key()) rank.keys.emplace_back(b.Expression(*key->expr()), key->LOWEST() != nullptr);
    return rank;
  }
  static Payload Pin(Builder& b, C& c) {
    tree::ExprList list;
    for (Par::OperandContext* operand : c.operand()) list.values.push_back(b.Operand(*operand));
    return list;
  }
  static Payload Move(Builder& b, C& c) {
    tree::MovePayload move;
    move.at_most = b.Integer(*c.INT(0)).value_or(0);
    move.span = b.scan_.SpanOf(*c.INT(0)->getSymbol());
    move.where = b.ExpressionAt(c, 0);
    return move;
  }
  static Payload Take(Builder& b, C& c) { return b.Take(c); }
  static Payload Set(Builder& b, C& c) { return tree::SetPayload{b.ExpressionAt(c, 0), b.ExpressionAt(c, 1)}; }
  static Payload Option(Builder& b, C& c) {
    return tree::OptionPayload{b.Literal(*c.literal()), b.Localized(c.locale(), c.text())};
  }
  static Payload Export(Builder& b, C& c) { return b.Export(c); }
  static Payload Limit(Builder& b, C& c) { return b.Limits(c); }
  static Payload Budget(Builder& b, C& c) { return b.Budget(c); }
  static Payload Stop(Builder& b, C& c) { return b.Stop(c); }
  static Payload Split(Builder& b, C& c) {
    return tree::SplitPayload{c.SESSION() != nullptr ? b.NameOf(*c.SESSION()) : b.NameOf(*c.path())};
  }
  static Payload Variant(Builder& b, C& c) { return tree::VariantPayload{b.NameOf(*c.name(0)), b.Share(*c.share())}; }
  static Payload Measure(Builder& b, C& c) {
    return tree::MeasurePayload{b.AggregateOf(*c.aggregate()), b.DurationOf(*c.duration())};
  }
  static Payload Now(Builder& b, C& c) {
    tree::NowPayload now;
    now.date = b.DateOf(*c.DATE());
    if (c.CLOCK() != nullptr) now.clock = b.ClockOf(*c.CLOCK());
    return now;
  }
  static Payload Given(Builder& b, C& c) {
    tree::GivenPayload given;
    for (Par::FactContext* fact : c.fact()) given.facts.push_back(b.FactOf(*fact));
    return given;
  }
  static Payload Expect(Builder& b, C& c) { return b.Expectation(*c.expectation()); }

  static consteval ByClause<Build> Table() {
    using enum ClauseWord;
    return {{
        {kWhy, Text},
        {kOwner, Text},
        {kFormerly, List},
        {kEdition, Number},
        {kTimeZone, Zone},
        {kCurrency, Currency},
        {kLocales, Locales},
        {kConsents, List},
        {kSessions, Length},
        {kOptional, None},
        {kOtherwise, Condition},
        {kConsent, Consent},
        {kOrigin, Origin},
        {kKept, Length},
        {kUndoes, Undoes},
        {kAllows, Allows},
        {kHeld, Length},
        {kChannels, List},
        {kHalves, Length},
        {kFires, Number},
        {kPredicts, Predicts},
        {kLearns, Learns},
        {kFinds, Number},
        {kOffers, Condition},
        {kCounts, Condition},
        {kStep, Steps},
        {kFor, List},
        {kExcept, List},
        {kNeeds, List},
        {kUses, List},
        {kWhen, Condition},
        {kOn, On},
        {kActive, Hours},
        {kPick, Pick},
        {kPlace, List},
        {kSay, Say},
        {kShow, Show},
        {kUse, List},
        {kBuy, Buy},
        {kGive, Give},
        {kValid, Length},
        {kRank, Rank},
        {kTies, List},
        {kPin, Pin},
        {kMove, Move},
        {kFrom, Source},
        {kFill, Source},
        {kTake, Take},
        {kRaise, MoveBy},
        {kLower, MoveBy},
        {kSet, Set},
        {kFloor, Condition},
        {kCeiling, Condition},
        {kRound, Step},
        {kAnswer, Attribute},
        {kOption, Option},
        {kExport, Export},
        {kPriority, OneName},
        {kOverrides, List},
        {kCompetes, List},
        {kWorth, Condition},
        {kLikelihood, Condition},
        {kLimit, Limit},
        {kBudget, Budget},
        {kStop, Stop},
        {kQuiet, Hours},
        {kExplore, Share},
        {kOffline, OneName},
        {kChanges, List},
        {kSplit, Split},
        {kHoldout, Share},
        {kVariant, Variant},
        {kMeasure, Measure},
        {kNever, Condition},
        {kNow, Now},
        {kGiven, Given},
        {kWait, Length},
        {kExpect, Expect},
    }};
  }
};

Payload Builder::PayloadOf(ClauseWord word, Par::ClauseContext& context) {
  static constexpr ByClause<Payloads::Build> kPayloads = Payloads::Table();
  return kPayloads[word](*this, context);
}

tree::ExprPtr Builder::ExpressionAt(Par::ClauseContext& context, std::size_t index) {
  return context.expr().size() > index ? Expression(*context.expr(index)) : nullptr;
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
