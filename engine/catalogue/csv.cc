// Reads the rows of a CSV text one by one.
#include "engine/catalogue/csv.h"

#include <algorithm>

namespace nextmove::engine {

Error CsvRows::TooLong() {
  at_ = std::min(bytes_.find('\n', at_), bytes_.size()) + 1;
  return {"the line is longer than " + std::to_string(max_line_bytes_) + " bytes"};
}

std::optional<Result<CsvRows::Row>> CsvRows::Next() {
  if (at_ >= bytes_.size()) return std::nullopt;
  first_line_ = ++last_line_;
  Row row(1);
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
  return Error{"a quote \" is not closed"};
}

}  // namespace nextmove::engine
