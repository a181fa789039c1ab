// Writes texts with holes (language reference, paragraph 25).
#include <algorithm>

#include "dsl/evaluate/evaluate.h"

namespace nextmove::dsl {

bool RenderTemplate(const Template& text, const LocaleFormat& locale, Evaluator& evaluator, const TimeZone& zone,
                    std::string& out) {
  out.clear();
  for (const TemplatePiece& piece : text) {
    if (!piece.value) {
      out += piece.text;
      continue;
    }
    Value storage;
    const Value& value = evaluator.Read(*piece.value, storage);
    if (value.is_unknown()) {
      if (!piece.otherwise) return false;
      out += *piece.otherwise;
      continue;
    }
    out += locale.Format(value, zone);
    if (piece.plural_forms.empty() || !value.number()) continue;
    const std::size_t form = std::min(locale.PluralIndex(*value.number()), piece.plural_forms.size() - 1);
    out += " " + piece.plural_forms[form];
  }
  return true;
}

}  // namespace nextmove::dsl
