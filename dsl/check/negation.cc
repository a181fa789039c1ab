#include "dsl/check/negation.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace nextmove::dsl {
namespace {

// Values and tiers may read one another many times over; beyond this many expressions the answer is yes.
constexpr int kMaxVisited = 20'000;

bool MayBeUnknown(const Expr& expr, const Program& program, int& left);

bool AnyMayBeUnknown(const std::vector<Expr>& children, const Program& program, int& left) {
  return std::any_of(children.begin(), children.end(),
                     [&](const Expr& child) { return MayBeUnknown(child, program, left); });
}

// A value is known when `otherwise` is, or when a case without a condition comes after cases that are all known.
bool NamedMayBeUnknown(const NamedValue& named, const Program& program, int& left) {
  if (named.otherwise.is_known()) return false;
  for (const ValueCase& choice : named.cases) {
    if (MayBeUnknown(choice.value, program, left)) return true;
    if (!choice.condition) return false;
  }
  return true;
}

bool IsZeroOrUnsure(const Expr& divisor) {
  if (divisor.op != Op::kConstant) return true;
  const Value& value = divisor.constant;
  if (value.number() != nullptr) return value.number()->is_zero();
  if (value.percent() != nullptr) return value.percent()->points.is_zero();
  if (value.money() != nullptr) return value.money()->amount.is_zero();
  return true;
}

// One row for each operation that is not as unknown as its operands.
bool MayBeUnknown(const Expr& expr, const Program& program, int& left) {
  if (--left < 0) return true;
  const auto index = static_cast<std::size_t>(expr.index);
  switch (expr.op) {
    case Op::kConstant:
      return expr.constant.is_unknown();
    case Op::kAttribute:
      return index >= program.attributes.size() || program.attributes[index].optional;
    case Op::kField:
      return expr.index2 == 1;
    case Op::kItemField:
    case Op::kThisItem:
    case Op::kItemSelfField:
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
      return true;
    case Op::kTiersReached:
      return index >= program.tiers.size() || MayBeUnknown(program.tiers[index].counts, program, left);
    case Op::kNamedValue:
      return index >= program.values.size() || NamedMayBeUnknown(program.values[index], program, left);
    case Op::kItemSelf:
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
      return IsZeroOrUnsure(expr.children[1]) || AnyMayBeUnknown(expr.children, program, left);
    case Op::kCountDifferent:
    case Op::kContainsWhere:
      return MayBeUnknown(expr.children[0], program, left);
    case Op::kSumIn:
      return MayBeUnknown(expr.children[0], program, left) || MayBeUnknown(expr.children[1], program, left);
    default:
      return AnyMayBeUnknown(expr.children, program, left);
  }
}

bool Same(const Expr& a, const Expr& b) {
  return a.op == b.op && a.index == b.index && a.index2 == b.index2 && a.part == b.part && a.unit == b.unit &&
         a.calendar == b.calendar && a.zone == b.zone && a.duration == b.duration && a.constant == b.constant &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), Same);
}

bool IsListResult(Op op) { return op >= Op::kCountDifferent && op <= Op::kLatestIn; }

// Operands that must be known for the operation to be known.
std::size_t StrictOperands(const Expr& expr) {
  if (expr.op == Op::kContainsWhere || IsListResult(expr.op)) return 1;
  return expr.op == Op::kListOf ? 0 : expr.children.size();
}

bool ReadsLine(const Expr& expr) {
  return expr.op == Op::kField || expr.op == Op::kItemSelf || expr.op == Op::kItemSelfField ||
         std::any_of(expr.children.begin(), expr.children.end(), ReadsLine);
}

using Things = std::vector<const Expr*>;

class Finder {
 public:
  explicit Finder(const Program& program) : program_(program) {}

  std::optional<UnguardedNegation> found() const { return found_; }

  // Visits a condition that must be yes, or no when `negated`; `known` is what its surroundings make sure of.
  void Walk(const Expr& expr, bool negated, bool under_not, const Things& known) {
    if (found_) return;
    const bool all_must_hold = (expr.op == Op::kAnd) != negated;
    switch (expr.op) {
      case Op::kAnd:
      case Op::kOr: {
        Things inside = known;
        for (const Expr& child : expr.children) {
          const Things more = all_must_hold ? KnownBy(child, negated, false) : SaidOf(child, negated);
          inside.insert(inside.end(), more.begin(), more.end());
        }
        for (const Expr& child : expr.children) Walk(child, negated, under_not, inside);
        return;
      }
      case Op::kNot: {
        const bool in_words = expr.children[0].span == expr.span;  // `does not contain`
        Walk(expr.children[0], !negated, in_words ? under_not : !negated, known);
        return;
      }
      case Op::kOrUnknown:
      case Op::kAndKnown:
      case Op::kIsKnown:
      case Op::kIsUnknown:
        WalkInside(expr.children[0], known);
        return;  // never unknown
      default:
        if ((expr.op == Op::kIsNot || expr.op == Op::kIsNotOneOf) != negated) Judge(expr, under_not, known);
    }
    WalkOperands(expr, known);
  }

  // Passes over a test whose unknown is spoken for, to what stands inside of it.
  void WalkInside(const Expr& expr, const Things& known) {
    if (expr.op != Op::kAnd && expr.op != Op::kOr && expr.op != Op::kNot) return WalkOperands(expr, known);
    for (const Expr& child : expr.children) WalkInside(child, known);
  }

  // Finds the conditions that stand inside of values.
  void WalkOperands(const Expr& expr, const Things& known) {
    for (std::size_t i = 0; i < expr.children.size() && !found_; ++i) {
      const bool where = (expr.op == Op::kContainsWhere && i == 1) || (IsListResult(expr.op) && i == 2);
      if (where) {
        Things outer;
        std::copy_if(known.begin(), known.end(), std::back_inserter(outer),
                     [](const Expr* thing) { return !ReadsLine(*thing); });
        Walk(expr.children[i], false, false, outer);
      } else if (expr.children[i].type.kind == TypeKind::kYesNo) {
        Walk(expr.children[i], false, false, known);
      } else {
        WalkOperands(expr.children[i], known);
      }
    }
  }

 private:
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
    Things known;
    switch (expr.op) {
      case Op::kAnd:
      case Op::kOr:
        return Combined(expr, negated, (expr.op == Op::kAnd) != negated, even_negations);
      case Op::kNot:
        return KnownBy(expr.children[0], !negated, even_negations);
      case Op::kIsKnown:
        if (!negated) Expand(expr.children[0], known);
        return known;
      case Op::kIsUnknown:
        if (negated) Expand(expr.children[0], known);
        return known;
      case Op::kAndKnown:
        return negated ? known : KnownBy(expr.children[0], false, true);
      case Op::kOrUnknown:
        return negated ? KnownBy(expr.children[0], true, true) : known;
      case Op::kSegment:
        return known;
      default:
        break;  // a test, or something that is yes or no itself
    }
    const bool says_no = expr.op == Op::kIsNot || expr.op == Op::kIsNotOneOf;
    if (says_no == negated || even_negations) Expand(expr, known);
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

  // Of what one of several alternatives says what unknown means: `x is unknown or x is not 5`.
  static Things SaidOf(const Expr& expr, bool negated) {
    Things said;
    if (expr.op == (negated ? Op::kIsKnown : Op::kIsUnknown)) Expand(expr.children[0], said);
    return said;
  }

  const Program& program_;
  std::optional<UnguardedNegation> found_;
};

}  // namespace

bool MayBeUnknown(const Expr& expr, const Program& program) {
  int left = kMaxVisited;
  return MayBeUnknown(expr, program, left);
}

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
