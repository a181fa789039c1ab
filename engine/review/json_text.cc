// Reads JSON by nlohmann's SAX parser, which does not recurse and hands on each number as it was written.
#include "engine/review/json_text.h"

#include <nlohmann/json.hpp>

namespace nextmove::engine {
namespace {

// Builds the value; a false answer stops the parser. Thread-compatible.
class Builder {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  // Why the text was refused; empty: it is not JSON, or it was not.
  const std::string& error() const { return error_; }

  bool null() { return Put(JsonValue()); }
  bool boolean(bool flag) {
    JsonValue value;
    value.kind = JsonValue::Kind::kFlag;
    value.flag = flag;
    return Put(std::move(value));
  }
  bool number_integer(std::int64_t number) { return PutNumber(static_cast<double>(number), std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) { return PutNumber(static_cast<double>(number), std::to_string(number)); }
  bool number_float(double number, const std::string& written) { return PutNumber(number, written); }
  bool string(std::string& text) {
    JsonValue value;
    value.kind = JsonValue::Kind::kText;
    value.text = std::move(text);
    return Put(std::move(value));
  }
  bool binary(nlohmann::json::binary_t&) { return Stop("binary data is no JSON"); }
  bool start_object(std::size_t) { return Open(JsonValue::Kind::kObject); }
  bool end_object() { return Close(); }
  bool start_array(std::size_t) { return Open(JsonValue::Kind::kList); }
  bool end_array() { return Close(); }
  bool key(std::string& name) {
    JsonValue& object = *open_.back();
    if (object.Find(name)) return Stop("the key `" + name + "` stands twice: each key once");
    if (object.members.size() >= limits_.max_keys) {
      return Stop("an object of more than " + std::to_string(limits_.max_keys) + " keys");
    }
    object.members.push_back({std::move(name), JsonValue()});
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception) {
    if (exception.id == 406) return Stop("a number is too large (byte " + std::to_string(position) + ")");
    return Stop("not JSON from byte " + std::to_string(position) +
                " on: texts stand between double quotation marks, and NaN is no number of JSON");
  }

  JsonValue Take() { return std::move(root_); }

 private:
  bool Stop(std::string why) {
    if (error_.empty()) error_ = std::move(why);
    return false;
  }
  bool PutNumber(double number, std::string written) {
    JsonValue value;
    value.kind = JsonValue::Kind::kNumber;
    value.number = number;
    value.text = std::move(written);
    return Put(std::move(value));
  }
  // Where the next value goes; null when there are too many.
  JsonValue* Place() {
    if (++values_ > limits_.max_values) {
      Stop("more than " + std::to_string(limits_.max_values) + " values");
      return nullptr;
    }
    if (open_.empty()) return &root_;
    JsonValue& parent = *open_.back();
    if (parent.kind == JsonValue::Kind::kObject) return &parent.members.back().value;
    return &parent.items.emplace_back();
  }
  bool Put(JsonValue value) {
    JsonValue* place = Place();
    if (!place) return false;
    *place = std::move(value);
    return true;
  }
  bool Open(JsonValue::Kind kind) {
    if (static_cast<int>(open_.size()) >= limits_.max_depth) {
      return Stop("nested more than " + std::to_string(limits_.max_depth) + " deep");
    }
    JsonValue* place = Place();
    if (!place) return false;
    place->kind = kind;
    open_.push_back(place);  // stays valid: what holds it does not grow until this one is closed
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  const JsonLimits& limits_;
  std::string error_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::size_t values_ = 0;
};

}  // namespace

const JsonValue* JsonValue::Find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view JsonValue::KindName() const {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kFlag:
      return flag ? "true" : "false";
    case Kind::kNumber:
      return "a number";
    case Kind::kText:
      return "a text";
    case Kind::kList:
      return "a list";
    case Kind::kObject:
      return "an object";
  }
  return "null";
}

Result<JsonValue> ReadJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) return Error{"longer than " + std::to_string(limits.max_bytes) + " bytes"};
  Builder builder(limits);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.Take();
  return Error{builder.error().empty() ? "not JSON" : builder.error()};
}

}  // namespace nextmove::engine
