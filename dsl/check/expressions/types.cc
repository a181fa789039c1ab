// Types: how they are said, which fit, and how a declaration writes them.

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

namespace nextmove::dsl {

std::string Describe(const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return "`yes` or `no`";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kPercent:
      return "a percentage";
    case TypeKind::kMoney:
      return "an amount of money";
    case TypeKind::kDuration:
      return "a length of time";
    case TypeKind::kDate:
      return "a date";
    case TypeKind::kTime:
      return "a moment in time";
    case TypeKind::kText:
      return "a text";
    case TypeKind::kOneOf:
      return "a text out of a fixed list";
    case TypeKind::kCountry:
      return "a country";
    case TypeKind::kTimeZone:
      return "a time zone";
    case TypeKind::kItem:
      return "an item of `" + type.catalogue + "`";
    case TypeKind::kList:
      return "a list";
    case TypeKind::kRecord:
      return "a line of a list";
    case TypeKind::kUnknown:
      break;
  }
  return "something unknown";
}

std::string Example(const Type& type, const Program& program) {
  switch (type.kind) {
    case TypeKind::kYesNo:
      return "yes";
    case TypeKind::kNumber:
      return "3";
    case TypeKind::kPercent:
      return "20%";
    case TypeKind::kMoney: {
      const std::string_view code = program.project.currency.code();
      return "60 " + std::string(code.empty() ? "EUR" : code);
    }
    case TypeKind::kDuration:
      return "7 days";
    case TypeKind::kDate:
    case TypeKind::kTime:
      return "2026-11-27";
    case TypeKind::kText:
      return "\"text\"";
    case TypeKind::kOneOf:
      return type.one_of.empty() ? "\"text\"" : "\"" + type.one_of.front() + "\"";
    case TypeKind::kCountry:
      return "\"FR\"";
    case TypeKind::kTimeZone:
      return "\"Europe/Paris\"";
    case TypeKind::kItem:
      return "\"name of a " + type.catalogue + "\"";
    case TypeKind::kList:
      return "[]";
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      break;
  }
  return "...";
}

std::string ListedValues(const std::vector<std::string>& values) {
  constexpr std::size_t kShown = 12;
  std::string text;
  const std::size_t shown = std::min(values.size(), kShown);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == values.size() ? " or " : ", ";
    text += "`\"" + values[i] + "\"`";
  }
  if (shown < values.size()) text += " and " + std::to_string(values.size() - shown) + " more";
  return text;
}

Type TypeOf(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type YesNoType() { return TypeOf(TypeKind::kYesNo); }

Type ListOf(Type element) {
  Type type = TypeOf(TypeKind::kList);
  type.element = std::make_shared<const Type>(std::move(element));
  return type;
}

Type ItemOf(const std::string& catalogue) {
  Type type = TypeOf(TypeKind::kItem);
  type.catalogue = catalogue;
  return type;
}

Type TypeOfValue(const Value& value) {
  if (value.flag() != nullptr) return YesNoType();
  if (value.number() != nullptr) return TypeOf(TypeKind::kNumber);
  if (value.percent() != nullptr) return TypeOf(TypeKind::kPercent);
  if (value.money() != nullptr) return TypeOf(TypeKind::kMoney);
  if (value.duration() != nullptr) return TypeOf(TypeKind::kDuration);
  if (value.date() != nullptr) return TypeOf(TypeKind::kDate);
  if (value.instant() != nullptr) return TypeOf(TypeKind::kTime);
  if (value.text() != nullptr) return TypeOf(TypeKind::kText);
  if (const List* list = value.list(); list != nullptr)
    return ListOf(list->empty() ? Type{} : TypeOfValue(list->front()));
  return {};
}

bool IsUnknown(const Type& type) { return type.kind == TypeKind::kUnknown; }

bool IsCalendar(const Type& type) { return type.kind == TypeKind::kDate || type.kind == TypeKind::kTime; }

bool IsOrdered(const Type& type) {
  constexpr std::array kKinds = {TypeKind::kNumber, TypeKind::kPercent, TypeKind::kMoney, TypeKind::kDuration};
  return IsCalendar(type) || std::find(kKinds.begin(), kKinds.end(), type.kind) != kKinds.end();
}

bool Fits(const Type& a, const Type& b) {
  if (IsUnknown(a) || IsUnknown(b)) return true;
  if (IsCalendar(a) && IsCalendar(b)) return true;
  if (a.is_text_like() && b.is_text_like()) {
    if (a.kind == TypeKind::kText || b.kind == TypeKind::kText) return true;
    if (a.kind != b.kind) return false;
    return a.kind != TypeKind::kItem || a.catalogue == b.catalogue;
  }
  if (a.kind != b.kind) return false;
  if (a.kind == TypeKind::kList && a.element && b.element) return Fits(*a.element, *b.element);
  return true;
}

namespace {

std::optional<TypeKind> PlainType(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, TypeKind>, 10> kNames = {{{"text", TypeKind::kText},
                                                                             {"number", TypeKind::kNumber},
                                                                             {"percent", TypeKind::kPercent},
                                                                             {"money", TypeKind::kMoney},
                                                                             {"duration", TypeKind::kDuration},
                                                                             {"date", TypeKind::kDate},
                                                                             {"time", TypeKind::kTime},
                                                                             {"yes/no", TypeKind::kYesNo},
                                                                             {"country", TypeKind::kCountry},
                                                                             {"time zone", TypeKind::kTimeZone}}};
  for (const auto& [text, kind] : kNames) {
    if (text == name) return kind;
  }
  return std::nullopt;
}

constexpr std::string_view kTypeNames =
    "types are text, number, percent, money, duration, date, time, yes/no, `one of [..]`, country, time zone, "
    "`list of ..` and the catalogues";

}  // namespace

std::optional<Type> ExpressionChecker::ReadType(const tree::TypeText& type) {
  const OneError one(*this);
  return ReadAnyType(type);
}

std::optional<Type> ExpressionChecker::ReadAnyType(const tree::TypeText& type) {
  switch (type.kind) {
    case tree::TypeText::Kind::kName:
      return ReadTypeName(type);
    case tree::TypeText::Kind::kOneOf:
      return ReadOneOf(type);
    case tree::TypeText::Kind::kList: {
      if (!type.element) return std::nullopt;
      auto element = ReadAnyType(*type.element);
      if (!element) return std::nullopt;
      if (element->kind == TypeKind::kList) {
        Report(DiagnosticKind::kWrongType, type.span, "a list can't hold lists")
            .help.push_back("write a list of lines instead, like `list of (product: product, quantity: number)`");
        return std::nullopt;
      }
      return ListOf(std::move(*element));
    }
    case tree::TypeText::Kind::kRecordList:
      return ReadRecordList(type);
  }
  return std::nullopt;
}

std::optional<Type> ExpressionChecker::ReadTypeName(const tree::TypeText& type) {
  const std::string& name = type.name.text;
  if (const auto plain = PlainType(name)) return TypeOf(*plain);
  const Declaration* declaration = declarations_.Find(name);
  if (declaration != nullptr && declaration->word == HeadWord::kCatalogue) return ItemOf(name);
  Diagnostic& report =
      Report(DiagnosticKind::kUnknownCatalogue, type.name.span, "`" + name + "` is no type and no catalogue");
  report.label = "not known";
  std::string nearest = NearestOf(name, {"text", "number", "percent", "money", "duration", "date", "time", "country"});
  if (nearest.empty()) nearest = Nearest(name, declarations_, {HeadWord::kCatalogue});
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({type.name.span, nearest, false});
  } else {
    report.help.emplace_back(kTypeNames);
  }
  return std::nullopt;
}

std::optional<Type> ExpressionChecker::ReadOneOf(const tree::TypeText& type) {
  Type result = TypeOf(TypeKind::kOneOf);
  std::set<std::string_view> seen;
  for (const tree::Text& value : type.values) {
    if (!seen.insert(value.text).second) {
      Report(DiagnosticKind::kDuplicateWord, value.span, "`\"" + value.text + "\"` stands twice in the list")
          .help.push_back("delete one of the two");
      return std::nullopt;
    }
    result.one_of.push_back(value.text);
  }
  if (result.one_of.empty()) {
    Report(DiagnosticKind::kIncomplete, type.span, "the list of values is empty")
        .help.push_back("write the values, like `one of [\"mobile\", \"desktop\"]`");
    return std::nullopt;
  }
  return result;
}

std::optional<Type> ExpressionChecker::ReadRecordList(const tree::TypeText& type) {
  Type record = TypeOf(TypeKind::kRecord);
  for (const tree::FieldText& field : type.fields) {
    const auto same = [&](const FieldType& other) { return other.name == field.name.text; };
    if (std::any_of(record.fields.begin(), record.fields.end(), same)) {
      Report(DiagnosticKind::kDuplicateName, field.name.span, "the list has two fields `" + field.name.text + "`")
          .help.push_back("rename one of the two");
      return std::nullopt;
    }
    if (!field.type) return std::nullopt;
    auto read = ReadAnyType(*field.type);
    if (!read) return std::nullopt;
    record.fields.push_back({field.name.text, std::move(*read), field.optional});
  }
  return ListOf(std::move(record));
}

}  // namespace nextmove::dsl
