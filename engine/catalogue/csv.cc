// Rows of a CSV text.
#include "engine/catalogue/csv.h"

#include <algorithm>

namespace nextmove::engine {

std::vector<std::string> CsvRows::TooLong() {
  error_ = "the line is longer than " + std::to_string(max_line_bytes_) + " bytes";
  at_ = std::min(bytes_.find('\n', at_), bytes_.size()) + 1;
  return {};
}

std::optional<std::vector<std::string>> CsvRows::Next() {
  error_.clear();
  if (at_ >= bytes_.size()) return std::nullopt;
  first_line_ = ++last_line_;
  std::vector<std::string> row(1);
  bool quoted = false;
  const std::size_t start = at_;
  for (; at_ < bytes_.size(); ++at_) {
    const char c = bytes_[at_];
    if (at_ - start > max_line_bytes_) return TooLong();
    if (quoted) {
      if (c != '"') {
        row.back() += c;
        if (c == '\n') ++last_line_;
      } else if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"') {
        row.back() += '"';
        ++at_;
      } else {
        quoted = false;
      }
    } else if (c == '"' && row.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      break;
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  ++at_;
  if (!quoted) return row;
  error_ = "a quote \" is not closed";
  return std::vector<std::string>{};
}

}  // namespace nextmove::engine
