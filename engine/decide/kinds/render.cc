// Renders the texts and other parts of an action.
#include "engine/decide/kinds/render.h"

#include <algorithm>

#include "engine/decide/reuse.h"

namespace nextmove::engine {
namespace {

bool RenderOne(const dsl::Template& text, const Frame& frame, dsl::Evaluator& evaluator, int zone, std::string& out) {
  const auto& formats = frame.program.locale_formats;
  return !formats.empty() && dsl::RenderTemplate(text, formats[frame.locale], evaluator, frame.zone(zone), out);
}

void Name(PartValue& part, const std::string& name, bool is_text, const dsl::Type& type) {
  part.name = name;
  part.is_text = is_text;
  part.type = type;
}

}  // namespace

bool RenderText(const std::vector<dsl::Template>& texts, const Frame& frame, dsl::Evaluator& evaluator, int zone,
                std::string& out) {
  if (texts.empty()) return false;
  return RenderOne(texts[std::min(frame.locale, texts.size() - 1)], frame, evaluator, zone, out);
}

bool Render(const dsl::ContentParts& parts, const Frame& frame, dsl::Evaluator& evaluator, int zone,
            Creative& creative) {
  Overwrite<PartValue> written(creative.parts);
  for (const dsl::SayPart& say : parts.say) {
    PartValue& part = written.Next();
    Name(part, say.name, true, dsl::TypeKind::kText);
    if (!RenderText(say.texts, frame, evaluator, zone, part.value.OverwriteText())) return false;
  }
  for (const dsl::ShowPart& show : parts.show) {
    PartValue& part = written.Next();
    bool known = false;
    if (show.text) {
      Name(part, show.name, true, dsl::TypeKind::kText);
      known = RenderOne(*show.text, frame, evaluator, zone, part.value.OverwriteText());
    } else {
      Name(part, show.name, false, show.value.type);
      part.value = evaluator.Evaluate(show.value);
      known = part.value.is_known();
    }
    if (!known) written.Undo();
  }
  return true;
}

}  // namespace nextmove::engine
