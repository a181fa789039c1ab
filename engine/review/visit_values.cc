// Types the JSON values of a visit by the schema, and notes those that do not fit.
#include "engine/review/visit_values.h"

#include <algorithm>

#include "dsl/value/suggest.h"

namespace nextmove::engine {
namespace {

using dsl::Type;
using dsl::TypeKind;
using dsl::Value;
using Kind = JsonValue::Kind;

// How a value of the type is written in a visit.
std::string HowToWrite(const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return "true or false";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kPercent:
      return "\"25%\" or 25";
    case TypeKind::kMoney:
      return "\"34.90 EUR\"";
    case TypeKind::kDuration:
      return "\"90 minutes\"";
    case TypeKind::kDate:
      return "\"2026-11-27\"";
    case TypeKind::kTime:
      return "\"2026-11-27T18:30:00Z\"";
    case TypeKind::kText:
      return "a text";
    case TypeKind::kItem:
      return "the item's id as a text";
    case TypeKind::kCountry:
      return "\"FR\"";
    case TypeKind::kTimeZone:
      return "\"Europe/Paris\"";
    case TypeKind::kOneOf: {
      std::string text = "one of";
      for (std::size_t i = 0; i < type.one_of().size() && i < 8; ++i)
        text += (i ? ", \"" : " \"") + type.one_of()[i] + "\"";
      return type.one_of().size() > 8 ? text + ", ..." : text;
    }
    case TypeKind::kList:
      return "a list";
    case TypeKind::kRecord:
      return "an object with its fields";
    case TypeKind::kUnknown:
      return "a value";
  }
  return "a value";
}

}  // namespace

std::string Seen(const JsonValue& value) {
  constexpr std::size_t kLongest = 40;
  if (value.kind == Kind::kNumber) return value.text;
  if (value.kind != Kind::kText) return std::string(value.KindName());
  if (value.text.size() <= kLongest) return "\"" + value.text + "\"";
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(value.text[end]) & 0xC0) == 0x80) --end;  // whole characters only
  return "\"" + value.text.substr(0, end) + "...\"";
}

Value ValueReader::Read(const JsonValue& json, const Type& type, const std::string& name) {
  if (json.kind == Kind::kNull) return Value();
  switch (json.kind) {
    case Kind::kList:
      return ReadList(json, type, name);
    case Kind::kObject:
      return ReadRecord(json, type, name);
    case Kind::kFlag:
      if (type.kind == TypeKind::kYesNo) return Value(json.flag);
      break;
    case Kind::kNumber:
      return ReadNumber(json, type, name);
    case Kind::kText:
      return ReadText(json, type, name);
    case Kind::kNull:
      break;
  }
  return Wrong(json, type, name);
}

void ValueReader::Note(std::string text) {
  if (notes_.size() < limits_.max_notes) notes_.push_back(std::move(text));
}

Value ValueReader::Wrong(const JsonValue& json, const Type& type, const std::string& name) {
  Note("`" + name + "` is " + Seen(json) + ", not " + HowToWrite(type) + "; taken as unknown");
  return Value();
}

Value ValueReader::ReadNumber(const JsonValue& json, const Type& type, const std::string& name) {
  if (type.kind != TypeKind::kNumber && type.kind != TypeKind::kPercent) return Wrong(json, type, name);
  auto number = dsl::Decimal::Parse(json.text);
  if (!number) number = dsl::Decimal::FromDouble(json.number);  // `1e3`
  if (!number || !number->is_finite()) return Wrong(json, type, name);
  return type.kind == TypeKind::kNumber ? Value(*number) : Value(dsl::Percent{*number});
}

Value ValueReader::ReadText(const JsonValue& json, const Type& type, const std::string& name) {
  if (json.text.size() > limits_.max_text_bytes) {
    Note("`" + name + "` is longer than " + std::to_string(limits_.max_text_bytes) + " bytes; taken as unknown");
    return Value();
  }
  switch (type.kind) {
    case TypeKind::kText:
    case TypeKind::kItem:
      return Value(json.text);
    case TypeKind::kOneOf:
      if (std::find(type.one_of().begin(), type.one_of().end(), json.text) != type.one_of().end())
        return Value(json.text);
      break;
    case TypeKind::kList:
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      break;
    case TypeKind::kYesNo:
    case TypeKind::kNumber:
    case TypeKind::kPercent:
    case TypeKind::kMoney:
    case TypeKind::kDuration:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kCountry:
    case TypeKind::kTimeZone: {
      Value value = dsl::ParseValue(json.text, type);
      if (value.is_known()) return value;
      break;
    }
  }
  return Wrong(json, type, name);
}

Value ValueReader::ReadList(const JsonValue& json, const Type& type, const std::string& name) {
  if (type.kind != TypeKind::kList || !type.element()) return Wrong(json, type, name);
  if (json.items.size() > limits_.max_list) {
    if (too_long_.empty()) {
      too_long_ = "`" + name + "` has " + std::to_string(json.items.size()) + " values, and at most " +
                  std::to_string(limits_.max_list) + " may be sent";
    }
    return Value();
  }
  dsl::List items;
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    items.push_back(Read(json.items[i], *type.element(), name + "[" + std::to_string(i) + "]"));
  }
  return Value::OfList(std::move(items));
}

Value ValueReader::ReadRecord(const JsonValue& json, const Type& type, const std::string& name) {
  if (type.kind != TypeKind::kRecord) return Wrong(json, type, name);
  dsl::Record record(type.fields().size());
  std::vector<std::string_view> known;
  for (const auto& field : type.fields()) known.push_back(field.name);
  for (const auto& [key, value] : json.members) {
    const auto field = std::find(known.begin(), known.end(), key);
    if (field == known.end()) {
      Note("`" + name + "` has no field `" + key + "`" + dsl::DidYouMean(key, known));
      continue;
    }
    const auto index = static_cast<std::size_t>(field - known.begin());
    record[index] = Read(value, type.fields()[index].type, name + "." + key);
  }
  return Value::OfRecord(std::move(record));
}

}  // namespace nextmove::engine
