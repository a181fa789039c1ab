// Puts fixes into a text from its end, so that places stay right.
#include "dsl/diagnostics/fix.h"

#include <algorithm>

namespace nextmove::dsl {

FixedText ApplySafeFixes(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources, std::uint32_t file) {
  std::vector<const Fix*> fixes;
  for (const Diagnostic& d : diagnostics) {
    for (const Fix& fix : d.fixes) {
      if (fix.safe && fix.span.file == file) fixes.push_back(&fix);
    }
  }
  std::stable_sort(fixes.begin(), fixes.end(),
                   [](const Fix* a, const Fix* b) { return a->span.begin < b->span.begin; });
  const std::string& text = sources.text(file);
  FixedText fixed;
  std::size_t at = 0;
  for (const Fix* fix : fixes) {
    if (fix->span.begin < at || fix->span.end > text.size() || fix->span.begin > fix->span.end) continue;
    fixed.text.append(text, at, fix->span.begin - at);
    fixed.text += fix->replacement;
    at = fix->span.end;
    ++fixed.applied;
  }
  fixed.text.append(text, at, std::string::npos);
  return fixed;
}

}  // namespace nextmove::dsl
