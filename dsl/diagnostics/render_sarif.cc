// Diagnostics as SARIF 2.1.0, for code review tools.
#include <nlohmann/json.hpp>
#include <set>

#include "dsl/diagnostics/render.h"

namespace nextmove::dsl {
namespace {

using Json = nlohmann::ordered_json;

Json Region(const Span& span, const SourceSet& sources) {
  const Position begin = sources.PositionOf(span);
  const Position end = sources.PositionOf(span.file, span.end);
  return {{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

Json Location(const Span& span, const SourceSet& sources) {
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", sources.path(span.file)}}}, {"region", Region(span, sources)}}}};
}

Json FixJson(const Fix& fix, const SourceSet& sources) {
  const Json replacement = {{"deletedRegion", Region(fix.span, sources)},
                            {"insertedContent", {{"text", fix.replacement}}}};
  Json change = {{"artifactLocation", {{"uri", sources.path(fix.span.file)}}}};
  change["replacements"] = Json::array({replacement});
  Json changes;
  changes["artifactChanges"] = Json::array({change});  // in words: compilers read `{{..}}` of one element differently
  return changes;
}

Json Result(const Diagnostic& d, const SourceSet& sources) {
  std::string text = d.message;
  for (const std::string& help : d.help) text += "; " + help;
  Json result = {{"ruleId", RowOf(d.kind).code},
                 {"level", d.severity() == Severity::kError ? "error" : "warning"},
                 {"message", {{"text", text}}}};
  if (d.span.file < sources.size()) result["locations"] = Json::array({Location(d.span, sources)});
  for (const Related& related : d.related) {
    if (related.span.file >= sources.size()) continue;
    Json place = Location(related.span, sources);
    place["message"] = {{"text", related.label}};
    result["relatedLocations"].push_back(std::move(place));
  }
  for (const Fix& fix : d.fixes) {
    if (fix.span.file < sources.size()) result["fixes"].push_back(FixJson(fix, sources));
  }
  return result;
}

}  // namespace

std::string RenderSarif(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources) {
  std::set<std::string_view> codes;
  Json results = Json::array();
  for (const Diagnostic& d : diagnostics) {
    codes.insert(RowOf(d.kind).code);
    results.push_back(Result(d, sources));
  }
  Json rules = Json::array();
  for (const std::string_view code : codes) {
    const DiagnosticRow& row = *FindDiagnostic(code);
    rules.push_back(
        {{"id", code}, {"shortDescription", {{"text", row.title}}}, {"fullDescription", {{"text", row.explanation}}}});
  }
  const Json run = {{"tool", {{"driver", {{"name", "nextmove"}, {"rules", rules}}}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", results}};
  const Json sarif = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return sarif.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace nextmove::dsl
