// Puts a rule folder in force, again at each reload, in three steps: load, check, activate. A step that fails ends the
// reload, and the last good rule set stays in force. Knows no transport, signal, clock or log. Thread-compatible; one
// at a time in a process (the parser's rule).
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {

// The result of one reload.
struct ReloadReport {
  bool activated = false;
  std::string version;             // of the rule set in force after it; empty: none yet
  std::size_t rules = 0;           // of that rule set
  std::string data_version;        // of that rule set; empty without data
  std::vector<std::string> lines;  // errors and warnings, one line each: `E0201 a.rules:3:8: unknown ...`
  std::string rendered;            // the same for a terminal
};

class Reload {
 public:
  // Hands a good world to the part that decides: all calls that begin later use it.
  using Activation = std::function<void(const World&)>;

  Reload(RuleSource source, Activation activation) : source_(std::move(source)), activation_(std::move(activation)) {}

  // Runs all steps on the folder as it is now. `today`: for warnings about dates.
  ReloadReport Run(dsl::Date today);

 private:
  // The steps, in their order.
  Result<RuleTexts, LoadedRules> Load() const { return ReadFolder(source_.folder); }
  LoadedWorld Check(RuleTexts texts, dsl::Date today) const;
  void Activate(World world);

  // A report about what is in force, with the errors and warnings found.
  ReloadReport Report(const LoadedWorld& found, bool activated) const;

  const RuleSource source_;
  const Activation activation_;
  World last_good_;  // its program is null before the first
};

}  // namespace nextmove::engine
