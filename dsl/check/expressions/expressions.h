// Types expressions: names to indices, operands to types, constants folded. One object for one Check.
#pragma once

#include <optional>

#include "dsl/check/declarations.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// A pick that the expression may name.
struct PickName {
  std::string name;
  Type type;
};

// Where an expression stands.
struct ExprContext {
  int zone = 0;                                    // of the head
  const std::vector<FieldType>* record = nullptr;  // fields a `where` over list lines sees by bare name
  int item_catalogue = -1;                         // catalogue whose item a `where` or a menu's `rank by` looks at
  bool action_keys = false;                        // `action.saving` and the like are known (rank by of a slot)
  bool menu_item = false;                          // `this category` is the item itself (navigation)
  int event = -1;                                  // `record` is of this kind: `time` and `date` are known, too
  int record_item_field = -1;                      // field of `record` whose item's fields are seen by bare name, too
  const std::vector<PickName>* picks = nullptr;    // of the rule, in order; kPicked's index is the place here
  int moment_event = -1;                           // kind whose fields `event.field` means
  bool decision = false;                           // a guard: `decision.discount`, `decision contains r`
  const Type* expected = nullptr;                  // what the place wants; guides literals (`one of`), never forces
};

class ExpressionChecker {
 public:
  ExpressionChecker(const Declarations& declarations, const SourceSet& sources, Program& program, DiagnosticSink& sink)
      : declarations_(declarations), sources_(sources), program_(program), sink_(sink) {}

  // Each gives an Expr of TypeKind::kUnknown after it reported an error (at most one for one expression).
  Expr Value(const tree::Expr& expr, const ExprContext& context);
  // A yes/no expression; also reports unguarded negations (E0502) of what may be unknown.
  Expr Condition(const tree::Expr& expr, const ExprContext& context);
  // A value that is fixed when the rules are read, of `type`; unknown after an error.
  dsl::Value Constant(const tree::Expr& expr, const Type& type, const ExprContext& context);
  // Cuts a text at its holes: `{x otherwise friend}`, `{n | piece | pieces}`; checks plural forms against `locale`.
  Template Text(const tree::Text& text, const LocaleFormat& locale, const ExprContext& context);
  // A text without holes is a plain constant.
  static bool HasHoles(const tree::Text& text);
  // A scope of `give`, lowered: `category under "x"` becomes a `where` over the lines of cart.items.
  Scope LowerScope(const tree::Scope& scope, const ExprContext& context);
  // Names a kind of event, declared or built in, and lowers what it must be about to a `where` over its record. `event`
  // is -1 after an error. `the same f` is one: only `has` counts by it. Of the context `record_item_field` is that of
  // the kind's record when `record` is null.
  EventFilter Filter(const tree::Occurrence& occurrence, const ExprContext& context);
  // A length of time, at least one unit; none after an error.
  std::optional<Duration> Time(const tree::DurationText& text);
  // kNone after an error. The kinds that it is about are checked by CheckKept.
  HistoryWindow Window(const tree::Window& window, const ExprContext& context);
  // Says that the window looks further back than events of the kind are kept; true then. `words` stand before its
  // length at `span`: `per `.
  bool CheckKept(int event, const HistoryWindow& window, const Span& span, std::string_view words = "in the last ");
  // What a `where` over events of the kind sees.
  ExprContext EventContext(int event, const ExprContext& context) const;
  // `affinity to brand` of the item looked at, `affinity to category under "dresses"`.
  Expr Affinity(const tree::Aggregate& aggregate, const Span& span, const ExprContext& context);
  // What lines or items must be about (`cart.items product "p" where (...)`), and `more`, as one condition over them;
  // none where nothing is asked, and after an error. `more` may be null.
  std::optional<Expr> LineWhere(const tree::Occurrence& occurrence, const tree::Expr* more, const ExprContext& line);
  // The field by which events of the kind tell what visitors like: their own, else one of an item that they name; null
  // when they have none.
  static const FieldType* Observed(const EventKind& kind, std::string_view field, const Program& program);
  // Type written in a declaration.
  std::optional<Type> ReadType(const tree::TypeText& type);
  // Whether the expression can be unknown at all (reads something optional or of a catalogue, divides, ...). What is
  // unknown only for want of a consent does not count.
  static bool MayBeUnknown(const Expr& expr, const Program& program);

 private:
  // Lets one error through between the outermost entry and its end.
  class OneError;

  // Reports unless the expression has had its error; then gives a place that nobody reads.
  Diagnostic& Report(DiagnosticKind kind, const Span& span, std::string message);
  // The author's words at a place, line breaks as one blank.
  std::string TextOf(const Span& span) const;
  std::string Ticked(const Span& span) const { return "`" + TextOf(span) + "`"; }
  // The words with the parentheses that belong to them.
  std::string TextOf(const tree::Expr& expr) const;

  // expressions.cc: dispatch, leaves and logic.
  Expr Check(const tree::Expr& expr, const ExprContext& context);
  Expr CheckByKind(const tree::Expr& expr, const ExprContext& context);
  Expr CheckYesNo(const tree::Expr& expr, const ExprContext& context);
  Expr CheckLiteral(const tree::Expr& expr, const ExprContext& context);
  // `left`: what the values are compared with, when they are.
  Expr CheckList(const tree::Expr& expr, const Type& wanted, const ExprContext& context, const Expr* left = nullptr);
  Expr CheckLogic(const tree::Expr& expr, const ExprContext& context);
  Expr CheckNot(const tree::Expr& expr, const ExprContext& context);
  Expr CheckUnknownWord(const tree::Expr& expr, const ExprContext& context);
  Expr CheckIsKnown(const tree::Expr& expr, const ExprContext& context);
  Expr CheckInSegment(const tree::Expr& expr);
  bool ReportMixed(const tree::Expr& expr);
  bool ReportHalf(const tree::Expr& expr, const ExprContext& context);
  bool IsHalf(const tree::Expr& expr, const ExprContext& context);
  void ReportNotACondition(const Expr& expr);
  void ReportNegations(const Expr& expr);
  Expr Make(Op op, const tree::Expr& from, const Type& type, std::vector<Expr> children, const ExprContext& context);
  Expr Negate(Expr expr, bool negated);
  Expr Wrong(const Span& span) const;

  // events.cc: what is said of events: filters and windows.
  EventFilter LowerFilter(const tree::Occurrence& occurrence, const ExprContext& context, int* same_field = nullptr);
  HistoryWindow LowerWindow(const tree::Window& window, const ExprContext& context);
  HistoryWindow LowerDates(const tree::Window& window);
  int FindEvent(const tree::Name& name);
  void ReportNoEvent(const tree::Name& name, const Declaration* declaration);
  void ReportNoEventField(int event, std::string_view field, const Span& span);
  Expr ThisFilter(const tree::Occurrence& occurrence, const ExprContext& inner);
  int SameField(const tree::Occurrence& occurrence, int event);
  // The duration; none after an error.
  std::optional<Duration> LowerDuration(const tree::DurationText& text);
  bool ReportTooLong(int event, const Duration& length, const Span& span, const std::string& words, bool written);
  bool ReportPeriod(const tree::Window& window);
  std::optional<Expr> NameAsText(const tree::Expr& expr, const Expr& field, const ExprContext& context);

  // history.cc: what is asked of the events.
  Expr CheckHistory(const tree::Expr& expr, const ExprContext& context);
  bool LowerSteps(const tree::History& history, const ExprContext& context, HistoryQuery& query);
  bool LowerCount(const tree::Expr& expr, HistoryQuery& query);
  bool ReportKept(const tree::History& history, const HistoryQuery& query);
  Expr CheckEventAggregate(const tree::Expr& expr, const ExprContext& context);
  Expr CheckSummed(const tree::Aggregate& aggregate, int event, const ExprContext& context);
  Expr CheckUnitsSinceEvent(const tree::Expr& expr, const ExprContext& context);
  Expr OverEvents(Op op, const Type& type, const Span& span, HistoryQuery query, const ExprContext& context);
  void ReportNoSum(const tree::Aggregate& aggregate, const Expr& what);
  bool IsAboutEvents(const tree::Aggregate& aggregate, const ExprContext& context) const;

  // affinity.cc
  Expr CheckAffinity(const tree::Aggregate& aggregate, const Span& span, const ExprContext& context);
  const FieldType* ObservedField(const tree::Name& field);
  std::optional<Expr> LookedAt(const tree::Name& field, const Type& type, const ExprContext& context);

  // names.cc: what a path means.
  Expr CheckPath(const std::string& name, const Span& span, bool of_this, const ExprContext& context);
  std::optional<Expr> FindInRecord(const std::string& name, const Span& span, const ExprContext& context);
  std::optional<Expr> FindInItem(const std::string& name, const Span& span, const ExprContext& context);
  std::optional<Expr> FindDeclared(const std::string& name, const Span& span, const ExprContext& context);
  std::optional<Expr> FindPick(const std::string& name, const Span& span, const ExprContext& context);
  Expr FindComputed(const Declaration& declaration, const Span& span) const;
  std::optional<Expr> FindAction(const std::string& name, const Span& span, const ExprContext& context);
  std::optional<Expr> FindMoment(const std::string& name, const Span& span, const ExprContext& context);
  std::optional<Expr> FindDecision(const std::string& name, const Span& span, const ExprContext& context);
  // contains.cc: `decision contains r`.
  Expr CheckDecisionContains(const tree::Expr& expr, const ExprContext& context);
  void ReportNoRule(const std::string& name, const Span& span);
  void ReportNotOneRule(const tree::Expr& expr);
  std::vector<std::string> HelpForUnknown(const std::string& name, const ExprContext& context) const;
  std::string NearestRule(const std::string& name) const;
  Expr CheckThis(const std::string& name, const Span& span, const ExprContext& context);
  Expr CheckTiers(int index, std::string_view part, const Span& span);
  Expr WithParts(Expr base, std::string_view parts, const ExprContext& context);
  Expr WithField(Expr item, std::string_view field);
  bool NamesAValue(const std::string& name, const ExprContext& context) const;
  Expr ReportOtherKind(const Declaration& declaration, const std::string& name, const Span& span);
  Expr ReportUnknownName(const std::string& name, const Span& span, const ExprContext& context);
  // The head that binds the name by `pick`; null when none does.
  const tree::Head* PickedIn(std::string_view name) const;
  std::string NearestName(const std::string& name, const ExprContext& context) const;
  int CatalogueOf(std::string_view name) const;
  const FieldType* FieldOf(int catalogue, std::string_view name, int* index) const;

  // literals.cc: what a literal must be beside a type.
  Expr CheckBeside(const tree::Expr& expr, const Type& beside, const ExprContext& context);
  bool Adapt(Expr& literal, const Type& wanted, const std::string& beside);
  bool AdaptText(Expr& literal, const Type& wanted, const std::string& beside);
  bool AdaptNumber(Expr& literal, const Type& wanted, const std::string& beside);
  void ReportNotInValues(const Expr& literal, const Type& wanted, const std::string& beside);
  bool SameCurrency(const Expr& a, const Expr& b);
  bool SameDurations(const Expr& a, const Expr& b);

  // compare.cc: comparisons.
  bool CheckPair(const tree::Expr& a, const tree::Expr& b, const ExprContext& context, Expr& left, Expr& right);
  // Checks what stands beside `left`.
  Expr CheckOther(const tree::Expr& expr, const Expr& left, const ExprContext& context);
  void ReportPair(const Expr& left, const Expr& right);
  Expr CheckEquality(const tree::Expr& expr, const ExprContext& context);
  Expr CheckMembership(const tree::Expr& expr, const ExprContext& context);
  bool ReportUnordered(const Expr& expr, const tree::Expr& whole);
  bool ReportNoDate(const Expr& expr, std::string_view words);
  Expr CheckOrder(const tree::Expr& expr, const ExprContext& context);
  Expr CheckBetween(const tree::Expr& expr, const ExprContext& context);
  bool ReportTurned(const Expr& low, const Expr& high);
  Expr CheckBeforeAfter(const tree::Expr& expr, const ExprContext& context);
  Expr CheckNearNow(const tree::Expr& expr, const ExprContext& context);
  Expr CheckUnder(const tree::Expr& expr, const ExprContext& context);
  Expr Under(Expr value, const tree::Expr& below, const tree::Expr& from, const ExprContext& context);
  Expr CheckAffix(const tree::Expr& expr, const ExprContext& context);

  // contains.cc: lists and their lines.
  Expr CheckContains(const tree::Expr& expr, const ExprContext& context);
  Expr CheckContainsValue(const tree::Expr& expr, Expr list, const ExprContext& context);
  Expr CheckContainsLine(const tree::Expr& expr, Expr list, const ExprContext& context);
  // What a `where` over the lines of `list` sees; none when it is no list of lines or items.
  std::optional<ExprContext> LineContext(const Expr& list, const ExprContext& context);
  // `category under "x"` over a line; the line's field must be there.
  Expr LineFilter(const std::string& field, const Span& field_span, bool under, const tree::Expr& value,
                  const ExprContext& line);
  Expr CheckFieldValue(Expr left, const std::string& field, bool under, const tree::Expr& value,
                       const ExprContext& line);
  Expr And(std::vector<Expr> conditions, const Span& span);

  // compute.cc: arithmetic, lists and the calendar.
  Expr CheckArithmetic(const tree::Expr& expr, const ExprContext& context);
  Expr CheckDifference(const tree::Expr& expr, const ExprContext& context);
  std::optional<Type> SumType(const Expr& left, const Expr& right, bool minus);
  std::optional<Type> ProductType(const Expr& left, const Expr& right, bool divide);
  void ReportCannotCompute(const tree::Expr& expr, const Expr& left, const Expr& right);
  Expr CheckAggregate(const tree::Expr& expr, const ExprContext& context);
  Expr CheckListAggregate(const tree::Expr& expr, const ExprContext& context);
  std::optional<Type> ListResult(const tree::Aggregate& aggregate, const Expr& what);
  Expr CheckUnits(const tree::Expr& expr, const ExprContext& context);
  Expr CheckDateName(const tree::Name& name, const ExprContext& context);

  // fold.cc
  Expr Fold(Expr expr);

  // types.cc
  std::optional<Type> ReadAnyType(const tree::TypeText& type);
  std::optional<Type> ReadTypeName(const tree::TypeText& type);
  std::optional<Type> ReadOneOf(const tree::TypeText& type);
  std::optional<Type> ReadRecordList(const tree::TypeText& type);

  // templates.cc
  std::optional<TemplatePiece> Hole(const Span& span, const LocaleFormat& locale, const ExprContext& context);
  bool CheckForms(const TemplatePiece& piece, const Span& span, const LocaleFormat& locale);

  // scopes.cc
  bool LinesOf(int attribute, const Span& span, Scope& scope, ExprContext& line, const ExprContext& context);
  bool LowerBase(const tree::Scope& from, Scope& scope, ExprContext& line, std::vector<Expr>& conditions,
                 const ExprContext& context);
  bool LowerFiltered(const tree::Scope& from, Scope& scope, ExprContext& line, std::vector<Expr>& conditions,
                     const ExprContext& context);
  bool LowerPer(const tree::Scope& from, Scope& scope);

  const Declarations& declarations_;
  const SourceSet& sources_;
  Program& program_;
  DiagnosticSink& sink_;
  bool reported_ = false;  // the expression at hand had its error
  int entered_ = 0;        // public calls under way
  int depth_ = 0;          // of the expression at hand
  Diagnostic ignored_{};   // given by Report once the error is out
};

}  // namespace nextmove::dsl
