// What a fact or an expression holds. Immutable; lists and records are shared, so a copy is cheap.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/value/decimal.h"
#include "dsl/value/money.h"
#include "dsl/value/time.h"

namespace nextmove::dsl {

enum class TypeKind : std::uint8_t {
  kYesNo,
  kNumber,
  kPercent,
  kMoney,
  kDuration,
  kDate,
  kTime,
  kText,
  kOneOf,
  kCountry,
  kTimeZone,
  kItem,  // of a catalogue: its id
  kList,
  kRecord,
  kUnknown,  // of an expression that was wrong already: fits everything, so that no error cascades
};

struct FieldType;

// The type of an attribute, a field or an expression. What it says beside its kind is shared by its copies, so a copy
// is cheap. Parts that a kind does not have are empty.
struct Type {
  TypeKind kind = TypeKind::kUnknown;

  Type() = default;
  Type(TypeKind of) : kind(of) {}  // NOLINT: a type that is no more than its kind
  static Type OneOf(std::vector<std::string> values);
  static Type Item(std::string catalogue);
  static Type ListOf(Type element);
  static Type RecordOf(std::vector<FieldType> fields);  // the element of a `list of (...)`

  const std::vector<std::string>& one_of() const;  // kOneOf: its values, as written
  const std::string& catalogue() const;            // kItem
  const Type* element() const;                     // kList; null where it is not known
  const std::vector<FieldType>& fields() const;    // kRecord

  bool operator==(const Type& other) const;
  bool is_text_like() const;     // kText, kOneOf, kCountry, kTimeZone, kItem: held as text
  std::string ToString() const;  // as a rule writes it: `list of text`, `one of ["a", "b"]`, `yes/no`

 private:
  struct Details;
  const Details& details() const;

  std::shared_ptr<const Details> details_;  // null: it is no more than its kind
};
struct FieldType {
  std::string name;
  Type type;
  bool optional = false;
  bool operator==(const FieldType&) const = default;
};

class Value;
using List = std::vector<Value>;
// Values of the fields of a record type, in its order.
using Record = std::vector<Value>;

// A value, or unknown. Text-like types are all held as std::string.
class Value {
 public:
  Value() = default;                                     // unknown
  Value(bool flag) : data_(flag) {}                      // NOLINT: a value is what it holds
  Value(Decimal number) : data_(number) {}               // NOLINT
  Value(Percent percent) : data_(percent) {}             // NOLINT
  Value(Money money) : data_(money) {}                   // NOLINT
  Value(Duration duration) : data_(duration) {}          // NOLINT
  Value(Date date) : data_(date) {}                      // NOLINT
  Value(Instant instant) : data_(instant) {}             // NOLINT
  Value(std::string text) : data_(std::move(text)) {}    // NOLINT
  Value(const char* text) : data_(std::string(text)) {}  // NOLINT
  static Value OfList(List items);
  static Value OfRecord(Record fields);

  bool is_unknown() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_known() const { return !is_unknown(); }
  // The held alternative, or null.
  const bool* flag() const { return std::get_if<bool>(&data_); }
  const Decimal* number() const { return std::get_if<Decimal>(&data_); }
  const Percent* percent() const { return std::get_if<Percent>(&data_); }
  const Money* money() const { return std::get_if<Money>(&data_); }
  const Duration* duration() const { return std::get_if<Duration>(&data_); }
  const Date* date() const { return std::get_if<Date>(&data_); }
  const Instant* instant() const { return std::get_if<Instant>(&data_); }
  const std::string* text() const { return std::get_if<std::string>(&data_); }
  const List* list() const;
  const Record* record() const;

  // For who fills a value anew: holds what it held before where that was such a value, in the memory that it has. A
  // list or record that others hold, too, is left to them.
  std::string& OverwriteText();
  List& OverwriteList();
  Record& OverwriteRecord();

  // Exact equality of kind and value (texts byte by byte), for tests and keys; `is` of the language is in evaluate.
  bool operator==(const Value& other) const;
  // As a rule writes it: `34.90 EUR`, `yes`, `"text"` in quotes, `["a", "b"]`; `unknown`.
  std::string ToString() const;

 private:
  using ListData = std::shared_ptr<List>;
  struct RecordData {
    std::shared_ptr<Record> fields;
  };
  std::variant<std::monostate, bool, Decimal, Percent, Money, Duration, Date, Instant, std::string, ListData,
               RecordData>
      data_;
};

// Reads `text` as a rule, a visit line or a catalogue writes a value of `type`: `34.90 EUR`, `25%` or `25`, `yes`,
// `2026-11-27`, `3 days`. Unknown when it is not one. Lists and records are not read from one text.
Value ParseValue(std::string_view text, const Type& type);

}  // namespace nextmove::dsl
