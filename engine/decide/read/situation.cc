// Answers what the evaluator asks about one decision: attributes, items, events, zones, and values from outside.
#include "engine/decide/read/situation.h"

#include "dsl/value/index.h"

#include <algorithm>

namespace nextmove::engine {
dsl::Value Given(const Outside::ByIndex& known, int index) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.first == index; });
  return found == known.end() ? dsl::Value() : found->second;
}

RequestSituation::RequestSituation(const World& world, const Facts& facts, const History& history,
                                   const Outside* outside, dsl::Instant now, dsl::Currency currency,
                                   std::vector<dsl::TimeZone>& zones)
    : catalogues_(world.catalogues.get()),
      facts_(facts),
      history_(history),
      outside_(outside),
      now_(now),
      currency_(currency),
      zones_(zones) {
  zones.clear();
  for (const dsl::ZoneRef& ref : world.program->zones) {
    const std::string* name = nullptr;
    if (ref.attribute >= 0) {
      const dsl::Value& sent = facts.attribute(ref.attribute);
      name = sent.is_known() ? sent.text() : world.program->attributes[At(ref.attribute)].otherwise.text();
    }
    const auto zone = name ? dsl::TimeZone::Load(*name) : std::nullopt;
    zones.push_back(zone.value_or(ref.zone));
  }
  if (zones.empty()) zones.emplace_back();
}

const dsl::Record* RequestSituation::item(int catalogue, std::string_view id) const {
  return catalogues_ ? catalogues_->Find(catalogue, id) : nullptr;
}

std::string_view RequestSituation::why_unknown(int attribute) const {
  switch (facts_.absence(attribute)) {
    case Absence::kNone:
      return {};
    case Absence::kNotSent:
      return "not sent";
    case Absence::kWrongType:
      return "wrong type";
    case Absence::kOutOfRange:
      return "out of range";
    case Absence::kNoConsent:
      return "no consent";
  }
  return {};
}

dsl::Value RequestSituation::given_signal(int signal) const {
  return outside_ ? Given(outside_->signals, signal) : dsl::Value();
}

dsl::Value RequestSituation::score(int score) const { return outside_ ? Given(outside_->scores, score) : dsl::Value(); }

dsl::Value RequestSituation::cluster(int clusters) const {
  return outside_ ? Given(outside_->clusters, clusters) : dsl::Value();
}

}  // namespace nextmove::engine
