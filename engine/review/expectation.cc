// Judges the `expect` lines of a test and, where one fails, says what happened instead.
#include "engine/review/expectation.h"

#include <algorithm>

#include "dsl/value/text.h"
#include "engine/review/answer.h"
#include "engine/review/explain.h"

namespace nextmove::engine {
namespace {

using dsl::TestExpect;
using dsl::Value;

Value TextList(const std::vector<std::string>& items) {
  dsl::List list;
  for (const std::string& item : items) list.emplace_back(item);
  return Value::OfList(std::move(list));
}

// The value of a perk as a test writes it: a number for points, the item for a gift, yes where there is nothing more.
Value PerkValue(const Grant& grant, const Value& expected) {
  if (expected.flag()) return Value(true);
  if (expected.number()) {
    const auto number = dsl::Decimal::Parse(std::string_view(grant.perk_value).substr(0, grant.perk_value.find(' ')));
    return number ? Value(*number) : Value();
  }
  return Value(grant.perk_value);
}

Value ItemList(const std::vector<ShelfItem>& items) {
  dsl::List list;
  for (const ShelfItem& item : items) list.emplace_back(item.id);
  return Value::OfList(std::move(list));
}

Value OptionList(const QuestionContent& question) {
  dsl::List list;
  for (const auto& option : question.options) list.push_back(option.value);
  return Value::OfList(std::move(list));
}

std::optional<Value> PartOf(const Creative& creative, std::string_view name) {
  for (const PartValue& part : creative.parts) {
    if (part.name == name) return part.value;
  }
  return std::nullopt;
}

// The value that a kind of content shows under the name that `with` asks for; none when it shows nothing of that name.
struct ShownPart {
  const TestExpect::With& with;

  std::optional<Value> operator()(const OverlayContent& overlay) const { return PartOf(overlay.creative, with.part); }
  std::optional<Value> operator()(const BannerContent& banner) const { return PartOf(banner.creative, with.part); }
  std::optional<Value> operator()(const DiscountContent& discount) const {
    if (with.part == "saving" && discount.saving) return Value(*discount.saving);
    for (const Grant& grant : discount.grants) {
      if (grant.kind == Grant::Kind::kPerk && grant.perk == with.part) return PerkValue(grant, with.value);
    }
    return PartOf(discount.creative, with.part);
  }
  std::optional<Value> operator()(const NavigationContent& menu) const {
    return with.part == "order" ? std::optional(TextList(menu.items)) : std::nullopt;
  }
  std::optional<Value> operator()(const RecommendationContent& shelf) const {
    return with.part == "products" ? ItemList(shelf.items) : PartOf(shelf.creative, with.part);
  }
  std::optional<Value> operator()(const MessageContent& message) const {
    const auto part = PartOf(message.creative, with.part);
    return !part && with.part == "products" ? std::optional(ItemList(message.items)) : part;
  }
  std::optional<Value> operator()(const SearchContent& search) const {
    return with.part == "order" ? std::optional(TextList(search.items)) : std::nullopt;
  }
  // A price may have several reasons; the expectation holds when one of them is the expected one.
  std::optional<Value> operator()(const PriceContent& price) const {
    if (with.part == "price") return Value(price.price);
    if (with.part != "reason") return std::nullopt;
    const std::string* wanted = with.value.text();
    for (const std::string& reason : price.reasons) {
      if (wanted && dsl::FoldText(reason) == dsl::FoldText(*wanted)) return Value(reason);
    }
    return price.reasons.empty() ? std::nullopt : std::optional(Value(price.reasons.front()));
  }
  std::optional<Value> operator()(const QuestionContent& question) const {
    return with.part == "options" ? OptionList(question) : PartOf(question.creative, with.part);
  }
  std::optional<Value> operator()(const AudienceContent&) const { return std::nullopt; }
};

// The value that the action shows under the name, as a part or as a pick; none when it has neither.
std::optional<Value> FindShown(const Action& action, const TestExpect::With& with) {
  if (auto shown = std::visit(ShownPart{with}, action.content)) return shown;
  for (const auto& [name, value] : action.picks) {
    if (name == with.part) return value;
  }
  return std::nullopt;
}

// Texts as `is` compares them: letter case does not count, nor which blank character it is (a locale may
// write `10 €` with a narrow one).
bool IsSame(const Value& a, const Value& b) {
  if (a.text() && b.text()) return dsl::FoldText(*a.text()) == dsl::FoldText(*b.text());
  const dsl::List* list = a.list();
  const dsl::List* other = b.list();
  if (list && other) return std::equal(list->begin(), list->end(), other->begin(), other->end(), IsSame);
  return a.is_known() && a == b;
}

bool IsAsExpected(const Value& shown, const TestExpect::With& with) {
  if (!with.contains) return IsSame(shown, with.value);
  if (const dsl::List* list = shown.list()) {
    return std::any_of(list->begin(), list->end(), [&](const Value& item) { return IsSame(item, with.value); });
  }
  return dsl::FoldText(ValueText(shown)).find(dsl::FoldText(ValueText(with.value))) != std::string::npos;
}

// One expectation against one decision. Thread-compatible.
class Judgement {
 public:
  Judgement(const dsl::Program& program, const dsl::TestLine& line, const Decision& decision,
            const Explanation& explanation)
      : program_(program), line_(line), expect_(line.expect), decision_(decision), explanation_(explanation) {}

  std::optional<TestFailure> Run() {
    if (expect_.segment >= 0) return JudgeSegment();
    if (expect_.content >= 0) return JudgeContent();
    if (expect_.nothing) return JudgeNothing();
    return expect_.negated ? JudgeLoser() : JudgeWinner();
  }

 private:
  TestFailure Fail(std::string message) const { return {line_.span, std::move(message), {}}; }

  std::string InPlace() const {
    if (expect_.placement >= 0) {
      return " in " + dsl::Ticked(program_.placements[static_cast<std::size_t>(expect_.placement)].name);
    }
    return expect_.group >= 0 ? " in " + dsl::Ticked(program_.groups[static_cast<std::size_t>(expect_.group)].name)
                              : "";
  }

  const std::string& RuleName(int rule) const { return program_.rules[static_cast<std::size_t>(rule)].name; }

  const RuleTrace* TraceOf(int rule) const {
    for (const RuleTrace& trace : explanation_.rules) {
      if (trace.rule == rule) return &trace;
    }
    return nullptr;
  }

  bool IsHere(const Action& action) const {
    if (expect_.placement >= 0) return action.placement == expect_.placement;
    if (expect_.group < 0) return true;
    if (action.rule < 0) return false;
    const auto& groups = program_.rules[static_cast<std::size_t>(action.rule)].groups;
    return std::find(groups.begin(), groups.end(), expect_.group) != groups.end();
  }

  const Action* FindAction(int rule) const {
    for (const Action& action : decision_.actions) {
      if (action.rule == rule && IsHere(action)) return &action;
    }
    return nullptr;
  }

  // What happened instead of what was expected: `home_hero` shows `welcome`.
  std::string WhatHappened(bool (Judgement::*counts)(const Action&) const) const {
    std::string text;
    for (const Action& action : decision_.actions) {
      if (!(this->*counts)(action)) continue;
      text += text.empty() ? "" : ", ";
      if (action.placement >= 0) {
        text += dsl::Ticked(program_.placements[static_cast<std::size_t>(action.placement)].name) + " shows ";
      }
      text += dsl::Ticked(action.name) + (action.placement < 0 ? " won" : "");
    }
    return text.empty() ? "nothing won" : text;
  }

  // The actions in the placements and groups in which the expected rule could have won.
  bool Competes(const Action& action) const {
    if (expect_.placement >= 0 || expect_.group >= 0 || expect_.rule < 0) return IsHere(action);
    const dsl::Rule& rule = program_.rules[static_cast<std::size_t>(expect_.rule)];
    const auto has = [](const std::vector<int>& all, int one) {
      return std::find(all.begin(), all.end(), one) != all.end();
    };
    if (action.placement >= 0 && has(rule.placements, action.placement)) return true;
    if (action.rule < 0) return false;
    const auto& groups = program_.rules[static_cast<std::size_t>(action.rule)].groups;
    return std::any_of(groups.begin(), groups.end(), [&](int group) { return has(rule.groups, group); });
  }

  // How the rule ended, and the conditions that led to it.
  void Explain(int rule, TestFailure& failure) const {
    const RuleTrace* trace = TraceOf(rule);
    if (!trace) return;
    std::string line = dsl::Ticked(RuleName(rule)) + ": " +
                       (trace->text.empty() ? std::string(ReasonSentence(trace->outcome)) : trace->text);
    if (!trace->clause.empty()) line += " (" + dsl::Ticked(trace->clause) + ")";
    failure.details.push_back(std::move(line));
    if (IsWin(trace->outcome)) return;
    for (std::string& condition : StoppingConditions(program_, *trace)) failure.details.push_back(std::move(condition));
  }

  std::optional<TestFailure> JudgeSegment() const {
    const std::string& name = program_.segments[static_cast<std::size_t>(expect_.segment)].name;
    const bool in = std::find(decision_.segments.begin(), decision_.segments.end(), name) != decision_.segments.end();
    if (in != expect_.negated) return std::nullopt;
    return Fail("expected the visitor " + std::string(expect_.negated ? "not to be" : "to be") + " in segment " +
                dsl::Ticked(name) + ", but " + (in ? "the visitor is" : "the visitor is not"));
  }

  std::optional<TestFailure> JudgeContent() const {
    const std::string& name = program_.contents[static_cast<std::size_t>(expect_.content)].name;
    const Action* shown = nullptr;
    for (const Action& action : decision_.actions) {
      if (action.rule < 0 && action.name == name && IsHere(action)) shown = &action;
    }
    if ((shown != nullptr) == expect_.negated) {
      return Fail("expected content " + dsl::Ticked(name) + (expect_.negated ? " not" : "") + " to be shown" +
                  InPlace() + ", but " + WhatHappened(&Judgement::IsHere));
    }
    return shown ? JudgeParts(*shown) : std::nullopt;
  }

  std::optional<TestFailure> JudgeNothing() const {
    const bool something = std::any_of(decision_.actions.begin(), decision_.actions.end(),
                                       [this](const Action& action) { return IsHere(action); });
    if (something == expect_.negated) return std::nullopt;
    return Fail("expected " + std::string(expect_.negated ? "something" : "nothing") + InPlace() + ", but " +
                WhatHappened(&Judgement::IsHere));
  }

  std::optional<TestFailure> JudgeWinner() const {
    const Action* action = FindAction(expect_.rule);
    if (!action) {
      TestFailure failure = Fail("expected " + dsl::Ticked(RuleName(expect_.rule)) + " to win" + InPlace() + ", but " +
                                 WhatHappened(&Judgement::Competes));
      Explain(expect_.rule, failure);
      return failure;
    }
    if (auto failure = JudgeParts(*action)) return failure;
    return expect_.before >= 0 ? JudgeBefore(*action) : std::nullopt;
  }

  std::optional<TestFailure> JudgeBefore(const Action& winner) const {
    const RuleTrace* second = TraceOf(expect_.before);
    const std::string both =
        dsl::Ticked(RuleName(expect_.rule)) + " to win before " + dsl::Ticked(RuleName(expect_.before));
    if (!second || !IsEligible(second->outcome)) {
      TestFailure failure =
          Fail("expected " + both + ", but " + dsl::Ticked(RuleName(expect_.before)) + " is not eligible");
      Explain(expect_.before, failure);
      return failure;
    }
    for (const Action& action : decision_.actions) {
      if (action.rule == expect_.before && &action < &winner) {
        return Fail("expected " + both + ", but " + dsl::Ticked(action.name) + " ranks higher");
      }
    }
    return std::nullopt;
  }

  std::optional<TestFailure> JudgeParts(const Action& action) const {
    for (const TestExpect::With& with : expect_.with) {
      const auto shown = FindShown(action, with);
      if (shown && IsAsExpected(*shown, with)) continue;
      const std::string wanted = dsl::Ticked(with.part) + " of " + dsl::Ticked(action.name) +
                                 (with.contains ? " to contain " : " to be ") + with.value.ToString();
      return Fail("expected " + wanted + ", but " +
                  (shown ? "it is " + shown->ToString() : "it has no " + dsl::Ticked(with.part)));
    }
    return std::nullopt;
  }

  std::optional<TestFailure> JudgeLoser() const {
    const std::string& name = RuleName(expect_.rule);
    const RuleTrace* trace = TraceOf(expect_.rule);
    if (FindAction(expect_.rule)) {
      TestFailure failure = Fail("expected " + dsl::Ticked(name) + " not to win" + InPlace() + ", but it did");
      Explain(expect_.rule, failure);
      if (trace) {
        Explanation one;
        one.rules.push_back(*trace);
        const std::vector<ExplainedRule> explained = Explained(program_, one);
        for (const ExplainedNode& node : explained.front().nodes) {
          if (node.depth == 0 && node.truth == dsl::Truth::kYes && failure.details.size() < 8) {
            failure.details.push_back("`" + node.text + "` holds" +
                                      (node.observed.empty() ? "" : ": " + node.observed));
          }
        }
      }
      return failure;
    }
    if (expect_.because.empty() || (trace && trace->clause == expect_.because)) return std::nullopt;
    const std::string stopped = trace && !trace->clause.empty() ? dsl::Ticked(trace->clause) + " did" : "no clause did";
    TestFailure failure =
        Fail("expected " + dsl::Ticked(expect_.because) + " to stop " + dsl::Ticked(name) + ", but " + stopped);
    Explain(expect_.rule, failure);
    return failure;
  }

  const dsl::Program& program_;
  const dsl::TestLine& line_;
  const TestExpect& expect_;
  const Decision& decision_;
  const Explanation& explanation_;
};

}  // namespace

std::optional<TestFailure> Judge(const dsl::Program& program, const dsl::TestLine& line,
                                 const ReviewedDecision& reviewed) {
  if (!reviewed.decision.broken_guards.empty()) {
    return TestFailure{
        line.span,
        "guard " + dsl::Ticked(reviewed.decision.broken_guards.front()) + " does not hold for this decision",
        {}};
  }
  return Judgement(program, line, reviewed.decision, reviewed.explanation).Run();
}

std::optional<TestFailure> JudgeSignal(const dsl::Program& program, const dsl::TestLine& line, const Value& level) {
  const dsl::Signal& signal = program.signals[static_cast<std::size_t>(line.expect.signal)];
  const bool fires = level.number() && !(*level.number() < signal.fires_at);
  if (fires != line.expect.negated) return std::nullopt;
  return TestFailure{line.span,
                     "expected signal " + dsl::Ticked(signal.name) +
                         (line.expect.negated ? " below " : " at or above ") + signal.fires_at.ToString() +
                         ", but it is " + level.ToString(),
                     {}};
}

}  // namespace nextmove::engine
