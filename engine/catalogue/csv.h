// Rows of a CSV text (RFC 4180): quoted cells may hold commas, line ends and doubled quotes. Thread-compatible.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/result.h"

namespace nextmove::engine {

class CsvRows {
 public:
  // `bytes` must outlive the rows.
  CsvRows(std::string_view bytes, std::size_t max_line_bytes) : bytes_(bytes), max_line_bytes_(max_line_bytes) {}

  using Row = std::vector<std::string>;
  // The next row, or none at the end; an error where it can't be read, and the one after it can.
  std::optional<Result<Row>> Next();
  int first_line() const { return first_line_; }  // of the last row, from 1
  int last_line() const { return last_line_; }

 private:
  Error TooLong();

  std::string_view bytes_;
  std::size_t max_line_bytes_;
  std::size_t at_ = 0;
  int first_line_ = 0, last_line_ = 0;
};

}  // namespace nextmove::engine
