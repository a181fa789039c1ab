// Lowers the scope of `give` and `buy`.
#include "dsl/check/kinds/scopes.h"

#include <algorithm>
#include <utility>

#include "dsl/check/expressions/compose.h"
#include "dsl/check/expressions/conditions.h"
#include "dsl/check/expressions/lines.h"
#include "dsl/check/expressions/lookup.h"
#include "dsl/check/expressions/names.h"
#include "dsl/check/type_words.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

bool HasField(const std::vector<FieldType>& fields, std::string_view name, TypeKind kind) {
  return std::any_of(fields.begin(), fields.end(), [&](const FieldType& field) {
    return field.name == name && (field.type.kind == kind || field.type.kind == TypeKind::kUnknown);
  });
}

bool IsPick(const ExprContext& context, const std::string& name) {
  return context.picks != nullptr && std::any_of(context.picks->begin(), context.picks->end(),
                                                 [&](const PickName& pick) { return pick.name == name; });
}

// Offers what a bare word such as `dresses` can mean where a scope stands.
void OfferScopes(const tree::Name& base, Diagnostic& report) {
  if (base.text == "products" || base.text == "pieces" || base.text == "items" || base.text == "articles") {
    report.label = "write `cart.items`";
    report.help.push_back("write `cart.items` for all pieces of the cart");
    report.fixes.push_back({base.span, "cart.items", false});
    return;
  }
  report.label = "a category, or a product?";
  const auto offer = [&](const std::string& reading, const std::string& text) {
    report.help.push_back("for " + reading + " write `" + text + "`");
    report.fixes.push_back({base.span, text, false});
  };
  offer("a category", "category under \"" + base.text + "\"");
  offer("a product", "product \"" + base.text + "\"");
}

// The list whose lines are meant, by the name of its attribute.
bool LinesOf(Typing& typing, int attribute, const Span& span, Scope& scope, ExprContext& line,
             const ExprContext& context) {
  if (attribute < 0) {
    Report(typing, DiagnosticKind::kUnknownAttribute, span,
           "the lines of the cart are not known: `cart.items` is not declared")
        .help.push_back(
            "declare it: `attribute cart.items list of (product: product, price: money, quantity: number) otherwise [] "
            "consent necessary`");
    return false;
  }
  const Attribute& declared = typing.program.attributes[static_cast<std::size_t>(attribute)];
  if (IsUnknown(declared.type)) {
    typing.reported = true;  // explained where it is declared
    return false;
  }
  Expr list;
  list.type = declared.type;
  const auto found = LineContext(typing, list, context);
  const bool priced = found && found->record != nullptr && HasField(*found->record, "price", TypeKind::kMoney) &&
                      HasField(*found->record, "quantity", TypeKind::kNumber);
  if (!priced) {
    Report(typing, DiagnosticKind::kWrongType, span, "`" + declared.name + "` has no lines with `price` and `quantity`")
        .help.push_back("declare it as `list of (product: product, price: money, quantity: number)`");
    return false;
  }
  scope.base = Scope::Base::kLines;
  scope.list_attribute = attribute;
  scope.kind = "lines";
  line = *found;
  line.record = &declared.type.element()->fields();
  return true;
}

// `category under "x"`, `product "x"`, `this product`: lines of the cart.
bool LowerFiltered(Typing& typing, const tree::Scope& from, Scope& scope, ExprContext& line,
                   std::vector<Expr>& conditions, const ExprContext& context) {
  if (!LinesOf(typing, typing.program.cart_items, from.span, scope, line, context)) return false;
  const tree::Name& field = *from.base;
  scope.kind = field.text;
  if (from.value) {
    Expr filter = LineFilter(typing, field.text, field.span, from.under, *from.value, line);
    if (typing.reported) return false;
    const Expr& value = filter.children[1];
    if (value.op == Op::kConstant && value.constant.text() != nullptr) scope.value = *value.constant.text();
    filter.span = {field.span.file, field.span.begin, from.value->span.end};
    conditions.push_back(std::move(filter));
    return true;
  }
  tree::Expr item;
  item.kind = tree::ExprKind::kPath;
  item.of_this = true;
  item.text = field.text;
  item.span = from.span;
  conditions.push_back(LineFilter(typing, field.text, field.span, false, item, line));
  return !typing.reported;
}

bool LowerBase(Typing& typing, const tree::Scope& from, Scope& scope, ExprContext& line, std::vector<Expr>& conditions,
               const ExprContext& context) {
  if (!from.base) {
    // Lines are meant by `where`, `per piece` and `per line`.
    return (!from.where && !from.per) || LinesOf(typing, typing.program.cart_items, from.span, scope, line, context);
  }
  if (from.value || (from.of_this && from.base->text.find('.') == std::string::npos))
    return LowerFiltered(typing, from, scope, line, conditions, context);
  if (const Declaration* declaration = typing.declarations.Find(from.base->text);
      !from.of_this && declaration != nullptr && declaration->word == HeadWord::kAttribute && declaration->index >= 0 &&
      typing.program.attributes[static_cast<std::size_t>(declaration->index)].type.kind == TypeKind::kList)
    return LinesOf(typing, declaration->index, from.base->span, scope, line, context);
  if (from.base->text.find('.') == std::string::npos && typing.declarations.Find(from.base->text) == nullptr &&
      !IsPick(context, from.base->text)) {
    OfferScopes(*from.base, Report(typing, DiagnosticKind::kUnknownAttribute, from.base->span,
                                   Ticked(typing, from.base->span) + " does not say which pieces, and is no amount"));
    return false;
  }
  Expr amount = CheckPath(typing, from.base->text, from.base->span, from.of_this, context);
  if (typing.reported) return false;
  if (!IsUnknown(amount.type) && amount.type.kind != TypeKind::kMoney) {
    Report(typing, DiagnosticKind::kWrongType, from.base->span,
           Ticked(typing, from.base->span) + " is " + Describe(amount.type) + ", so nothing can be taken off it")
        .help.push_back("name an amount like `cart.total`, or lines like `category under \"dresses\"`");
    return false;
  }
  scope.base = Scope::Base::kAmount;
  scope.kind = from.base->text;
  scope.amount = std::move(amount);
  return true;
}

bool LowerPer(Typing& typing, const tree::Scope& from, Scope& scope) {
  if (!from.per) return true;
  const std::string& word = from.per->text;
  scope.per_piece = word == "piece";
  scope.per_line = word == "line";
  if (!scope.per_piece && !scope.per_line) {
    Diagnostic& report =
        Report(typing, DiagnosticKind::kUnknownWord, from.per->span, "`per " + word + "` is not known");
    const std::string nearest = Suggest(word, {"piece", "line"});
    if (!nearest.empty()) report.fixes.push_back({from.per->span, nearest, false});
    report.help.push_back("write `per piece` or `per line`");
    return false;
  }
  if (scope.base == Scope::Base::kLines) return true;
  Report(typing, DiagnosticKind::kWrongType, from.per->span, "an amount has no lines and pieces")
      .help.push_back("name a list, like `cart.items per " + word + "`");
  return false;
}

}  // namespace

Scope LowerScope(Typing& typing, const tree::Scope& from, const ExprContext& context) {
  const OneError one(typing);
  Scope scope;
  ExprContext line = context;
  std::vector<Expr> conditions;
  if (!LowerBase(typing, from, scope, line, conditions, context)) return scope;
  if (from.where) {
    if (scope.base != Scope::Base::kLines) {
      Report(typing, DiagnosticKind::kWrongType, from.where->span,
             "an amount has no lines that `where` could choose from")
          .help.push_back("name a list, like `cart.items where (" + TextOf(typing, from.where->span) + ")`");
      return scope;
    }
    conditions.push_back(CheckYesNo(typing, *from.where, line));
  }
  if (one.failed()) return scope;
  if (!conditions.empty()) {
    const Span span = conditions.size() == 1 ? conditions.front().span : from.span;
    scope.where = AllOf(std::move(conditions), span);
    ReportNegations(typing, *scope.where);
  }
  if (!one.failed()) LowerPer(typing, from, scope);
  return scope;
}

}  // namespace nextmove::dsl
