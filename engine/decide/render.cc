// Content of an action.
#include "engine/decide/render.h"

namespace nextmove::engine {

std::optional<Creative> Render(const dsl::ContentParts& parts, Frame& frame, int zone) {
  Creative creative;
  const dsl::TimeZone& clock = frame.zone(zone);
  dsl::Type text_type;
  text_type.kind = dsl::TypeKind::kText;
  const auto& formats = frame.program.locale_formats;
  const auto render = [&](const dsl::Template& text) {
    return formats.empty() ? std::nullopt : dsl::RenderTemplate(text, formats[frame.locale], *frame.evaluator, clock);
  };
  for (const dsl::SayPart& say : parts.say) {
    if (say.texts.empty()) return std::nullopt;
    auto text = render(say.texts[std::min(frame.locale, say.texts.size() - 1)]);
    if (!text) return std::nullopt;
    creative.parts.push_back({say.name, true, dsl::Value(std::move(*text)), text_type});
  }
  for (const dsl::ShowPart& show : parts.show) {
    if (show.text) {
      auto text = render(*show.text);
      if (text) creative.parts.push_back({show.name, true, dsl::Value(std::move(*text)), text_type});
      continue;
    }
    dsl::Value value = frame.evaluator->Evaluate(show.value);
    if (value.is_known()) creative.parts.push_back({show.name, false, std::move(value), show.value.type});
  }
  return creative;
}

}  // namespace nextmove::engine
