// What a caller sends, as views into its bytes. Plain data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "dsl/value/value.h"

namespace nextmove::engine {

// One attribute as the wire or a visit line has it. The bytes belong to the caller and outlive the decision.
struct AttributeView;
struct RecordView {
  std::span<const AttributeView> fields;
};
struct MoneyView {
  std::string_view currency_code;  // empty: the request's
  std::int64_t units = 0;
  std::int32_t nanos = 0;
};
struct InstantView {
  std::int64_t milliseconds = 0;
};
struct DurationView {
  std::int64_t milliseconds = 0;
};
struct AttributeView {
  std::string_view name;  // empty: by id
  std::uint32_t id = 0;
  std::variant<std::monostate, std::string_view, double, bool, MoneyView, InstantView, DurationView,
               std::span<const std::string_view>, std::span<const RecordView>, const dsl::Value*>
      value;  // none: unknown; a Value is typed already (visit lines, tests)
};

}  // namespace nextmove::engine
