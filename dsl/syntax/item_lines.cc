// Breaks one head or clause into lines of the layout.
#include "dsl/syntax/item_lines.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "dsl/syntax/scan.h"

namespace nextmove::dsl {
namespace {

// One head or clause on its way to lines. It is broken only at joints: after a comma, before an `and` or `or` that
// joins conditions, before `but not`. A text that is too wide is broken at all of its outermost joints, and each of
// its parts in the same way.
class ItemLines {
 public:
  explicit ItemLines(std::span<const Lexeme> item) { Read(item); }

  std::string OneLine() const {
    std::string line;
    for (std::size_t i = 0; i < words_.size(); ++i) line.append(BlanksBefore(i), ' ').append(words_[i].lexeme->text);
    return line;
  }

  std::vector<std::string> Write(std::size_t indent) {
    indent_ = indent;
    lines_.emplace_back(indent, ' ');
    column_ = indent;
    Write(0, words_.size());
    return std::move(lines_);
  }

 private:
  struct Word {
    const Lexeme* lexeme;
    std::vector<const Lexeme*> comments;  // between it and the next
    std::size_t depth = 0;                // in how many brackets it stands
    std::optional<std::size_t> bracket;   // the innermost of them
    bool joint = false;                   // starts a line when the text is broken here
    std::size_t column = 0;               // where it was written
  };

  void Read(std::span<const Lexeme> item);
  void FindBrackets();
  void FindJoints();
  std::size_t TypeOf(std::size_t i) const { return i < words_.size() ? words_[i].lexeme->type : Token::EOF; }
  bool JoinsConditions(std::size_t i) const;
  std::size_t BlanksBefore(std::size_t i) const;
  std::size_t WidthOf(std::size_t begin, std::size_t end) const;
  bool Fits(std::size_t begin, std::size_t end) const;
  std::optional<std::size_t> OutermostJoint(std::size_t begin, std::size_t end) const;
  void Write(std::size_t begin, std::size_t end);
  void WriteUnbroken(std::size_t begin, std::size_t end);
  void StartLine(std::size_t i);
  std::size_t IndentOf(std::size_t i) const;

  std::vector<Word> words_;
  std::size_t indent_ = 0;
  std::vector<std::string> lines_;
  std::size_t column_ = 0;  // of the line's end
};

// A comment in front of a comma goes behind it, so that no line begins with one.
void ItemLines::Read(std::span<const Lexeme> item) {
  std::vector<const Lexeme*> comments;
  for (const Lexeme& lexeme : item) {
    if (lexeme.comment) {
      comments.push_back(&lexeme);
      continue;
    }
    if (lexeme.type != Lex::COMMA && !comments.empty()) words_.back().comments = std::exchange(comments, {});
    words_.push_back({.lexeme = &lexeme});
  }
  FindBrackets();
  FindJoints();
}

void ItemLines::FindBrackets() {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::size_t type = TypeOf(i);
    if ((type == Lex::RP || type == Lex::RB) && !open.empty()) open.pop_back();
    words_[i].depth = open.size();
    if (!open.empty()) words_[i].bracket = open.back();
    if (type == Lex::LP || type == Lex::LB) open.push_back(i);
  }
}

void ItemLines::FindJoints() {
  std::vector<int> betweens = {0};  // in each open bracket, those whose `and` is still to come
  for (std::size_t i = 0; i < words_.size(); ++i) {
    betweens.resize(words_[i].depth + 1);
    if (TypeOf(i) == Lex::BETWEEN) ++betweens.back();
    if (i == 0) continue;
    if (TypeOf(i) == Lex::AND && betweens.back() > 0) {
      --betweens.back();
    } else if (TypeOf(i) == Lex::BUT) {
      words_[i].joint = TypeOf(i + 1) == Lex::NOT;
    } else {
      // A line that starts with the first word of a clause would look like one.
      words_[i].joint = JoinsConditions(i) || (TypeOf(i - 1) == Lex::COMMA && !IsFirstWord(TypeOf(i)));
    }
  }
}

bool ItemLines::JoinsConditions(std::size_t i) const {
  return (TypeOf(i) == Lex::AND && TypeOf(i + 1) != Lex::KNOWN) ||
         (TypeOf(i) == Lex::OR && TypeOf(i + 1) != Lex::UNKNOWN);
}

std::size_t ItemLines::BlanksBefore(std::size_t i) const {
  if (i == 0) return 0;
  const std::size_t before = TypeOf(i - 1);
  const std::size_t type = TypeOf(i);
  const bool closes =
      type == Lex::COMMA || type == Lex::COLON || type == Lex::RP || type == Lex::RB || type == Lex::PERCENT;
  const bool opened = before == Lex::LP || before == Lex::LB || words_[i - 1].lexeme->sign;
  const bool in_yes_or_no = (before == Lex::YES && type == Lex::SLASH && TypeOf(i + 1) == Lex::NO) ||
                            (i > 1 && TypeOf(i - 2) == Lex::YES && before == Lex::SLASH && type == Lex::NO);
  return closes || opened || in_yes_or_no ? 0 : 1;
}

// On one line, without the blank in front.
std::size_t ItemLines::WidthOf(std::size_t begin, std::size_t end) const {
  std::size_t width = 0;
  for (std::size_t i = begin; i < end; ++i)
    width += ColumnsOf(words_[i].lexeme->text) + (i > begin ? BlanksBefore(i) : 0);
  return width;
}

bool ItemLines::Fits(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i + 1 < end; ++i) {
    if (!words_[i].comments.empty()) return false;
  }
  return column_ + WidthOf(begin, end) <= kLineColumns;
}

// In how many brackets the outermost joints inside stand; none without joints.
std::optional<std::size_t> ItemLines::OutermostJoint(std::size_t begin, std::size_t end) const {
  std::optional<std::size_t> depth;
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (words_[i].joint && (!depth || words_[i].depth < *depth)) depth = words_[i].depth;
  }
  return depth;
}

// Calls itself for each level of brackets: the parser caps them.
void ItemLines::Write(std::size_t begin, std::size_t end) {
  const std::optional<std::size_t> depth = Fits(begin, end) ? std::nullopt : OutermostJoint(begin, end);
  if (!depth) return WriteUnbroken(begin, end);
  std::size_t part = begin;
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (!words_[i].joint || words_[i].depth != *depth) continue;
    Write(part, i);
    StartLine(i);
    part = i;
  }
  Write(part, end);
}

void ItemLines::WriteUnbroken(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin && !words_[i - 1].comments.empty()) {
      StartLine(i);
    } else if (i > begin) {
      lines_.back().append(BlanksBefore(i), ' ');
      column_ += BlanksBefore(i);
    }
    words_[i].column = column_;
    lines_.back() += words_[i].lexeme->text;
    column_ += ColumnsOf(words_[i].lexeme->text);
  }
}

// After the comments that stand in front of the word.
void ItemLines::StartLine(std::size_t i) {
  const std::string indent(IndentOf(i), ' ');
  const std::vector<const Lexeme*>& comments = words_[i - 1].comments;
  for (const Lexeme* comment : comments) {
    if (comment == comments.front() && comment->line_breaks == 0) {
      lines_.back().append("  ").append(comment->text);
    } else {
      lines_.push_back(indent + std::string(comment->text));
    }
  }
  lines_.push_back(indent);
  column_ = indent.size();
}

// In brackets below their first word; `and` and `or` end where the clause's word ends; all else stands below what
// follows the clause's word, or the first language of `say` and `option`.
std::size_t ItemLines::IndentOf(std::size_t i) const {
  if (words_[i].bracket) return words_[*words_[i].bracket].column + 1;
  const std::size_t word = ColumnsOf(words_[0].lexeme->text);
  if (words_[i].joint && JoinsConditions(i)) {
    return indent_ + word - std::min(word, ColumnsOf(words_[i].lexeme->text));
  }
  std::size_t lead = 1;
  if (TypeOf(0) == Lex::SAY || TypeOf(0) == Lex::OPTION) {
    while (lead < i && TypeOf(lead - 1) != Lex::COLON) ++lead;
  }
  return indent_ + WidthOf(0, lead) + 1;
}

}  // namespace

std::size_t ColumnsOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string OneLineOf(std::span<const Lexeme> item) { return ItemLines(item).OneLine(); }

std::vector<std::string> LinesOf(std::span<const Lexeme> item, std::size_t indent) {
  return ItemLines(item).Write(indent);
}

}  // namespace nextmove::dsl
