// Loads the rule folder and puts it in force, or says why not. One load at a time in a process: call from one thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/observe/metrics.h"
#include "engine/runtime/runtime.h"
#include "engine/serve/calls/handler.h"

namespace nextmove::serve {

struct RuleSource {
  std::string folder;
  std::vector<std::pair<std::string, std::string>> catalogues;
};

struct LoadReport {
  bool loaded = false;
  std::string version;  // 12 digits, when loaded
  std::size_t rules = 0;
  std::vector<std::string> lines;  // errors and warnings, one line each: `E0201 a.rules:3:8: unknown ...`
  std::string rendered;            // the same for a terminal
};
// Reads and checks; `world` is only changed when all is good. Its program stays where the rules say the same.
LoadReport LoadRules(const RuleSource& source, engine::World& world);

class RuleLoader {
 public:
  // REQUIRES: all outlive the loader.
  RuleLoader(RuleSource source, engine::Runtime& runtime, DecisionHandler& handler, observe::Metrics& metrics)
      : source_(std::move(source)), runtime_(runtime), handler_(handler), metrics_(metrics) {}
  // Loads the folder as it is now. Good: all later calls are decided by it. Broken: the last good one stays.
  // Says either in the log.
  LoadReport Load();

 private:
  const RuleSource source_;
  engine::Runtime& runtime_;
  DecisionHandler& handler_;
  observe::Metrics& metrics_;
};

}  // namespace nextmove::serve
