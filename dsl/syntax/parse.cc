// Reads a file piece by piece: parse, repair small slips, parse again, explain, build.
#include "dsl/syntax/parse.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "dsl/syntax/builder.h"
#include "dsl/syntax/explain.h"
#include "dsl/syntax/field_words.h"
#include "dsl/syntax/pieces.h"
#include "dsl/syntax/recovery.h"
#include "dsl/syntax/scan.h"
#include "dsl/syntax/second_chance.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

// One error for each line that holds such characters.
void FindInvisible(std::string_view text, std::uint32_t file, DiagnosticSink& sink) {
  bool told = false;
  for (std::size_t i = 0, bytes = 1; i < text.size(); i += bytes) {
    const char32_t c = CodePointAt(text, i, &bytes);
    if (c == '\n') told = false;
    if (told || !IsInvisible(c)) continue;
    char code[16];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
    const Span span{file, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + bytes)};
    Diagnostic& d = sink.Report(DiagnosticKind::kInvisibleCharacter, span, std::string("invisible character ") + code);
    d.label = "can't be seen, or turns the direction of text";
    d.help.push_back("delete it");
    d.fixes.push_back({span, "", false});
    told = true;
  }
}

// A text with its line breaks and the blanks around them as single blanks.
std::string OnOneLine(std::string_view text) {
  std::string out;
  bool broken = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (c == '\n') {
      out.erase(out.find_last_not_of(" \t\r") + 1);
      broken = true;
    } else if (!broken || !blank) {
      if (broken) out += ' ';
      broken = false;
      out += c;
    }
  }
  return out;
}

// The clauses of one piece, put below the heads of a file.
class PieceReader {
 public:
  PieceReader(std::string_view piece, std::uint32_t file, std::uint32_t base, const ParseLimits& limits,
              DiagnosticSink& sink)
      : scan_(ScanPiece(piece, file, base)),
        limits_(limits),
        sink_(sink),
        explainer_(scan_, sink),
        builder_(scan_, limits, sink) {}

  void Read(tree::File& out) {
    CapNesting();
    Comments();
    broken_texts_ = HideTextLines(scan_);
    deals_ = HideDeals(scan_);
    scan_.Rewind();
    RepairHeadings(scan_, repairs_, unknown_heads_);
    RepairClauseWords(scan_, repairs_);
    Parse parse = ParseItems(scan_);
    AddNameLines(parse);
    if (!parse.failures.empty() && RepairFailures(scan_, parse.failures, repairs_)) {
      parse = ParseItems(scan_);
      AddNameLines(parse);
    }
    for (antlr4::tree::ParseTree* child : parse.file->children) {
      auto* item = dynamic_cast<antlr4::ParserRuleContext*>(child);
      if (item != nullptr && item->getStart() != nullptr) items_.push_back(item);
    }
    ExplainRepairs();
    ExplainFailures(parse.failures);
    Build(out);
  }

 private:
  void CapNesting();
  void Comments();
  void AddNameLines(Parse& parse);
  void ExplainRepairs();
  void ExplainRepair(const Repair& repair);
  void ExplainFailures(const std::vector<Failure>& failures);
  void Build(tree::File& out);
  // The first token of the item that holds this token.
  std::size_t ItemOf(std::size_t index) const;

  Scan scan_;
  const ParseLimits& limits_;
  DiagnosticSink& sink_;
  Explainer explainer_;
  Builder builder_;
  std::vector<Repair> repairs_;
  std::vector<std::size_t> unknown_heads_;
  std::vector<std::pair<std::size_t, std::size_t>> broken_texts_;  // first and last tokens
  std::vector<DealWords> deals_;
  std::vector<std::size_t> lost_lines_;  // first tokens of lines that are no clause
  std::set<std::size_t> broken_;         // first tokens of items
  std::vector<antlr4::ParserRuleContext*> items_;
};

// Hides clauses that nest too deep: the parser calls itself for each level.
void PieceReader::CapNesting() {
  int open = 0;
  int run = 0;      // `not not not`, `list of list of`
  int chained = 0;  // `difference between` in one clause
  std::size_t begin = 0;
  const std::vector<std::size_t> seen = scan_.seen();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const std::size_t index = seen[i];
    if (scan_.StartsItem(index)) {
      open = run = chained = 0;
      begin = i;
    }
    const std::size_t type = scan_.type(index);
    if (type == Lex::LP || type == Lex::LB) ++open;
    if (type == Lex::RP || type == Lex::RB) --open;
    if (type == Lex::NOT || type == Lex::LIST) {
      ++run;
    } else if (type != Lex::OF && type != Lex::LP) {
      run = 0;
    }
    if (type == Lex::DIFFERENCE) ++chained;
    if (std::max({open, run, chained}) <= limits_.max_nesting) continue;
    Diagnostic& d = sink_.Report(DiagnosticKind::kNestedTooDeep, scan_.SpanOf(index),
                                 "nested more than " + std::to_string(limits_.max_nesting) + " deep");
    d.label = "too deep";
    d.help.push_back("name a part of it with `value` or `segment`");
    while (i + 1 < seen.size() && !scan_.StartsItem(seen[i + 1])) ++i;
    for (std::size_t k = begin; k <= i; ++k) {
      if (!scan_.AtEnd(seen[k])) scan_.Hide(seen[k]);
    }
    open = run = chained = 0;
  }
  scan_.Rewind();
}

// `//` and `;` do no harm to the clause, so they are explained apart.
void PieceReader::Comments() {
  for (std::size_t i = 0; i < scan_.tokens().size(); ++i) {
    const Span span = scan_.SpanOf(i);
    if (scan_.type(i) == Lex::WRONG_COMMENT) {
      const Span sign{span.file, span.begin, span.begin + 2};
      Diagnostic& d = sink_.Report(DiagnosticKind::kWrongComment, sign, "comments do not start with `//`");
      d.label = "write `#`";
      d.help.push_back("a comment starts with `#` and goes to the end of its line");
      d.fixes.push_back({sign, "#", true});
    } else if (scan_.type(i) == Lex::WRONG_END) {
      Diagnostic& d = sink_.Report(DiagnosticKind::kNeedlessSign, span, "`;` is not needed");
      d.label = "a clause ends where the next begins";
      d.help.push_back("delete it");
      d.fixes.push_back({span, "", true});
    }
  }
}

// A new name takes words on the next line, where a clause without its first word stands.
void PieceReader::AddNameLines(Parse& parse) {
  for (Par::HeadContext* head : parse.file->head()) {
    Par::NewNameContext* name = head->newName();
    if (name == nullptr || name->getStart() == nullptr || name->getStop() == nullptr) continue;
    const std::size_t stop = name->getStop()->getTokenIndex();
    for (std::size_t i = name->getStart()->getTokenIndex(); i < stop;) {
      i = scan_.After(i);
      if (!scan_.FirstOnLine(i) || i > stop) continue;
      Failure failure;
      failure.begin = failure.at = i;
      failure.end = scan_.After(stop);
      failure.stray = true;
      parse.failures.push_back(failure);
      break;
    }
  }
  std::stable_sort(parse.failures.begin(), parse.failures.end(),
                   [](const Failure& a, const Failure& b) { return a.begin < b.begin; });
}

std::size_t PieceReader::ItemOf(std::size_t index) const {
  const auto starts_after = [](std::size_t i, antlr4::ParserRuleContext* item) {
    return i < item->getStart()->getTokenIndex();
  };
  const auto above = std::upper_bound(items_.begin(), items_.end(), index, starts_after);
  return above == items_.begin() ? index : (*(above - 1))->getStart()->getTokenIndex();
}

void PieceReader::ExplainRepair(const Repair& repair) {
  const Span span = scan_.SpanOf(repair.index);
  const std::string text(scan_.text(repair.index));
  const bool head = IsHeadToken(scan_.type(repair.index));
  std::string message;
  std::string label;
  bool safe = true;
  switch (repair.kind) {
    case DiagnosticKind::kCapitalWord:
      message = "`" + text + "` is written with capitals";
      label = "words of the language are written in small letters";
      break;
    case DiagnosticKind::kSmallCurrency:
      message = "`" + text + "` is not a currency's code";
      label = "codes are three capitals";
      safe = repair.replacement.size() == 3 && text.size() == 3;
      break;
    case DiagnosticKind::kPercentWord:
      message = "`" + text + "` is written as a sign";
      label = "write `%`";
      break;
    case DiagnosticKind::kUnexpected:
      message = "`" + text + "` is not a unit of time";
      label = "units are written out";
      break;
    case DiagnosticKind::kMisspeltWord:
      message = "`" + text + "` is no " + (head ? std::string("heading") : std::string("clause word"));
      label = "did you mean `" + repair.replacement + "`?";
      safe = false;
      break;
    default:
      message = "`" + text + "` is not needed";
      label = text == "end"                ? "a rule ends where the next begins"
              : text == "{" || text == "}" ? "rules have no braces"
              : text == ":"                ? "no colon here"
                                           : "a clause starts with its first word";
      break;
  }
  Fix fix{span, repair.replacement, safe};
  if (repair.kind == DiagnosticKind::kPercentWord) {
    fix.span.begin = scan_.SpanOf(scan_.Before(repair.index)).end;  // `5 percent` is `5%`
  }
  if (repair.kind == DiagnosticKind::kUnexpected) fix.span.begin = scan_.SpanOf(scan_.Before(repair.index)).begin;
  if (repair.replacement.empty() && text != ":") {
    const std::size_t next = repair.index + 1;
    if (next < scan_.tokens().size() && scan_.type(next) == Lex::SPACE && scan_.text(next) == " ") ++fix.span.end;
  }
  Diagnostic& d = sink_.Report(repair.kind, span, message);
  d.label = label;
  d.help.push_back(repair.replacement.empty() ? "delete it" : "write `" + repair.replacement + "`");
  if (repair.kind == DiagnosticKind::kPercentWord) {
    d.help.back() = "write `" + std::string(scan_.text(scan_.Before(repair.index))) + "%`";
  }
  d.fixes.push_back(std::move(fix));
  if (text != ":") return;
  for (const Repair& other : repairs_) {
    const bool with_it = other.index > repair.index && ItemOf(other.index) == ItemOf(repair.index);
    if (with_it && scan_.text(other.index) == ":") d.fixes.push_back({scan_.SpanOf(other.index), "", true});
  }
}

void PieceReader::ExplainRepairs() {
  std::stable_sort(repairs_.begin(), repairs_.end(),
                   [](const Repair& a, const Repair& b) { return a.index < b.index; });
  std::set<std::size_t> told, colons;
  for (const Repair& repair : repairs_) {
    const std::size_t item = ItemOf(repair.index);
    // The colons of one clause are one mistake.
    if (repair.kind == DiagnosticKind::kNeedlessSign) {
      if (scan_.text(repair.index) != ":" || colons.insert(item).second) ExplainRepair(repair);
      continue;
    }
    if (!told.insert(item).second) continue;
    ExplainRepair(repair);
    explainer_.MarkExplained(item);
  }
  for (const DealWords& deal : deals_) {
    explainer_.Deal(deal);
    broken_.insert(deal.buy);
  }
  for (const auto& [begin, last] : broken_texts_) {
    const Span span = scan_.SpanOf(begin);
    Diagnostic& d = sink_.Report(DiagnosticKind::kOpenText, span, "a line break inside a text");
    d.label = "a text ends on the line on which it begins";
    const Span whole{span.file, span.begin, scan_.SpanOf(last).begin + 1};  // the last one begins with the closing mark
    const std::string text = OnOneLine(scan_.TextOf(whole));
    d.help.push_back("write the text on one line: `" + text + "`");
    d.fixes.push_back({whole, text, false});
    explainer_.MarkExplained(ItemOf(begin));
    broken_.insert(ItemOf(begin));
  }
}

void PieceReader::ExplainFailures(const std::vector<Failure>& failures) {
  for (const std::size_t first : unknown_heads_) explainer_.UnknownLine(first);
  for (const Failure& failure : failures) {
    const std::size_t line = scan_.LineStart(failure.at);
    const bool own_line = line == failure.at && failure.stray;
    if (own_line) lost_lines_.push_back(line);
    if (!own_line) broken_.insert(ItemOf(failure.stray ? scan_.Before(failure.begin) : failure.begin));
    if (failure.stray && !IsFirstWord(scan_.type(line)) && scan_.AtMargin(line) && scan_.type(line) == Lex::NAME &&
        scan_.type(scan_.After(line)) == Lex::NAME) {
      unknown_heads_.push_back(line);
    }
    const std::size_t above = scan_.Before(failure.begin);
    explainer_.Explain(failure, above == failure.begin ? above : ItemOf(above));
  }
  std::sort(unknown_heads_.begin(), unknown_heads_.end());
  std::sort(lost_lines_.begin(), lost_lines_.end());
}

void PieceReader::Build(tree::File& out) {
  auto unknown = unknown_heads_.begin();
  const auto add_unknown_before = [&](std::size_t index) {
    for (; unknown != unknown_heads_.end() && *unknown < index; ++unknown) {
      tree::Head head;
      head.word = HeadWord::kDiscount;
      head.word_span = scan_.SpanOf(*unknown);
      const std::size_t name = *unknown + 2;  // a blank lies between
      head.span = head.word_span;
      if (name < scan_.tokens().size() && !scan_.AtEnd(name)) {
        head.name = {std::string(scan_.text(name)), scan_.SpanOf(name), false};
        head.span.end = head.name.span.end;
      }
      head.broken = true;
      out.heads.push_back(std::move(head));
    }
  };
  auto lost = lost_lines_.begin();
  // A line that is no clause may be the one that its head lacks.
  const auto add_lost_before = [&](std::size_t index) {
    for (; lost != lost_lines_.end() && *lost < index; ++lost) {
      add_unknown_before(*lost + 1);
      if (out.heads.empty() || std::binary_search(unknown_heads_.begin(), unknown_heads_.end(), *lost)) continue;
      const Span span = scan_.SpanOf(*lost);
      out.heads.back().clauses.push_back({ClauseWord::kWhen, span, span, true, {}});
    }
  };
  for (antlr4::ParserRuleContext* item : items_) {
    const std::size_t first = item->getStart()->getTokenIndex();
    add_lost_before(first);
    add_unknown_before(first);
    const bool failed = broken_.contains(first);
    builder_.set_quiet(explainer_.explained(first));
    if (auto* head = dynamic_cast<Par::HeadContext*>(item)) {
      out.heads.push_back(builder_.Head(*head, failed));
      continue;
    }
    tree::Clause clause = builder_.Clause(static_cast<Par::ClauseContext&>(*item), failed);
    if (out.heads.empty()) {
      Diagnostic& d = sink_.Report(DiagnosticKind::kClauseWithoutHead, clause.word_span,
                                   "`" + std::string(RowOf(clause.word).text) + "` belongs to no head");
      d.label = "a clause belongs to the head above it";
      d.help.push_back("begin with a head, for example `segment new_visitor`");
      // What follows is not explained again.
      tree::Head head;
      head.word = HeadWord::kDiscount;
      head.span = head.word_span = clause.word_span;
      head.broken = true;
      out.heads.push_back(std::move(head));
    }
    out.heads.back().clauses.push_back(std::move(clause));
  }
  add_lost_before(scan_.tokens().size());
  add_unknown_before(scan_.tokens().size());
}

// Copies what was found, at most so many as an author reads.
void Forward(const DiagnosticSink& from, const SourceSet& sources, std::uint32_t file, const ParseLimits& limits,
             DiagnosticSink& to) {
  std::vector<Diagnostic> all = from.all();
  std::stable_sort(all.begin(), all.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  for (std::size_t i = 0; i < all.size() && i < limits.max_errors; ++i) {
    Diagnostic& d = to.Report(all[i].kind, all[i].span, all[i].message);
    d.label = std::move(all[i].label);
    d.related = std::move(all[i].related);
    d.help = std::move(all[i].help);
    d.fixes = std::move(all[i].fixes);
  }
  if (all.size() <= limits.max_errors) return;
  const Span& next = all[limits.max_errors].span;
  Diagnostic& d = to.Report(
      DiagnosticKind::kTooManyErrors, next,
      std::to_string(all.size() - limits.max_errors) + " more errors from here on in `" + sources.path(file) + "`");
  d.help.push_back("correct the first ones and check again");
}

}  // namespace

std::optional<std::uint32_t> AddSource(std::string path, std::string bytes, const ParseLimits& limits,
                                       SourceSet& sources, DiagnosticSink& sink) {
  if (bytes.size() > limits.max_bytes) {
    const std::uint32_t file = sources.Add(path, "");
    Diagnostic& d = sink.Report(DiagnosticKind::kFileTooLarge, {file, 0, 0}, "`" + path + "` is too large");
    d.label = std::to_string(bytes.size() >> 10) + " KiB; at most " + std::to_string(limits.max_bytes >> 10) +
              " KiB are read";
    d.help.push_back("split it: all files of a folder are one namespace");
    return std::nullopt;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (IsValidUtf8(bytes)) return sources.Add(std::move(path), std::move(bytes));
  // The longest valid prefix ends at the wrong byte.
  std::size_t low = 0;
  for (std::size_t begin = 0, end; begin < bytes.size(); begin = end) {
    end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
    if (IsValidUtf8(std::string_view(bytes).substr(begin, end - begin))) continue;
    low = begin;
    break;
  }
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(low), '\n');
  const std::uint32_t file = sources.Add(path, "");
  Diagnostic& d = sink.Report(DiagnosticKind::kInvalidUtf8, {file, 0, 0}, "`" + path + "` is not UTF-8");
  d.label = "line " + std::to_string(line) + " holds bytes that are no characters";
  d.help.push_back("save the file as UTF-8");
  return std::nullopt;
}

tree::File ParseFile(const SourceSet& sources, std::uint32_t file, const ParseLimits& limits, DiagnosticSink& sink) {
  tree::File out;
  out.file = file;
  const std::string_view text = sources.text(file);
  DiagnosticSink found;
  FindInvisible(text, file, found);
  const std::vector<std::size_t> cuts = CutPieces(text);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const std::string_view piece = text.substr(cuts[i], cuts[i + 1] - cuts[i]);
    if (piece.size() > kMostPieceBytes) {
      const auto begin = static_cast<std::uint32_t>(cuts[i]);
      Diagnostic& d = found.Report(DiagnosticKind::kFileTooLarge, {file, begin, begin}, "a declaration is too large");
      d.label = "more than " + std::to_string(kMostPieceBytes >> 10) + " KiB without a head";
      d.help.push_back("split it into several declarations");
      continue;
    }
    try {
      PieceReader(piece, file, static_cast<std::uint32_t>(cuts[i]), limits, found).Read(out);
    } catch (const std::exception& error) {
      const auto begin = static_cast<std::uint32_t>(cuts[i]);
      found.Report(DiagnosticKind::kUnexpected, {file, begin, begin},
                   std::string("the text can't be read: ") + error.what());
    }
  }
  Forward(found, sources, file, limits, sink);
  return out;
}

tree::ExprPtr ParseHole(const SourceSet& sources, const Span& span, DiagnosticSink& sink) {
  const std::string_view text = sources.TextOf(span);
  const auto report = [&](std::string label) {
    Diagnostic& d = sink.Report(DiagnosticKind::kBadHole, span, "`{" + std::string(text) + "}` is no value");
    d.label = std::move(label);
    d.help.push_back("between braces stands a value, such as `{cart.total}` or `{visitor.name otherwise friend}`");
    d.help.push_back("for a brace in the text itself write `\\{`");
    return nullptr;
  };
  try {
    const ParseLimits limits;
    Scan scan = ScanPiece(text, span.file, span.begin);
    int open = 0;
    for (const std::size_t index : scan.seen()) {
      if (scan.type(index) == Lex::LP || scan.type(index) == Lex::LB || scan.type(index) == Lex::NOT ||
          scan.type(index) == Lex::DIFFERENCE)
        ++open;
    }
    if (open > limits.max_nesting) return report("nested too deep");
    const Parse parse = ParseHoleText(scan);
    if (!parse.failures.empty() || parse.hole == nullptr) return report("not a value");
    DiagnosticSink inner;
    Builder builder(scan, limits, inner);
    tree::ExprPtr expr = builder.Expression(*parse.hole->expr());
    if (!inner.has_errors()) return expr;
    const Diagnostic& first = inner.all().front();
    Diagnostic& d = sink.Report(first.kind, first.span, first.message);
    d.label = first.label;
    d.help = first.help;
    d.fixes = first.fixes;
    return nullptr;
  } catch (const std::exception&) {
    return report("not a value");
  }
}

}  // namespace nextmove::dsl
