// Reads catalogue files: CSV with a header line, or JSON lines. Every wrong line is told; the rest is still read, so
// that one run shows all mistakes.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "dsl/value/suggest.h"
#include "dsl/value/text.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/csv.h"

namespace nextmove::engine {
namespace {

constexpr int kShownSteps = 5;  // items shown of a circle of parents

using dsl::Catalogue;
using dsl::FieldType;
using dsl::Program;
using dsl::Record;
using dsl::Type;
using dsl::TypeKind;
using dsl::Value;

// What an author may write for this type.
std::string Example(const Type& type) {
  switch (type.kind) {
    case TypeKind::kMoney:
      return "write an amount with its currency, as `34.90 EUR`";
    case TypeKind::kPercent:
      return "write a percentage, as `25%`";
    case TypeKind::kNumber:
      return "write a number, as `12.5`";
    case TypeKind::kYesNo:
      return "write `yes` or `no`";
    case TypeKind::kDate:
      return "write a date, as `2026-11-27`";
    case TypeKind::kTime:
      return "write a time, as `2026-11-27T18:30:00Z`";
    case TypeKind::kDuration:
      return "write a duration, as `3 days`";
    default:
      return "it must be " + type.ToString();
  }
}

class Reader {
 public:
  Reader(const Program& program, const CatalogueLimits& limits, Catalogues& out)
      : program_(program), limits_(limits), out_(out), trees_(program.catalogues.size()) {}

  void Read(const CatalogueSource& source);
  // Reports items that are their own ancestor by `parent`. Call it after the last Read.
  void CheckParents();
  // What was wrong; empty when nothing was.
  Errors TakeErrors();

 private:
  // Where an item of a catalogue with `parent` was read; Places are in the order of reading.
  struct Place {
    std::string id;
    const std::string* path;
    int line;
  };
  using Places = std::vector<Place>;
  // Items by id: where each was read, and from which item the search for circles first came to it.
  struct Walk {
    const Place* place = nullptr;
    const Place* from = nullptr;
  };
  using Walks = absl::flat_hash_map<std::string_view, Walk>;

  void ReadCsv(std::string_view bytes);
  void ReadJsonLines(std::string_view bytes);
  void CheckParents(int catalogue);
  std::string_view ParentOf(int catalogue, std::string_view id) const;
  void ReportCircle(int catalogue, std::string_view id, const Walks& walks);
  bool CheckHeader(const std::vector<std::string>& header);
  void AddCsvItem(const std::vector<std::string>& header, const std::vector<std::string>& row);
  void AddJsonItem(std::string_view line);
  void Add(std::string id, Record record);
  int FieldIndex(std::string_view name) const;
  std::string UnknownField(std::string_view name) const;
  std::optional<Value> FromText(const std::string& text, const FieldType& field);
  std::optional<Value> FromJson(const nlohmann::json& json, const FieldType& field);
  bool Full() const { return out_.size(catalogue_) >= limits_.max_items; }
  void Error(const std::string& text);

  const Program& program_;
  const CatalogueLimits& limits_;
  Catalogues& out_;
  Errors errors_;
  int omitted_ = 0;
  int catalogue_ = -1;
  const Catalogue* schema_ = nullptr;
  std::string path_;
  int line_ = 0;
  const std::string* source_path_ = nullptr;
  std::vector<Places> trees_;  // by catalogue; empty for one without `parent`
};

void Reader::Error(const std::string& text) {
  if (errors_.size() >= limits_.max_errors) {
    ++omitted_;
    return;
  }
  errors_.push_back(path_ + (line_ > 0 ? ":" + std::to_string(line_) : "") + ": " + text);
}

int Reader::FieldIndex(std::string_view name) const {
  for (std::size_t i = 0; i < schema_->fields.size(); ++i)
    if (schema_->fields[i].name == name) return static_cast<int>(i);
  return -1;
}

std::string Reader::UnknownField(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const FieldType& field : schema_->fields) names.push_back(field.name);
  const std::string meant = dsl::DidYouMean(name, names);
  return "unknown field " + dsl::Ticked(name) + (meant.empty() ? " of catalogue " + dsl::Ticked(schema_->name) : meant);
}

void Reader::Read(const CatalogueSource& source) {
  path_ = source.path;
  source_path_ = &source.path;
  line_ = 0;
  const auto found = program_.catalogue_names.find(source.catalogue);
  if (found == program_.catalogue_names.end()) {
    return Error("the rules declare no catalogue " + dsl::Ticked(source.catalogue));
  }
  catalogue_ = found->second;
  schema_ = &program_.catalogues[static_cast<std::size_t>(catalogue_)];
  std::string_view bytes = source.bytes;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!dsl::IsValidUtf8(bytes)) return Error("the file is not UTF-8; save it as UTF-8");
  return path_.ends_with(".csv") || path_.ends_with(".CSV") ? ReadCsv(bytes) : ReadJsonLines(bytes);
}

bool Reader::CheckHeader(const std::vector<std::string>& header) {
  bool has_id = false, good = true;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i), header[i]) !=
        header.begin() + static_cast<std::ptrdiff_t>(i)) {
      Error("the column " + dsl::Ticked(header[i]) + " is there twice");
      good = false;
    }
    if (header[i] == "id") {
      has_id = true;
    } else if (FieldIndex(header[i]) < 0) {
      Error(UnknownField(header[i]));
      good = false;
    }
  }
  if (!has_id) Error("the header names no column `id`");
  for (const FieldType& field : schema_->fields) {
    if (field.optional || std::find(header.begin(), header.end(), field.name) != header.end()) continue;
    Error("the column " + dsl::Ticked(field.name) + " is missing; add it, or declare it `optional`");
    good = false;
  }
  return good && has_id;
}

void Reader::ReadCsv(std::string_view bytes) {
  CsvRows rows(bytes, limits_.max_line_bytes);
  line_ = 1;
  const auto header = rows.Next();
  if (!header) return Error("the file is empty; its first line names the columns");
  if (!header->ok()) return Error(header->error().message);
  if (!CheckHeader(**header)) return;
  while (const auto row = rows.Next()) {
    line_ = row->ok() ? rows.first_line() : rows.last_line();
    if (Full()) return Error("more than " + std::to_string(limits_.max_items) + " items");
    if (!row->ok()) {
      Error(row->error().message);
    } else if ((*row)->size() > 1 || !(*row)->front().empty()) {
      AddCsvItem(**header, **row);
    }
  }
}

void Reader::AddCsvItem(const std::vector<std::string>& header, const std::vector<std::string>& row) {
  if (row.size() != header.size()) {
    return Error("the line has " + std::to_string(row.size()) + " cells, the header " + std::to_string(header.size()));
  }
  std::string id;
  Record record(schema_->fields.size());
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == "id") {
      id = row[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(FieldIndex(header[i]));
    const FieldType& field = schema_->fields[index];
    if (row[i].empty() && (field.optional || field.type.kind != TypeKind::kText)) {
      if (!field.optional) return Error("the field " + dsl::Ticked(field.name) + " is empty; " + Example(field.type));
      continue;
    }
    auto value = FromText(row[i], field);
    if (!value) return;
    record[index] = std::move(*value);
  }
  Add(std::move(id), std::move(record));
}

std::optional<Value> Reader::FromText(const std::string& text, const FieldType& field) {
  if (field.type.kind == TypeKind::kList && field.type.element()) {  // `a|b|c`
    dsl::List items;
    std::size_t begin = 0;
    while (begin <= text.size() && !text.empty()) {
      const std::size_t end = std::min(text.find('|', begin), text.size());
      Value item = dsl::ParseValue(text.substr(begin, end - begin), *field.type.element());
      if (item.is_unknown()) {
        Error("an element of " + dsl::Ticked(field.name) + " is wrong; " + Example(*field.type.element()));
        return std::nullopt;
      }
      items.push_back(std::move(item));
      begin = end + 1;
    }
    return Value::OfList(std::move(items));
  }
  Value value = field.type.kind == TypeKind::kText ? Value(text) : dsl::ParseValue(text, field.type);
  if (value.is_known()) return value;
  Error(dsl::Ticked(text) + " does not fit the field " + dsl::Ticked(field.name) + "; " + Example(field.type));
  return std::nullopt;
}

void Reader::ReadJsonLines(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (Full()) return Error("more than " + std::to_string(limits_.max_items) + " items");
    if (line.size() > limits_.max_line_bytes) {
      Error("the line is longer than " + std::to_string(limits_.max_line_bytes) + " bytes");
      continue;
    }
    AddJsonItem(line);
  }
}

void Reader::AddJsonItem(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return Error("the line is no JSON object; write one item a line, as {\"id\": \"a\", ...}");
  std::string id;
  Record record(schema_->fields.size());
  for (const auto& [name, member] : json.items()) {
    if (name == "id") {
      if (!member.is_string()) return Error("`id` must be a text in quotes");
      id = member.get<std::string>();
      continue;
    }
    const int index = FieldIndex(name);
    if (index < 0) return Error(UnknownField(name));
    if (member.is_null()) continue;
    auto value = FromJson(member, schema_->fields[static_cast<std::size_t>(index)]);
    if (!value) return;
    record[static_cast<std::size_t>(index)] = std::move(*value);
  }
  for (std::size_t i = 0; i < record.size(); ++i) {
    const FieldType& field = schema_->fields[i];
    if (record[i].is_unknown() && !field.optional) return Error("the field " + dsl::Ticked(field.name) + " is missing");
  }
  Add(std::move(id), std::move(record));
}

std::optional<Value> Reader::FromJson(const nlohmann::json& json, const FieldType& field) {
  const TypeKind kind = field.type.kind;
  if (json.is_boolean() && kind == TypeKind::kYesNo) return Value(json.get<bool>());
  if (json.is_string()) return FromText(json.get<std::string>(), field);
  if (json.is_number() && (kind == TypeKind::kNumber || kind == TypeKind::kPercent)) {
    const auto number = json.is_number_integer() && !json.is_number_unsigned()
                            ? std::optional(dsl::Decimal(json.get<std::int64_t>()))
                        : json.is_number_unsigned() ? dsl::Decimal::Parse(json.dump())
                                                    : dsl::Decimal::FromDouble(json.get<double>());
    if (number) return kind == TypeKind::kNumber ? Value(*number) : Value(dsl::Percent{*number});
  }
  if (json.is_array() && kind == TypeKind::kList && field.type.element()) {
    dsl::List items;
    const FieldType element{field.name, *field.type.element(), false};
    for (const auto& member : json) {
      auto item = FromJson(member, element);
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
    }
    return Value::OfList(std::move(items));
  }
  Error("the value of " + dsl::Ticked(field.name) + " does not fit; " + Example(field.type));
  return std::nullopt;
}

void Reader::Add(std::string id, Record record) {
  if (id.empty()) return Error("the item has no `id`");
  if (out_.Find(catalogue_, id)) return Error("the item " + dsl::Ticked(id) + " is there twice");
  if (schema_->parent_field >= 0) trees_[static_cast<std::size_t>(catalogue_)].push_back({id, source_path_, line_});
  out_.Put(catalogue_, std::move(id), std::move(record));
}

void Reader::CheckParents() {
  for (std::size_t i = 0; i < trees_.size(); ++i) CheckParents(static_cast<int>(i));
}

// Follows the parents of each item up to one that was visited before, so that each item is visited once.
void Reader::CheckParents(int catalogue) {
  const Places& places = trees_[static_cast<std::size_t>(catalogue)];
  Walks walks;
  for (const Place& place : places) walks[place.id].place = &place;
  for (const Place& place : places) {
    auto walk = walks.find(place.id);
    for (; walk != walks.end() && !walk->second.from; walk = walks.find(ParentOf(catalogue, walk->first)))
      walk->second.from = &place;
    if (walk != walks.end() && walk->second.from == &place) ReportCircle(catalogue, walk->first, walks);
  }
}

// Empty when it has none.
std::string_view Reader::ParentOf(int catalogue, std::string_view id) const {
  const auto parent = static_cast<std::size_t>(program_.catalogues[static_cast<std::size_t>(catalogue)].parent_field);
  const std::string* above = (*out_.Find(catalogue, id))[parent].text();
  return above ? std::string_view(*above) : std::string_view();
}

// Reports the circle at the line of its item that was read first.
void Reader::ReportCircle(int catalogue, std::string_view id, const Walks& walks) {
  const Place* first = walks.at(id).place;
  for (std::string_view at = ParentOf(catalogue, id); at != id; at = ParentOf(catalogue, at))
    first = std::min(first, walks.at(at).place);
  std::string chain = dsl::Ticked(first->id);
  std::string_view at = first->id;
  for (int step = 0; step < kShownSteps && (step == 0 || at != first->id); ++step) {
    at = ParentOf(catalogue, at);
    chain += " under " + dsl::Ticked(at);
  }
  path_ = *first->path;
  line_ = first->line;
  Error(dsl::Ticked(first->id) + " stands under itself: " + chain + (at == first->id ? "" : " and so on") +
        "; give one of them another `parent`, or none");
}

Errors Reader::TakeErrors() {
  if (omitted_ > 0) errors_.push_back("and " + std::to_string(omitted_) + " more");
  return std::move(errors_);
}

}  // namespace

Result<std::shared_ptr<const Catalogues>, Errors> LoadCatalogues(const dsl::Program& program,
                                                                 const std::vector<CatalogueSource>& sources,
                                                                 const CatalogueLimits& limits) {
  auto out = std::make_shared<Catalogues>(program.catalogues.size());
  Reader reader(program, limits, *out);
  for (const CatalogueSource& source : sources) reader.Read(source);
  reader.CheckParents();
  Errors errors = reader.TakeErrors();
  if (!errors.empty()) return errors;
  return std::shared_ptr<const Catalogues>(std::move(out));
}

}  // namespace nextmove::engine
