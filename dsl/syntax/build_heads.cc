// Builds the tree from the parse: heads and types.
#include <algorithm>

#include "dsl/syntax/builder.h"

namespace nextmove::dsl {

std::vector<tree::FieldText> Builder::Fields(Par::FieldsContext& context) {
  std::vector<tree::FieldText> fields;
  for (Par::FieldContext* part : context.field()) {
    tree::FieldText field;
    field.name = NameOf(*part->word());
    field.type = std::make_unique<tree::TypeText>(Type(*part->type()));
    field.optional = part->OPTIONAL() != nullptr;
    fields.push_back(std::move(field));
  }
  return fields;
}

tree::TypeText Builder::Type(Par::TypeContext& context) {
  tree::TypeText type;
  type.span = scan_.SpanOf(context);
  if (context.ONE() != nullptr) {
    type.kind = tree::TypeText::Kind::kOneOf;
    for (Par::ExprContext* item : context.listLiteral()->expr()) {
      const tree::ExprPtr value = Expression(*item);
      const std::string* text = value->literal.text();
      if (text != nullptr) {
        type.values.push_back({*text, value->span});
        continue;
      }
      const std::string written(scan_.TextOf(value->span));
      Diagnostic& d = Report(DiagnosticKind::kTextWithoutQuotes, value->span, "`" + written + "` is not a text", false);
      d.label = "the values of `one of` are texts";
      d.help.push_back("write `\"" + written + "\"`");
      d.fixes.push_back({value->span, "\"" + written + "\"", false});
    }
  } else if (context.LIST() != nullptr && context.fields() != nullptr) {
    type.kind = tree::TypeText::Kind::kRecordList;
    type.fields = Fields(*context.fields());
  } else if (context.LIST() != nullptr) {
    type.kind = tree::TypeText::Kind::kList;
    type.element = std::make_unique<tree::TypeText>(Type(*context.type()));
  } else {
    type.name = {std::string(scan_.TextOf(type.span)), type.span, false};
    if (context.TIME_ZONE() != nullptr) type.name.text = "time zone";
    if (context.YES() != nullptr) type.name.text = "yes/no";
  }
  return type;
}

tree::Head Builder::Head(Par::HeadContext& context, bool failed) {
  Begin();
  tree::Head head;
  head.word = HeadOfToken(context.getStart()->getType());
  head.span = scan_.SpanOf(context);
  head.word_span = scan_.SpanOf(*context.getStart());
  head.broken = failed;
  if (failed) {
    // The name, so that what refers to it is not explained too.
    const std::size_t index = context.getStart()->getTokenIndex();
    const std::size_t next = scan_.After(index);
    const Span span = scan_.SpanOf(next);
    if (next != index && !scan_.StartsItem(next)) head.name = {std::string(scan_.TextOf(span)), span, false};
    return head;
  }
  if (context.newName() != nullptr) {
    head.name = NewName(*context.newName(), head.word == HeadWord::kProject || head.word == HeadWord::kTest);
    head.span.end = std::max(head.name.span.end, context.fields() != nullptr ? head.span.end : 0U);
  }
  if (context.path() != nullptr) head.name = NameOf(*context.path());
  if (context.type() != nullptr) head.type = Type(*context.type());
  if (context.fields() != nullptr) head.fields = Fields(*context.fields());
  head.broken = broken_;
  return head;
}

}  // namespace nextmove::dsl
