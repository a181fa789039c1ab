// Converts values as sent to the types of the schema. A wrong element of a list is left out with a warning; the rest of
// the list counts.
#include "engine/match/convert.h"

#include <algorithm>
#include <cmath>

#include "absl/container/inlined_vector.h"

namespace nextmove::engine {
namespace {

using dsl::Currency;
using dsl::Decimal;
using dsl::Type;
using dsl::TypeKind;
using dsl::Value;

constexpr std::int64_t kFirstInstant = -62'135'596'800'000;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastInstant = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

// What to do with an amount in another currency than the decision's.
enum class Foreign { kUnknown, kKept };

class Converter {
 public:
  // `outer` is the converter of the record or event that the value is a field of; null: none.
  Converter(Currency currency, Foreign foreign, std::string_view subject, const Converter* outer, Warnings& warnings)
      : currency_(currency), foreign_(foreign), subject_(subject), outer_(outer), warnings_(warnings) {}

  // Fills `out`, reusing its memory; unknown where the value is wrong or was sent as unknown.
  void Read(const AttributeView& view, const Type& type, Value& out);
  // `owner` is what the fields are of, for people: `record`, `event`.
  void ReadFields(std::span<const AttributeView> cells, const std::vector<dsl::FieldType>& fields,
                  std::string_view owner, dsl::Record& out);
  bool wrong() const { return wrong_; }

 private:
  std::string Subject() const {
    return outer_ ? outer_->Subject() + "." + std::string(subject_) : std::string(subject_);
  }
  void Wrong(WarningCode code, std::string text, Value& out) {
    warnings_.Add(code, Subject(), std::move(text));
    wrong_ = true;
    out = Value();
  }
  void WrongType(const Type& type, Value& out) { Wrong(WarningCode::kWrongType, "expected " + type.ToString(), out); }
  void ReadText(std::string_view text, const Type& type, Value& out);
  void ReadNumber(double number, const Type& type, Value& out);
  void ReadInstant(std::int64_t milliseconds, Value& out);
  void ReadDuration(std::int64_t milliseconds, Value& out);
  void ReadMoney(const MoneyView& money, const Type& type, Value& out);
  void ReadList(std::span<const std::string_view> texts, const Type& type, Value& out);
  void ReadElement(std::string_view text, const Type& element, Value& out);
  void ReadRecords(std::span<const RecordView> records, const Type& type, Value& out);
  void ReadTyped(const Value& value, const Type& type, Value& out);
  void ReadTypedList(const dsl::List& list, const Type& type, Value& out);
  void ReadTypedRecord(const dsl::Record& record, const Type& type, Value& out);
  void InCurrency(const dsl::Money& money, Value& out);

  Currency currency_;
  Foreign foreign_;
  std::string_view subject_;
  const Converter* outer_;
  Warnings& warnings_;
  bool wrong_ = false;
};

void Converter::Read(const AttributeView& view, const Type& type, Value& out) {
  if (std::holds_alternative<std::monostate>(view.value)) {
    out = Value();
  } else if (const auto* typed = std::get_if<const Value*>(&view.value)) {
    *typed ? ReadTyped(**typed, type, out) : void(out = Value());
  } else if (const auto* text = std::get_if<std::string_view>(&view.value)) {
    ReadText(*text, type, out);
  } else if (const auto* number = std::get_if<double>(&view.value)) {
    ReadNumber(*number, type, out);
  } else if (const auto* money = std::get_if<MoneyView>(&view.value)) {
    ReadMoney(*money, type, out);
  } else if (const auto* flag = std::get_if<bool>(&view.value)) {
    type.kind == TypeKind::kYesNo ? void(out = *flag) : WrongType(type, out);
  } else if (const auto* instant = std::get_if<InstantView>(&view.value)) {
    type.kind == TypeKind::kTime ? ReadInstant(instant->milliseconds, out) : WrongType(type, out);
  } else if (const auto* duration = std::get_if<DurationView>(&view.value)) {
    type.kind == TypeKind::kDuration ? ReadDuration(duration->milliseconds, out) : WrongType(type, out);
  } else if (const auto* texts = std::get_if<std::span<const std::string_view>>(&view.value)) {
    ReadList(*texts, type, out);
  } else {
    ReadRecords(std::get<std::span<const RecordView>>(view.value), type, out);
  }
}

void Converter::ReadText(std::string_view text, const Type& type, Value& out) {
  switch (type.kind) {
    case TypeKind::kText:
      out.OverwriteText() = text;
      return;
    case TypeKind::kItem:  // a client without an item sends the empty text
      if (text.empty())
        out = Value();
      else
        out.OverwriteText() = text;
      return;
    case TypeKind::kOneOf: {
      const auto& values = type.one_of();
      if (std::find(values.begin(), values.end(), text) == values.end())
        return Wrong(WarningCode::kUnknownValue, "not a value of " + type.ToString(), out);
      out.OverwriteText() = text;
      return;
    }
    case TypeKind::kCountry:
    case TypeKind::kTimeZone:
      out = dsl::ParseValue(text, type);
      if (out.is_unknown()) Wrong(WarningCode::kUnknownValue, "not a " + type.ToString(), out);
      return;
    case TypeKind::kDate: {
      const auto date = dsl::Date::Parse(text);
      if (!date) return Wrong(WarningCode::kWrongType, "expected a date, as `2026-11-27`", out);
      out = *date;
      return;
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
  WrongType(type, out);
}

void Converter::ReadNumber(double number, const Type& type, Value& out) {
  if (type.kind != TypeKind::kNumber && type.kind != TypeKind::kPercent) return WrongType(type, out);
  const auto decimal = std::isfinite(number) ? Decimal::FromDouble(number) : std::nullopt;
  if (!decimal) return Wrong(WarningCode::kNotFinite, "not a finite number", out);
  out = type.kind == TypeKind::kNumber ? Value(*decimal) : Value(dsl::Percent{*decimal});
}

// Bounded, so that arithmetic on it can't overflow.
void Converter::ReadInstant(std::int64_t milliseconds, Value& out) {
  if (milliseconds < kFirstInstant || milliseconds > kLastInstant)
    return Wrong(WarningCode::kWrongType, "expected a time of the years 1 to 9999", out);
  out = dsl::Instant{milliseconds};
}

void Converter::ReadDuration(std::int64_t milliseconds, Value& out) {
  if (milliseconds < -kLastInstant || milliseconds > kLastInstant)
    return Wrong(WarningCode::kWrongType, "expected a duration below 8,000 years", out);
  out = dsl::Duration{milliseconds, 0, 0};
}

// An amount in another currency than the decision's is unknown; zero fits every currency (language reference, paragraph
// 2).
void Converter::InCurrency(const dsl::Money& money, Value& out) {
  if (money.currency == currency_ || foreign_ == Foreign::kKept) {
    out = money;
  } else if (money.amount.is_zero()) {
    out = dsl::Money{Decimal(0), currency_};
  } else {
    Wrong(WarningCode::kUnknownValue,
          "an amount in another currency than the decision's, " + std::string(currency_.code()) + ", is unknown", out);
  }
}

void Converter::ReadMoney(const MoneyView& money, const Type& type, Value& out) {
  if (type.kind != TypeKind::kMoney) return WrongType(type, out);
  const auto currency = money.currency_code.empty() ? std::optional(currency_) : Currency::Parse(money.currency_code);
  if (!currency) return Wrong(WarningCode::kUnknownValue, "not a currency of ISO 4217", out);
  const bool signs_agree = money.units == 0 || money.nanos == 0 || (money.units < 0) == (money.nanos < 0);
  if (!signs_agree || money.nanos <= -1'000'000'000 || money.nanos >= 1'000'000'000)
    return Wrong(WarningCode::kWrongType, "nanos must be below a billion and have the sign of units", out);
  InCurrency({Decimal::FromUnitsAndNanos(money.units, money.nanos), *currency}, out);
}

void Converter::ReadElement(std::string_view text, const Type& element, Value& out) {
  const bool plain =
      element.kind == TypeKind::kText || element.kind == TypeKind::kItem || element.kind == TypeKind::kOneOf;
  if (plain) return ReadText(text, element, out);
  const Value read = dsl::ParseValue(text, element);
  if (read.money()) return InCurrency(*read.money(), out);
  if (read.is_unknown()) return Wrong(WarningCode::kWrongType, "an element is not " + element.ToString(), out);
  out = read;
}

void Converter::ReadList(std::span<const std::string_view> texts, const Type& type, Value& out) {
  if (type.kind != TypeKind::kList || !type.element() || type.element()->kind == TypeKind::kRecord)
    return WrongType(type, out);
  dsl::List& items = out.OverwriteList();
  std::size_t count = 0;
  for (const std::string_view text : texts) {
    if (count == items.size()) items.emplace_back();
    ReadElement(text, *type.element(), items[count]);
    if (items[count].is_known()) ++count;
  }
  items.resize(count);
  wrong_ = false;  // the rest of the list counts
}

void Converter::ReadRecords(std::span<const RecordView> records, const Type& type, Value& out) {
  if (type.kind != TypeKind::kList || !type.element() || type.element()->kind != TypeKind::kRecord)
    return WrongType(type, out);
  dsl::List& items = out.OverwriteList();
  items.resize(records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    ReadFields(records[i].fields, type.element()->fields(), "record", items[i].OverwriteRecord());
  wrong_ = false;
}

void Converter::ReadFields(std::span<const AttributeView> cells, const std::vector<dsl::FieldType>& fields,
                           std::string_view owner, dsl::Record& out) {
  out.resize(fields.size());
  absl::InlinedVector<bool, 32> seen(fields.size());
  for (const AttributeView& cell : cells) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const dsl::FieldType& candidate) {
      return cell.name.empty() ? dsl::AttributeId(candidate.name) == cell.id : candidate.name == cell.name;
    });
    if (field == fields.end()) {
      const std::string name = cell.name.empty() ? "#" + std::to_string(cell.id) : std::string(cell.name);
      warnings_.Add(WarningCode::kUnknownName, Subject() + "." + name,
                    owner == "record" ? "not a field of this list" : "not a field of this event");
      continue;
    }
    const auto index = static_cast<std::size_t>(field - fields.begin());
    if (seen[index]) {
      warnings_.Add(WarningCode::kDuplicate, Subject() + "." + field->name,
                    "sent twice in one " + std::string(owner) + "; the last one counts");
    }
    seen[index] = true;
    Converter(currency_, foreign_, field->name, this, warnings_).Read(cell, field->type, out[index]);
  }
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (!seen[i]) out[i] = Value();
}

void Converter::ReadTypedList(const dsl::List& list, const Type& type, Value& out) {
  dsl::List& items = out.OverwriteList();
  std::size_t count = 0;
  for (const Value& item : list) {
    if (count == items.size()) items.emplace_back();
    ReadTyped(item, *type.element(), items[count]);
    if (items[count].is_known()) ++count;
  }
  items.resize(count);
  wrong_ = false;
}

void Converter::ReadTypedRecord(const dsl::Record& record, const Type& type, Value& out) {
  dsl::Record& fields = out.OverwriteRecord();
  fields.resize(type.fields().size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const dsl::FieldType& field = type.fields()[i];
    Converter(currency_, foreign_, field.name, this, warnings_).ReadTyped(record[i], field.type, fields[i]);
  }
}

// Values that are typed already are checked too, because a visit or a test may hold anything.
void Converter::ReadTyped(const Value& value, const Type& type, Value& out) {
  const auto fits = [&](bool right) { right ? void(out = value) : WrongType(type, out); };
  if (value.is_unknown()) return void(out = Value());
  switch (type.kind) {
    case TypeKind::kYesNo:
      return fits(value.flag());
    case TypeKind::kNumber:
      return fits(value.number());
    case TypeKind::kPercent:
      return value.number() ? void(out = dsl::Percent{*value.number()}) : fits(value.percent());
    case TypeKind::kMoney:
      return value.money() ? InCurrency(*value.money(), out) : WrongType(type, out);
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
      return value.text() ? ReadText(*value.text(), type, out) : WrongType(type, out);
    case TypeKind::kList:
      return value.list() && type.element() ? ReadTypedList(*value.list(), type, out) : WrongType(type, out);
    case TypeKind::kRecord:
      return value.record() && value.record()->size() == type.fields().size()
                 ? ReadTypedRecord(*value.record(), type, out)
                 : WrongType(type, out);
    case TypeKind::kUnknown:
      break;
  }
  WrongType(type, out);
}

}  // namespace

Absence Convert(const AttributeView& view, const Type& type, Currency currency, std::string_view subject,
                Warnings& warnings, Value& value) {
  Converter converter(currency, Foreign::kUnknown, subject, nullptr, warnings);
  converter.Read(view, type, value);
  if (value.is_known()) return Absence::kNone;
  return converter.wrong() ? Absence::kWrongType : Absence::kNotSent;
}

dsl::Record ReadEventFields(const dsl::Program& program, int kind, std::span<const AttributeView> fields,
                            Currency currency, Warnings& warnings) {
  const dsl::EventKind& event = program.events[static_cast<std::size_t>(kind)];
  dsl::Record record;
  Converter(currency, Foreign::kKept, event.name, nullptr, warnings).ReadFields(fields, event.fields, "event", record);
  return record;
}

}  // namespace nextmove::engine
