// Builds the tree from the parse: words, texts, numbers, dates.
#include <algorithm>
#include <cctype>

#include "dsl/syntax/builder.h"
#include "dsl/syntax/wrong_tokens.h"

namespace nextmove::dsl {

Unit UnitByWord(std::string_view written) {
  std::string small(written);  // the second chance lets `4 Days` and `4 hrs` be read as units
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::string_view word = UnitOfWord(small).empty() ? small : UnitOfWord(small);
  if (word.ends_with('s')) word.remove_suffix(1);
  for (const Unit unit : {Unit::kSecond, Unit::kMinute, Unit::kHour, Unit::kDay, Unit::kWeek, Unit::kMonth}) {
    if (UnitName(unit) == word) return unit;
  }
  return Unit::kYear;
}

Diagnostic& Builder::Report(DiagnosticKind kind, const Span& span, std::string message, bool certain) {
  broken_ = broken_ || !certain;
  if (reported_) return dropped_.emplace(Diagnostic{kind, span, std::move(message), {}, {}, {}, {}});
  reported_ = true;
  return sink_.Report(kind, span, std::move(message));
}

// Cuts the quotation marks and resolves `\"` and `\\`; `\{` is left for the reader of holes.
std::string Builder::Unescape(const antlr4::Token& token, const Span& span) {
  const std::string_view raw = scan_.TextOf(token);
  const std::size_t type = token.getType();
  const bool straight = raw.starts_with('"');
  std::size_t begin = 1;
  std::size_t end = raw.size() - (type == Lex::OPEN_TEXT ? 0 : 1);
  if (type == Lex::WRONG_TEXT) {
    begin = BytesOfFirst(raw);
    end = raw.size() - BytesOfLast(raw);
  } else if (type == Lex::OPEN_TEXT) {
    begin = BytesOfFirst(raw);
  }
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (raw[i] != '\\' || !(straight || type == Lex::OPEN_TEXT)) {
      out += raw[i];
      continue;
    }
    const char next = i + 1 < end ? raw[i + 1] : '\0';
    if (next == '"' || next == '\\') {
      out += next;
      ++i;
    } else if (next == '{') {
      out += "\\{";
      ++i;
    } else if (type == Lex::STRING) {
      const std::uint32_t at = span.begin + static_cast<std::uint32_t>(i);
      const std::uint32_t length = 1 + (next == '\0' ? 0 : static_cast<std::uint32_t>(BytesOfFirst(raw.substr(i + 1))));
      Diagnostic& d = Report(DiagnosticKind::kBadEscape, {span.file, at, at + length},
                             "unknown escape `" + std::string(raw.substr(i, length)) + "` in a text", false);
      d.label = "only `\\\"`, `\\\\` and `\\{` are known";
      d.help.push_back("for a backslash itself write it twice: `\\\\`");
      d.fixes.push_back({{span.file, at, at + 1}, "\\\\", false});
      out += '\\';
    }
  }
  return out;
}

void Builder::WrongText(std::size_t type, const Span& span) {
  if (type == Lex::WRONG_TEXT)
    ExplainWrongText(scan_.TextOf(span), span, Report(DiagnosticKind::kWrongQuotes, span, "", true));
  if (type == Lex::OPEN_TEXT)
    ExplainOpenText(scan_.TextOf(span), span, Report(DiagnosticKind::kOpenText, span, "", false));
}

tree::Text Builder::TextOf(Par::TextContext& context) {
  const antlr4::Token& token = *context.getStart();
  const Span span = scan_.SpanOf(token);
  WrongText(token.getType(), span);
  return {Unescape(token, span), span};
}

tree::Name Builder::CheckedName(std::string text, const Span& span) {
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return (c >= 'A' && c <= 'Z') || (c & 0x80) != 0 || c == '-'; }) ||
      text.starts_with('_')) {
    std::string proposed;
    for (std::size_t begin = 0; begin <= text.size();) {  // part by part: `cart.Total` is `cart.total`
      const std::size_t end = std::min(text.find('.', begin), text.size());
      proposed += (begin == 0 ? "" : ".") + ProposedName(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
    }
    Diagnostic& d = Report(DiagnosticKind::kBadName, span, "`" + text + "` is not a name", true);
    d.label = "names are small letters, digits and underscores";
    d.help.push_back("write `" + proposed + "`");
    d.fixes.push_back({span, proposed, false});
    text = proposed;
  }
  return {std::move(text), span, false};
}

tree::Name Builder::NameOf(antlr4::tree::TerminalNode& node) {
  return CheckedName(TokenText(node.getSymbol()), scan_.SpanOf(*node.getSymbol()));
}

tree::Name Builder::NameOf(antlr4::ParserRuleContext& context) {
  const antlr4::Token& token = *context.getStart();
  const Span span = scan_.SpanOf(token);
  const std::size_t type = token.getType();
  if (type == Lex::STRING || type == Lex::WRONG_TEXT || type == Lex::OPEN_TEXT) {
    WrongText(type, span);
    return {Unescape(token, span), span, true};
  }
  if (type == Lex::LOCALE) return {std::string(scan_.TextOf(token)), span, false};
  return CheckedName(std::string(scan_.TextOf(token)), span);
}

// A new name is one word. The grammar takes more, so that a name with blanks or capitals can be explained.
tree::Name Builder::NewName(Par::NewNameContext& context, bool may_be_text) {
  const std::size_t first = context.getStart()->getTokenIndex();
  std::size_t last = first;
  std::size_t words = 1;
  const std::size_t end = context.getStop() != nullptr ? context.getStop()->getTokenIndex() : first;
  // Words on later lines are explained as lines of their own.
  for (std::size_t i = scan_.After(first); i <= end && i != last && scan_.line(i) == scan_.line(first);
       i = scan_.After(i)) {
    last = i;
    ++words;
  }
  const Span span = scan_.SpanOf(first, last);
  const std::string text(scan_.TextOf(span));
  if (words == 1 && scan_.type(first) == Lex::NAME) return {text, span, false};
  if (words == 1 && may_be_text && !context.text().empty()) return NameOf(*context.text(0));
  const std::string proposed = ProposedName(text);
  Diagnostic& d = Report(DiagnosticKind::kBadName, span, "`" + text + "` is not a name", true);
  d.label = words > 1 && scan_.TextOf(span).find(' ') != std::string_view::npos
                ? "a name has no blanks"
                : "names are small letters, digits and underscores";
  d.help.push_back("write `" + proposed + "`");
  d.fixes.push_back({span, proposed, false});
  return {proposed, span, false};
}

tree::Names Builder::NamesOf(Par::NamesContext& context) {
  tree::Names names;
  for (Par::NameContext* name : context.name()) names.names.push_back(NameOf(*name));
  return names;
}

std::vector<tree::LocalizedText> Builder::Localized(const std::vector<Par::LocaleContext*>& locales,
                                                    const std::vector<Par::TextContext*>& texts) {
  std::vector<tree::LocalizedText> out;
  for (std::size_t i = 0; i < locales.size() && i < texts.size(); ++i) {
    out.push_back({NameOf(*locales[i]), TextOf(*texts[i])});
  }
  return out;
}

std::optional<std::int64_t> Builder::Integer(antlr4::tree::TerminalNode& node) {
  const std::string_view text = scan_.TextOf(*node.getSymbol());
  std::int64_t value = 0;
  for (const char c : text) value = std::min<std::int64_t>(value * 10 + (c - '0'), 1'000'000'000'000);
  if (value < 1'000'000'000'000) return value;
  Diagnostic& d =
      Report(DiagnosticKind::kOutOfRange, scan_.SpanOf(*node.getSymbol()), "the number is too large", false);
  d.label = "at most 999999999999";
  return std::nullopt;
}

std::optional<Decimal> Builder::Number(Par::NumberContext& context) {
  const Span span = scan_.SpanOf(*context.getStart());
  std::string text(scan_.TextOf(span));
  if (context.WRONG_NUMBER() != nullptr) {
    const bool in_list = scan_.type(scan_.Before(context.getStart()->getTokenIndex())) == Lex::LB ||
                         scan_.type(scan_.Before(context.getStart()->getTokenIndex())) == Lex::COMMA;
    ExplainWrongNumber(text, span, in_list, Report(DiagnosticKind::kWrongNumber, span, "", !in_list));
    std::replace(text.begin(), text.end(), ',', '.');
  }
  std::optional<Decimal> number = Decimal::Parse(text);
  if (!number) {
    Report(DiagnosticKind::kOutOfRange, span, "the number has too many digits", false).label = "at most 34 digits";
  }
  return number;
}

tree::DurationText Builder::DurationOf(Par::DurationContext& context) {
  tree::DurationText out;
  out.count = Integer(*context.INT()).value_or(0);
  out.unit = UnitByWord(scan_.TextOf(*context.UNIT()->getSymbol()));
  out.calendar = context.CALENDAR() != nullptr;
  out.span = scan_.SpanOf(context);
  if (!Duration::Of(out.count, out.unit, out.calendar)) {
    Report(DiagnosticKind::kOutOfRange, out.span, "the time is too long", false).label = "at most about 10,000 years";
    out.count = 0;
  }
  return out;
}

std::optional<Date> Builder::DateOf(antlr4::tree::TerminalNode& node) {
  const Span span = scan_.SpanOf(*node.getSymbol());
  const std::string text(scan_.TextOf(span));
  std::optional<Date> date = Date::Parse(text);
  if (!date) {
    Diagnostic& d = Report(DiagnosticKind::kNoSuchDate, span, "there is no day `" + text + "`", false);
    d.label = "the calendar has no such day";
    d.help.push_back("write a date that exists, as year-month-day: `2026-11-27`");
  }
  return date;
}

std::optional<int> Builder::ClockOf(antlr4::tree::TerminalNode& node) {
  const Span span = scan_.SpanOf(*node.getSymbol());
  const std::string text(scan_.TextOf(span));
  const std::size_t colon = text.find(':');
  const int hour = std::stoi(text.substr(0, colon));
  const int minute = std::stoi(text.substr(colon + 1));
  if (hour < 24 && minute < 60) return hour * 60 + minute;
  Diagnostic& d = Report(DiagnosticKind::kNoSuchDate, span, "there is no hour `" + text + "`", false);
  d.label = "hours go from 00:00 to 23:59";
  d.help.push_back("write an hour of the clock: `18:00`; the end of a day is `00:00`");
  return std::nullopt;
}

void Builder::WrongDate(const Span& span) {
  ExplainWrongDate(scan_.TextOf(span), span, Report(DiagnosticKind::kWrongDate, span, "", false));
}

// A number with its unit: `25%`, `20 EUR`, `7 days`, `3`.
tree::ExprPtr Builder::Amount(Par::LiteralContext& context, Par::NumberContext& number) {
  std::optional<Decimal> parsed = Number(number);
  if (!parsed) return Wrong(context);
  Decimal value = context.MINUS() != nullptr ? -*parsed : *parsed;
  tree::ExprPtr expr = Make(tree::ExprKind::kLiteral, context);
  if (context.PERCENT() != nullptr) {
    expr->literal = Percent{value};
  } else if (context.MONEY_SIGN() != nullptr) {
    ExplainMoneySign(scan_.TextOf(expr->span), expr->span, Report(DiagnosticKind::kMoneySign, expr->span, "", false));
    return Wrong(context);
  } else if (context.CURRENCY() != nullptr) {
    // The second chance lets `20 eur` be read as the code.
    const Span span = scan_.SpanOf(*context.CURRENCY()->getSymbol());
    std::string code(scan_.TextOf(span));
    if (!(code[0] >= 'A' && code[0] <= 'Z')) code = CurrencyOfWord(code);
    const std::optional<Currency> currency = Currency::Parse(code);
    if (!currency) {
      Diagnostic& d = Report(DiagnosticKind::kUnknownCurrency, span, "unknown currency `" + code + "`", false);
      d.label = "not a code of ISO 4217";
      return Wrong(context);
    }
    expr->literal = Money{value, *currency};
  } else if (context.UNIT() != nullptr) {
    const std::optional<std::int64_t> count = value.ToInt64();
    const Unit unit = UnitByWord(scan_.TextOf(*context.UNIT()->getSymbol()));
    const std::optional<Duration> duration =
        count ? Duration::Of(*count, unit, context.CALENDAR() != nullptr) : std::nullopt;
    if (!duration) {
      Diagnostic& d = Report(DiagnosticKind::kOutOfRange, expr->span,
                             "`" + std::string(scan_.TextOf(expr->span)) + "` is no length of time", false);
      d.label = "a whole number of a unit, at most about 10,000 years";
      d.help.push_back("choose a smaller unit: `90 minutes` instead of `1.5 hours`");
      return Wrong(context);
    }
    expr->duration = duration;
    expr->unit = unit;
    expr->literal = *duration;
  } else {
    expr->literal = value;
  }
  return expr;
}

tree::ExprPtr Builder::TextLiteral(Par::TextContext& context) {
  tree::ExprPtr expr = Make(tree::ExprKind::kLiteral, context);
  expr->literal = TextOf(context).text;
  return expr;
}

tree::ExprPtr Builder::Literal(Par::LiteralContext& context) {
  if (Par::NumberContext* number = context.number()) return Amount(context, *number);
  if (Par::TextContext* text = context.text()) return TextLiteral(*text);
  tree::ExprPtr expr = Make(tree::ExprKind::kLiteral, context);
  if (context.DATE() != nullptr) {
    const std::optional<Date> date = DateOf(*context.DATE());
    if (!date) return Wrong(context);
    expr->literal = *date;
  } else if (context.CLOCK() != nullptr) {
    expr->clock = ClockOf(*context.CLOCK());
    if (!expr->clock) return Wrong(context);
  } else if (context.WRONG_DATE() != nullptr) {
    WrongDate(expr->span);
    return Wrong(context);
  } else {
    expr->literal = context.YES() != nullptr;
  }
  return expr;
}

}  // namespace nextmove::dsl
