// Decides the visits of tests/golden/decisions and compares the answers, and why, with the text kept there.
// NEXTMOVE_UPDATE_GOLDEN=1 writes what is decided now; read the change before it is kept.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/review/answer.h"
#include "engine/review/explain.h"
#include "engine/review/visits.h"
#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const fs::path kCorpus = fs::path(NEXTMOVE_SOURCE_DIR) / "tests" / "golden" / "decisions";

// Of visits without `now`: 2026-12-01T12:00:00Z.
constexpr dsl::Instant kUsualNow{1'796'126'400'000};
// How much later visits named `again` are decided once more: in the session, after it, days after; milliseconds.
constexpr std::int64_t kMinute = 60'000;
constexpr std::array<std::int64_t, 4> kLater = {kMinute, 20 * kMinute, 61 * kMinute, 10 * 24 * 60 * kMinute};

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// FNV-1a, so that a visit keeps its seed when others are added before it.
std::uint64_t SeedOf(std::string_view visitor) {
  std::uint64_t seed = 14'695'981'039'346'656'037u;
  for (const char c : visitor) seed = (seed ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
  return seed;
}

// One of `choices`, from 0; the low bits of FNV-1a are not random enough.
std::uint64_t Draw(std::string_view visitor, std::string_view about, std::uint64_t choices) {
  return (SeedOf(std::string(visitor) + "/" + std::string(about)) >> 33) % choices;
}

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string FieldsText(const std::vector<std::pair<std::string, dsl::Value>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) text += (text.empty() ? ": " : ", ") + name + " = " + ValueText(value);
  return text;
}

// One line for each thing that the decision wants remembered; the values, which the visit has too, where asked.
std::string DeltaText(const Delta& delta, bool with_values) {
  std::string text;
  for (const Consent& consent : delta.consents) {
    text += "remember consent " + consent.purpose + (consent.state == ConsentState::kGiven ? " given\n" : " refused\n");
  }
  for (const RememberedEvent& event : delta.events) {
    text += "remember " + event.kind + " of " + event.time.ToString();
    if (!event.id.empty()) text += " id " + event.id;
    if (!event.session.empty()) text += " session " + event.session;
    text += " for " + event.purpose + (event.session_only ? " in this session" : "");
    text += (with_values ? FieldsText(event.fields) : "") + "\n";
  }
  std::map<std::string, std::string> attributes;  // by purpose
  for (const RememberedAttribute& attribute : delta.attributes) {
    std::string& names = attributes[attribute.purpose];
    names += (names.empty() ? "" : ", ") + attribute.name;
    if (with_values) names += " = " + ValueText(attribute.value);
  }
  for (const auto& [purpose, names] : attributes) text += "remember for " + purpose + ": " + names + "\n";
  for (const Arm& arm : delta.arms) text += "remember arm " + arm.experiment + "/" + arm.arm + "\n";
  return text;
}

// One line for each part of the answer; the version stands once at the top of the file, and the places that stay empty
// for the same reason stand together.
std::string OutcomeText(const dsl::Program& program, const Outcome& outcome, bool with_values) {
  Json json = AnswerJson(AnswerOf(program, outcome.decision));
  json.erase("version");
  json.erase("unfilled");
  std::string text;
  for (const auto& [key, value] : json.items()) {
    if (value.is_array() && !value.empty() && value.front().is_object()) {
      const std::string one = key.substr(0, key.size() - (key.ends_with('s') ? 1 : 0));
      for (const Json& item : value) text += one + " " + Dump(item) + "\n";
    } else if (!value.is_array() || !value.empty()) {
      text += key + " " + Dump(value) + "\n";
    }
  }
  std::map<std::string, std::string> unfilled;
  for (const Unfilled& one : outcome.decision.unfilled) {
    std::string& wanted = unfilled[std::string(ReasonName(one.reason)) + ", " + one.text];
    wanted += (wanted.empty() ? ": " : ", ") + one.wanted;
  }
  for (const auto& [why, wanted] : unfilled) text += "unfilled " + why + wanted + "\n";
  for (const std::string& guard : outcome.decision.broken_guards) text += "broken guard " + guard + "\n";
  return text + DeltaText(outcome.effects.visitor, with_values);
}

// What stopped each rule, many rules a line: `CONDITION_FALSE when: welcome, call_us`. Those whose place is not wanted
// are only counted, unless `all`.
std::string StoppedText(const std::vector<ExplainedRule>& rules, bool all) {
  std::map<std::string, std::string> stopped;
  int elsewhere = 0;
  for (const ExplainedRule& rule : rules) {
    if (rule.outcome == ReasonCode::kNoPlace && !all) {
      ++elsewhere;
      continue;
    }
    std::string why(ReasonName(rule.outcome));
    if (!rule.clause.empty()) why += " " + rule.clause;
    std::string& names = stopped[why];
    names += (names.empty() ? ": " : ", ") + rule.rule;
    if (!rule.beaten_by.empty()) {
      names += " (" + rule.beaten_by + (rule.beaten_in.empty() ? "" : " in " + rule.beaten_in) + ")";
    }
  }
  std::string text;
  for (const auto& [why, names] : stopped) text += why + names + "\n";
  if (elsewhere > 0) text += "NO_PLACE place: " + std::to_string(elsewhere) + " rules\n";
  return text;
}

// Fills in the newest remembered event of the kind, when there is one.
void SetNewest(const dsl::Program& program, const VisitorState& visitor, int kind, Timer& timer) {
  const dsl::EventKind& declared = program.events[static_cast<std::size_t>(kind)];
  for (const RememberedEvent& event : visitor.events) {
    if (event.kind != declared.name || (timer.event >= 0 && event.time < timer.moment.time)) continue;
    timer.event = kind;
    timer.moment.time = event.time;
    timer.moment.fields.assign(declared.fields.size(), dsl::Value());
    for (std::size_t i = 0; i < declared.fields.size(); ++i) {
      for (const auto& [name, value] : event.fields) {
        if (name == declared.fields[i].name) timer.moment.fields[i] = value;
      }
    }
  }
}

// Half of the messages, others for each visitor, as if they came due together; one `on` an event only when there was
// one.
std::vector<Timer> SomeTimers(const dsl::Program& program, const VisitorState& visitor, dsl::Instant due,
                              const std::string& id) {
  using Kind = dsl::Moment::Kind;
  std::vector<Timer> timers;
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const dsl::Rule& rule = program.rules[i];
    if (rule.kind != dsl::RuleKind::kMessage || Draw(id, rule.name, 2) == 0) continue;
    for (const dsl::Moment& moment : rule.on) {
      Timer timer;
      timer.rule = static_cast<int>(i);
      timer.due = due;
      if (moment.kind == Kind::kEvent) SetNewest(program, visitor, moment.event.event, timer);
      const bool timed = moment.kind == Kind::kAnniversary || moment.kind == Kind::kEvery;
      if (timed || timer.event >= 0) timers.push_back(std::move(timer));
    }
  }
  return timers;
}

// What happened to the actions of a decision: all were shown, and half of them dismissed. Keeps what its views point
// to.
class SeenActions {
 public:
  SeenActions(const dsl::Program& program, const Decision& decision, dsl::Instant time, const std::string& visitor) {
    fields_.reserve(2 * decision.actions.size());
    values_.reserve(2 * decision.actions.size());
    for (const Action& action : decision.actions) {
      if (action.rule < 0) continue;
      Add(program, action, action.content.index() == kMessage ? "sent" : "shown", time);
      if (Draw(visitor, action.name, 2) == 0) Add(program, action, "dismissed", time);
    }
  }
  void Add(const EventView& event) { events_.push_back(event); }
  std::span<const EventView> events() const { return events_; }

 private:
  static constexpr std::size_t kMessage = 5;  // of Action::content

  void Add(const dsl::Program& program, const Action& action, std::string_view kind, dsl::Instant time) {
    const dsl::Rule& rule = program.rules[static_cast<std::size_t>(action.rule)];
    auto& values = values_.emplace_back(action.picks);
    values.emplace_back("action", dsl::Value(action.name));
    if (action.placement >= 0) {
      values.emplace_back("placement", dsl::Value(program.placements[static_cast<std::size_t>(action.placement)].name));
    }
    if (!rule.groups.empty()) {
      values.emplace_back("group", dsl::Value(program.groups[static_cast<std::size_t>(rule.groups.front())].name));
    }
    auto& fields = fields_.emplace_back();
    for (const auto& [name, value] : values) fields.push_back({.name = name, .value = &value});
    events_.push_back({.kind = kind, .time = time, .fields = fields});
  }

  std::vector<std::vector<std::pair<std::string, dsl::Value>>> values_;
  std::vector<std::vector<AttributeView>> fields_;
  std::vector<EventView> events_;
};

// What is known from outside the rules, different for each visitor: how likely rules are, what budgets have left.
struct KnownOutside {
  KnownOutside(const dsl::Program& program, const std::string& visitor) {
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
      const std::string& name = program.rules[i].name;
      if (Draw(visitor, name, 2) == 0) {
        outside.likelihoods.emplace_back(static_cast<int>(i), Percent(Draw(visitor, name + " likelihood", 101)));
      }
      if (!program.rules[i].budgets.empty() && Draw(visitor, name + " budget", 2) == 0) {
        Add(outside.budgets_left, i, Left(program, visitor, name), name + " budget left");
      }
    }
    for (std::size_t i = 0; i < program.groups.size(); ++i) {
      const std::string& name = program.groups[i].name;
      if (!program.groups[i].budgets.empty() && Draw(visitor, name + " budget", 2) == 0) {
        Add(outside.group_budgets_left, i, Left(program, visitor, name), name + " budget left");
      }
    }
    for (std::size_t i = 0; i < program.scores.size(); ++i) {
      Add(outside.scores, i, Percent(Draw(visitor, program.scores[i].name, 101)), program.scores[i].name);
    }
    for (std::size_t i = 0; i < program.clusters.size(); ++i) {
      const std::string& name = program.clusters[i].name;
      Add(outside.clusters, i, dsl::Value(dsl::Decimal(static_cast<std::int64_t>(Draw(visitor, name, 5) + 1))), name);
    }
    for (std::size_t i = 0; i < program.experiments.size(); ++i) {
      const std::string& name = program.experiments[i].name;
      if (Draw(visitor, name, 3) != 0) continue;
      outside.arms.emplace_back(static_cast<int>(i), "holdout");
      text += (text.empty() ? "outside " : ", ") + name + " holdout";
    }
  }

  static dsl::Value Left(const dsl::Program& program, const std::string& visitor, const std::string& name) {
    const auto amount = static_cast<std::int64_t>(5 * Draw(visitor, name + " budget left", 2));
    return dsl::Value(dsl::Money{dsl::Decimal(amount), program.project.currency});
  }
  static dsl::Value Percent(std::uint64_t percent) {
    return dsl::Value(dsl::Percent{dsl::Decimal(static_cast<std::int64_t>(percent))});
  }
  void Add(Outside::ByIndex& to, std::size_t index, dsl::Value value, const std::string& name) {
    text += (text.empty() ? "outside " : ", ") + name + " " + value.ToString();
    to.emplace_back(static_cast<int>(index), std::move(value));
  }

  Outside outside;
  std::string text;
};

// Counts what the visits of a pack have shown, so that a reader sees what they don't.
struct Coverage {
  std::map<std::string, int> wins, outcomes, warnings;

  void Count(const std::vector<ExplainedRule>& rules, const Decision& decision) {
    for (const ExplainedRule& rule : rules) {
      wins[rule.rule] += IsWin(rule.outcome) ? 1 : 0;
      ++outcomes[std::string(ReasonName(rule.outcome)) + (rule.clause.empty() ? "" : " ") + rule.clause];
    }
    for (const Unfilled& unfilled : decision.unfilled)
      ++outcomes["unfilled " + std::string(ReasonName(unfilled.reason))];
    for (const Warning& warning : decision.warnings.all) ++warnings[std::string(WarningName(warning.code))];
  }
  std::string Text() const {
    std::string text;
    for (const auto& [rule, times] : wins) text += "won " + rule + " " + std::to_string(times) + "\n";
    for (const auto& [outcome, times] : outcomes) text += "outcome " + outcome + " " + std::to_string(times) + "\n";
    for (const auto& [warning, times] : warnings) text += "warning " + warning + " " + std::to_string(times) + "\n";
    return text;
  }
};

// Decides the visits of one pack. The name of a visit says what is asked besides: `why` tells of each rule what stopped
// it, `all` with every condition, `again` decides once more later with what became of the actions, `known` gives
// scores, likelihoods, arms and budgets from outside.
class PackDecider {
 public:
  explicit PackDecider(LoadedWorld loaded) : loaded_(std::move(loaded)), program_(*loaded_.world.program) {}

  std::string Block(const std::string& line) {
    const auto visit = ReadVisit(line, program_, VisitLimits());
    if (!visit) return "error " + visit.error().message + "\n";
    std::string text;
    for (const std::string& note : visit->notes) text += "note " + note + "\n";
    VisitRequest views;
    Request request = views.Fill(*visit);
    request.want_segments = request.want_texts = request.want_ranks = true;
    const KnownOutside known(program_, visit->visitor);
    Mode mode;
    if (Asks(*visit, "known")) {
      mode.outside = &known.outside;
      text += known.text + "\n";
    }
    const dsl::Instant now = visit->now.value_or(kUsualNow);
    // Half of the visitors have said before what their visit says of consents; of the others it is new.
    const VisitorState before = Draw(visit->visitor, "new", 2) == 0 ? VisitorState() : StateOf(*visit);
    const Outcome outcome = Decide(*visit, before, request, now, mode, text);
    const VisitorState after = Apply(before, outcome.effects.visitor);
    if (Asks(*visit, "again")) DecideAgain(*visit, after, request, outcome.decision, now, mode, text);
    DecideMessages(*visit, after, now, mode, text);
    return text;
  }
  std::string CoverageText() const { return coverage_.Text(); }

 private:
  static bool Asks(const Visit& visit, std::string_view word) { return visit.visitor.find(word) != std::string::npos; }

  void DecideAgain(const Visit& visit, const VisitorState& visitor, Request request, const Decision& first,
                   dsl::Instant now, const Mode& mode, std::string& text) {
    SeenActions seen(program_, first, now, visit.visitor);
    for (const EventView& event : request.events) {
      if (!event.time) seen.Add(event);  // happens again
    }
    request.events = seen.events();
    const std::int64_t later = kLater[Draw(visit.visitor, "later", kLater.size())];
    text += "again " + std::to_string(later / kMinute) + " minutes later, after what was shown\n";
    Decide(visit, visitor, request, dsl::Instant{now.milliseconds + later}, mode, text);
  }

  void DecideMessages(const Visit& visit, const VisitorState& visitor, dsl::Instant now, Mode mode, std::string& text) {
    const std::vector<Timer> timers = SomeTimers(program_, visitor, now, visit.visitor);
    if (timers.empty()) return;
    text += "messages due\n";
    Request request;
    request.visitor_id = visit.visitor;
    request.locale = visit.locale;
    request.want_texts = request.want_ranks = true;
    mode.timers = timers;
    Decide(visit, visitor, request, now, mode, text);
  }

  // Appends what is decided and why. Looking on must not change the decision.
  Outcome Decide(const Visit& visit, const VisitorState& visitor, const Request& request, dsl::Instant now, Mode mode,
                 std::string& text) {
    const bool why = Asks(visit, "why") || Asks(visit, "all");
    const std::uint64_t seed = SeedOf(visit.visitor);
    Outcome outcome, explained;
    engine::Decide(loaded_.world, visitor, request, now, seed, mode, outcome);
    Explanation explanation;
    mode.explanation = &explanation;
    engine::Decide(loaded_.world, visitor, request, now, seed, mode, explained);
    const std::string decided = OutcomeText(program_, outcome, why);
    EXPECT_EQ(decided, OutcomeText(program_, explained, why))
        << visit.visitor << ": another decision when it is explained";
    std::vector<ExplainedRule> rules = Explained(program_, explanation);
    if (!mode.timers.empty()) {
      std::erase_if(rules, [&](const ExplainedRule& rule) {
        return program_.rules[static_cast<std::size_t>(program_.FindRule(rule.rule))].kind != dsl::RuleKind::kMessage;
      });
    }
    coverage_.Count(rules, outcome.decision);
    text += decided + StoppedText(rules, why);
    if (why) {
      text += "why\n" + ExplainText(rules, {/*color=*/false, /*all_nodes=*/Asks(visit, "all")});
    }
    return outcome;
  }

  LoadedWorld loaded_;
  const dsl::Program& program_;
  Coverage coverage_;
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Blocks by their title: `=== v007-why`.
std::map<std::string, std::vector<std::string>> Blocks(const std::string& text) {
  std::map<std::string, std::vector<std::string>> blocks;
  std::string title;
  for (std::string& line : Lines(text)) {
    if (line.starts_with("=== ")) title = line.substr(4);
    blocks[title].push_back(std::move(line));
  }
  return blocks;
}

// The visits that differ, each with the first lines that do.
std::string Difference(const std::string& kept, const std::string& now) {
  constexpr int kMostVisits = 6;
  constexpr std::size_t kMostLines = 4;
  auto before = Blocks(kept), after = Blocks(now);
  for (const auto& [title, lines] : before) after[title];
  std::string text;
  int differing = 0;
  for (const auto& [title, lines] : after) {
    const std::vector<std::string>& old = before[title];
    if (lines == old || ++differing > kMostVisits) continue;
    text += "=== " + title + "\n";
    const std::size_t size = std::max(old.size(), lines.size());
    for (std::size_t i = 0, shown = 0; i < size && shown < kMostLines; ++i) {
      const std::string* was = i < old.size() ? &old[i] : nullptr;
      const std::string* is = i < lines.size() ? &lines[i] : nullptr;
      if (was && is && *was == *is) continue;
      ++shown;
      if (was) text += "  kept: " + *was + "\n";
      if (is) text += "  now:  " + *is + "\n";
    }
  }
  if (differing > kMostVisits) text += "and " + std::to_string(differing - kMostVisits) + " more visits\n";
  return text;
}

class DecisionsGoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(DecisionsGoldenTest, DecidesAsKept) {
  const fs::path folder = kCorpus / GetParam();
  LoadedWorld loaded = LoadWorld({folder.string(), {}}, dsl::CheckOptions());
  ASSERT_NE(loaded.world.program, nullptr);
  ASSERT_THAT(loaded.data_errors, testing::IsEmpty());
  std::string now = "rules " + loaded.world.program->version.substr(0, 12) + "\n";
  PackDecider decider(std::move(loaded));
  for (const std::string& line : Lines(ReadFile(folder / "visits.jsonl"))) {
    const auto name = Json::parse(line, nullptr, /*allow_exceptions=*/false).value("visitor", "no visit");
    now += "\n=== " + name + "\n" + decider.Block(line);
  }
  now += "\n=== coverage\n" + decider.CoverageText();
  const fs::path golden = folder / "decisions.txt";
  if (std::getenv("NEXTMOVE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << now;
    return;
  }
  const std::string kept = ReadFile(golden);
  EXPECT_TRUE(kept == now) << golden << " holds other decisions\n" << Difference(kept, now);
}

INSTANTIATE_TEST_SUITE_P(Packs, DecisionsGoldenTest,
                         testing::Values("body-language", "fashion-shop", "gift-shop", "online-shoppers", "scenarios",
                                         "starter"),
                         [](const testing::TestParamInfo<std::string>& pack) {
                           std::string name = pack.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace nextmove::engine
