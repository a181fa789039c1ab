// Warns about rules that are decided without a request and read attributes that are not kept.
#include "dsl/check/warnings/timers.h"

#include <algorithm>

#include "dsl/program/roots.h"
#include "dsl/program/walk.h"
#include "dsl/value/index.h"

namespace nextmove::dsl {
namespace {

bool IsDecidedAlone(const Rule& rule) {
  if (rule.kind == RuleKind::kAudience) return true;
  const auto waits = [](const Moment& moment) {
    return moment.kind == Moment::Kind::kEvery || moment.kind == Moment::Kind::kAnniversary;
  };
  return rule.kind == RuleKind::kMessage &&
         (rule.after || rule.at_minute || std::any_of(rule.on.begin(), rule.on.end(), waits));
}

// Looks for the first attribute that is not kept, through segments, values and tiers as well.
class Search {
 public:
  explicit Search(const Program& program)
      : program_(program),
        segments_(program.segments.size()),
        values_(program.values.size()),
        tiers_(program.tiers.size()) {}

  int found() const { return found_; }
  // The place in the rule that reads it, directly or through a name.
  const Span& span() const { return span_; }

  // Searches an expression. `outer`: the place in the rule that leads to it; null while in the rule itself.
  void Look(const Expr& root, const Span* outer) {
    ForEachExpr(root, [&](const Expr& expr) {
      if (found_ >= 0 || expr.index < 0) return;
      const Span& span = outer == nullptr ? expr.span : *outer;
      switch (NamedBy(expr.op)) {
        case Named::kAttribute:
          return LookAt(expr.index, span);
        case Named::kSegment:
          return LookInto(expr.index, span);
        case Named::kValue:
          return LookIntoValue(expr.index, span);
        case Named::kTiers:
          if (!tiers_[At(expr.index)]) {
            tiers_[At(expr.index)] = true;
            Look(program_.tiers[At(expr.index)].counts, &span);
          }
          return;
        case Named::kNothing:
        case Named::kSignal:
        case Named::kScore:
        case Named::kClusters:
          return;  // reads no attribute by itself
      }
    });
  }
  void LookInto(int segment, const Span& span) {
    if (segments_[At(segment)]) return;
    segments_[At(segment)] = true;
    for (const Expr& when : program_.segments[At(segment)].when) Look(when, &span);
  }

 private:
  void LookAt(int attribute, const Span& span) {
    if (program_.attributes[At(attribute)].kept || attribute == program_.page_channel) return;
    found_ = attribute;
    span_ = span;
  }
  void LookIntoValue(int value, const Span& span) {
    if (values_[At(value)]) return;
    values_[At(value)] = true;
    for (const ValueCase& choice : program_.values[At(value)].cases) {
      Look(choice.value, &span);
      if (choice.condition) Look(*choice.condition, &span);
    }
  }

  const Program& program_;
  std::vector<bool> segments_, values_, tiers_;  // looked into already
  int found_ = -1;
  Span span_;
};

}  // namespace

void WarnTimers(Folder& folder) {
  for (const Rule& rule : folder.program.rules) {
    if (!IsDecidedAlone(rule)) continue;
    Search search(folder.program);
    ForEachRoot(rule, [&](const Expr& root) { search.Look(root, nullptr); });
    for (const auto* list : {&rule.for_segments, &rule.except_segments}) {
      for (const int segment : *list) search.LookInto(segment, rule.span);
    }
    if (search.found() < 0) continue;
    const Attribute& attribute = folder.program.attributes[At(search.found())];
    Diagnostic& report = folder.Report(DiagnosticKind::kTimerReadsUnkept, search.span(),
                                       Ticked(rule.name) + " is decided when nobody sends " + Ticked(attribute.name));
    report.label = "not remembered for it";
    report.related.push_back({attribute.span, "declared without `kept`"});
    report.help.push_back("add to the attribute how long it is remembered: `kept 30 days`");
  }
}

}  // namespace nextmove::dsl
