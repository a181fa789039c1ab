// Loads a rule folder: reads, checks, versions. Thread-compatible; one load at a time in a process (the parser's rule).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "engine/decide/decide.h"

namespace nextmove::engine {

struct LoadedRules {
  std::shared_ptr<const dsl::Program> program;    // null after errors
  std::shared_ptr<const dsl::SourceSet> sources;  // never null
  std::vector<dsl::Diagnostic> diagnostics;       // errors and warnings in order of place
  std::size_t errors = 0;
};

// Reads every `.rules` file below `folder` (sorted by path; hidden files and links out of the folder are left out).
// `present` as LoadWorld.
LoadedRules LoadFolder(const std::string& folder, const dsl::CheckOptions& options,
                       std::shared_ptr<const dsl::Program> present = nullptr);
// The same of texts in memory: path, bytes.
LoadedRules LoadTexts(std::vector<std::pair<std::string, std::string>> files, const dsl::CheckOptions& options);

// A folder's rules with its data. `name=FILE` pairs; a folder's own `catalogues/<name>.csv|.jsonl` are found without
// being named, as are its `tables/similar|associated|counts.csv|.jsonl` of what is known of all visitors.
struct LoadedWorld {
  World world;  // program null after errors
  LoadedRules rules;
  std::vector<std::string> data_errors;
};
// Where the rules say what those of `present` say, it is taken as it is, without diagnostics: only the data is new.
LoadedWorld LoadWorld(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& catalogues,
                      const dsl::CheckOptions& options, std::shared_ptr<const dsl::Program> present = nullptr);

}  // namespace nextmove::engine
