// Lowers the lines of a test and what it expects of a rule.
#include "dsl/check/tests/tests.h"

#include <algorithm>

#include "dsl/check/expressions/events.h"
#include "dsl/check/tests/facts.h"
#include "dsl/value/index.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

// ---- expect ----

// A literal, or a list of them; none after an error.
std::optional<Value> Literal(Folder& folder, const tree::Expr& expr) {
  if (expr.kind == tree::ExprKind::kLiteral && expr.literal.is_known()) return expr.literal;
  if (expr.kind == tree::ExprKind::kLiteral && expr.duration) return Value(*expr.duration);
  if (expr.kind == tree::ExprKind::kList) {
    List items;
    for (const auto& child : expr.children) {
      auto item = Literal(folder, *child);
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
    }
    return Value::OfList(std::move(items));
  }
  if (expr.kind == tree::ExprKind::kWrong) return std::nullopt;
  Diagnostic& report = folder.Report(DiagnosticKind::kNotConstant, expr.span, "a test expects a fixed value");
  report.label = "not a fixed value";
  report.help.push_back("write what the visitor sees: `with headline is \"Hello\" and saving is 10 EUR`");
  return std::nullopt;
}

void AddPicks(const tree::Head& rule, std::vector<std::string>& parts) {
  ForEachClause<tree::PickPayload>(rule, ClauseWord::kPick, [&](const tree::Clause&, const tree::PickPayload& pick) {
    parts.push_back(pick.name.text);
  });
}

std::vector<std::string> PartsOf(const Folder& folder, int rule, int content) {
  std::vector<std::string> parts = {"saving", "order",         "products", "price",
                                    "reason", "free_delivery", "gift",     "points"};
  if (rule >= 0) AddPicks(*folder.rules[At(rule)], parts);
  const ContentParts* shown = rule >= 0      ? &folder.program.rules[At(rule)].content
                              : content >= 0 ? &folder.program.contents[At(content)].parts
                                             : nullptr;
  if (shown == nullptr) return parts;
  for (const SayPart& say : shown->say) parts.push_back(say.name);
  for (const ShowPart& show : shown->show) parts.push_back(show.name);
  return parts;
}

bool LowerWith(Folder& folder, const tree::Expr& with, const std::vector<std::string>& parts, TestExpect& expect) {
  if (with.kind == tree::ExprKind::kAnd) {
    return std::all_of(with.children.begin(), with.children.end(),
                       [&](const tree::ExprPtr& child) { return child && LowerWith(folder, *child, parts, expect); });
  }
  const bool contains = with.kind == tree::ExprKind::kContains && with.contains == tree::ContainsKind::kValue;
  const bool shape = (with.kind == tree::ExprKind::kIs || contains) && !with.negated && with.children.size() == 2 &&
                     with.children[0]->kind == tree::ExprKind::kPath;
  if (!shape) {
    if (with.kind == tree::ExprKind::kWrong) return false;
    Diagnostic& report =
        folder.Report(DiagnosticKind::kNotConstant, with.span, "after `with` stand parts and their values");
    report.label = "neither `is` nor `contains`";
    report.help.push_back(
        "write `with headline is \"Hello\" and saving is 10 EUR`, or `with headline contains \"Hello\"`");
    return false;
  }
  const tree::Expr& part = *with.children[0];
  if (std::find(parts.begin(), parts.end(), part.text) == parts.end()) {
    const std::string near = Suggest(part.text, parts);
    Diagnostic& report = folder.Report(DiagnosticKind::kUnknownField, part.span, "unknown part " + Ticked(part.text));
    report.label = "nothing of this name is said or shown";
    if (!near.empty()) report.fixes.push_back({part.span, near, false});
    report.help.push_back(near.empty() ? "the parts are " + TickedList(parts) : "did you mean " + Ticked(near) + "?");
    return false;
  }
  auto value = Literal(folder, *with.children[1]);
  if (!value) return false;
  expect.with.push_back({part.text, contains, std::move(*value), with.span});
  return true;
}

std::vector<std::string> ReasonWords() {
  std::vector<std::string> words;
  for (const ClauseWord word : StoppingClauses()) words.emplace_back(RowOf(word).text);
  return words;
}

bool LowerBecause(Folder& folder, const tree::ExpectPayload& payload, TestExpect& expect) {
  if (!payload.because) return true;
  const auto words = ReasonWords();
  expect.because = payload.because->text;
  if (std::find(words.begin(), words.end(), expect.because) == words.end()) {
    const std::string near = Suggest(expect.because, words);
    Diagnostic& report = folder.Report(DiagnosticKind::kUnknownReason, payload.because->span,
                                       "unknown reason " + Ticked(expect.because));
    report.label = "no clause that can stop a rule";
    if (!near.empty()) report.fixes.push_back({payload.because->span, near, false});
    report.help.push_back(near.empty() ? "write one of " + TickedList(words) : "did you mean " + Ticked(near) + "?");
    return false;
  }
  return true;
}

bool LowerSlotName(Folder& folder, const tree::Name& name, TestExpect& expect) {
  const Declaration* slot =
      Resolve(folder, name, {HeadWord::kPlacement, HeadWord::kGroup}, DiagnosticKind::kUnknownPlacement, "placement");
  if (slot == nullptr || slot->index < 0) return false;
  (slot->word == HeadWord::kGroup ? expect.group : expect.placement) = slot->index;
  return true;
}

// Whether all that says or shows something was understood: else its parts are not known.
bool IsUnderstood(const Folder& folder, const tree::Head& head) {
  for (const tree::Clause& clause : head.clauses) {
    const bool uses = clause.word == ClauseWord::kUse;
    if (clause.broken && (uses || clause.word == ClauseWord::kSay || clause.word == ClauseWord::kShow)) return false;
    const auto* names = uses ? std::get_if<tree::Names>(&clause.payload) : nullptr;
    if (names == nullptr || head.word == HeadWord::kContent) continue;
    for (const tree::Name& name : names->names) {
      const Declaration* used = folder.declarations.Find(name.text);
      const bool content = used != nullptr && used->head != nullptr && used->word == HeadWord::kContent;
      if (content && !IsUnderstood(folder, *used->head)) return false;
    }
  }
  return true;
}

constexpr std::initializer_list<HeadWord> kRules = {
    HeadWord::kBanner,  HeadWord::kOverlay, HeadWord::kDiscount, HeadWord::kNavigation, HeadWord::kRecommend,
    HeadWord::kMessage, HeadWord::kSearch,  HeadWord::kPricing,  HeadWord::kAsk,        HeadWord::kAudience};
constexpr std::initializer_list<HeadWord> kExpected = {
    HeadWord::kBanner,  HeadWord::kOverlay, HeadWord::kDiscount, HeadWord::kNavigation, HeadWord::kRecommend,
    HeadWord::kMessage, HeadWord::kSearch,  HeadWord::kPricing,  HeadWord::kAsk,        HeadWord::kAudience,
    HeadWord::kSegment, HeadWord::kSignal,  HeadWord::kContent};

std::optional<TestExpect> LowerExpect(Folder& folder, const tree::ExpectPayload& payload) {
  TestExpect expect;
  expect.nothing = payload.nothing;
  expect.negated = payload.negated;
  if (!payload.nothing) {
    const Declaration* found =
        Resolve(folder, payload.name, kExpected, DiagnosticKind::kUnknownRule, "rule or segment");
    if (found == nullptr || found->index < 0) return std::nullopt;
    if (payload.with && found->head != nullptr && !IsUnderstood(folder, *found->head)) return std::nullopt;
    if (RowOf(found->word).decision) expect.rule = found->index;
    if (found->word == HeadWord::kSignal) expect.signal = found->index;
    if (found->word == HeadWord::kSegment) expect.segment = found->index;
    if (found->word == HeadWord::kContent) expect.content = found->index;
  }
  if (payload.before) {
    const Declaration* before = Resolve(folder, *payload.before, kRules, DiagnosticKind::kUnknownRule, "rule");
    if (before == nullptr || before->index < 0) return std::nullopt;
    expect.before = before->index;
  }
  if (payload.in && !LowerSlotName(folder, *payload.in, expect)) return std::nullopt;
  if (payload.with && !LowerWith(folder, *payload.with, PartsOf(folder, expect.rule, expect.content), expect))
    return std::nullopt;
  if (!LowerBecause(folder, payload, expect)) return std::nullopt;
  return expect;
}

// ---- lines ----

// A name that the client sends, a signal, or an event that happens now.
std::optional<TestLine> LowerMoment(Folder& folder, const tree::Clause& clause, const tree::OnPayload& on) {
  if (on.moments.size() != 1 || !on.moments[0].occurrence || on.after || on.at) {
    Diagnostic& report =
        folder.Report(DiagnosticKind::kOneMoment, clause.span, "a test decides at one moment, which is a name");
    report.label = "not one name";
    report.help.push_back("write one moment a line: `on exit_intent`; time goes on with `wait 20 seconds`");
    return std::nullopt;
  }
  const tree::Occurrence& occurrence = *on.moments[0].occurrence;
  TestLine line;
  line.kind = TestLine::Kind::kOn;
  line.moment = occurrence.event.text;
  const Declaration* declaration = folder.declarations.Find(line.moment);
  const bool event = folder.program.event_names.count(line.moment) > 0 ||
                     (declaration != nullptr && declaration->word == HeadWord::kEvent);
  if (!event && !occurrence.field && !occurrence.value && !occurrence.where && !occurrence.of_this) return line;
  line.event = LowerEventFact(folder, occurrence);
  if (!line.event) return std::nullopt;
  return line;
}

std::optional<TestLine> LowerNow(Folder& folder, const tree::Clause& clause, const tree::NowPayload& now) {
  const bool clock = !now.clock || (*now.clock >= 0 && *now.clock < 24 * 60);
  if (now.date && clock) {
    TestLine line;
    line.kind = TestLine::Kind::kNow;
    line.date = now.date;
    line.minute = now.clock;
    return line;
  }
  Diagnostic& report = folder.Report(DiagnosticKind::kNoSuchDate, clause.span, "there is no such day or hour");
  report.label = now.date ? "no such hour" : "no such day";
  report.help.push_back("write a date that exists: `now 2026-11-27 18:30`");
  return std::nullopt;
}

std::optional<TestLine> LowerLine(Folder& folder, const tree::Clause& clause) {
  TestLine line;
  if (const auto* now = std::get_if<tree::NowPayload>(&clause.payload)) return LowerNow(folder, clause, *now);
  if (const auto* given = std::get_if<tree::GivenPayload>(&clause.payload)) {
    line.kind = TestLine::Kind::kGiven;
    for (const tree::Fact& fact : given->facts) {
      auto lowered = LowerFact(folder, fact);
      if (!lowered) return std::nullopt;
      line.facts.push_back(std::move(*lowered));
    }
    return line;
  }
  if (const auto* on = std::get_if<tree::OnPayload>(&clause.payload)) return LowerMoment(folder, clause, *on);
  if (const auto* wait = std::get_if<tree::DurationPayload>(&clause.payload)) {
    const auto duration = LowerDuration(folder.typing, wait->duration);
    if (!duration) return std::nullopt;
    line.kind = TestLine::Kind::kWait;
    line.wait = *duration;
    return line;
  }
  if (const auto* payload = std::get_if<tree::ExpectPayload>(&clause.payload)) {
    auto expect = LowerExpect(folder, *payload);
    if (!expect) return std::nullopt;
    line.kind = TestLine::Kind::kExpect;
    line.expect = std::move(*expect);
    return line;
  }
  return std::nullopt;
}

bool IsTestWord(ClauseWord word) {
  return word == ClauseWord::kNow || word == ClauseWord::kGiven || word == ClauseWord::kOn ||
         word == ClauseWord::kWait || word == ClauseWord::kExpect;
}

}  // namespace

void LowerTests(Folder& folder) {
  for (const tree::Head* head : folder.tests) {
    Test test{head->name.text, head->span, {}};
    for (const tree::Clause& clause : head->clauses) {
      if (clause.broken || !IsTestWord(clause.word)) continue;
      auto line = LowerLine(folder, clause);
      if (!line) continue;
      line->span = clause.span;
      test.lines.push_back(std::move(*line));
    }
    folder.program.tests.push_back(std::move(test));
  }
}

}  // namespace nextmove::dsl
