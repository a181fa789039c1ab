// Decodes protobuf messages into views for the engine.
#include "engine/serve/grpc/request_decode.h"

#include <memory>
#include <type_traits>

namespace nextmove::serve {

using engine::AttributeView;

std::optional<dsl::Instant> ReadTimestamp(const google::protobuf::Timestamp& timestamp) {
  constexpr std::int64_t kFirst = -62'135'596'800, kLast = 253'402'300'799;  // years 1 to 9999
  if (timestamp.seconds() < kFirst || timestamp.seconds() > kLast) return std::nullopt;
  if (timestamp.nanos() < 0 || timestamp.nanos() > 999'999'999) return std::nullopt;
  return dsl::Instant{timestamp.seconds() * 1000 + timestamp.nanos() / 1'000'000};
}

template <class T>
std::span<T> RequestDecoder::Allocate(std::size_t count) {
  static_assert(std::is_trivially_destructible_v<T>);  // the memory is released without calling destructors
  if (count == 0) return {};
  T* first = static_cast<T*>(views_.allocate(count * sizeof(T), alignof(T)));
  std::uninitialized_default_construct_n(first, count);
  return {first, count};
}

std::span<const std::string_view> RequestDecoder::Texts(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  const auto views = Allocate<std::string_view>(static_cast<std::size_t>(texts.size()));
  for (int i = 0; i < texts.size(); ++i) views[static_cast<std::size_t>(i)] = texts[i];
  return views;
}

std::span<const AttributeView> RequestDecoder::Attributes(
    const google::protobuf::RepeatedPtrField<v1::Attribute>& messages) {
  const auto views = Allocate<AttributeView>(static_cast<std::size_t>(messages.size()));
  for (int i = 0; i < messages.size(); ++i) Attribute(messages[i], views[static_cast<std::size_t>(i)]);
  return views;
}

void RequestDecoder::Attribute(const v1::Attribute& message, AttributeView& view) {
  view.name = message.name();
  view.id = message.id();
  switch (message.value_case()) {
    case v1::Attribute::kText:
      view.value = std::string_view(message.text());
      break;
    case v1::Attribute::kNumber:
      view.value = message.number();
      break;
    case v1::Attribute::kFlag:
      view.value = message.flag();
      break;
    case v1::Attribute::kMoney:
      view.value = engine::MoneyView{message.money().currency_code(), message.money().units(), message.money().nanos()};
      break;
    case v1::Attribute::kInstantMs:
      view.value = engine::InstantView{message.instant_ms()};
      break;
    case v1::Attribute::kDurationMs:
      view.value = engine::DurationView{message.duration_ms()};
      break;
    case v1::Attribute::kList:
      view.value = Texts(message.list().values());
      break;
    case v1::Attribute::kRecords: {
      const auto& records = message.records().records();
      const auto views = Allocate<engine::RecordView>(static_cast<std::size_t>(records.size()));
      for (int i = 0; i < records.size(); ++i)
        views[static_cast<std::size_t>(i)].fields = Attributes(records[i].fields());
      view.value = std::span<const engine::RecordView>(views);
      break;
    }
    case v1::Attribute::VALUE_NOT_SET:
      break;
  }
}

void RequestDecoder::Consents(const v1::DecideRequest& message) {
  consents_.clear();
  const auto vague = Allocate<std::string_view>(static_cast<std::size_t>(message.consents_size()));
  std::size_t vague_count = 0;
  for (const auto& consent : message.consents()) {
    if (consent.state() == v1::CONSENT_STATE_GIVEN || consent.state() == v1::CONSENT_STATE_REFUSED) {
      consents_.push_back({consent.purpose(), consent.state() == v1::CONSENT_STATE_GIVEN
                                                  ? engine::ConsentState::kGiven
                                                  : engine::ConsentState::kRefused});
    } else {
      vague[vague_count++] = consent.purpose();
    }
  }
  request_.decide.consents = consents_;
  request_.vague_consents = vague.first(vague_count);
}

void RequestDecoder::Events(const v1::DecideRequest& message) {
  const auto count = static_cast<std::size_t>(message.events_size());
  const auto events = Allocate<engine::EventView>(count);
  const auto extras = Allocate<EventExtra>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const v1::Event& event = message.events(static_cast<int>(i));
    events[i].kind = event.kind();
    events[i].id = event.event_id();
    events[i].session = event.session_id();
    events[i].fields = Attributes(event.fields());
    if (event.has_event_time()) events[i].time = ReadTimestamp(event.event_time());
    extras[i] = {event.visitor_id(), event.token(), event.has_event_time() && !events[i].time};
  }
  request_.decide.events = events;
  request_.event_extras = extras;
}

const CallRequest& RequestDecoder::Decode(const v1::DecideRequest& message) {
  views_.release();
  request_ = CallRequest();
  engine::Request& decide = request_.decide;
  decide.tenant = message.tenant();
  decide.visitor_id = message.visitor_id();
  decide.request_id = message.request_id();
  decide.moment = message.moment();
  decide.wanted = Texts(message.wanted());
  decide.channel = message.channel();
  decide.attributes = Attributes(message.attributes());
  decide.locale = message.locale();
  decide.currency_code = message.currency_code();
  decide.time_zone = message.time_zone();
  decide.session_id = message.session_id();
  for (const int extra : message.extras()) {
    decide.want_segments |= extra == v1::EXTRA_SEGMENTS;
    decide.want_texts |= extra == v1::EXTRA_TEXTS;
    decide.want_ranks |= extra == v1::EXTRA_RANKS;
  }
  Consents(message);
  Events(message);
  request_.release_tokens = Texts(message.release_tokens());
  request_.dry_run = message.dry_run();
  request_.has_decision_time = message.has_decision_time();
  if (message.has_decision_time()) request_.decision_time = ReadTimestamp(message.decision_time());
  request_.ruleset_version = message.ruleset_version();
  return request_;
}

}  // namespace nextmove::serve
