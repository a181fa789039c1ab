// Which showings opened an offer, and until when it stays open.
#include "engine/decide/read/openings.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "dsl/evaluate/evaluate.h"
#include "dsl/value/index.h"

namespace nextmove::engine {
namespace {

using dsl::Event;
using dsl::FieldType;
using dsl::Instant;

int FieldOf(const std::vector<FieldType>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldType& one) { return one.name == name; });
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

std::string KeyOf(const dsl::Value* value, const dsl::Type& type) {
  return value && value->is_known() ? dsl::SameKey(*value, type) : std::string();
}

// The showings of one rule's offers; each combination of picks is an offer of its own.
class Offers {
 public:
  Offers(const dsl::Rule& rule, const std::vector<FieldType>& fields, const dsl::TimeZone& zone)
      : rule_(rule), fields_(fields), zone_(zone) {
    for (const dsl::Pick& pick : rule.picks) pick_fields_.push_back(FieldOf(fields, pick.name));
  }
  // True: it opens an offer; else that offer was open.
  bool Show(const Event& event) {
    const auto [end, first] = ends_.try_emplace(KeyOf(event));
    if (!first && event.time <= end->second) return false;
    end->second = dsl::Shift(event.time, *rule_.discount()->valid, +1, zone_);
    return true;
  }
  std::optional<Instant> EndOf(const std::vector<dsl::Value>& picks) const {
    std::vector<std::string> key;
    for (std::size_t i = 0; i < std::min(pick_fields_.size(), picks.size()); ++i)
      if (pick_fields_[i] >= 0) key.push_back(engine::KeyOf(&picks[i], fields_[At(pick_fields_[i])].type));
    const auto end = ends_.find(key);
    return end == ends_.end() ? std::nullopt : std::optional(end->second);
  }

 private:
  std::vector<std::string> KeyOf(const Event& event) const {
    std::vector<std::string> key;
    for (const int field : pick_fields_)
      if (field >= 0) key.push_back(engine::KeyOf(&event.fields[At(field)], fields_[At(field)].type));
    return key;
  }

  const dsl::Rule& rule_;
  const std::vector<FieldType>& fields_;
  const dsl::TimeZone& zone_;
  std::vector<int> pick_fields_;
  std::map<std::vector<std::string>, Instant> ends_;  // by picks: the end of the offer opened last
};

bool IsNamed(const dsl::Rule& rule, std::string_view name) {
  return rule.name == name || std::find(rule.formerly.begin(), rule.formerly.end(), name) != rule.formerly.end();
}

// The rule with `valid` that has, or had, the name; null: there is none.
const dsl::Rule* RuleOfOffers(const dsl::Program& program, const std::string& name) {
  const int index = program.FindRule(name);
  const auto& rules = program.rules;
  const auto rule =
      index >= 0 ? rules.begin() + index
                 : std::find_if(rules.begin(), rules.end(), [&](const dsl::Rule& one) { return IsNamed(one, name); });
  return rule != rules.end() && rule->discount() && rule->discount()->valid ? &*rule : nullptr;
}

}  // namespace

Openings::Openings(const dsl::Program& program, const History& history, const dsl::Situation& situation)
    : program_(program), history_(history), situation_(situation) {
  const int kind = program.resolved.shown, action = program.resolved.shown_action;
  const auto* events = shown();
  recount_ = {kind, events, history.events(kind, dsl::Situation::Reach::kSession)};
  if (!events || action < 0) return;
  std::map<std::string, const dsl::Rule*> rules;  // by action, former names too; null: each of its showings counts
  std::map<const dsl::Rule*, Offers> offers;
  std::vector<bool> counts;
  for (const Event& event : *events) {
    const std::string* name = event.fields[At(action)].text();
    const auto rule = rules.try_emplace(name ? *name : std::string());
    if (rule.second && name) rule.first->second = RuleOfOffers(program, *name);
    const dsl::Rule* known = rule.first->second;
    counts.push_back(!known ||
                     offers.try_emplace(known, *known, program.events[At(kind)].fields, situation.zone(known->zone))
                         .first->second.Show(event));
  }
  if (std::find(counts.begin(), counts.end(), false) == counts.end()) return;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts[i]) continue;
    all_.push_back((*events)[i]);
    if (all_.back().in_session) session_.push_back(all_.back());
  }
  recount_ = {kind, &all_, &session_};
}

std::optional<Instant> Openings::OpenUntil(const dsl::Rule& rule, const std::vector<dsl::Value>& picks) const {
  const int kind = program_.resolved.shown, action = program_.resolved.shown_action;
  const auto* events = action < 0 ? nullptr : shown();
  if (!events) return std::nullopt;
  Offers offers(rule, program_.events[At(kind)].fields, situation_.zone(rule.zone));
  for (const Event& event : *events) {
    const std::string* name = event.fields[At(action)].text();
    if (name && IsNamed(rule, *name)) offers.Show(event);
  }
  const auto end = offers.EndOf(picks);
  return end && situation_.now() <= *end ? end : std::nullopt;
}

}  // namespace nextmove::engine
