// Cuts a file before lines that begin a declaration.
#include "dsl/syntax/pieces.h"

#include <algorithm>

#include "dsl/words/words.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

std::string_view FirstWord(std::string_view line) {
  std::size_t n = 0;
  while (n < line.size() && line[n] >= 'a' && line[n] <= 'z') ++n;
  return line.substr(0, n);
}

bool StartsHead(std::string_view line) {
  const std::string_view word = FirstWord(line);
  const auto heads = HeadTable();
  return !word.empty() && std::any_of(heads.begin(), heads.end(), [&](const HeadRow& row) { return row.text == word; });
}

// Whether the line may end in the middle of a clause, so that a head's word at the next one's start is none: after
// `in` stands `segment`, after the others a field.
bool MayGoOn(std::string_view line) {
  const auto goes_on = [](std::string_view part) {
    while (!part.empty() && (part.back() == ' ' || part.back() == '\t' || part.back() == '\r')) part.remove_suffix(1);
    return part.ends_with("in") || part.ends_with("(") || part.ends_with(",") || part.ends_with("and") ||
           part.ends_with("or") || part.ends_with("not");
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' && goes_on(line.substr(0, i))) return true;
  }
  return goes_on(line);
}

}  // namespace

std::vector<std::size_t> CutPieces(std::string_view text) {
  std::vector<std::size_t> cuts = {0};
  bool goes_on = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    std::string_view line = text.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    if (begin - cuts.back() >= kPieceBytes && !goes_on && StartsHead(line)) cuts.push_back(begin);
    const std::size_t visible = line.find_first_not_of(" \t\r");
    if (visible != std::string_view::npos && line[visible] != '#') goes_on = MayGoOn(line);
    begin = end;
  }
  cuts.push_back(text.size());
  return cuts;
}

}  // namespace nextmove::dsl
