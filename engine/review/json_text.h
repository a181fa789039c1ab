// A JSON text as plain data, read within bounds: numbers as they were written, no key twice. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/source/result.h"

namespace nextmove::engine {

struct JsonMember;
struct JsonValue {
  enum class Kind { kNull, kFlag, kNumber, kText, kList, kObject } kind = Kind::kNull;
  bool flag = false;
  double number = 0;
  std::string text;                 // kText: the text; kNumber: as written, `34.90`
  std::vector<JsonValue> items;     // kList
  std::vector<JsonMember> members;  // kObject, in the order written

  const JsonValue* Find(std::string_view key) const;
  // `a text`, `a list`, for messages.
  std::string_view KindName() const;
};
struct JsonMember {
  std::string key;
  JsonValue value;
};

struct JsonLimits {
  std::size_t max_bytes = 1 << 20;
  int max_depth = 8;
  std::size_t max_values = 200'000;
  std::size_t max_keys = 2'048;  // of one object
};

// An error where `text` is not one JSON value within the limits: where and why.
Result<JsonValue> ReadJson(std::string_view text, const JsonLimits& limits);

}  // namespace nextmove::engine
