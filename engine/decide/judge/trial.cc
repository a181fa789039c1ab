// Finds the arms of a visitor, and puts their clauses into a rule.
#include "engine/decide/judge/trial.h"

#include <algorithm>

#include "dsl/program/clauses.h"
#include "dsl/value/index.h"

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

Trials::Trials(const Frame& frame, Memory& memory) : frame_(frame), may_be_in_(memory.may_be_in), arms_(memory.arms) {
  may_be_in_.assign(frame.program.experiments.size(), -1);
  arms_.assign(frame.program.experiments.size(), std::nullopt);
}

// An arm that was given from outside needs no further conditions.
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

// The value that the arm is drawn by (visitor, session, ...); none: it is unknown, so the visitor is in no arm.
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

// A remembered arm is found under the experiment's present or any former name; arms drawn per session are not
// remembered.
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
    for (const dsl::ClauseWord word : experiment.replaced) dsl::ReplaceClause(word, *composed, copy->second);
    result.rule = composed.get();
  }
  result.composed = std::move(composed);
  return result;
}

dsl::ClauseSet Trials::Replaced(std::span<const int> experiments) const {
  dsl::ClauseSet replaced;
  for (const int index : experiments) {
    if (!MayBeIn(index)) continue;
    for (const dsl::ClauseWord word : frame_.program.experiments[At(index)].replaced) replaced.Add(word);
  }
  return replaced;
}

}  // namespace nextmove::engine
