// Diagnostics for tools.
#include <nlohmann/json.hpp>

#include "dsl/diagnostics/render.h"

namespace nextmove::dsl {
namespace {

using Json = nlohmann::ordered_json;

void AddPlace(const Span& span, const SourceSet& sources, Json& out) {
  if (span.file >= sources.size()) return;
  const Position begin = sources.PositionOf(span);
  const Position end = sources.PositionOf(span.file, span.end);
  out["file"] = sources.path(span.file);
  out["line"] = begin.line;
  out["column"] = begin.column;
  out["end_line"] = end.line;
  out["end_column"] = end.column;
}

Json ToJson(const Diagnostic& d, const SourceSet& sources) {
  Json out;
  out["code"] = RowOf(d.kind).code;
  out["severity"] = d.severity() == Severity::kError ? "error" : "warning";
  out["message"] = d.message;
  out["label"] = d.label;
  AddPlace(d.span, sources, out);
  out["related"] = Json::array();
  for (const Related& related : d.related) {
    Json place;
    place["label"] = related.label;
    AddPlace(related.span, sources, place);
    out["related"].push_back(std::move(place));
  }
  out["help"] = d.help;
  out["fixes"] = Json::array();
  for (const Fix& fix : d.fixes) {
    Json place;
    if (fix.span.file < sources.size()) place["file"] = sources.path(fix.span.file);
    place["begin"] = fix.span.begin;
    place["end"] = fix.span.end;
    place["replacement"] = fix.replacement;
    place["safe"] = fix.safe;
    out["fixes"].push_back(std::move(place));
  }
  return out;
}

}  // namespace

std::string RenderJson(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources) {
  Json out;
  out["diagnostics"] = Json::array();
  std::size_t errors = 0;
  for (const Diagnostic& d : diagnostics) {
    out["diagnostics"].push_back(ToJson(d, sources));
    if (d.severity() == Severity::kError) ++errors;
  }
  out["errors"] = errors;
  out["warnings"] = diagnostics.size() - errors;
  // File names may hold any bytes.
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace nextmove::dsl
