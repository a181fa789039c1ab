// Reads the files of what is known of all visitors. Every wrong line is told; the rest is still read, so that one run
// shows all mistakes.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "dsl/value/text.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/csv.h"

namespace nextmove::engine {
namespace {

struct TableRow {
  std::string_view name;
  std::vector<std::string_view> columns;  // the last one is a number
};

const std::array<TableRow, 3>& TableKinds() {
  static const auto* kinds = new std::array<TableRow, 3>{{{"similar", {"item", "other", "strength"}},
                                                          {"associated", {"event", "item", "other", "strength"}},
                                                          {"counts", {"event", "day", "item", "count"}}}};
  return *kinds;
}

std::string ColumnsOf(const TableRow& kind) {
  std::string text;
  for (const std::string_view column : kind.columns) text += (text.empty() ? "" : ", ") + dsl::Ticked(column);
  return text;
}

class TableReader {
 public:
  TableReader(const TableLimits& limits, Tables& out) : limits_(limits), out_(out) {}
  void Read(const TableSource& source);
  // What was wrong; empty when nothing was.
  Errors TakeErrors();

 private:
  using Cells = std::vector<std::string>;  // in the order of the table's columns

  void ReadCsv(std::string_view bytes);
  void ReadJsonLines(std::string_view bytes);
  // Where each column of the table stands in the header; none after an error.
  std::optional<std::vector<std::size_t>> ReadHeader(const Cells& header);
  void AddJson(std::string_view line);
  void Add(Cells cells);
  std::optional<double> NumberFrom(const std::string& text, std::string_view column);
  bool Full();
  void Error(const std::string& text);

  const TableLimits& limits_;
  Tables& out_;
  Errors errors_;
  int omitted_ = 0;
  std::size_t rows_ = 0;
  const TableRow* kind_ = nullptr;
  std::string path_;
  int line_ = 0;
};

void TableReader::Error(const std::string& text) {
  if (errors_.size() >= limits_.max_errors) {
    ++omitted_;
    return;
  }
  errors_.push_back(path_ + (line_ > 0 ? ":" + std::to_string(line_) : "") + ": " + text);
}

bool TableReader::Full() {
  if (rows_ < limits_.max_rows) return false;
  Error("more than " + std::to_string(limits_.max_rows) + " rows");
  return true;
}

void TableReader::Read(const TableSource& source) {
  path_ = source.path;
  line_ = 0;
  const auto& kinds = TableKinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const TableRow& row) { return row.name == source.table; });
  if (kind == kinds.end())
    return Error("there is no table " + dsl::Ticked(source.table) + "; it is `similar`, `associated` or `counts`");
  kind_ = &*kind;
  std::string_view bytes = source.bytes;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!dsl::IsValidUtf8(bytes)) return Error("the file is not UTF-8; save it as UTF-8");
  return path_.ends_with(".csv") || path_.ends_with(".CSV") ? ReadCsv(bytes) : ReadJsonLines(bytes);
}

std::optional<std::vector<std::size_t>> TableReader::ReadHeader(const Cells& header) {
  bool good = true;
  for (const std::string& name : header) {
    if (std::find(kind_->columns.begin(), kind_->columns.end(), name) != kind_->columns.end()) continue;
    Error("unknown column " + dsl::Ticked(name) + "; table " + dsl::Ticked(kind_->name) + " has " + ColumnsOf(*kind_));
    good = false;
  }
  std::vector<std::size_t> places;
  for (const std::string_view column : kind_->columns) {
    const auto count = std::count(header.begin(), header.end(), column);
    if (count != 1) Error("the column " + dsl::Ticked(column) + (count == 0 ? " is missing" : " is there twice"));
    good = good && count == 1;
    places.push_back(static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin()));
  }
  return good ? std::optional(places) : std::nullopt;
}

void TableReader::ReadCsv(std::string_view bytes) {
  CsvRows rows(bytes, limits_.max_line_bytes);
  line_ = 1;
  const auto header = rows.Next();
  if (!header) return Error("the file is empty; its first line names the columns " + ColumnsOf(*kind_));
  if (!header->ok()) return Error(header->error().message);
  const auto places = ReadHeader(**header);
  if (!places) return;
  while (const auto next = rows.Next()) {
    line_ = next->ok() ? rows.first_line() : rows.last_line();
    if (Full()) return;
    if (!next->ok()) {
      Error(next->error().message);
    } else if (const Cells& row = **next; row.size() > 1 || !row.front().empty()) {
      if (row.size() != (*header)->size()) {
        Error("the line has " + std::to_string(row.size()) + " cells, the header " + std::to_string((*header)->size()));
        continue;
      }
      Cells cells;
      for (const std::size_t place : *places) cells.push_back(row[place]);
      Add(std::move(cells));
    }
  }
}

void TableReader::ReadJsonLines(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (Full()) return;
    if (line.size() > limits_.max_line_bytes)
      Error("the line is longer than " + std::to_string(limits_.max_line_bytes) + " bytes");
    else
      AddJson(line);
  }
}

void TableReader::AddJson(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return Error("the line is no JSON object; write one row a line, as {\"item\": \"a\", ...}");
  Cells cells(kind_->columns.size());
  for (const auto& [name, member] : json.items()) {
    const auto column = std::find(kind_->columns.begin(), kind_->columns.end(), name);
    if (column == kind_->columns.end())
      return Error("unknown column " + dsl::Ticked(name) + "; table " + dsl::Ticked(kind_->name) + " has " +
                   ColumnsOf(*kind_));
    const bool last = column + 1 == kind_->columns.end();
    if (last ? !member.is_number() : !member.is_string())
      return Error("the value of " + dsl::Ticked(name) + " must be a " + (last ? "number" : "text in quotes"));
    std::string& cell = cells[static_cast<std::size_t>(column - kind_->columns.begin())];
    const auto number = last ? dsl::Decimal::FromDouble(member.get<double>()) : std::nullopt;
    cell = last ? (number ? number->ToString() : "") : member.get<std::string>();
  }
  Add(std::move(cells));
}

std::optional<double> TableReader::NumberFrom(const std::string& text, std::string_view column) {
  const auto number = dsl::Decimal::Parse(text);
  if (number && !number->is_negative()) return number->ToDouble();
  Error(dsl::Ticked(text) + " does not fit the column " + dsl::Ticked(column) +
        "; write a number from 0 on, as `12.5`");
  return std::nullopt;
}

void TableReader::Add(Cells cells) {
  const std::size_t last = cells.size() - 1;
  for (std::size_t i = 0; i < last; ++i)
    if (cells[i].empty()) return Error("the column " + dsl::Ticked(kind_->columns[i]) + " is empty");
  const auto number = NumberFrom(cells[last], kind_->columns[last]);
  if (!number) return;
  ++rows_;
  if (kind_->name == "similar") return out_.AddSimilar(std::move(cells[0]), std::move(cells[1]), *number);
  if (kind_->name == "associated")
    return out_.AddAssociated(std::move(cells[0]), std::move(cells[1]), std::move(cells[2]), *number);
  const auto day = dsl::Date::Parse(cells[1]);
  if (!day) return Error(dsl::Ticked(cells[1]) + " does not fit the column `day`; write a date, as `2026-11-27`");
  out_.AddCount(std::move(cells[0]), *day, std::move(cells[2]), *number);
}

Errors TableReader::TakeErrors() {
  if (omitted_ > 0) errors_.push_back("and " + std::to_string(omitted_) + " more");
  return std::move(errors_);
}

}  // namespace

Result<std::shared_ptr<const Tables>, Errors> LoadTables(const std::vector<TableSource>& sources,
                                                         const TableLimits& limits) {
  auto out = std::make_shared<Tables>();
  TableReader reader(limits, *out);
  for (const TableSource& source : sources) reader.Read(source);
  Errors errors = reader.TakeErrors();
  if (!errors.empty()) return errors;
  out->Finish();
  return std::shared_ptr<const Tables>(std::move(out));
}

}  // namespace nextmove::engine
