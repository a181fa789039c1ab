// Looks for negated tests that may be unknown, and for what makes an expression unknown.
#include "dsl/check/expressions/negation.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace nextmove::dsl {
namespace {

// Values and tiers may read one another many times over; beyond this many expressions the answer is yes.
constexpr int kMaxVisited = 20'000;

bool IsZeroOrUnsure(const Expr& divisor) {
  if (divisor.op != Op::kConstant) return true;
  const Value& value = divisor.constant;
  if (value.number() != nullptr) return value.number()->is_zero();
  if (value.percent() != nullptr) return value.percent()->points.is_zero();
  if (value.money() != nullptr) return value.money()->amount.is_zero();
  return true;
}

// Finds out whether something may be unknown.
class Doubt {
 public:
  // `consent`: what can't be read for want of a consent counts, too.
  Doubt(const Program& program, bool consent) : program_(program), consent_(consent) {}

  // One row for each operation that can be unknown while its operands are known, or known while one is not.
  bool Of(const Expr& expr);

 private:
  bool OfAny(const std::vector<Expr>& children) {
    return std::any_of(children.begin(), children.end(), [&](const Expr& child) { return Of(child); });
  }
  // A value is known when `otherwise` is, or when a case without a condition comes after cases that are all known.
  bool OfNamed(const NamedValue& named) {
    if (named.otherwise.is_known()) return false;
    for (const ValueCase& choice : named.cases) {
      if (Of(choice.value)) return true;
      if (!choice.condition) return false;
    }
    return true;
  }

  bool IsOptionalField(const Expr& moment) const;

  const Program& program_;
  const bool consent_;
  int left_ = kMaxVisited;
};

bool Doubt::IsOptionalField(const Expr& moment) const {
  const auto event = static_cast<std::size_t>(moment.index2);
  const auto field = static_cast<std::size_t>(moment.index);
  if (event >= program_.events.size() || field >= program_.events[event].fields.size()) return true;
  return consent_ || program_.events[event].fields[field].optional;
}

bool Doubt::Of(const Expr& expr) {
  if (--left_ < 0) return true;
  const auto index = static_cast<std::size_t>(expr.index);
  switch (expr.op) {
    case Op::kConstant:
      return expr.constant.is_unknown();
    case Op::kAttribute:
      return index >= program_.attributes.size() || program_.attributes[index].optional;
    case Op::kField:
      return expr.index2 == 1;
    case Op::kItemSelfField: {
      const auto catalogue = static_cast<std::size_t>(expr.index2);
      const bool known = catalogue < program_.catalogues.size() && index < program_.catalogues[catalogue].fields.size();
      return !known || program_.catalogues[catalogue].fields[index].optional;
    }
    case Op::kItemField:
    case Op::kThisItem:
    case Op::kTiersStep:
    case Op::kTiersNext:
    case Op::kTiersMissing:
    case Op::kActionLikelihood:
    case Op::kActionWorth:
    case Op::kActionSaving:
    case Op::kAverageIn:
    case Op::kHighestIn:
    case Op::kLowestIn:
    case Op::kFirstIn:
    case Op::kLatestIn:
    case Op::kAverageOf:
    case Op::kHighestOf:
    case Op::kLowestOf:
    case Op::kLatestOf:
    case Op::kFirstOf:
    case Op::kUnitsSinceEvent:
    case Op::kCluster:
    case Op::kDecisionDiscount:
    case Op::kDecisionPrice:
      return true;
    case Op::kHas:
    case Op::kTimes:
    case Op::kDifferentOf:
    case Op::kSumOf:
    case Op::kSignal:
    case Op::kPicked:  // a rule without one is not eligible
      return consent_;
    case Op::kAffinity:
      return consent_ || OfAny(expr.children);
    case Op::kScore:
      return index >= program_.scores.size() || program_.scores[index].otherwise.is_unknown();
    case Op::kMomentField:
      return IsOptionalField(expr);
    case Op::kTiersReached:
      return index >= program_.tiers.size() || Of(program_.tiers[index].counts);
    case Op::kNamedValue:
      return index >= program_.values.size() || OfNamed(program_.values[index]);
    case Op::kItemSelf:
    case Op::kEventTime:
    case Op::kEventDate:
    case Op::kDecisionContains:
    case Op::kSegment:
    case Op::kToday:
    case Op::kActionPriority:
    case Op::kListOf:
    case Op::kOrUnknown:
    case Op::kAndKnown:
    case Op::kIsKnown:
    case Op::kIsUnknown:
      return false;
    case Op::kDivide:
      return IsZeroOrUnsure(expr.children[1]) || OfAny(expr.children);
    case Op::kCountDifferent:
    case Op::kContainsWhere:
      return Of(expr.children[0]);
    case Op::kSumIn:
      return Of(expr.children[0]) || Of(expr.children[1]);
    case Op::kPart:
    case Op::kAnd:
    case Op::kOr:
    case Op::kNot:
    case Op::kIs:
    case Op::kIsNot:
    case Op::kIsOneOf:
    case Op::kIsNotOneOf:
    case Op::kBetween:
    case Op::kAtLeast:
    case Op::kAtMost:
    case Op::kMoreThan:
    case Op::kLessThan:
    case Op::kBefore:
    case Op::kAfter:
    case Op::kInTheLast:
    case Op::kInTheNext:
    case Op::kInThis:
    case Op::kUnder:
    case Op::kContains:
    case Op::kContainsAny:
    case Op::kContainsAll:
    case Op::kContainsText:
    case Op::kStartsWith:
    case Op::kEndsWith:
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDifference:
    case Op::kUnitsSince:
    case Op::kUnitsUntil:
    case Op::kAnniversary:
      return OfAny(expr.children);
  }
  return true;
}

bool Same(const Expr& a, const Expr& b);

bool Same(const Box<Expr>& a, const Box<Expr>& b) { return a.has_value() == b.has_value() && (!a || Same(*a, *b)); }
bool Same(const EventFilter& a, const EventFilter& b) { return a.event == b.event && Same(a.where, b.where); }
bool Same(const HistoryQuery::Step& a, const HistoryQuery::Step& b) {
  return a.negated == b.negated && a.within == b.within && Same(a.filter, b.filter);
}
bool Same(const HistoryWindow& a, const HistoryWindow& b) {
  return a.kind == b.kind && a.duration == b.duration && a.unit == b.unit && a.from == b.from && a.until == b.until &&
         Same(a.since, b.since);
}
bool Same(const Box<HistoryQuery>& a, const Box<HistoryQuery>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->bound == b->bound && a->count == b->count && a->same_field == b->same_field && Same(a->window, b->window) &&
         std::equal(a->steps.begin(), a->steps.end(), b->steps.begin(), b->steps.end(),
                    [](const auto& x, const auto& y) { return Same(x, y); });
}

bool Same(const Expr& a, const Expr& b) {
  // Equal constants may have several folded copies.
  return a.op == b.op && (a.index == b.index || a.op == Op::kConstant) && a.index2 == b.index2 && a.part == b.part &&
         a.unit == b.unit && a.calendar == b.calendar && a.zone == b.zone && a.constant == b.constant &&
         Same(a.history, b.history) &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                    [](const Expr& x, const Expr& y) { return Same(x, y); });
}

bool IsListResult(Op op) { return FamilyOf(op) == OpFamily::kListAggregate; }

// Operands that must be known for the operation to be known.
std::size_t StrictOperands(const Expr& expr) {
  if (expr.history) return 0;
  if (expr.op == Op::kContainsWhere || IsListResult(expr.op)) return 1;
  return expr.op == Op::kListOf ? 0 : expr.children.size();
}

bool ReadsLine(const Expr& expr) {
  return expr.op == Op::kField || expr.op == Op::kItemSelf || expr.op == Op::kItemSelfField ||
         expr.op == Op::kEventTime || expr.op == Op::kEventDate ||
         std::any_of(expr.children.begin(), expr.children.end(), ReadsLine);
}

using Things = std::vector<const Expr*>;

class Finder {
 public:
  explicit Finder(const Program& program) : program_(program) {}

  std::optional<UnguardedNegation> found() const { return found_; }

  // Visits a condition that must be yes, or no when `negated`. `known`: what is known where the condition is judged.
  void Walk(const Expr& expr, bool negated, bool under_not, const Things& known) {
    if (found_) return;
    const bool all_must_hold = (expr.op == Op::kAnd) != negated;
    const OpFamily family = FamilyOf(expr.op);
    if (family == OpFamily::kConnective) {
      Things inside = known;
      for (const Expr& child : expr.children) {
        const Things more = all_must_hold ? KnownBy(child, negated, false) : SaidOf(child, negated);
        inside.insert(inside.end(), more.begin(), more.end());
      }
      for (const Expr& child : expr.children) Walk(child, negated, under_not, inside);
      return;
    }
    if (family == OpFamily::kNot) {
      const bool in_words = expr.children[0].span == expr.span;  // `does not contain`
      return Walk(expr.children[0], !negated, in_words ? under_not : !negated, known);
    }
    if (family == OpFamily::kKnownTest) return WalkInside(expr.children[0], known);
    if ((expr.op == Op::kIsNot || expr.op == Op::kIsNotOneOf) != negated) Judge(expr, under_not, known);
    WalkOperands(expr, known);
  }

  // Passes over a test that says what unknown means, and visits the conditions inside of it.
  void WalkInside(const Expr& expr, const Things& known) {
    if (expr.op != Op::kAnd && expr.op != Op::kOr && expr.op != Op::kNot) return WalkOperands(expr, known);
    for (const Expr& child : expr.children) WalkInside(child, known);
  }

  // Finds the conditions that stand inside of values.
  void WalkOperands(const Expr& expr, const Things& known) {
    if (expr.history) WalkHistory(expr, known);
    for (std::size_t i = 0; i < expr.children.size() && !found_; ++i) {
      const bool where = (expr.op == Op::kContainsWhere && i == 1) || (IsListResult(expr.op) && i == 2);
      if (where) {
        Walk(expr.children[i], false, false, Outside(known));
      } else if (expr.children[i].type.kind == TypeKind::kYesNo) {
        Walk(expr.children[i], false, false, known);
      } else {
        WalkOperands(expr.children[i], known);
      }
    }
  }

  // The conditions on events.
  void WalkHistory(const Expr& expr, const Things& known) {
    const Things outer = Outside(known);
    for (const HistoryQuery::Step& step : expr.history->steps) {
      if (step.filter.where) Walk(*step.filter.where, false, false, outer);
    }
    if (expr.history->window.since.where) Walk(*expr.history->window.since.where, false, false, outer);
  }

 private:
  // What stays known inside a `where`: all but the fields of a line.
  static Things Outside(const Things& known) {
    Things outer;
    std::copy_if(known.begin(), known.end(), std::back_inserter(outer),
                 [](const Expr* thing) { return !ReadsLine(*thing); });
    return outer;
  }

  void Judge(const Expr& test, bool under_not, const Things& known) {
    Things sources;
    Sources(test, sources);
    for (const Expr* source : sources) {
      const auto same = [&](const Expr* thing) { return Same(*thing, *source); };
      if (std::any_of(known.begin(), known.end(), same)) continue;
      found_ = UnguardedNegation{&test, source, under_not};
      return;
    }
  }

  // The smallest parts that may be unknown.
  void Sources(const Expr& expr, Things& sources) const {
    if (!dsl::MayBeUnknown(expr, program_)) return;
    const std::size_t before = sources.size();
    const bool item = expr.op == Op::kItemField;
    if (!item && (!IsListResult(expr.op) || expr.op == Op::kCountDifferent)) {
      for (std::size_t i = 0; i < StrictOperands(expr); ++i) Sources(expr.children[i], sources);
    }
    const bool divides = expr.op == Op::kDivide && IsZeroOrUnsure(expr.children[1]);
    if (sources.size() == before || divides) sources.push_back(&expr);
  }

  static void Expand(const Expr& expr, Things& known) {
    known.push_back(&expr);
    for (std::size_t i = 0; i < StrictOperands(expr); ++i) Expand(expr.children[i], known);
  }

  // What is known once the condition is yes (no, when `negated`). Negated tests prove nothing, but under `and known`.
  static Things KnownBy(const Expr& expr, bool negated, bool even_negations) {
    const OpFamily family = FamilyOf(expr.op);
    if (family == OpFamily::kConnective)
      return Combined(expr, negated, (expr.op == Op::kAnd) != negated, even_negations);
    if (family == OpFamily::kNot) return KnownBy(expr.children[0], !negated, even_negations);
    if (family == OpFamily::kKnownTest) return KnownByKnownTest(expr, negated);
    Things known;
    if (family == OpFamily::kSegment) return known;
    // A test, or something that is yes or no itself.
    const bool says_no = expr.op == Op::kIsNot || expr.op == Op::kIsNotOneOf;
    if (says_no == negated || even_negations) Expand(expr, known);
    return known;
  }

  static Things KnownByKnownTest(const Expr& expr, bool negated) {
    const bool asks = expr.op == Op::kIsKnown || expr.op == Op::kIsUnknown;
    const bool yes_is_known = expr.op == Op::kIsKnown || expr.op == Op::kAndKnown;
    Things known;
    if (yes_is_known == negated) return known;
    if (!asks) return KnownBy(expr.children[0], negated, true);
    Expand(expr.children[0], known);
    return known;
  }

  static Things Combined(const Expr& expr, bool negated, bool together, bool even_negations) {
    Things known;
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
      const Things child = KnownBy(expr.children[i], negated, even_negations);
      if (together || i == 0) {
        known.insert(known.end(), child.begin(), child.end());
        continue;
      }
      std::erase_if(known, [&](const Expr* thing) {
        return std::none_of(child.begin(), child.end(), [&](const Expr* other) { return Same(*thing, *other); });
      });
    }
    return known;
  }

  // What an alternative beside this one asks to be unknown: `x is unknown or x is not 5` says what unknown means.
  static Things SaidOf(const Expr& expr, bool negated) {
    Things said;
    if (expr.op == (negated ? Op::kIsKnown : Op::kIsUnknown)) Expand(expr.children[0], said);
    return said;
  }

  const Program& program_;
  std::optional<UnguardedNegation> found_;
};

}  // namespace

bool MayBeUnknown(const Expr& expr, const Program& program) { return Doubt(program, false).Of(expr); }

bool IsEverUnknown(const Expr& expr, const Program& program) { return Doubt(program, true).Of(expr); }

std::optional<UnguardedNegation> FindUnguardedNegation(const Expr& expr, const Program& program) {
  Finder finder(program);
  if (expr.type.kind == TypeKind::kYesNo) {
    finder.Walk(expr, false, false, {});
  } else {
    finder.WalkOperands(expr, {});
  }
  return finder.found();
}

}  // namespace nextmove::dsl
