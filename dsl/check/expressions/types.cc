// Reads a written type: plain names, catalogues, lists, fixed values.
#include "dsl/check/expressions/types.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "dsl/check/type_words.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
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

std::optional<Type> ReadTypeName(Typing& typing, const tree::TypeText& type) {
  const std::string& name = type.name.text;
  if (const auto plain = PlainType(name)) return TypeOf(*plain);
  const Declaration* declaration = typing.declarations.Find(name);
  if (declaration != nullptr && declaration->word == HeadWord::kCatalogue) return ItemOf(name);
  Diagnostic& report =
      Report(typing, DiagnosticKind::kUnknownCatalogue, type.name.span, "`" + name + "` is no type and no catalogue");
  report.label = "not known";
  std::string nearest = Suggest(name, {"text", "number", "percent", "money", "duration", "date", "time", "country"});
  if (nearest.empty()) nearest = Nearest(name, typing.declarations, {HeadWord::kCatalogue});
  if (!nearest.empty()) {
    report.help.push_back("did you mean `" + nearest + "`?");
    report.fixes.push_back({type.name.span, nearest, false});
  } else {
    report.help.emplace_back(kTypeNames);
  }
  return std::nullopt;
}

std::optional<Type> ReadOneOf(Typing& typing, const tree::TypeText& type) {
  std::vector<std::string> values;
  std::set<std::string_view> seen;
  for (const tree::Text& value : type.values) {
    if (!seen.insert(value.text).second) {
      Report(typing, DiagnosticKind::kDuplicateWord, value.span, "`\"" + value.text + "\"` stands twice in the list")
          .help.push_back("delete one of the two");
      return std::nullopt;
    }
    values.push_back(value.text);
  }
  if (values.empty()) {
    Report(typing, DiagnosticKind::kIncomplete, type.span, "the list of values is empty")
        .help.push_back("write the values, like `one of [\"mobile\", \"desktop\"]`");
    return std::nullopt;
  }
  return Type::OneOf(std::move(values));
}

std::optional<Type> ReadRecordList(Typing& typing, const tree::TypeText& type) {
  std::vector<FieldType> fields;
  for (const tree::FieldText& field : type.fields) {
    const auto same = [&](const FieldType& other) { return other.name == field.name.text; };
    if (std::any_of(fields.begin(), fields.end(), same)) {
      Report(typing, DiagnosticKind::kDuplicateName, field.name.span,
             "the list has two fields `" + field.name.text + "`")
          .help.push_back("rename one of the two");
      return std::nullopt;
    }
    if (!field.type) return std::nullopt;
    auto read = ReadType(typing, *field.type);
    if (!read) return std::nullopt;
    fields.push_back({field.name.text, std::move(*read), field.optional});
  }
  return Type::ListOf(Type::RecordOf(std::move(fields)));
}

}  // namespace

std::optional<Type> ReadType(Typing& typing, const tree::TypeText& type) {
  const OneError one(typing);
  switch (type.kind) {
    case tree::TypeText::Kind::kName:
      return ReadTypeName(typing, type);
    case tree::TypeText::Kind::kOneOf:
      return ReadOneOf(typing, type);
    case tree::TypeText::Kind::kList: {
      if (!type.element) return std::nullopt;
      auto element = ReadType(typing, *type.element);
      if (!element) return std::nullopt;
      if (element->kind == TypeKind::kList) {
        Report(typing, DiagnosticKind::kWrongType, type.span, "a list can't hold lists")
            .help.push_back("write a list of lines instead, like `list of (product: product, quantity: number)`");
        return std::nullopt;
      }
      return ListOf(std::move(*element));
    }
    case tree::TypeText::Kind::kRecordList:
      return ReadRecordList(typing, type);
  }
  return std::nullopt;
}

}  // namespace nextmove::dsl
