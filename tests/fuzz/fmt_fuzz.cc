// Any bytes as a rule file: formatting either refuses or gives a text that means the same and stays as it is.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/syntax/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nextmove::dsl;
  ParseLimits limits;
  limits.max_bytes = 16 << 10;
  SourceSet sources;
  DiagnosticSink sink;
  const auto file =
      AddSource("fuzz.rules", std::string(reinterpret_cast<const char*>(data), size), limits, sources, sink);
  if (!file) return 0;
  const auto text = FormatFile(sources, *file, limits, sink);
  if (!text) return 0;
  ParseLimits wider = limits;  // blanks may be added
  wider.max_bytes *= 16;
  SourceSet again;
  DiagnosticSink none;
  const auto formatted = AddSource("formatted.rules", *text, wider, again, none);
  if (!formatted || FormatFile(again, *formatted, wider, none) != text) std::abort();
  return 0;
}
