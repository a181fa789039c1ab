// Any bytes as a rule file: parsing neither fails nor leaves its bounds, and what it says can be shown.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/diagnostics/render.h"
#include "dsl/syntax/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nextmove::dsl;
  ParseLimits limits;
  limits.max_bytes = 64 << 10;
  SourceSet sources;
  DiagnosticSink sink;
  const auto file =
      AddSource("fuzz.rules", std::string(reinterpret_cast<const char*>(data), size), limits, sources, sink);
  if (file) {
    const tree::File parsed = ParseFile(sources, *file, limits, sink);
    const std::size_t bytes = sources.text(*file).size();
    for (const Diagnostic& d : sink.all()) {
      if (d.span.begin > d.span.end || d.span.end > bytes) std::abort();
      for (const Fix& fix : d.fixes) {
        if (fix.span.begin > fix.span.end || fix.span.end > bytes) std::abort();
      }
    }
    for (const tree::Head& head : parsed.heads) {
      if (head.span.end > bytes) std::abort();
    }
  }
  const auto all = sink.TakeSorted(sources);
  RenderTerminal(all, sources, true);
  RenderJson(all, sources);
  return 0;
}
