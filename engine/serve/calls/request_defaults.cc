// Fills empty fields of a batch item from the fields that all items have in common.
#include "engine/serve/calls/request_defaults.h"

namespace nextmove::serve {
namespace {

using engine::AttributeView;

void FillText(std::string_view& text, std::string_view common) {
  if (text.empty()) text = common;
}
template <class T>
void FillSpan(std::span<const T>& span, std::span<const T> common) {
  if (span.empty()) span = common;
}

std::uint32_t KeyOf(const AttributeView& view) { return view.name.empty() ? view.id : dsl::AttributeId(view.name); }

}  // namespace

const CallRequest& RequestDefaults::Fill(const CallRequest& own, const CallRequest& common) {
  filled_ = own;
  engine::Request& decide = filled_.decide;
  FillText(decide.tenant, common.decide.tenant);
  FillText(decide.visitor_id, common.decide.visitor_id);
  FillText(decide.request_id, common.decide.request_id);
  FillText(decide.moment, common.decide.moment);
  FillText(decide.channel, common.decide.channel);
  FillText(decide.locale, common.decide.locale);
  FillText(decide.currency_code, common.decide.currency_code);
  FillText(decide.time_zone, common.decide.time_zone);
  FillText(decide.session_id, common.decide.session_id);
  FillText(filled_.ruleset_version, common.ruleset_version);
  FillSpan(decide.wanted, common.decide.wanted);
  if (decide.consents.empty() && filled_.vague_consents.empty()) {
    decide.consents = common.decide.consents;
    filled_.vague_consents = common.vague_consents;
  }
  if (decide.events.empty()) {
    decide.events = common.decide.events;
    filled_.event_extras = common.event_extras;
  }
  FillSpan(filled_.release_tokens, common.release_tokens);
  if (!decide.want_segments && !decide.want_texts && !decide.want_ranks) {
    decide.want_segments = common.decide.want_segments;
    decide.want_texts = common.decide.want_texts;
    decide.want_ranks = common.decide.want_ranks;
  }
  filled_.dry_run |= common.dry_run;
  if (!filled_.has_decision_time) {
    filled_.has_decision_time = common.has_decision_time;
    filled_.decision_time = common.decision_time;
  }
  FillAttributes(common.decide.attributes);
  return filled_;
}

// The item's own come first, so that a field path into them stays right.
void RequestDefaults::FillAttributes(std::span<const AttributeView> common) {
  const std::span<const AttributeView> own = filled_.decide.attributes;
  if (common.empty()) return;
  if (own.empty()) {
    filled_.decide.attributes = common;
    return;
  }
  keys_.clear();
  for (const AttributeView& view : own) keys_.insert(KeyOf(view));
  attributes_.assign(own.begin(), own.end());
  for (const AttributeView& view : common) {
    if (!keys_.contains(KeyOf(view))) attributes_.push_back(view);
  }
  filled_.decide.attributes = attributes_;
}

}  // namespace nextmove::serve
