// Equality and text of types and values. Pure functions.
#include "dsl/value/value.h"

#include <algorithm>

#include "absl/strings/str_join.h"

namespace nextmove::dsl {
namespace {

// Text as a rule writes it; a brace opens an expression there, so it is escaped too.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '{') quoted += '\\';
    quoted += c;
  }
  return quoted += '"';
}

template <typename Items, typename Write>
std::string Joined(const Items& items, const Write& write) {
  return absl::StrJoin(items, ", ", [&](std::string* out, const auto& item) { *out += write(item); });
}

std::string FieldsToString(const std::vector<FieldType>& fields) {
  return "(" +
         Joined(fields,
                [](const FieldType& field) {
                  return field.name + " " + field.type.ToString() + (field.optional ? " optional" : "");
                }) +
         ")";
}

}  // namespace

struct Type::Details {
  std::vector<std::string> one_of;
  std::string catalogue;
  std::optional<Type> element;
  std::vector<FieldType> fields;
  bool operator==(const Details&) const = default;
};

Type Type::OneOf(std::vector<std::string> values) {
  Type type(TypeKind::kOneOf);
  type.details_ = std::make_shared<const Details>(Details{.one_of = std::move(values)});
  return type;
}

Type Type::Item(std::string catalogue) {
  Type type(TypeKind::kItem);
  type.details_ = std::make_shared<const Details>(Details{.catalogue = std::move(catalogue)});
  return type;
}

Type Type::ListOf(Type element) {
  Type type(TypeKind::kList);
  type.details_ = std::make_shared<const Details>(Details{.element = std::move(element)});
  return type;
}

Type Type::RecordOf(std::vector<FieldType> fields) {
  Type type(TypeKind::kRecord);
  type.details_ = std::make_shared<const Details>(Details{.fields = std::move(fields)});
  return type;
}

const Type::Details& Type::details() const {
  static const Details none;
  return details_ ? *details_ : none;
}

const std::vector<std::string>& Type::one_of() const { return details().one_of; }
const std::string& Type::catalogue() const { return details().catalogue; }
const Type* Type::element() const { return details().element ? &*details().element : nullptr; }
const std::vector<FieldType>& Type::fields() const { return details().fields; }

bool Type::operator==(const Type& other) const {
  return kind == other.kind && (details_ == other.details_ || details() == other.details());
}

bool Type::is_text_like() const {
  switch (kind) {
    case TypeKind::kText:
    case TypeKind::kOneOf:
    case TypeKind::kCountry:
    case TypeKind::kTimeZone:
    case TypeKind::kItem:
      return true;
    case TypeKind::kYesNo:
    case TypeKind::kNumber:
    case TypeKind::kPercent:
    case TypeKind::kMoney:
    case TypeKind::kDuration:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kList:
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      return false;
  }
  return false;
}

std::string Type::ToString() const {
  switch (kind) {
    case TypeKind::kYesNo:
      return "yes/no";
    case TypeKind::kNumber:
      return "number";
    case TypeKind::kPercent:
      return "percent";
    case TypeKind::kMoney:
      return "money";
    case TypeKind::kDuration:
      return "duration";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTime:
      return "time";
    case TypeKind::kText:
      return "text";
    case TypeKind::kOneOf:
      return "one of [" + Joined(one_of(), [](const std::string& v) { return Quoted(v); }) + "]";
    case TypeKind::kCountry:
      return "country";
    case TypeKind::kTimeZone:
      return "time zone";
    case TypeKind::kItem:
      return catalogue();
    case TypeKind::kList:
      return "list of " + (element() == nullptr ? "unknown" : element()->ToString());
    case TypeKind::kRecord:
      return FieldsToString(fields());
    case TypeKind::kUnknown:
      return "unknown";
  }
  return "unknown";
}

Value Value::OfList(List items) {
  Value value;
  value.data_ = std::make_shared<const List>(std::move(items));
  return value;
}

Value Value::OfRecord(Record fields) {
  Value value;
  value.data_ = RecordData{std::make_shared<const Record>(std::move(fields))};
  return value;
}

const List* Value::list() const {
  const ListData* held = std::get_if<ListData>(&data_);
  return held != nullptr ? held->get() : nullptr;
}

const Record* Value::record() const {
  const RecordData* held = std::get_if<RecordData>(&data_);
  return held != nullptr ? held->fields.get() : nullptr;
}

bool Value::operator==(const Value& other) const {
  if (data_.index() != other.data_.index()) return false;
  if (is_unknown()) return true;
  if (const bool* held = flag()) return *held == *other.flag();
  if (const Decimal* held = number()) return *held == *other.number();
  if (const Percent* held = percent()) return *held == *other.percent();
  if (const Money* held = money()) return *held == *other.money();
  if (const Duration* held = duration()) return *held == *other.duration();
  if (const Date* held = date()) return *held == *other.date();
  if (const Instant* held = instant()) return *held == *other.instant();
  if (const std::string* held = text()) return *held == *other.text();
  if (const List* held = list()) return held == other.list() || *held == *other.list();
  return record() == other.record() || *record() == *other.record();
}

std::string Value::ToString() const {
  const auto write = [](const Value& item) { return item.ToString(); };
  if (is_unknown()) return "unknown";
  if (const bool* held = flag()) return *held ? "yes" : "no";
  if (const Decimal* held = number()) return held->ToString();
  if (const Percent* held = percent()) return held->ToString();
  if (const Money* held = money()) return held->ToString();
  if (const Duration* held = duration()) return held->ToString();
  if (const Date* held = date()) return held->ToString();
  if (const Instant* held = instant()) return held->ToString();
  if (const std::string* held = text()) return Quoted(*held);
  if (const List* held = list()) return "[" + Joined(*held, write) + "]";
  return "(" + Joined(*record(), write) + ")";
}

}  // namespace nextmove::dsl
