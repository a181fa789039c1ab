// Turns ANTLR's tree of one head or clause into ours, and explains what the grammar takes only to be explained (curly
// quotes, decimal commas, `>=`). Seen only in this folder. Thread-compatible.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/syntax/limits.h"
#include "dsl/syntax/scan.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

class Builder {
 public:
  Builder(const Scan& scan, const ParseLimits& limits, DiagnosticSink& sink)
      : scan_(scan), limits_(limits), sink_(sink) {}

  // Without clauses. Of a head that failed: as much as was read, broken.
  tree::Head Head(Par::HeadContext& context, bool failed);
  // Of a clause that failed: only its word, broken.
  tree::Clause Clause(Par::ClauseContext& context, bool failed);
  tree::ExprPtr Expression(Par::ExprContext& context);
  // Whether the next item has its diagnostic already.
  void set_quiet(bool quiet) { quiet_ = quiet; }

 private:
  // -- build_values.cc: words, texts, numbers, dates --
  std::string Unescape(const antlr4::Token& token, const Span& span);
  std::string TokenText(const antlr4::Token* token) const { return std::string(scan_.TextOf(*token)); }
  tree::Name NameOf(antlr4::ParserRuleContext& context);  // rules name, path, word, locale, newName
  tree::Name NameOf(antlr4::tree::TerminalNode& node);
  tree::Name CheckedName(std::string text, const Span& span);
  tree::Name NewName(Par::NewNameContext& context, bool may_be_text);
  tree::Names NamesOf(Par::NamesContext& context);
  tree::Text TextOf(Par::TextContext& context);
  std::vector<tree::LocalizedText> Localized(const std::vector<Par::LocaleContext*>& locales,
                                             const std::vector<Par::TextContext*>& texts);
  std::optional<std::int64_t> Integer(antlr4::tree::TerminalNode& node);
  std::optional<Decimal> Number(Par::NumberContext& context);
  tree::DurationText DurationOf(Par::DurationContext& context);
  std::optional<Date> DateOf(antlr4::tree::TerminalNode& node);
  std::optional<int> ClockOf(antlr4::tree::TerminalNode& node);
  tree::ExprPtr Literal(Par::LiteralContext& context);
  tree::ExprPtr TextLiteral(Par::TextContext& context);
  tree::ExprPtr Amount(Par::LiteralContext& context, Par::NumberContext& number);
  void WrongDate(const Span& span);
  void WrongText(std::size_t type, const Span& span);

  // -- build_expressions.cc --
  tree::ExprPtr Make(tree::ExprKind kind, antlr4::ParserRuleContext& context);
  std::string WordsOf(antlr4::ParserRuleContext& context);
  tree::ExprPtr Wrong(antlr4::ParserRuleContext& context);
  tree::ExprPtr Path(antlr4::ParserRuleContext& path, bool of_this, const Span& span);
  tree::ExprPtr Conjunction(Par::ConjunctionContext& context);
  tree::ExprPtr Negation(Par::NegationContext& context);
  tree::ExprPtr Comparison(Par::ComparisonContext& context);
  void Predicate(Par::PredicateContext& context, bool negated, tree::Expr& expr);
  void Content(Par::ContentContext& context, tree::Expr& expr);
  tree::ExprPtr Sum(Par::SumContext& context);
  tree::ExprPtr Product(Par::ProductContext& context);
  tree::ExprPtr Chain(std::vector<tree::ExprPtr> operands, const std::vector<antlr4::tree::TerminalNode*>& signs);
  tree::ExprPtr ValueOf(Par::ValueContext& context);
  bool IsUnquotedText(Par::OperandContext& context) const;
  tree::ExprPtr Operand(Par::OperandContext& context);
  tree::ExprPtr ListOf(Par::ListLiteralContext& context);
  void SymbolAnd(const std::vector<antlr4::tree::TerminalNode*>& nodes, std::string_view word);
  void ComparisonSign(antlr4::tree::TerminalNode& node);

  // -- build_history.cc: events, windows, aggregates --
  tree::ExprPtr HistoryOf(Par::HistoryContext& context);
  tree::ExprPtr AggregateOf(Par::AggregateContext& context);
  void AffinityOf(Par::AffinityContext& context, tree::Aggregate& aggregate);
  void Collection(Par::CollectionContext& context, tree::Aggregate& aggregate);
  tree::Occurrence OccurrenceOf(Par::OccurrenceContext& context);
  tree::Occurrence OccurrenceOf(Par::PathContext& event, Par::FilterContext* filter);  // filter may be null
  tree::CountKind CountOf(Par::CountContext& context, std::int64_t& count);
  void Filter(Par::FilterContext& context, tree::Occurrence& occurrence);
  void TimeForField(const tree::Occurrence& occurrence);
  tree::Window WindowOf(Par::WindowContext& context);

  // -- build_clauses.cc --
  struct Payloads;  // how each clause is built
  tree::Payload PayloadOf(ClauseWord word, Par::ClauseContext& context);
  tree::ExprPtr ExpressionAt(Par::ClauseContext& context, std::size_t index);  // null: there are fewer
  tree::ZonePayload Zone(Par::TextContext* text, Par::PathContext* path);
  tree::ExportPayload Export(Par::ClauseContext& context);
  tree::GivePayload Give(Par::ClauseContext& context);
  tree::Scope ScopeOf(Par::ScopeContext& context);

  // -- build_schedules.cc: moments, dates and hours --
  tree::Schedule ScheduleOf(Par::ScheduleContext& context);
  tree::ScheduleEdge Start(Par::StartContext& context);
  tree::ScheduleEdge Edge(Par::EdgeContext& context, bool daily);
  void WrongClock(Par::EdgeContext& context);
  tree::OnPayload On(Par::ClauseContext& context);

  // -- build_sources.cc: where products come from, and what moves them --
  tree::Source SourceOf(Par::SourceContext& context);
  tree::SourceSet SetOf(Par::Set_Context& context);
  void PathSet(Par::Set_Context& context, tree::SourceSet& set);
  tree::Choice ChoiceOf(Par::ChoiceContext& context);
  tree::PickPayload Pick(Par::ClauseContext& context);
  tree::TakePayload Take(Par::ClauseContext& context);
  tree::MoveByPayload MoveBy(Par::ClauseContext& context);

  // -- build_trials.cc: bounds, experiments, guards --
  tree::LimitPayload::Limit::Per PerOf(Par::PerContext& context);
  tree::LimitPayload Limits(Par::ClauseContext& context);
  tree::BudgetPayload Budget(Par::ClauseContext& context);
  tree::StopPayload Stop(Par::ClauseContext& context);
  tree::SharePayload Share(Par::ShareContext& context);

  // -- build_tests.cc --
  tree::Fact FactOf(Par::FactContext& context);
  bool WordFact(Par::FactContext& context, tree::Fact& fact);
  bool StatisticFact(Par::FactContext& context, tree::Fact& fact);
  void ContentFact(Par::ContentContext& content, tree::Fact& fact);
  void EventFact(Par::FactContext& context, tree::Fact& fact);
  tree::ExpectPayload Expectation(Par::ExpectationContext& context);

  // -- build_heads.cc --
  tree::TypeText Type(Par::TypeContext& context);
  std::vector<tree::FieldText> Fields(Par::FieldsContext& context);

  // Reports the first error of the head or clause at hand; later ones go nowhere. Errors of an item whose meaning is
  // certain leave it whole, all others break it.
  Diagnostic& Report(DiagnosticKind kind, const Span& span, std::string message, bool certain);
  void Begin() {
    reported_ = quiet_;
    broken_ = false;
  }

  const Scan& scan_;
  const ParseLimits& limits_;
  DiagnosticSink& sink_;
  bool quiet_ = false;
  bool reported_ = false;
  bool broken_ = false;
  std::optional<Diagnostic> dropped_;
};

// Unit of `days`, `month`.
Unit UnitByWord(std::string_view word);

}  // namespace nextmove::dsl
