// Reloads a rule folder step by step: load, check, activate; keeps the last good rules when a step fails.
#include "engine/ruleset/reload.h"

#include "dsl/diagnostics/render.h"

namespace nextmove::engine {
namespace {

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

}  // namespace

ReloadReport Reload::Run(dsl::Date today) {
  auto texts = Load();
  if (!texts) return Report({{}, texts.error(), {}}, false);
  LoadedWorld checked = Check(*std::move(texts), today);
  if (!checked.world.program) return Report(checked, false);
  Activate(std::move(checked.world));
  return Report(checked, true);
}

// Where the rules are those in force, their program is kept, and only the data is new.
LoadedWorld Reload::Check(RuleTexts texts, dsl::Date today) const {
  dsl::CheckOptions options;
  options.today = today;
  return CheckWorld(std::move(texts), source_, options, last_good_.program);
}

void Reload::Activate(World world) {
  last_good_ = std::move(world);
  activation_(last_good_);
}

ReloadReport Reload::Report(const LoadedWorld& found, bool activated) const {
  ReloadReport report;
  report.activated = activated;
  if (last_good_.program) {
    report.version = last_good_.program->version;
    report.rules = last_good_.program->rules.size();
    report.data_version = last_good_.data_version;
  }
  for (const auto& diagnostic : found.rules.diagnostics) {
    report.lines.push_back(LineOf(diagnostic, *found.rules.sources));
  }
  report.rendered = dsl::RenderTerminal(found.rules.diagnostics, *found.rules.sources, false);
  for (const std::string& error : found.data_errors) {
    report.lines.push_back(error);
    report.rendered += "error: " + error + "\n";
  }
  return report;
}

}  // namespace nextmove::engine
