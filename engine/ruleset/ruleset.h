// A rule folder as plain values: its texts, its checked rules, and the world made of them. Thread-compatible; one check
// at a time in a process (the parser's rule).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "dsl/source/result.h"
#include "engine/decide/decide.h"

namespace nextmove::engine {

using RuleTexts = std::vector<std::pair<std::string, std::string>>;  // path, bytes

struct LoadedRules {
  std::shared_ptr<const dsl::Program> program;    // null after errors
  std::shared_ptr<const dsl::SourceSet> sources;  // never null
  std::vector<dsl::Diagnostic> diagnostics;       // errors and warnings in order of place
  std::size_t errors = 0;
};

// Reads every `.rules` file below `folder`, sorted by path; hidden files and links out of the folder are left out.
// Fails with diagnostics.
Result<RuleTexts, LoadedRules> ReadFolder(const std::string& folder);
// Checks rule texts, wherever they came from.
LoadedRules LoadTexts(RuleTexts texts, const dsl::CheckOptions& options);
// Reads and checks.
LoadedRules LoadFolder(const std::string& folder, const dsl::CheckOptions& options);

// Rules and the data beside them. `catalogues`: name, file; a folder's own `catalogues/<name>.csv|.jsonl` are found
// without being named, as are its `tables/similar|associated|counts.csv|.jsonl` of what is known of all visitors.
struct RuleSource {
  std::string folder;
  std::vector<std::pair<std::string, std::string>> catalogues;
};
struct LoadedWorld {
  World world;  // its program is null after errors, of the rules or of the data
  LoadedRules rules;
  Errors data_errors;
};
// Checks the texts of `source`, then reads and checks its data. Where the texts are those of `present`, its program is
// used without checking again and without diagnostics: only the data is new. REQUIRES: texts is not empty.
LoadedWorld CheckWorld(RuleTexts texts, const RuleSource& source, const dsl::CheckOptions& options,
                       std::shared_ptr<const dsl::Program> present = nullptr);
// Reads and checks.
LoadedWorld LoadWorld(const RuleSource& source, const dsl::CheckOptions& options);

}  // namespace nextmove::engine
