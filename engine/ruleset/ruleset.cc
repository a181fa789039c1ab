// Loads a rule folder. See ruleset.h.
#include "engine/ruleset/ruleset.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "dsl/syntax/parse.h"
#include "engine/ruleset/content_hash.h"

namespace nextmove::engine {
namespace {

namespace fs = std::filesystem;
using dsl::DiagnosticKind;

// A file of a folder: where it is, how its path is told.
struct Found {
  std::string name;  // relative to the folder, with `/`
  fs::path path;
};

bool IsInside(const fs::path& path, const fs::path& root) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  if (error) return false;
  const auto [end, rest] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
  return end == root.end();
}

bool IsHidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name.front() == '.';
}

// All `.rules` files below `folder`, sorted by name. `problem` says why the folder can't be read, else it is empty.
std::vector<Found> FindRuleFiles(const fs::path& folder, std::string& problem) {
  std::vector<Found> files;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error || !fs::is_directory(root, error)) {
    problem = error ? error.message() : std::string("it is not a folder");
    return files;
  }
  fs::recursive_directory_iterator entry(root, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (IsHidden(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    std::error_code status;
    if (entry->path().extension() != ".rules" || !entry->is_regular_file(status)) continue;
    if (!IsInside(entry->path(), root)) continue;
    files.push_back({entry->path().lexically_relative(root).generic_string(), entry->path()});
    if (files.size() > dsl::ProgramLimits().files) break;
  }
  if (error) problem = error.message();
  std::sort(files.begin(), files.end(), [](const Found& a, const Found& b) { return a.name < b.name; });
  return files;
}

// At most one byte more than `limit`, so that a file too large is noticed and never held. None when it can't be read.
std::optional<std::string> ReadBounded(const fs::path& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes;
  std::array<char, 64 << 10> chunk{};
  while (in && bytes.size() <= limit) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    bytes.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return std::nullopt;
  if (bytes.size() > limit) bytes.resize(limit + 1);
  return bytes;
}

void Report(dsl::DiagnosticSink& sink, dsl::SourceSet& sources, DiagnosticKind kind, const std::string& path,
            std::string message, std::string help) {
  const std::uint32_t file = sources.Add(path, "");
  sink.Report(kind, {file, 0, 0}, std::move(message)).help.push_back(std::move(help));
}

// What is known of a folder while it is read.
struct Loading {
  std::shared_ptr<dsl::SourceSet> sources = std::make_shared<dsl::SourceSet>();
  dsl::DiagnosticSink sink;
};

LoadedRules Failed(Loading& loading) {
  LoadedRules failed;
  failed.diagnostics = loading.sink.TakeSorted(*loading.sources);
  failed.errors = static_cast<std::size_t>(
      std::count_if(failed.diagnostics.begin(), failed.diagnostics.end(),
                    [](const dsl::Diagnostic& d) { return d.severity() == dsl::Severity::kError; }));
  failed.sources = loading.sources;
  return failed;
}

LoadedRules Finish(Loading& loading, std::vector<std::pair<std::string, std::string>> files, dsl::CheckOptions options,
                   std::shared_ptr<const dsl::Program> present) {
  std::sort(files.begin(), files.end());
  options.version = ContentHash(files);
  if (present && present->version == options.version) {
    LoadedRules same;
    same.sources = present->sources;
    same.program = std::move(present);
    return same;
  }
  const dsl::ParseLimits limits;
  std::vector<dsl::tree::File> trees;
  for (auto& [path, bytes] : files) {
    const auto file = dsl::AddSource(path, std::move(bytes), limits, *loading.sources, loading.sink);
    if (file) trees.push_back(dsl::ParseFile(*loading.sources, *file, limits, loading.sink));
  }
  // Names are checked even after errors of syntax: broken clauses are marked, so nothing is told twice. But where a
  // whole file could not be taken, each name that it declares would be told as unknown.
  if (trees.size() == files.size()) {
    const auto program = dsl::Check(trees, loading.sources, options, loading.sink);
    if (!loading.sink.has_errors()) {
      LoadedRules loaded;
      trees.clear();
      // What stays is a copy: the vectors that the checker grew have room to spare, those of a copy have none.
      loaded.program = std::make_shared<const dsl::Program>(*program);
      loaded.diagnostics = loading.sink.TakeSorted(*loading.sources);
      loaded.sources = loading.sources;
      return loaded;
    }
  }
  return Failed(loading);
}

std::string_view Extension(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(dot);
}

// The data files of a folder, `<name>.csv|.jsonl`, sorted by name.
std::vector<std::pair<std::string, std::string>> DataFiles(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> found;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string path = entry->path().string();
    const auto extension = Extension(path);
    if (IsHidden(entry->path()) || (extension != ".csv" && extension != ".jsonl")) continue;
    found.emplace_back(entry->path().stem().string(), path);
  }
  std::sort(found.begin(), found.end());
  return found;
}

// The bytes of a catalogue's or table's file; none after an error.
std::optional<std::string> ReadData(const std::string& path, std::string_view what, const std::string& name,
                                    std::vector<std::string>& errors) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
  const std::string whose = path + ": the file of " + std::string(what) + " `" + name + "` ";
  auto bytes = ReadBounded(path, kMaxBytes);
  if (!bytes) {
    errors.push_back(whose + "can't be read");
  } else if (bytes->size() > kMaxBytes) {
    errors.push_back(whose + "is larger than 1 GiB");
    bytes.reset();
  }
  return bytes;
}

}  // namespace

LoadedRules LoadFolder(const std::string& folder, const dsl::CheckOptions& options,
                       std::shared_ptr<const dsl::Program> present) {
  Loading loading;
  std::string problem;
  const auto found = FindRuleFiles(folder, problem);
  const dsl::ParseLimits limits;
  std::vector<std::pair<std::string, std::string>> files;
  if (!problem.empty()) {
    Report(loading.sink, *loading.sources, DiagnosticKind::kUnreadableFile, folder,
           "the folder `" + folder + "` can't be read: " + problem, "name a folder that holds `.rules` files");
  } else if (found.empty()) {
    Report(loading.sink, *loading.sources, DiagnosticKind::kEmptyFolder, folder,
           "the folder `" + folder + "` holds no `.rules` file", "write the rules into files that end in `.rules`");
  } else if (found.size() > dsl::ProgramLimits().files) {
    Report(
        loading.sink, *loading.sources, DiagnosticKind::kLimitExceeded, folder,
        "the folder `" + folder + "` holds more than " + std::to_string(dsl::ProgramLimits().files) + " `.rules` files",
        "put several rules into one file");
  } else {
    for (const Found& file : found) {
      auto bytes = ReadBounded(file.path, limits.max_bytes);
      if (bytes) {
        files.emplace_back(file.name, *std::move(bytes));
      } else {
        Report(loading.sink, *loading.sources, DiagnosticKind::kUnreadableFile, file.name,
               "the file `" + file.name + "` can't be read", "make the file readable, or take it out of the folder");
      }
    }
  }
  if (loading.sink.has_errors()) return Failed(loading);
  return Finish(loading, std::move(files), options, std::move(present));
}

LoadedRules LoadTexts(std::vector<std::pair<std::string, std::string>> files, const dsl::CheckOptions& options) {
  Loading loading;
  if (files.empty()) {
    Report(loading.sink, *loading.sources, DiagnosticKind::kEmptyFolder, "", "there are no rules",
           "begin with a `project`");
    return Failed(loading);
  }
  return Finish(loading, std::move(files), options, nullptr);
}

LoadedWorld LoadWorld(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& catalogues,
                      const dsl::CheckOptions& options, std::shared_ptr<const dsl::Program> present) {
  LoadedWorld loaded;
  loaded.rules = LoadFolder(folder, options, std::move(present));
  if (!loaded.rules.program) return loaded;
  loaded.world.program = loaded.rules.program;

  auto named = catalogues;
  for (const auto& own : DataFiles(fs::path(folder) / "catalogues")) {
    const bool replaced =
        std::any_of(catalogues.begin(), catalogues.end(), [&](const auto& given) { return given.first == own.first; });
    if (!replaced) named.push_back(own);
  }
  std::vector<std::pair<std::string, std::string>> versions;  // of each file: what it is of, the hash of its bytes
  const auto read = [&](const std::string& what, const std::string& name, const std::string& path, auto& sources) {
    auto bytes = ReadData(path, what, name, loaded.data_errors);
    if (!bytes) return;
    std::vector<std::pair<std::string, std::string>> file{{name, *std::move(bytes)}};
    versions.emplace_back(what + "/" + name, ContentHash(file));
    sources.push_back({name, path, std::move(file.front().second)});
  };
  std::vector<CatalogueSource> items;
  for (const auto& [name, path] : named) read("catalogue", name, path, items);
  std::vector<TableSource> rows;
  for (const auto& [name, path] : DataFiles(fs::path(folder) / "tables")) read("table", name, path, rows);
  if (!loaded.data_errors.empty()) return loaded;
  std::sort(versions.begin(), versions.end());
  if (!versions.empty()) loaded.world.data_version = ContentHash(versions);
  loaded.world.catalogues = LoadCatalogues(*loaded.rules.program, items, CatalogueLimits(), loaded.data_errors);
  loaded.world.tables = LoadTables(rows, TableLimits(), loaded.data_errors);
  return loaded;
}

}  // namespace nextmove::engine
