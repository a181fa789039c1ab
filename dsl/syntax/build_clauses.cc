// Clauses and their payloads.
#include <utility>

#include "dsl/syntax/builder.h"
#include "dsl/syntax/explain.h"

namespace nextmove::dsl {

using tree::Payload;

tree::Clause Builder::Clause(Par::ClauseContext& context, bool failed) {
  Begin();
  tree::Clause clause;
  clause.word = ClauseOfToken(context.getStart()->getType());
  clause.span = scan_.SpanOf(context);
  clause.word_span = scan_.SpanOf(*context.getStart());
  clause.broken = failed;
  if (failed) return clause;
  clause.payload = PayloadOf(clause.word, context);
  clause.broken = broken_;
  return clause;
}

Payload Builder::PayloadOf(ClauseWord word, Par::ClauseContext& context) {
  if (RowOf(word).decided == Decided::kLater) return tree::Later{};
  if (word <= ClauseWord::kStep) return SchemaPayload(word, context);
  if (word >= ClauseWord::kNow) return TestPayload(word, context);
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

// Clauses of the project, the schema and of every head.
Payload Builder::SchemaPayload(ClauseWord word, Par::ClauseContext& context) {
  using enum ClauseWord;
  const auto one_name = [](tree::Name name) {
    tree::Names names;
    names.names.push_back(std::move(name));
    return names;
  };
  const auto first_expr = [&] { return context.expr().empty() ? nullptr : Expression(*context.expr(0)); };
  switch (word) {
    case kWhy:
    case kOwner:
      return tree::TextPayload{TextOf(*context.text(0))};
    case kFormerly:
    case kConsents:
    case kChannels:
      return NamesOf(*context.names());
    case kTimeZone:
      return Zone(context.text().empty() ? nullptr : context.text(0), context.path());
    case kEdition:
      return tree::IntPayload{Integer(*context.INT(0)), scan_.SpanOf(*context.INT(0)->getSymbol())};
    case kAllows: {
      if (context.ALL() != nullptr) return tree::IntPayload{std::nullopt, scan_.SpanOf(*context.ALL()->getSymbol())};
      return tree::IntPayload{Integer(*context.INT(0)), scan_.SpanOf(*context.INT(0)->getSymbol())};
    }
    case kCurrency: {
      const Span span = scan_.SpanOf(*context.CURRENCY()->getSymbol());
      return one_name({std::string(scan_.TextOf(span)), span, false});
    }
    case kOrigin: {
      const Span span = scan_.SpanOf(*context.getStop());
      return one_name({std::string(scan_.TextOf(span)), span, false});
    }
    case kLocales: {
      tree::Names names;
      for (Par::LocaleContext* locale : context.locale()) names.names.push_back(NameOf(*locale));
      return names;
    }
    case kSessions:
    case kKept:
    case kHeld:
      return tree::DurationPayload{DurationOf(*context.duration())};
    case kOtherwise:
    case kCounts:
      return tree::ExprPayload{first_expr()};
    case kOffers:
      return tree::ExprPayload{first_expr()};
    case kConsent: {
      tree::ConsentPayload consent{NameOf(*context.name(0)), std::nullopt};
      if (context.name().size() > 1) consent.session_purpose = NameOf(*context.name(1));
      return consent;
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

// Clauses of rules: who, when, what, where, which one.
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
    case kOffline: {
      tree::Names names;
      names.names.push_back(NameOf(*context.name(0)));
      return names;
    }
    case kWhen:
    case kFloor:
    case kCeiling:
    case kWorth:
    case kLikelihood:
      return tree::ExprPayload{optional_expr(0)};
    case kOn:
      return On(context);
    case kActive:
      return ScheduleOf(*context.schedule());
    case kSay:
      return tree::SayPayload{NameOf(*context.word(0)), Localized(context.locale(), context.text())};
    case kShow: {
      tree::ShowPayload show;
      const auto words = context.word();
      for (std::size_t i = 0; i < words.size(); ++i) show.parts.emplace_back(NameOf(*words[i]), optional_expr(i));
      return show;
    }
    case kGive:
      return Give(context);
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
      return tree::Later{};
  }
}

Payload Builder::TestPayload(ClauseWord word, Par::ClauseContext& context) {
  if (word == ClauseWord::kExpect) return Expectation(*context.expectation());
  if (word == ClauseWord::kNow) {
    tree::NowPayload now;
    now.date = DateOf(*context.DATE());
    if (context.CLOCK() != nullptr) now.clock = ClockOf(*context.CLOCK());
    return now;
  }
  if (word == ClauseWord::kGiven) {
    tree::GivenPayload given;
    for (Par::FactContext* fact : context.fact()) given.facts.push_back(FactOf(*fact));
    return given;
  }
  return tree::Later{};
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

tree::ScheduleEdge Builder::Start(Par::StartContext& context) {
  tree::ScheduleEdge edge;
  edge.span = scan_.SpanOf(context);
  if (context.DATE() != nullptr) edge.date = DateOf(*context.DATE());
  if (context.CLOCK() != nullptr) edge.clock = ClockOf(*context.CLOCK());
  return edge;
}

// `from 8 until 23` on days of the week, and `6 pm`: hours as they are said.
void Builder::WrongClock(Par::EdgeContext& context) {
  const Span span = scan_.SpanOf(context);
  const std::string clock =
      ClockAsWritten(scan_.TextOf(*context.INT()->getSymbol()),
                     context.NAME() != nullptr ? scan_.TextOf(*context.NAME()->getSymbol()) : std::string_view());
  const std::string text(scan_.TextOf(span));
  Diagnostic& d = Report(DiagnosticKind::kWrongClock, span, "`" + text + "` is not an hour", false);
  d.label = "hours have minutes: `" + (clock.empty() ? std::string("18:00") : clock) + "`";
  if (clock.empty()) return;
  d.help.push_back("write `" + clock + "`");
  d.fixes.push_back({span, clock, false});
}

tree::ScheduleEdge Builder::Edge(Par::EdgeContext& context, bool daily) {
  tree::ScheduleEdge edge;
  edge.span = scan_.SpanOf(context);
  if (context.CLOCK() != nullptr) {
    edge.clock = ClockOf(*context.CLOCK());
    return edge;
  }
  edge.day = Integer(*context.INT()).value_or(0);
  if (context.NAME() != nullptr) edge.month = NameOf(*context.NAME());
  const bool month = edge.month && MonthByName(edge.month->text) > 0;
  if ((daily && !month) || (edge.month && !month && !ClockAsWritten("6", edge.month->text).empty()))
    WrongClock(context);
  return edge;
}

tree::Schedule Builder::ScheduleOf(Par::ScheduleContext& context) {
  tree::Schedule schedule;
  bool daily = !context.period().empty();
  for (Par::PeriodContext* period : context.period()) {
    const Span span = scan_.SpanOf(*period);
    tree::Name name{std::string(scan_.TextOf(span)), span, false};
    daily = daily &&
            (name.text == "day" || name.text == "weekday" || name.text == "weekend" || WeekdayByName(name.text) >= 0);
    schedule.every.push_back(std::move(name));
  }
  const auto starts = context.start();
  const auto edges = context.edge();
  if (!starts.empty()) {
    if (context.FROM() != nullptr) {
      schedule.from = Start(*starts[0]);
      if (starts.size() > 1) schedule.until = Start(*starts[1]);
    } else {
      schedule.until = Start(*starts[0]);
    }
  } else if (edges.size() == 2) {
    schedule.from = Edge(*edges[0], daily);
    schedule.until = Edge(*edges[1], daily);
  }
  if (context.TIME_ZONE() != nullptr) schedule.zone = Zone(context.text(), context.path());
  return schedule;
}

tree::OnPayload Builder::On(Par::ClauseContext& context) {
  tree::OnPayload on;
  for (Par::MomentContext* part : context.moment()) {
    tree::Moment moment;
    moment.span = scan_.SpanOf(*part);
    if (part->occurrence() != nullptr) moment.occurrence = OccurrenceOf(*part->occurrence());
    if (part->path() != nullptr) moment.anniversary_of = NameOf(*part->path());
    if (part->period() != nullptr) {
      const Span span = scan_.SpanOf(*part->period());
      moment.every = tree::Name{std::string(scan_.TextOf(span)), span, false};
    }
    on.moments.push_back(std::move(moment));
  }
  if (context.duration() != nullptr) on.after = DurationOf(*context.duration());
  if (context.CLOCK() != nullptr) on.at = ClockOf(*context.CLOCK());
  return on;
}

tree::Fact Builder::FactOf(Par::FactContext& context) {
  using Kind = tree::Fact::Kind;
  tree::Fact fact;
  fact.span = scan_.SpanOf(context);
  if (context.CONSENT() != nullptr) {
    fact.kind = Kind::kConsent;
    fact.negated = context.NO() != nullptr;
    fact.name = NameOf(*context.name(0));
    return fact;
  }
  if (context.path() == nullptr || context.SIMILAR() != nullptr || context.MOST() != nullptr ||
      context.WITH() != nullptr)
    return fact;
  fact.name = NameOf(*context.path());
  if (context.IS() != nullptr) {
    fact.kind = context.THIS() != nullptr ? Kind::kThisIs : Kind::kIs;
    if (context.operand() != nullptr) fact.value = Operand(*context.operand());
    if (context.listLiteral() != nullptr) fact.value = ListOf(*context.listLiteral());
  } else if (context.content() != nullptr) {
    Par::ContentContext& content = *context.content();
    const auto operands = content.operand();
    if (operands.empty()) return fact;  // `any of`: nothing that can be given
    fact.kind = Kind::kContains;
    if (operands.size() > 1) {
      const Span span = scan_.SpanOf(*operands[0]);
      fact.field = tree::Name{std::string(scan_.TextOf(span)), span, false};
    }
    fact.value = Operand(*operands.back());
    if (content.expr() != nullptr) fact.where = Expression(*content.expr());
  } else if (context.text() != nullptr) {
    fact.kind = Kind::kItem;
    const tree::Text text = TextOf(*context.text());
    fact.value = std::make_unique<tree::Expr>();
    fact.value->kind = tree::ExprKind::kLiteral;
    fact.value->literal = text.text;
    fact.value->span = text.span;
    if (context.expr() != nullptr) fact.where = Expression(*context.expr());
  } else {
    fact.kind = Kind::kEvent;
  }
  return fact;
}

tree::ExpectPayload Builder::Expectation(Par::ExpectationContext& context) {
  tree::ExpectPayload expect;
  expect.nothing = context.NOTHING() != nullptr;
  expect.negated = context.NOT() != nullptr;
  // Names come in order; the word before each tells what it is.
  std::size_t last_word = 0;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      last_word = node->getSymbol()->getType();
    } else if (auto* name = dynamic_cast<Par::NameContext*>(child)) {
      if (last_word == Lex::BEFORE) {
        expect.before = NameOf(*name);
      } else if (last_word == Lex::IN) {
        expect.in = NameOf(*name);
      } else {
        expect.name = NameOf(*name);
      }
    }
  }
  if (context.expr() != nullptr) expect.with = Expression(*context.expr());
  if (context.reason() != nullptr) {
    const Span span = scan_.SpanOf(*context.reason());
    expect.because = tree::Name{std::string(scan_.TextOf(span)), span, false};
  }
  return expect;
}

}  // namespace nextmove::dsl
