// What a discount is taken off: the cart, an amount, or lines of a list.

#include <algorithm>
#include <utility>

#include "dsl/check/expressions/entry.h"
#include "dsl/check/expressions/expressions.h"
#include "dsl/check/type_words.h"

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

// What `dresses` can mean where pieces stand.
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

}  // namespace

Scope ExpressionChecker::LowerScope(const tree::Scope& from, const ExprContext& context) {
  const OneError one(*this);
  Scope scope;
  ExprContext line = context;
  std::vector<Expr> conditions;
  if (!LowerBase(from, scope, line, conditions, context)) return scope;
  if (from.where) {
    if (scope.base != Scope::Base::kLines) {
      Report(DiagnosticKind::kWrongType, from.where->span, "an amount has no lines that `where` could choose from")
          .help.push_back("name a list, like `cart.items where (" + TextOf(from.where->span) + ")`");
      return scope;
    }
    conditions.push_back(CheckYesNo(*from.where, line));
  }
  if (one.failed()) return scope;
  if (!conditions.empty()) {
    const Span span = conditions.size() == 1 ? conditions.front().span : from.span;
    scope.where = And(std::move(conditions), span);
    ReportNegations(*scope.where);
  }
  if (!one.failed()) LowerPer(from, scope);
  return scope;
}

// The list whose lines are meant, by the name of its attribute.
bool ExpressionChecker::LinesOf(int attribute, const Span& span, Scope& scope, ExprContext& line,
                                const ExprContext& context) {
  if (attribute < 0) {
    Report(DiagnosticKind::kUnknownAttribute, span, "the lines of the cart are not known: `cart.items` is not declared")
        .help.push_back(
            "declare it: `attribute cart.items list of (product: product, price: money, quantity: number) otherwise [] "
            "consent necessary`");
    return false;
  }
  const Attribute& declared = program_.attributes[static_cast<std::size_t>(attribute)];
  if (IsUnknown(declared.type)) {
    reported_ = true;  // explained where it is declared
    return false;
  }
  Expr list;
  list.type = declared.type;
  const auto found = LineContext(list, context);
  const bool priced = found && found->record != nullptr && HasField(*found->record, "price", TypeKind::kMoney) &&
                      HasField(*found->record, "quantity", TypeKind::kNumber);
  if (!priced) {
    Report(DiagnosticKind::kWrongType, span, "`" + declared.name + "` has no lines with `price` and `quantity`")
        .help.push_back("declare it as `list of (product: product, price: money, quantity: number)`");
    return false;
  }
  scope.base = Scope::Base::kLines;
  scope.list_attribute = attribute;
  scope.kind = "lines";
  line = *found;
  line.record = &declared.type.element->fields;
  return true;
}

bool ExpressionChecker::LowerBase(const tree::Scope& from, Scope& scope, ExprContext& line,
                                  std::vector<Expr>& conditions, const ExprContext& context) {
  if (!from.base) {
    // Lines are meant by `where`, `per piece` and `per line`.
    return (!from.where && !from.per) || LinesOf(program_.cart_items, from.span, scope, line, context);
  }
  if (from.value || (from.of_this && from.base->text.find('.') == std::string::npos))
    return LowerFiltered(from, scope, line, conditions, context);
  if (const Declaration* declaration = declarations_.Find(from.base->text);
      !from.of_this && declaration != nullptr && declaration->word == HeadWord::kAttribute && declaration->index >= 0 &&
      program_.attributes[static_cast<std::size_t>(declaration->index)].type.kind == TypeKind::kList)
    return LinesOf(declaration->index, from.base->span, scope, line, context);
  if (from.base->text.find('.') == std::string::npos && declarations_.Find(from.base->text) == nullptr &&
      !IsPick(context, from.base->text)) {
    OfferScopes(*from.base, Report(DiagnosticKind::kUnknownAttribute, from.base->span,
                                   Ticked(from.base->span) + " does not say which pieces, and is no amount"));
    return false;
  }
  Expr amount = CheckPath(from.base->text, from.base->span, from.of_this, context);
  if (reported_) return false;
  if (!IsUnknown(amount.type) && amount.type.kind != TypeKind::kMoney) {
    Report(DiagnosticKind::kWrongType, from.base->span,
           Ticked(from.base->span) + " is " + Describe(amount.type) + ", so nothing can be taken off it")
        .help.push_back("name an amount like `cart.total`, or lines like `category under \"dresses\"`");
    return false;
  }
  scope.base = Scope::Base::kAmount;
  scope.kind = from.base->text;
  scope.amount = std::move(amount);
  return true;
}

// `category under "x"`, `product "x"`, `this product`: lines of the cart.
bool ExpressionChecker::LowerFiltered(const tree::Scope& from, Scope& scope, ExprContext& line,
                                      std::vector<Expr>& conditions, const ExprContext& context) {
  if (!LinesOf(program_.cart_items, from.span, scope, line, context)) return false;
  const tree::Name& field = *from.base;
  scope.kind = field.text;
  if (from.value) {
    Expr filter = LineFilter(field.text, field.span, from.under, *from.value, line);
    if (reported_) return false;
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
  conditions.push_back(LineFilter(field.text, field.span, false, item, line));
  return !reported_;
}

bool ExpressionChecker::LowerPer(const tree::Scope& from, Scope& scope) {
  if (!from.per) return true;
  const std::string& word = from.per->text;
  scope.per_piece = word == "piece";
  scope.per_line = word == "line";
  if (!scope.per_piece && !scope.per_line) {
    Diagnostic& report = Report(DiagnosticKind::kUnknownWord, from.per->span, "`per " + word + "` is not known");
    const std::string nearest = NearestOf(word, {"piece", "line"});
    if (!nearest.empty()) report.fixes.push_back({from.per->span, nearest, false});
    report.help.push_back("write `per piece` or `per line`");
    return false;
  }
  if (scope.base == Scope::Base::kLines) return true;
  Report(DiagnosticKind::kWrongType, from.per->span, "an amount has no lines and pieces")
      .help.push_back("name a list, like `cart.items per " + word + "`");
  return false;
}

}  // namespace nextmove::dsl
