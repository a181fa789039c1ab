// Values of a visit, typed by the schema. Thread-compatible.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.h"
#include "engine/review/json_text.h"
#include "engine/review/visit_limits.h"

namespace nextmove::engine {

// What was written, short enough for a message.
std::string Seen(const JsonValue& value);

// Types JSON values and notes what does not fit.
class ValueReader {
 public:
  // Both must outlive the reader.
  ValueReader(const VisitLimits& limits, std::vector<std::string>& notes) : limits_(limits), notes_(notes) {}

  // The value, unknown when it was null or does not fit; `name` is what a note calls it: `cart.items[2].price`.
  dsl::Value Read(const JsonValue& json, const dsl::Type& type, const std::string& name);
  void Note(std::string text);
  // Which list was longer than may be sent; empty when none was. What such a list holds is not known, and an empty cart
  // in its place would be a wrong one: the visit can't be decided, as on the server.
  const std::string& too_long() const { return too_long_; }

 private:
  dsl::Value Wrong(const JsonValue& json, const dsl::Type& type, const std::string& name);
  dsl::Value ReadNumber(const JsonValue& json, const dsl::Type& type, const std::string& name);
  dsl::Value ReadText(const JsonValue& json, const dsl::Type& type, const std::string& name);
  dsl::Value ReadList(const JsonValue& json, const dsl::Type& type, const std::string& name);
  dsl::Value ReadRecord(const JsonValue& json, const dsl::Type& type, const std::string& name);

  const VisitLimits& limits_;
  std::vector<std::string>& notes_;
  std::string too_long_;
};

}  // namespace nextmove::engine
