// Builds the tree from the parse: conditions and values.
#include "absl/strings/str_join.h"
#include "dsl/syntax/builder.h"
#include "dsl/syntax/wrong_tokens.h"

namespace nextmove::dsl {

using tree::Expr;
using tree::ExprKind;
using tree::ExprPtr;

ExprPtr Builder::Make(ExprKind kind, antlr4::ParserRuleContext& context) {
  auto expr = std::make_unique<Expr>();
  expr->kind = kind;
  expr->span = scan_.SpanOf(context);
  return expr;
}

// What was written, with single blanks.
std::string Builder::WordsOf(antlr4::ParserRuleContext& context) {
  std::vector<std::string> words;
  const std::size_t last = context.getStop()->getTokenIndex();
  for (std::size_t i = context.getStart()->getTokenIndex();; i = scan_.After(i)) {
    words.emplace_back(scan_.text(i));
    if (i == last) return absl::StrJoin(words, " ");
  }
}

ExprPtr Builder::Wrong(antlr4::ParserRuleContext& context) { return Make(ExprKind::kWrong, context); }

ExprPtr Builder::Path(antlr4::ParserRuleContext& path, bool of_this, const Span& span) {
  auto expr = std::make_unique<Expr>();
  expr->kind = ExprKind::kPath;
  expr->text = NameOf(path).text;
  expr->of_this = of_this;
  expr->span = span;
  return expr;
}

// `&&` and `||` for `and` and `or`: the meaning is certain.
void Builder::SymbolAnd(const std::vector<antlr4::tree::TerminalNode*>& nodes, std::string_view word) {
  for (antlr4::tree::TerminalNode* node : nodes) {
    const Span span = scan_.SpanOf(*node->getSymbol());
    const std::string sign(scan_.TextOf(span));
    Diagnostic& d = Report(DiagnosticKind::kSymbol, span, "the sign `" + sign + "` stands for a word", true);
    d.label = "write `" + std::string(word) + "`";
    d.help.push_back("conditions are joined by words: `" + std::string(word) + "`");
    d.fixes.push_back({span, std::string(word), true});
  }
}

ExprPtr Builder::Expression(Par::ExprContext& context) {
  const auto parts = context.conjunction();
  SymbolAnd(context.SYMBOL_OR(), "or");
  if (parts.size() == 1) return Conjunction(*parts[0]);
  ExprPtr expr = Make(ExprKind::kOr, context);
  for (Par::ConjunctionContext* part : parts) expr->children.push_back(Conjunction(*part));
  if (!context.OR().empty()) expr->operator_span = scan_.SpanOf(*context.OR(0)->getSymbol());
  return expr;
}

ExprPtr Builder::Conjunction(Par::ConjunctionContext& context) {
  const auto parts = context.negation();
  SymbolAnd(context.SYMBOL_AND(), "and");
  if (parts.size() == 1) return Negation(*parts[0]);
  ExprPtr expr = Make(ExprKind::kAnd, context);
  for (Par::NegationContext* part : parts) expr->children.push_back(Negation(*part));
  if (!context.AND().empty()) expr->operator_span = scan_.SpanOf(*context.AND(0)->getSymbol());
  return expr;
}

ExprPtr Builder::Negation(Par::NegationContext& context) {
  if (context.NOT() == nullptr) return Comparison(*context.comparison());
  ExprPtr expr = Make(ExprKind::kNot, context);
  expr->operator_span = scan_.SpanOf(*context.NOT()->getSymbol());
  expr->children.push_back(Negation(*context.negation()));
  return expr;
}

void Builder::ComparisonSign(antlr4::tree::TerminalNode& node) {
  const Span span = scan_.SpanOf(*node.getSymbol());
  const std::string sign(scan_.TextOf(span));
  const std::string words(WordsOfSign(sign));
  Diagnostic& d = Report(DiagnosticKind::kSymbol, span, "the sign `" + sign + "` stands for words", false);
  d.label = "write `" + words + "`";
  d.help.push_back("comparisons are words: `" + words + "`");
  const std::size_t index = node.getSymbol()->getTokenIndex();
  const bool glued_left = scan_.SpanOf(scan_.Before(index)).end == span.begin;
  const bool glued_right = scan_.SpanOf(scan_.After(index)).begin == span.end;
  d.fixes.push_back({span, (glued_left ? " " : "") + words + (glued_right ? " " : ""), true});
}

ExprPtr Builder::Comparison(Par::ComparisonContext& context) {
  ExprPtr left = Sum(*context.sum(0));
  ExprPtr expr;
  // The part before `or unknown` and `and known`, which belong to the test.
  const bool tail = context.UNKNOWN() != nullptr || context.KNOWN() != nullptr;
  const auto start = [&](ExprKind kind) {
    expr = Make(kind, context);
    expr->children.push_back(std::move(left));
  };
  if (Par::PredicateContext* predicate = context.predicate()) {
    start(ExprKind::kIs);
    const antlr4::Token* last = context.NOT() != nullptr ? context.NOT()->getSymbol() : context.IS()->getSymbol();
    expr->operator_span = {expr->span.file, scan_.SpanOf(*context.IS()->getSymbol()).begin, scan_.SpanOf(*last).end};
    expr->span.end = scan_.SpanOf(*predicate).end;
    Predicate(*predicate, context.NOT() != nullptr, *expr);
  } else if (Par::ContentContext* content = context.content()) {
    start(ExprKind::kContains);
    expr->negated = context.DOES() != nullptr;
    const antlr4::Token* first = expr->negated ? context.DOES()->getSymbol() : context.CONTAINS()->getSymbol();
    const antlr4::Token* last = expr->negated ? context.CONTAIN()->getSymbol() : first;
    expr->operator_span = {expr->span.file, scan_.SpanOf(*first).begin, scan_.SpanOf(*last).end};
    expr->span.end = scan_.SpanOf(*content).end;
    Content(*content, *expr);
  } else if (context.STARTS() != nullptr || context.ENDS() != nullptr) {
    start(context.STARTS() != nullptr ? ExprKind::kStartsWith : ExprKind::kEndsWith);
    const antlr4::Token* first =
        context.STARTS() != nullptr ? context.STARTS()->getSymbol() : context.ENDS()->getSymbol();
    expr->operator_span = {expr->span.file, scan_.SpanOf(*first).begin, scan_.SpanOf(*context.WITH()->getSymbol()).end};
    expr->children.push_back(Sum(*context.sum(1)));
    expr->span.end = expr->children.back()->span.end;
  } else if (context.SYMBOL() != nullptr) {
    ComparisonSign(*context.SYMBOL());
    Sum(*context.sum(1));
    expr = Wrong(context);
  } else {
    expr = std::move(left);
  }
  if (!tail) return expr;
  ExprPtr outer = Make(context.UNKNOWN() != nullptr ? ExprKind::kOrUnknown : ExprKind::kAndKnown, context);
  const antlr4::Token* first = context.UNKNOWN() != nullptr ? context.OR()->getSymbol() : context.AND()->getSymbol();
  outer->operator_span = {outer->span.file, scan_.SpanOf(*first).begin, outer->span.end};
  outer->children.push_back(std::move(expr));
  return outer;
}

void Builder::Predicate(Par::PredicateContext& context, bool negated, Expr& expr) {
  const auto extend = [&](antlr4::tree::TerminalNode* node) {
    expr.operator_span.end = scan_.SpanOf(*node->getSymbol()).end;
  };
  const auto add = [&](std::size_t index) { expr.children.push_back(Sum(*context.sum(index))); };
  expr.negated = negated;
  if (context.ONE() != nullptr) {
    expr.kind = negated ? ExprKind::kIsNotOneOf : ExprKind::kIsOneOf;
    extend(context.OF());
    if (context.listLiteral() != nullptr) {
      expr.children.push_back(ListOf(*context.listLiteral()));
    } else {
      expr.children.push_back(Path(*context.path(), false, scan_.SpanOf(*context.path())));
    }
  } else if (context.KNOWN() != nullptr || context.UNKNOWN() != nullptr) {
    expr.kind = (context.KNOWN() != nullptr) != negated ? ExprKind::kIsKnown : ExprKind::kIsUnknown;
    expr.operator_span.end = expr.span.end;
  } else if (context.BETWEEN() != nullptr) {
    expr.kind = ExprKind::kIsBetween;
    extend(context.BETWEEN());
    add(0);
    add(1);
  } else if (context.AT() != nullptr) {
    expr.kind = context.LEAST() != nullptr ? ExprKind::kAtLeast : ExprKind::kAtMost;
    extend(context.LEAST() != nullptr ? context.LEAST() : context.MOST());
    add(0);
  } else if (context.THAN() != nullptr) {
    expr.kind = context.MORE_() != nullptr ? ExprKind::kMoreThan : ExprKind::kLessThan;
    extend(context.THAN());
    add(0);
  } else if (context.BEFORE() != nullptr || context.AFTER() != nullptr) {
    expr.kind = context.BEFORE() != nullptr ? ExprKind::kBefore : ExprKind::kAfter;
    extend(context.BEFORE() != nullptr ? context.BEFORE() : context.AFTER());
    add(0);
  } else if (context.duration() != nullptr) {
    expr.kind = context.LAST() != nullptr ? ExprKind::kInTheLast : ExprKind::kInTheNext;
    extend(context.LAST() != nullptr ? context.LAST() : context.NEXT());
    const tree::DurationText text = DurationOf(*context.duration());
    expr.duration = Duration::Of(text.count, text.unit, text.calendar);
    expr.unit = text.unit;
  } else if (context.IN() != nullptr) {
    expr.kind = ExprKind::kInThis;
    extend(context.THIS());
    expr.unit = UnitByWord(scan_.TextOf(*context.UNIT()->getSymbol()));
  } else if (context.UNDER() != nullptr) {
    expr.kind = ExprKind::kIsUnder;
    extend(context.UNDER());
    add(0);
  } else {
    expr.kind = negated ? ExprKind::kIsNot : ExprKind::kIs;
    add(0);
  }
}

void Builder::Content(Par::ContentContext& context, Expr& expr) {
  if (context.OF() != nullptr) {
    expr.contains = context.ANY() != nullptr ? tree::ContainsKind::kAnyOf : tree::ContainsKind::kAllOf;
    expr.children.push_back(context.listLiteral() != nullptr
                                ? ListOf(*context.listLiteral())
                                : Path(*context.path(), false, scan_.SpanOf(*context.path())));
    return;
  }
  if (context.expr() != nullptr) expr.where = Expression(*context.expr());
  if (context.ANY() != nullptr) {
    expr.contains = tree::ContainsKind::kAnyWhere;
    return;
  }
  const auto operands = context.operand();
  expr.under = context.UNDER() != nullptr;
  expr.contains = operands.size() > 1 || expr.where ? tree::ContainsKind::kItem : tree::ContainsKind::kValue;
  if (operands.size() > 1) expr.text = WordsOf(*operands[0]);
  expr.children.push_back(Operand(*operands.back()));
}

ExprPtr Builder::Chain(std::vector<ExprPtr> operands, const std::vector<antlr4::tree::TerminalNode*>& signs) {
  ExprPtr left = std::move(operands[0]);
  if (signs.size() > static_cast<std::size_t>(limits_.max_nesting)) {
    Diagnostic& d = Report(DiagnosticKind::kNestedTooDeep, left->span, "the calculation is too long", false);
    d.help.push_back("name a part of it with `value`");
    left->kind = ExprKind::kWrong;
    return left;
  }
  for (std::size_t i = 0; i < signs.size(); ++i) {
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::kArithmetic;
    expr->operator_span = scan_.SpanOf(*signs[i]->getSymbol());
    switch (signs[i]->getSymbol()->getType()) {
      case Lex::PLUS:
        expr->sign = tree::SignKind::kPlus;
        break;
      case Lex::MINUS:
        expr->sign = tree::SignKind::kMinus;
        break;
      case Lex::STAR:
        expr->sign = tree::SignKind::kTimes;
        break;
      default:
        expr->sign = tree::SignKind::kDivide;
        break;
    }
    expr->span = {left->span.file, left->span.begin, operands[i + 1]->span.end};
    expr->children.push_back(std::move(left));
    expr->children.push_back(std::move(operands[i + 1]));
    left = std::move(expr);
  }
  return left;
}

namespace {
// The signs between the operands, in the order written.
std::vector<antlr4::tree::TerminalNode*> SignsOf(antlr4::ParserRuleContext& context) {
  std::vector<antlr4::tree::TerminalNode*> signs;
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(child)) signs.push_back(node);
  }
  return signs;
}
}  // namespace

ExprPtr Builder::Sum(Par::SumContext& context) {
  std::vector<ExprPtr> operands;
  for (Par::ProductContext* part : context.product()) operands.push_back(Product(*part));
  return Chain(std::move(operands), SignsOf(context));
}

ExprPtr Builder::Product(Par::ProductContext& context) {
  std::vector<ExprPtr> operands;
  for (Par::ValueContext* part : context.value()) operands.push_back(ValueOf(*part));
  return Chain(std::move(operands), SignsOf(context));
}

ExprPtr Builder::ValueOf(Par::ValueContext& context) {
  if (context.operand() != nullptr) return Operand(*context.operand());
  if (context.listLiteral() != nullptr) return ListOf(*context.listLiteral());
  if (context.history() != nullptr) return HistoryOf(*context.history());
  if (context.aggregate() != nullptr) return AggregateOf(*context.aggregate());
  if (context.TODAY() != nullptr) return Make(ExprKind::kToday, context);
  if (context.SEGMENT() != nullptr) {
    ExprPtr expr = Make(ExprKind::kInSegment, context);
    const tree::Name name = NameOf(*context.name());
    expr->text = name.text;
    expr->operator_span = {expr->span.file, expr->span.begin, scan_.SpanOf(*context.SEGMENT()->getSymbol()).end};
    return expr;
  }
  if (context.DIFFERENCE() != nullptr) {
    ExprPtr expr = Make(ExprKind::kDifference, context);
    expr->operator_span = scan_.SpanOf(*context.DIFFERENCE()->getSymbol());
    for (Par::ValueContext* part : context.value()) expr->children.push_back(ValueOf(*part));
    return expr;
  }
  if (context.expr() != nullptr) {
    ExprPtr expr = Expression(*context.expr());
    expr->parenthesized = true;
    return expr;
  }
  return Path(context, false, scan_.SpanOf(context));  // bare `day`, `times`, `number`: fields of an item
}

// `is France`: no name has capitals, and a value stands here.
bool Builder::IsUnquotedText(Par::OperandContext& context) const {
  if (context.THIS() != nullptr || context.path()->WRONG_NAME() == nullptr) return false;
  const std::size_t index = context.getStart()->getTokenIndex();
  if (scan_.text(index).find('.') != std::string_view::npos) return false;
  switch (scan_.type(scan_.Before(index))) {
    case Lex::IS:
    case Lex::NOT:
    case Lex::UNDER:
    case Lex::CONTAINS:
    case Lex::WITH:
    case Lex::LB:
      return true;
    default:
      return false;
  }
}

ExprPtr Builder::Operand(Par::OperandContext& context) {
  if (context.literal() != nullptr) return Literal(*context.literal());
  if (IsUnquotedText(context)) {
    const Span span = scan_.SpanOf(context);
    const std::string text = "\"" + std::string(scan_.TextOf(span)) + "\"";
    Diagnostic& d = Report(DiagnosticKind::kTextWithoutQuotes, span,
                           "`" + std::string(scan_.TextOf(span)) + "` needs quotation marks to be a text", false);
    d.label = "not a name";
    d.help.push_back("write `" + text + "`");
    d.fixes.push_back({span, text, false});
    return Wrong(context);
  }
  return Path(*context.path(), context.THIS() != nullptr, scan_.SpanOf(context));
}

ExprPtr Builder::ListOf(Par::ListLiteralContext& context) {
  ExprPtr expr = Make(ExprKind::kList, context);
  for (Par::ExprContext* item : context.expr()) expr->children.push_back(Expression(*item));
  return expr;
}

}  // namespace nextmove::dsl
