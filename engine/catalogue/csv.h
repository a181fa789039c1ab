// Rows of a CSV text (RFC 4180): quoted cells may hold commas, line ends and doubled quotes. Thread-compatible.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nextmove::engine {

class CsvRows {
 public:
  // `bytes` must outlive the rows.
  CsvRows(std::string_view bytes, std::size_t max_line_bytes) : bytes_(bytes), max_line_bytes_(max_line_bytes) {}

  // The next row, or none at the end. A row that can't be read is empty, and `error` says why.
  std::optional<std::vector<std::string>> Next();
  const std::string& error() const { return error_; }
  int first_line() const { return first_line_; }  // of the last row, from 1
  int last_line() const { return last_line_; }

 private:
  std::vector<std::string> TooLong();

  std::string_view bytes_;
  std::size_t max_line_bytes_;
  std::size_t at_ = 0;
  int first_line_ = 0, last_line_ = 0;
  std::string error_;
};

}  // namespace nextmove::engine
