// Finds the arms of a visitor, and puts their clauses into a rule.
#include "engine/decide/judge/trial.h"

#include "dsl/value/index.h"

#include <algorithm>
#include <map>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace nextmove::engine {
namespace {

using dsl::Experiment;
using dsl::Rule;

constexpr std::uint64_t kBuckets = 10'000;

const std::string& OldestName(const Experiment& experiment) {
  return experiment.formerly.empty() ? experiment.name : experiment.formerly.back();
}

using Replace = void (*)(Rule& into, const Rule& from);

// The conditions of a rule stand beside `when` and, where they mention a pick, at that pick.
void ReplaceWhen(Rule& into, const Rule& from) {
  into.when = from.when;
  for (dsl::Pick& pick : into.picks)
    for (const dsl::Pick& other : from.picks)
      if (other.name == pick.name) pick.conditions = other.conditions;
}

// What each clause word is in a rule; `rank` and below may stand in several heads.
const std::map<std::string_view, Replace>& Clauses() {
  static const auto* clauses = new std::map<std::string_view, Replace>{
      {"active", [](Rule& into, const Rule& from) { into.active = from.active; }},
      {"when", ReplaceWhen},
      {"pick", [](Rule& into, const Rule& from) { into.picks = from.picks; }},
      {"say", [](Rule& into, const Rule& from) { into.content.say = from.content.say; }},
      {"show", [](Rule& into, const Rule& from) { into.content.show = from.content.show; }},
      {"use", [](Rule& into, const Rule& from) { into.content = from.content; }},
      {"buy", [](Rule& into, const Rule& from) { into.buys = from.buys; }},
      {"give", [](Rule& into, const Rule& from) { into.gives = from.gives; }},
      {"valid", [](Rule& into, const Rule& from) { into.valid = from.valid; }},
      {"from",
       [](Rule& into, const Rule& from) {
         into.from = from.from;
         into.price_from = from.price_from;
       }},
      {"fill", [](Rule& into, const Rule& from) { into.fill = from.fill; }},
      {"take", [](Rule& into, const Rule& from) { into.take = from.take; }},
      {"rank", [](Rule& into, const Rule& from) { into.item_rank = from.item_rank; }},
      {"pin", [](Rule& into, const Rule& from) { into.pins = from.pins; }},
      {"move",
       [](Rule& into, const Rule& from) {
         into.move_at_most = from.move_at_most;
         into.move_where = from.move_where;
       }},
      {"raise",
       [](Rule& into, const Rule& from) {
         into.boosts = from.boosts;
         into.prices = from.prices;
       }},
      {"lower",
       [](Rule& into, const Rule& from) {
         into.boosts = from.boosts;
         into.prices = from.prices;
       }},
      {"set", [](Rule& into, const Rule& from) { into.prices = from.prices; }},
      {"floor", [](Rule& into, const Rule& from) { into.price_floor = from.price_floor; }},
      {"ceiling", [](Rule& into, const Rule& from) { into.price_ceiling = from.price_ceiling; }},
      {"round", [](Rule& into, const Rule& from) { into.round_to = from.round_to; }},
      {"answer", [](Rule& into, const Rule& from) { into.answer = from.answer; }},
      {"option", [](Rule& into, const Rule& from) { into.options = from.options; }},
      {"export", [](Rule& into, const Rule& from) { into.exports = from.exports; }},
      {"priority", [](Rule& into, const Rule& from) { into.priority = from.priority; }},
      {"overrides", [](Rule& into, const Rule& from) { into.overrides = from.overrides; }},
      {"competes", [](Rule& into, const Rule& from) { into.groups = from.groups; }},
      {"worth", [](Rule& into, const Rule& from) { into.worth = from.worth; }},
      {"likelihood", [](Rule& into, const Rule& from) { into.likelihood = from.likelihood; }},
      {"limit", [](Rule& into, const Rule& from) { into.limits = from.limits; }},
      {"stop", [](Rule& into, const Rule& from) { into.stops = from.stops; }},
      {"budget", [](Rule& into, const Rule& from) { into.budgets = from.budgets; }},
      {"quiet", [](Rule& into, const Rule& from) { into.quiet = from.quiet; }},
      {"offline", [](Rule& into, const Rule& from) { into.offline_allow = from.offline_allow; }},
  };
  return *clauses;
}

int VariantOf(const Experiment& experiment, std::string_view arm) {
  if (arm == kHoldoutArm) return ArmOf::kHoldout;
  const auto variant = std::find_if(experiment.variants.begin(), experiment.variants.end(),
                                    [&](const Experiment::Variant& one) { return one.name == arm; });
  return variant == experiment.variants.end() ? ArmOf::kAsWritten
                                              : static_cast<int>(variant - experiment.variants.begin());
}

int DrawArm(const Experiment& experiment, std::string_view key) {
  std::string both = OldestName(experiment) + '\0';
  both += key;
  std::uint64_t bucket = XXH3_64bits(both.data(), both.size()) % kBuckets;
  const auto falls_in = [&](int share) {
    const auto width = static_cast<std::uint64_t>(std::max(share, 0));
    if (bucket < width) return true;
    bucket -= width;
    return false;
  };
  if (falls_in(experiment.holdout)) return ArmOf::kHoldout;
  for (std::size_t i = 0; i < experiment.variants.size(); ++i)
    if (falls_in(experiment.variants[i].share)) return static_cast<int>(i);
  return ArmOf::kAsWritten;
}

}  // namespace

std::string_view ArmWord(const dsl::Program& program, const ArmOf& arm) {
  if (arm.variant == ArmOf::kHoldout) return kHoldoutArm;
  if (arm.variant == ArmOf::kAsWritten) return {};
  return program.experiments[At(arm.experiment)].variants[At(arm.variant)].name;
}

std::string ArmName(const dsl::Program& program, const ArmOf& arm) {
  return program.experiments[At(arm.experiment)].name + "/" + std::string(ArmWord(program, arm));
}

Trials::Trials(const Frame& frame)
    : frame_(frame), may_be_in_(frame.program.experiments.size(), -1), arms_(frame.program.experiments.size()) {}

// An arm that is given needs no more.
bool Trials::MayBeIn(int index) const {
  signed char& bit = may_be_in_[At(index)];
  if (bit >= 0) return bit == 1;
  const Experiment& experiment = frame_.program.experiments[At(index)];
  const Outside* outside = frame_.mode.outside;
  const bool given = outside && std::any_of(outside->arms.begin(), outside->arms.end(),
                                            [&](const auto& arm) { return arm.first == index; });
  const auto in = [&](int segment) { return frame_.InSegment(segment); };
  const auto eligible = [&] {
    std::string storage;
    if (frame_.mode.no_experiments || !KeyOf(experiment, storage)) return false;
    dsl::Evaluator evaluator = frame_.Under({});
    const bool agreed = std::all_of(experiment.needs.begin(), experiment.needs.end(),
                                    [&](int purpose) { return frame_.HasConsentOf(purpose); });
    const bool active = std::all_of(experiment.active.begin(), experiment.active.end(),
                                    [&](const dsl::Schedule& one) { return evaluator.IsActive(one); });
    const auto& for_any = experiment.for_segments;
    return agreed && active && (for_any.empty() || std::any_of(for_any.begin(), for_any.end(), in)) &&
           std::none_of(experiment.except_segments.begin(), experiment.except_segments.end(), in) &&
           evaluator.All(experiment.when) == dsl::Truth::kYes;
  };
  bit = given || eligible() ? 1 : 0;
  return bit == 1;
}

bool Trials::MayBeInAny(std::span<const int> experiments) const {
  return std::any_of(experiments.begin(), experiments.end(), [&](int experiment) { return MayBeIn(experiment); });
}

// What the dice are thrown for; none: it is unknown, so the visitor is in no arm.
std::optional<std::string_view> Trials::KeyOf(const Experiment& experiment, std::string& storage) const {
  switch (experiment.split) {
    case Experiment::Split::kVisitor:
      return frame_.request.visitor_id;
    case Experiment::Split::kSession:
      if (!frame_.request.session_id.empty()) return frame_.request.session_id;
      storage =
          std::string(frame_.request.visitor_id) + "@" + std::to_string(frame_.situation->session_start().milliseconds);
      return storage;
    case Experiment::Split::kAttribute:
      break;
  }
  if (experiment.split_attribute < 0) return std::nullopt;
  const dsl::Value& value = frame_.facts.attribute(experiment.split_attribute);
  if (value.is_unknown()) return std::nullopt;
  storage = value.ToString();
  return storage;
}

// What was drawn is found under any of the names; of a session nothing is remembered.
std::optional<int> Trials::Known(int index) const {
  const Experiment& experiment = frame_.program.experiments[At(index)];
  std::optional<int> arm;
  if (frame_.mode.outside) {
    for (const auto& [given, name] : frame_.mode.outside->arms)
      if (given == index) arm = VariantOf(experiment, name);
  }
  if (arm || experiment.split == Experiment::Split::kSession) return arm;
  for (const engine::Arm& held : frame_.visitor().arms) {
    const auto& former = experiment.formerly;
    const bool newest = held.experiment == experiment.name;
    if (!newest && std::find(former.begin(), former.end(), held.experiment) == former.end()) continue;
    if (!arm || newest) arm = VariantOf(experiment, held.arm);
  }
  return arm;
}

const Trials::Arm& Trials::ArmIn(int index) const {
  std::optional<Arm>& arm = arms_[At(index)];
  if (arm) return *arm;
  if (const auto known = Known(index)) return arm.emplace(Arm{*known, false});
  const Experiment& experiment = frame_.program.experiments[At(index)];
  std::string storage;
  const auto key = KeyOf(experiment, storage);
  return arm.emplace(Arm{DrawArm(experiment, key.value_or(std::string_view())), true});
}

bool Trials::AreKnown(std::span<const int> experiments) const {
  return std::none_of(experiments.begin(), experiments.end(),
                      [&](int experiment) { return MayBeIn(experiment) && ArmIn(experiment).drawn; });
}

RuleInForce Trials::Enter(int rule, std::span<const int> experiments) const {
  RuleInForce result;
  result.rule = &frame_.program.rules[At(rule)];
  std::shared_ptr<Rule> composed;
  bool changed = false;
  for (const int index : experiments) {
    if (!result.runs) break;  // an experiment within an arm that is not the visitor's
    if (!MayBeIn(index)) continue;
    const Experiment& experiment = frame_.program.experiments[At(index)];
    const Arm& arm = ArmIn(index);
    if (arm.drawn && experiment.split != Experiment::Split::kSession) result.drawn.push_back({index, arm.variant});
    if (arm.variant == ArmOf::kAsWritten) continue;
    result.arms.push_back({index, arm.variant});
    if (arm.variant == ArmOf::kHoldout) {
      result.held_out = true;
      continue;
    }
    const Experiment::Variant& variant = experiment.variants[At(arm.variant)];
    if (variant.runs_only >= 0) result.runs = variant.runs_only == rule;
    const auto copy = variant.changed.find(rule);
    if (copy == variant.changed.end()) continue;
    if (!std::exchange(changed, true)) {
      result.rule = &copy->second;
      continue;
    }
    if (!composed) composed = std::make_shared<Rule>(*result.rule);
    for (const std::string& word : experiment.replaced) {
      const auto clause = Clauses().find(word);
      if (clause != Clauses().end()) clause->second(*composed, copy->second);
    }
    result.rule = composed.get();
  }
  result.composed = std::move(composed);
  return result;
}

std::vector<std::string_view> Trials::Replaced(std::span<const int> experiments) const {
  std::vector<std::string_view> words;
  for (const int index : experiments) {
    if (!MayBeIn(index)) continue;
    for (const std::string& word : frame_.program.experiments[At(index)].replaced) words.push_back(word);
  }
  return words;
}

}  // namespace nextmove::engine
