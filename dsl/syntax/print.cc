// Joins heads, clauses and comments into lines.
#include "dsl/syntax/print.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "dsl/syntax/item_lines.h"
#include "dsl/syntax/lexemes.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kClauseIndent = 2;
constexpr std::string_view kBetweenClauses = "  ";  // on one line
constexpr std::string_view kBeforeComment = "  ";

using Lines = std::vector<std::string>;

class FilePrinter {
 public:
  FilePrinter(const tree::File& file, std::string_view text) : lexemes_(LexemesOf(file, text)) { FindItems(file); }
  std::string Print();

 private:
  // A head or a clause; numbers are places in the row of lexemes.
  struct Item {
    std::size_t above = 0;  // where the comments above it begin
    std::size_t first = 0;
    std::size_t last = 0;
    std::optional<std::size_t> comment;  // the one at the end of its last line
    bool is_head = false;
  };

  void FindItems(const tree::File& file);
  std::span<const Lexeme> TextOf(const Item& item) const {
    return std::span(lexemes_).subspan(item.first, item.last + 1 - item.first);
  }
  bool AfterBlankLine(std::size_t lexeme) const { return lexemes_[lexeme].line_breaks > 1; }
  // Comments on lines of their own.
  void AddComments(std::size_t from, std::size_t to, std::size_t indent, Lines& out) const;
  void AddItem(const Item& item, Lines& out) const;
  std::optional<std::string> OneLine(std::size_t head, std::size_t next_head) const;
  Lines LinesOfHead(std::size_t head, std::size_t next_head) const;
  std::size_t CommentsOfHeadBefore(std::size_t from, std::size_t to) const;
  void AddBlock(std::size_t above, std::size_t first, Lines block);

  std::vector<Lexeme> lexemes_;
  std::vector<Item> items_;
  std::size_t end_ = 0;  // of the last item and the comment beside it
  Lines lines_;
  bool one_line_before_ = true;  // whether the head above is a line of its own
};

void FilePrinter::FindItems(const tree::File& file) {
  std::vector<std::pair<std::uint32_t, bool>> begins;  // true: of a head
  for (const tree::Head& head : file.heads) {
    begins.emplace_back(head.span.begin, true);
    for (const tree::Clause& clause : head.clauses) begins.emplace_back(clause.span.begin, false);
  }
  for (std::size_t i = 0; i < begins.size(); ++i) {
    Item item{.above = end_, .is_head = begins[i].second};
    const std::uint32_t next = i + 1 < begins.size() ? begins[i + 1].first : UINT32_MAX;
    std::size_t at = end_;
    while (lexemes_[at].begin < begins[i].first) ++at;
    item.first = at;
    for (; at < lexemes_.size() && lexemes_[at].begin < next; ++at) {
      if (!lexemes_[at].comment) item.last = at;
    }
    end_ = item.last + 1;
    const bool commented = end_ < lexemes_.size() && lexemes_[end_].comment && lexemes_[end_].line_breaks == 0;
    if (commented) item.comment = end_++;
    items_.push_back(item);
  }
}

void FilePrinter::AddComments(std::size_t from, std::size_t to, std::size_t indent, Lines& out) const {
  for (std::size_t i = from; i < to; ++i) {
    if (i > from && AfterBlankLine(i)) out.emplace_back();
    out.push_back(std::string(indent, ' ') + std::string(lexemes_[i].text));
  }
}

void FilePrinter::AddItem(const Item& item, Lines& out) const {
  Lines lines = LinesOf(TextOf(item), item.is_head ? 0 : kClauseIndent);
  if (item.comment) lines.back().append(kBeforeComment).append(lexemes_[*item.comment].text);
  out.insert(out.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
}

// The head with its clauses, when all of them were written on its line and fit on it.
std::optional<std::string> FilePrinter::OneLine(std::size_t head, std::size_t next_head) const {
  for (std::size_t i = items_[head].first; i <= items_[next_head - 1].last; ++i) {
    if (lexemes_[i].comment || (i > items_[head].first && lexemes_[i].line_breaks > 0)) return std::nullopt;
  }
  std::string line;
  for (std::size_t i = head; i < next_head; ++i) {
    if (i > head) line += kBetweenClauses;
    line += OneLineOf(TextOf(items_[i]));
  }
  if (ColumnsOf(line) > kLineColumns) return std::nullopt;
  const std::optional<std::size_t>& comment = items_[next_head - 1].comment;
  if (comment) line.append(kBeforeComment).append(lexemes_[*comment].text);
  return line;
}

Lines FilePrinter::LinesOfHead(std::size_t head, std::size_t next_head) const {
  if (std::optional<std::string> line = OneLine(head, next_head)) return {*std::move(line)};
  Lines lines;
  AddItem(items_[head], lines);
  for (std::size_t i = head + 1; i < next_head; ++i) {
    const Item& clause = items_[i];
    if (i > head + 1 && AfterBlankLine(clause.above)) lines.emplace_back();
    AddComments(clause.above, clause.first, kClauseIndent, lines);
    if (clause.above < clause.first && AfterBlankLine(clause.first)) lines.emplace_back();
    AddItem(clause, lines);
  }
  return lines;
}

// Of the comments between two heads, the indented ones go with the head above: where those of the next begin.
std::size_t FilePrinter::CommentsOfHeadBefore(std::size_t from, std::size_t to) const {
  if (items_.empty() || from == items_.front().above) return from;
  while (from < to && !lexemes_[from].at_margin) ++from;
  return from;
}

// What stands at the margin, from the comments above it on: one blank line parts it from what is above; between heads
// of one line, only when there was one.
void FilePrinter::AddBlock(std::size_t above, std::size_t first, Lines block) {
  const std::size_t margin = CommentsOfHeadBefore(above, first);
  if (margin > above) {
    if (AfterBlankLine(above)) lines_.emplace_back();
    AddComments(above, margin, kClauseIndent, lines_);
    one_line_before_ = false;
  }
  const bool one_line = block.size() <= 1;
  const bool was_parted = margin < lexemes_.size() && AfterBlankLine(margin);
  if (margin == first && block.empty()) return;
  if (!lines_.empty() && (was_parted || !one_line || !one_line_before_)) lines_.emplace_back();
  AddComments(margin, first, 0, lines_);
  if (margin < first && !block.empty() && AfterBlankLine(first)) lines_.emplace_back();
  lines_.insert(lines_.end(), std::make_move_iterator(block.begin()), std::make_move_iterator(block.end()));
  one_line_before_ = one_line;
}

std::string FilePrinter::Print() {
  for (std::size_t head = 0, next = 0; head < items_.size(); head = next) {
    for (next = head + 1; next < items_.size() && !items_[next].is_head;) ++next;
    AddBlock(items_[head].above, items_[head].first, LinesOfHead(head, next));
  }
  AddBlock(end_, lexemes_.size(), {});
  std::string text;
  for (const std::string& line : lines_) text.append(line) += '\n';
  return text;
}

}  // namespace

std::string Print(const tree::File& file, const SourceSet& sources) {
  return FilePrinter(file, sources.text(file.file)).Print();
}

}  // namespace nextmove::dsl
