// Typing of wire values. A wrong element of a list is left out and told; the rest of the list counts.
#include "engine/match/convert.h"

#include <algorithm>
#include <cmath>

namespace nextmove::engine {
namespace {

using dsl::Currency;
using dsl::Decimal;
using dsl::Type;
using dsl::TypeKind;
using dsl::Value;

constexpr std::int64_t kFirstInstant = -62'135'596'800'000;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastInstant = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

std::string_view NameOf(const AttributeView& view) { return view.name; }

// What becomes of an amount in another currency than the decision's.
enum class Foreign { kUnknown, kKept };

class Converter {
 public:
  Converter(Currency currency, Foreign foreign, const std::string& subject, Warnings& warnings)
      : currency_(currency), foreign_(foreign), subject_(subject), warnings_(warnings) {}

  Value Read(const AttributeView& view, const Type& type);
  // `owner` is what the fields are of, for people: `record`, `event`.
  dsl::Record ReadFields(std::span<const AttributeView> cells, const std::vector<dsl::FieldType>& fields,
                         std::string_view owner);
  bool wrong() const { return wrong_; }

 private:
  Value Wrong(WarningCode code, std::string text) {
    warnings_.Add(code, subject_, std::move(text));
    wrong_ = true;
    return {};
  }
  Value WrongType(const Type& type) { return Wrong(WarningCode::kWrongType, "expected " + type.ToString()); }
  Value ReadText(std::string_view text, const Type& type);
  Value ReadNumber(double number, const Type& type);
  Value ReadInstant(std::int64_t milliseconds);
  Value ReadDuration(std::int64_t milliseconds);
  Value ReadMoney(const MoneyView& money, const Type& type);
  Value ReadList(std::span<const std::string_view> texts, const Type& type);
  Value ReadRecords(std::span<const RecordView> records, const Type& type);
  Value ReadTyped(const Value& value, const Type& type);
  Value InCurrency(const dsl::Money& money);

  Currency currency_;
  Foreign foreign_;
  std::string subject_;
  Warnings& warnings_;
  bool wrong_ = false;
};

Value Converter::Read(const AttributeView& view, const Type& type) {
  if (std::holds_alternative<std::monostate>(view.value)) return {};
  if (const auto* typed = std::get_if<const Value*>(&view.value)) return *typed ? ReadTyped(**typed, type) : Value();
  if (const auto* text = std::get_if<std::string_view>(&view.value)) return ReadText(*text, type);
  if (const auto* number = std::get_if<double>(&view.value)) return ReadNumber(*number, type);
  if (const auto* money = std::get_if<MoneyView>(&view.value)) return ReadMoney(*money, type);
  if (const auto* flag = std::get_if<bool>(&view.value)) {
    return type.kind == TypeKind::kYesNo ? Value(*flag) : WrongType(type);
  }
  if (const auto* instant = std::get_if<InstantView>(&view.value)) {
    return type.kind == TypeKind::kTime ? ReadInstant(instant->milliseconds) : WrongType(type);
  }
  if (const auto* duration = std::get_if<DurationView>(&view.value)) {
    return type.kind == TypeKind::kDuration ? ReadDuration(duration->milliseconds) : WrongType(type);
  }
  if (const auto* texts = std::get_if<std::span<const std::string_view>>(&view.value)) return ReadList(*texts, type);
  return ReadRecords(std::get<std::span<const RecordView>>(view.value), type);
}

Value Converter::ReadText(std::string_view text, const Type& type) {
  switch (type.kind) {
    case TypeKind::kText:
      return Value(std::string(text));
    case TypeKind::kItem:  // a client without an item sends the empty text
      return text.empty() ? Value() : Value(std::string(text));
    case TypeKind::kOneOf:
      if (std::find(type.one_of().begin(), type.one_of().end(), text) != type.one_of().end())
        return Value(std::string(text));
      return Wrong(WarningCode::kUnknownValue, "not a value of " + type.ToString());
    case TypeKind::kCountry:
    case TypeKind::kTimeZone: {
      Value value = dsl::ParseValue(text, type);
      if (value.is_known()) return value;
      return Wrong(WarningCode::kUnknownValue, "not a " + type.ToString());
    }
    case TypeKind::kDate: {
      const auto date = dsl::Date::Parse(text);
      return date ? Value(*date) : Wrong(WarningCode::kWrongType, "expected a date, as `2026-11-27`");
    }
    case TypeKind::kYesNo:
    case TypeKind::kNumber:
    case TypeKind::kPercent:
    case TypeKind::kMoney:
    case TypeKind::kDuration:
    case TypeKind::kTime:
    case TypeKind::kList:
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      break;
  }
  return WrongType(type);
}

Value Converter::ReadNumber(double number, const Type& type) {
  if (type.kind != TypeKind::kNumber && type.kind != TypeKind::kPercent) return WrongType(type);
  const auto decimal = std::isfinite(number) ? Decimal::FromDouble(number) : std::nullopt;
  if (!decimal) return Wrong(WarningCode::kNotFinite, "not a finite number");
  return type.kind == TypeKind::kNumber ? Value(*decimal) : Value(dsl::Percent{*decimal});
}

// Bounded, so that arithmetic on it can't overflow.
Value Converter::ReadInstant(std::int64_t milliseconds) {
  if (milliseconds >= kFirstInstant && milliseconds <= kLastInstant) return dsl::Instant{milliseconds};
  return Wrong(WarningCode::kWrongType, "expected a time of the years 1 to 9999");
}

Value Converter::ReadDuration(std::int64_t milliseconds) {
  if (milliseconds >= -kLastInstant && milliseconds <= kLastInstant) return dsl::Duration{milliseconds, 0, 0};
  return Wrong(WarningCode::kWrongType, "expected a duration below 8,000 years");
}

// An amount in another currency than the decision's is unknown; zero fits all (2).
Value Converter::InCurrency(const dsl::Money& money) {
  if (money.currency == currency_ || foreign_ == Foreign::kKept) return money;
  if (money.amount.is_zero()) return dsl::Money{Decimal(0), currency_};
  return Wrong(WarningCode::kUnknownValue,
               "an amount in another currency than the decision's, " + std::string(currency_.code()) + ", is unknown");
}

Value Converter::ReadMoney(const MoneyView& money, const Type& type) {
  if (type.kind != TypeKind::kMoney) return WrongType(type);
  const auto currency = money.currency_code.empty() ? std::optional(currency_) : Currency::Parse(money.currency_code);
  if (!currency) return Wrong(WarningCode::kUnknownValue, "not a currency of ISO 4217");
  const bool signs_agree = money.units == 0 || money.nanos == 0 || (money.units < 0) == (money.nanos < 0);
  if (!signs_agree || money.nanos <= -1'000'000'000 || money.nanos >= 1'000'000'000) {
    return Wrong(WarningCode::kWrongType, "nanos must be below a billion and have the sign of units");
  }
  return InCurrency({Decimal::FromUnitsAndNanos(money.units, money.nanos), *currency});
}

Value Converter::ReadList(std::span<const std::string_view> texts, const Type& type) {
  if (type.kind != TypeKind::kList || !type.element() || type.element()->kind == TypeKind::kRecord)
    return WrongType(type);
  const Type& element = *type.element();
  dsl::List items;
  items.reserve(texts.size());
  for (const std::string_view text : texts) {
    const bool plain =
        element.kind == TypeKind::kText || element.kind == TypeKind::kItem || element.kind == TypeKind::kOneOf;
    Value value = plain ? ReadText(text, element) : dsl::ParseValue(text, element);
    if (value.money())
      value = InCurrency(*value.money());
    else if (value.is_unknown() && !plain)
      Wrong(WarningCode::kWrongType, "an element is not " + element.ToString());
    if (value.is_known()) items.push_back(std::move(value));
  }
  wrong_ = false;  // the rest of the list counts
  return Value::OfList(std::move(items));
}

Value Converter::ReadRecords(std::span<const RecordView> records, const Type& type) {
  if (type.kind != TypeKind::kList || !type.element() || type.element()->kind != TypeKind::kRecord)
    return WrongType(type);
  dsl::List items;
  items.reserve(records.size());
  for (const RecordView& record : records)
    items.push_back(Value::OfRecord(ReadFields(record.fields, type.element()->fields(), "record")));
  wrong_ = false;
  return Value::OfList(std::move(items));
}

dsl::Record Converter::ReadFields(std::span<const AttributeView> cells, const std::vector<dsl::FieldType>& fields,
                                  std::string_view owner) {
  dsl::Record record(fields.size());
  std::vector<bool> seen(fields.size());
  for (const AttributeView& cell : cells) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const dsl::FieldType& candidate) {
      return cell.name.empty() ? dsl::AttributeId(candidate.name) == cell.id : candidate.name == NameOf(cell);
    });
    if (field == fields.end()) {
      const std::string name = cell.name.empty() ? "#" + std::to_string(cell.id) : std::string(cell.name);
      warnings_.Add(WarningCode::kUnknownName, subject_ + "." + name,
                    owner == "record" ? "not a field of this list" : "not a field of this event");
      continue;
    }
    const auto index = static_cast<std::size_t>(field - fields.begin());
    const std::string subject = subject_ + "." + field->name;
    if (seen[index]) {
      warnings_.Add(WarningCode::kDuplicate, subject,
                    "sent twice in one " + std::string(owner) + "; the last one counts");
    }
    seen[index] = true;
    Converter inner(currency_, foreign_, subject, warnings_);
    record[index] = inner.Read(cell, field->type);
  }
  return record;
}

// Values that are typed already still have to fit: a visit or a test may hold anything.
Value Converter::ReadTyped(const Value& value, const Type& type) {
  const auto fits = [&](bool right) { return right ? value : WrongType(type); };
  if (value.is_unknown()) return {};
  switch (type.kind) {
    case TypeKind::kYesNo:
      return fits(value.flag());
    case TypeKind::kNumber:
      return fits(value.number());
    case TypeKind::kPercent:
      return value.number() ? Value(dsl::Percent{*value.number()}) : fits(value.percent());
    case TypeKind::kMoney:
      return value.money() ? InCurrency(*value.money()) : WrongType(type);
    case TypeKind::kDuration:
      return fits(value.duration());
    case TypeKind::kDate:
      return fits(value.date());
    case TypeKind::kTime:
      return fits(value.instant());
    case TypeKind::kText:
    case TypeKind::kOneOf:
    case TypeKind::kCountry:
    case TypeKind::kTimeZone:
    case TypeKind::kItem:
      return value.text() ? ReadText(*value.text(), type) : WrongType(type);
    case TypeKind::kList: {
      if (!value.list() || !type.element()) return WrongType(type);
      dsl::List items;
      for (const Value& item : *value.list()) {
        Value read = ReadTyped(item, *type.element());
        if (read.is_known()) items.push_back(std::move(read));
      }
      wrong_ = false;
      return Value::OfList(std::move(items));
    }
    case TypeKind::kRecord: {
      if (!value.record() || value.record()->size() != type.fields().size()) return WrongType(type);
      dsl::Record record;
      for (std::size_t i = 0; i < type.fields().size(); ++i) {
        Converter inner(currency_, foreign_, subject_ + "." + type.fields()[i].name, warnings_);
        record.push_back(inner.ReadTyped((*value.record())[i], type.fields()[i].type));
      }
      return Value::OfRecord(std::move(record));
    }
    case TypeKind::kUnknown:
      break;
  }
  return WrongType(type);
}

}  // namespace

Converted Convert(const AttributeView& view, const Type& type, Currency currency, const std::string& subject,
                  Warnings& warnings) {
  Converter converter(currency, Foreign::kUnknown, subject, warnings);
  Converted converted;
  converted.value = converter.Read(view, type);
  if (converted.value.is_known())
    converted.absence = Absence::kNone;
  else if (converter.wrong())
    converted.absence = Absence::kWrongType;
  return converted;
}

dsl::Record ReadEventFields(const dsl::Program& program, int kind, std::span<const AttributeView> fields,
                            Currency currency, Warnings& warnings) {
  const dsl::EventKind& event = program.events[static_cast<std::size_t>(kind)];
  Converter converter(currency, Foreign::kKept, event.name, warnings);
  return converter.ReadFields(fields, event.fields, "event");
}

}  // namespace nextmove::engine
