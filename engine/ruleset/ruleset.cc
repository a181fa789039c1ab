// Reads and checks a rule folder with its data, and computes its versions.
#include "engine/ruleset/ruleset.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "dsl/syntax/parse.h"
#include "engine/ruleset/content_hash.h"
#include "engine/ruleset/files.h"

namespace nextmove::engine {
namespace {

using dsl::DiagnosticKind;

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

// REQUIRES: texts is not empty.
LoadedRules CheckTexts(RuleTexts files, dsl::CheckOptions options, std::shared_ptr<const dsl::Program> present) {
  assert(!files.empty());
  Loading loading;
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
  // Names are checked even after errors of syntax: broken clauses are marked, so no mistake is reported twice. But if a
  // whole file could not be read, each name that it declares would be reported as unknown.
  if (trees.size() == files.size()) {
    const auto program = dsl::Check(trees, loading.sources, options, loading.sink);
    if (!loading.sink.has_errors()) {
      LoadedRules loaded;
      trees.clear();
      // A copy is kept, because the vectors that the checker grew have unused capacity and those of a copy have none.
      loaded.program = std::make_shared<const dsl::Program>(*program);
      loaded.diagnostics = loading.sink.TakeSorted(*loading.sources);
      loaded.sources = loading.sources;
      return loaded;
    }
  }
  return Failed(loading);
}

// The bytes of a catalogue's or table's file.
Result<std::string> ReadData(const FoundFile& file, std::string_view what) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
  const std::string whose = file.path + ": the file of " + std::string(what) + " `" + file.name + "` ";
  auto bytes = ReadBounded(file.path, kMaxBytes);
  if (!bytes) return Error{whose + bytes.error().message};
  if (bytes->size() > kMaxBytes) return Error{whose + "is larger than 1 GiB"};
  return bytes;
}

// The data files of a folder with their bytes, and the hash of each.
struct Data {
  std::vector<CatalogueSource> catalogues;
  std::vector<TableSource> tables;
  std::vector<std::pair<std::string, std::string>> versions;  // name of the catalogue or table, hash of its bytes
};

std::vector<FoundFile> CatalogueFiles(const RuleSource& source) {
  std::vector<FoundFile> files;
  for (const auto& [name, path] : source.catalogues) files.push_back({name, path});
  for (FoundFile& own : FindDataFiles(source.folder, "catalogues")) {
    const auto has_name = [&](const auto& given) { return given.first == own.name; };
    if (std::any_of(source.catalogues.begin(), source.catalogues.end(), has_name)) continue;
    files.push_back(std::move(own));
  }
  return files;
}

Result<Data, Errors> ReadAllData(const RuleSource& source) {
  Data data;
  Errors errors;
  const auto read = [&](const std::string& what, const FoundFile& file, auto& sources) {
    auto bytes = ReadData(file, what);
    if (!bytes) {
      errors.push_back(bytes.error().message);
      return;
    }
    std::vector<std::pair<std::string, std::string>> hashed{{file.name, *std::move(bytes)}};
    data.versions.emplace_back(what + "/" + file.name, ContentHash(hashed));
    sources.push_back({file.name, file.path, std::move(hashed.front().second)});
  };
  for (const FoundFile& file : CatalogueFiles(source)) read("catalogue", file, data.catalogues);
  for (const FoundFile& file : FindDataFiles(source.folder, "tables")) read("table", file, data.tables);
  if (!errors.empty()) return errors;
  std::sort(data.versions.begin(), data.versions.end());
  return data;
}

// A world of the program and the data beside it.
Result<World, Errors> WorldOf(std::shared_ptr<const dsl::Program> program, const RuleSource& source) {
  const auto data = ReadAllData(source);
  if (!data) return data.error();
  auto catalogues = LoadCatalogues(*program, data->catalogues, CatalogueLimits());
  auto tables = LoadTables(data->tables, TableLimits());
  Errors errors;
  if (!catalogues) errors = catalogues.error();
  if (!tables) errors.insert(errors.end(), tables.error().begin(), tables.error().end());
  if (!errors.empty()) return errors;
  World world;
  world.program = std::move(program);
  world.catalogues = *std::move(catalogues);
  world.tables = *std::move(tables);
  if (!data->versions.empty()) world.data_version = ContentHash(data->versions);
  return world;
}

}  // namespace

Result<RuleTexts, LoadedRules> ReadFolder(const std::string& folder) {
  Loading loading;
  RuleTexts texts;
  const std::size_t max_files = dsl::ProgramLimits().files;
  const auto report = [&](DiagnosticKind kind, const std::string& path, std::string message, std::string help) {
    Report(loading.sink, *loading.sources, kind, path, std::move(message), std::move(help));
  };
  const auto found = FindRuleFiles(folder, max_files);
  if (!found) {
    report(DiagnosticKind::kUnreadableFile, folder,
           "the folder `" + folder + "` can't be read: " + found.error().message,
           "name a folder that holds `.rules` files");
  } else if (found->empty()) {
    report(DiagnosticKind::kEmptyFolder, folder, "the folder `" + folder + "` holds no `.rules` file",
           "write the rules into files that end in `.rules`");
  } else if (found->size() > max_files) {
    report(DiagnosticKind::kLimitExceeded, folder,
           "the folder `" + folder + "` holds more than " + std::to_string(max_files) + " `.rules` files",
           "put several rules into one file");
  } else {
    for (const FoundFile& file : *found) {
      auto bytes = ReadBounded(file.path, dsl::ParseLimits().max_bytes);
      if (bytes) {
        texts.emplace_back(file.name, *std::move(bytes));
      } else {
        report(DiagnosticKind::kUnreadableFile, file.name, "the file `" + file.name + "` " + bytes.error().message,
               "make the file readable, or take it out of the folder");
      }
    }
  }
  if (loading.sink.has_errors()) return Failed(loading);
  return texts;
}

LoadedRules LoadFolder(const std::string& folder, const dsl::CheckOptions& options) {
  auto texts = ReadFolder(folder);
  return texts ? LoadTexts(*std::move(texts), options) : texts.error();
}

LoadedRules LoadTexts(RuleTexts texts, const dsl::CheckOptions& options) {
  if (!texts.empty()) return CheckTexts(std::move(texts), options, nullptr);
  Loading loading;
  Report(loading.sink, *loading.sources, DiagnosticKind::kEmptyFolder, "", "there are no rules",
         "begin with a `project`");
  return Failed(loading);
}

LoadedWorld CheckWorld(RuleTexts texts, const RuleSource& source, const dsl::CheckOptions& options,
                       std::shared_ptr<const dsl::Program> present) {
  LoadedWorld loaded;
  loaded.rules = CheckTexts(std::move(texts), options, std::move(present));
  if (!loaded.rules.program) return loaded;
  auto world = WorldOf(loaded.rules.program, source);
  if (world) {
    loaded.world = *std::move(world);
  } else {
    loaded.data_errors = world.error();
  }
  return loaded;
}

LoadedWorld LoadWorld(const RuleSource& source, const dsl::CheckOptions& options) {
  auto texts = ReadFolder(source.folder);
  if (texts) return CheckWorld(*std::move(texts), source, options);
  LoadedWorld failed;
  failed.rules = texts.error();
  return failed;
}

}  // namespace nextmove::engine
