// Loads, swaps, reports. See rule_loader.h.
#include "engine/serve/process/rule_loader.h"

#include <chrono>

#include "dsl/diagnostics/render.h"
#include "engine/observe/log.h"
#include "engine/ruleset/ruleset.h"

namespace nextmove::serve {
namespace {

// Lines of a broken folder that go into the log.
constexpr std::size_t kMaxLines = 20;

std::string LineOf(const dsl::Diagnostic& diagnostic, const dsl::SourceSet& sources) {
  const auto& row = dsl::RowOf(diagnostic.kind);
  std::string line = std::string(row.code) + " ";
  if (diagnostic.span.file < sources.size()) {
    const dsl::Position position = sources.PositionOf(diagnostic.span);
    line += sources.path(diagnostic.span.file) + ":" + std::to_string(position.line) + ":" +
            std::to_string(position.column) + ": ";
  }
  return line + diagnostic.message;
}

std::chrono::system_clock::duration SinceEpoch() { return std::chrono::system_clock::now().time_since_epoch(); }

}  // namespace

LoadReport LoadRules(const RuleSource& source, engine::World& world) {
  dsl::CheckOptions options;
  const auto days = std::chrono::duration_cast<std::chrono::days>(SinceEpoch()).count();
  options.today = dsl::Date{static_cast<std::int32_t>(days)};
  engine::LoadedWorld loaded = engine::LoadWorld(source.folder, source.catalogues, options, world.program);
  LoadReport report;
  for (const auto& diagnostic : loaded.rules.diagnostics)
    report.lines.push_back(LineOf(diagnostic, *loaded.rules.sources));
  report.rendered = dsl::RenderTerminal(loaded.rules.diagnostics, *loaded.rules.sources, false);
  for (const std::string& error : loaded.data_errors) {
    report.lines.push_back(error);
    report.rendered += "error: " + error + "\n";
  }
  if (!loaded.rules.program || !loaded.world.program || !loaded.world.catalogues || !loaded.data_errors.empty()) {
    return report;
  }
  report.loaded = true;
  report.version = ShortVersion(*loaded.world.program);
  report.rules = loaded.world.program->rules.size();
  world = std::move(loaded.world);
  return report;
}

LoadReport RuleLoader::Load() {
  const auto began = std::chrono::steady_clock::now();
  engine::World world = runtime_.world();
  LoadReport report = LoadRules(source_, world);
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
  if (report.loaded) {
    const std::string data = world.data_version.empty() ? "" : ", data " + world.data_version.substr(0, 12);
    runtime_.SetWorld(std::move(world));
    handler_.set_rules_stale(false);
    metrics_.RulesLoaded(report.version, report.rules, std::chrono::duration<double>(SinceEpoch()).count());
    observe::LogInfo("rule set " + report.version + " in force: " + std::to_string(report.rules) + " rules" + data +
                     ", loaded in " + std::to_string(took) + " ms");
  } else {
    metrics_.RulesRejected();
    if (world.program) {
      handler_.set_rules_stale(true);
      observe::LogError("the rule folder is broken and was not taken; rule set " +
                        std::string(ShortVersion(*world.program)) + " stays in force");
    } else {
      return report;  // the server does not start, and shows it all by itself
    }
  }
  for (std::size_t i = 0; i < report.lines.size(); ++i) {
    if (i == kMaxLines) {
      observe::LogWarning(std::to_string(report.lines.size() - kMaxLines) + " more lines; `nextmove check` shows all");
      break;
    }
    report.loaded ? observe::LogWarning(report.lines[i]) : observe::LogError(report.lines[i]);
  }
  return report;
}

}  // namespace nextmove::serve
