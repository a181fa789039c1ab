// Experiments.
#include "engine/decide/judge/trial.h"

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

}  // namespace

Trials::Trials(Frame& frame)
    : frame_(frame), may_be_in_(frame.program.experiments.size(), -1), arms_(frame.program.experiments.size()) {}

std::vector<int> Trials::Of(int rule) {
  std::vector<int> choosing, others;
  for (std::size_t i = 0; i < frame_.program.experiments.size(); ++i) {
    const Experiment& experiment = frame_.program.experiments[i];
    if (!std::binary_search(experiment.rules.begin(), experiment.rules.end(), rule)) continue;
    if (!MayBeIn(static_cast<int>(i))) continue;
    const bool chooses = std::any_of(experiment.variants.begin(), experiment.variants.end(),
                                     [](const Experiment::Variant& variant) { return variant.runs_only >= 0; });
    (chooses ? choosing : others).push_back(static_cast<int>(i));
  }
  choosing.insert(choosing.end(), others.begin(), others.end());
  return choosing;
}

// Whether the visitor is one that the experiment is about. An arm that is given needs no more.
bool Trials::MayBeIn(int index) {
  signed char& bit = may_be_in_[At(index)];
  if (bit >= 0) return bit == 1;
  const Experiment& experiment = frame_.program.experiments[At(index)];
  const Outside* outside = frame_.mode.outside;
  const bool given = outside && std::any_of(outside->arms.begin(), outside->arms.end(),
                                            [&](const auto& arm) { return arm.first == index; });
  const auto in = [&](int segment) { return frame_.InSegment(segment); };
  const auto eligible = [&] {
    if (frame_.mode.no_experiments || !KeyOf(experiment)) return false;
    const bool agreed = std::all_of(experiment.needs.begin(), experiment.needs.end(),
                                    [&](int purpose) { return frame_.HasConsentOf(purpose); });
    const bool active = std::all_of(experiment.active.begin(), experiment.active.end(),
                                    [&](const dsl::Schedule& one) { return frame_.evaluator->IsActive(one); });
    const auto& for_any = experiment.for_segments;
    return agreed && active && (for_any.empty() || std::any_of(for_any.begin(), for_any.end(), in)) &&
           std::none_of(experiment.except_segments.begin(), experiment.except_segments.end(), in) &&
           frame_.evaluator->All(experiment.when) == dsl::Truth::kYes;
  };
  bit = given || eligible() ? 1 : 0;
  return bit == 1;
}

// What the dice are thrown for; none: it is unknown, so the visitor is in no arm.
std::optional<std::string> Trials::KeyOf(const Experiment& experiment) const {
  switch (experiment.split) {
    case Experiment::Split::kVisitor:
      return std::string(frame_.request.visitor_id);
    case Experiment::Split::kSession:
      if (!frame_.request.session_id.empty()) return std::string(frame_.request.session_id);
      return std::string(frame_.request.visitor_id) + "@" +
             std::to_string(frame_.situation->session_start().milliseconds);
    case Experiment::Split::kAttribute:
      break;
  }
  if (experiment.split_attribute < 0) return std::nullopt;
  const dsl::Value& value = frame_.facts.attribute(experiment.split_attribute);
  return value.is_known() ? std::optional(value.ToString()) : std::nullopt;
}

const std::string* Trials::Known(int index) {
  std::optional<std::string>& arm = arms_[At(index)];
  if (arm) return &*arm;
  if (frame_.mode.outside) {
    for (const auto& [experiment, given] : frame_.mode.outside->arms)
      if (experiment == index) arm = given;
  }
  const Experiment& experiment = frame_.program.experiments[At(index)];
  // What was drawn is found under any of the names; of a session nothing is remembered.
  if (!arm && experiment.split != Experiment::Split::kSession) {
    for (const Arm& held : frame_.visitor().arms) {
      const auto& former = experiment.formerly;
      const bool same = held.experiment == experiment.name ||
                        std::find(former.begin(), former.end(), held.experiment) != former.end();
      if (same && (!arm || held.experiment == experiment.name)) arm = held.arm;
    }
  }
  return arm ? &*arm : nullptr;
}

bool Trials::AreKnown(const std::vector<int>& experiments) {
  return std::all_of(experiments.begin(), experiments.end(), [&](int experiment) { return Known(experiment); });
}

std::string Trials::Draw(const Experiment& experiment, const std::string& key) const {
  const std::string both = OldestName(experiment) + '\0' + key;
  std::uint64_t bucket = XXH3_64bits(both.data(), both.size()) % kBuckets;
  const auto falls_in = [&](int share) {
    const auto width = static_cast<std::uint64_t>(std::max(share, 0));
    if (bucket < width) return true;
    bucket -= width;
    return false;
  };
  if (falls_in(experiment.holdout)) return std::string(kHoldoutArm);
  for (const Experiment::Variant& variant : experiment.variants)
    if (falls_in(variant.share)) return variant.name;
  return {};
}

const std::string& Trials::ArmOf(int index) {
  if (const std::string* known = Known(index)) return *known;
  const Experiment& experiment = frame_.program.experiments[At(index)];
  std::string arm = Draw(experiment, KeyOf(experiment).value_or(std::string()));
  if (experiment.split != Experiment::Split::kSession) frame_.delta.arms.push_back({experiment.name, arm});
  return arms_[At(index)].emplace(std::move(arm));
}

RuleInForce Trials::Enter(int rule, const std::vector<int>& experiments) {
  RuleInForce result;
  result.rule = &frame_.program.rules[At(rule)];
  std::shared_ptr<Rule> composed;
  bool changed = false;
  for (const int index : experiments) {
    if (!result.runs) break;  // an experiment within an arm that is not the visitor's
    const Experiment& experiment = frame_.program.experiments[At(index)];
    const std::string& arm = ArmOf(index);
    const auto variant = std::find_if(experiment.variants.begin(), experiment.variants.end(),
                                      [&](const Experiment::Variant& one) { return one.name == arm; });
    const bool held_out = arm == kHoldoutArm;
    if (!held_out && variant == experiment.variants.end()) continue;
    result.variants.push_back(experiment.name + "/" + arm);
    result.held_out = result.held_out || held_out;
    if (held_out) continue;
    if (variant->runs_only >= 0) result.runs = variant->runs_only == rule;
    const auto copy = variant->changed.find(rule);
    if (copy == variant->changed.end()) continue;
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

std::vector<std::string_view> Trials::Replaced(const std::vector<int>& experiments) const {
  std::vector<std::string_view> words;
  for (const int index : experiments)
    for (const dsl::ClauseWord word : frame_.program.experiments[At(index)].replaced)
      words.push_back(dsl::RowOf(word).text);
  return words;
}

}  // namespace nextmove::engine
