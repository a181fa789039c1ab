// DecideRequest to views. The views point into the message and into this object. Thread-compatible; reusable.
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/serve/calls/request.h"
#include "nextmove/v1/decision.pb.h"

namespace nextmove::serve {

// An instant of a timestamp; none outside of the years 1 to 9999.
std::optional<dsl::Instant> ReadTimestamp(const google::protobuf::Timestamp& timestamp);

class RequestDecoder {
 public:
  // The views live until the next call and as long as `message` does.
  const CallRequest& Decode(const v1::DecideRequest& message);

 private:
  template <class T>
  std::span<T> Allocate(std::size_t count);
  std::span<const engine::AttributeView> Attributes(const google::protobuf::RepeatedPtrField<v1::Attribute>& messages);
  void Attribute(const v1::Attribute& message, engine::AttributeView& view);
  std::span<const std::string_view> Texts(const google::protobuf::RepeatedPtrField<std::string>& texts);
  void Consents(const v1::DecideRequest& message);
  void Events(const v1::DecideRequest& message);

  alignas(std::max_align_t) std::array<std::byte, 8 << 10> first_block_;
  std::pmr::monotonic_buffer_resource views_{first_block_.data(), first_block_.size()};
  std::vector<engine::Consent> consents_;
  CallRequest request_;
};

}  // namespace nextmove::serve
