// Renders the texts and other parts of an action.
#include "engine/decide/kinds/render.h"

namespace nextmove::engine {

namespace {

std::optional<std::string> RenderOne(const dsl::Template& text, const Frame& frame, dsl::Evaluator& evaluator,
                                     int zone) {
  const auto& formats = frame.program.locale_formats;
  if (formats.empty()) return std::nullopt;
  return dsl::RenderTemplate(text, formats[frame.locale], evaluator, frame.zone(zone));
}

}  // namespace

std::optional<std::string> RenderText(const std::vector<dsl::Template>& texts, const Frame& frame,
                                      dsl::Evaluator& evaluator, int zone) {
  if (texts.empty()) return std::nullopt;
  return RenderOne(texts[std::min(frame.locale, texts.size() - 1)], frame, evaluator, zone);
}

std::optional<Creative> Render(const dsl::ContentParts& parts, const Frame& frame, dsl::Evaluator& evaluator,
                               int zone) {
  Creative creative;
  dsl::Type text_type;
  text_type.kind = dsl::TypeKind::kText;
  for (const dsl::SayPart& say : parts.say) {
    auto text = RenderText(say.texts, frame, evaluator, zone);
    if (!text) return std::nullopt;
    creative.parts.push_back({say.name, true, dsl::Value(std::move(*text)), text_type});
  }
  for (const dsl::ShowPart& show : parts.show) {
    if (show.text) {
      auto text = RenderOne(*show.text, frame, evaluator, zone);
      if (text) creative.parts.push_back({show.name, true, dsl::Value(std::move(*text)), text_type});
      continue;
    }
    dsl::Value value = evaluator.Evaluate(show.value);
    if (value.is_known()) creative.parts.push_back({show.name, false, std::move(value), show.value.type});
  }
  return creative;
}

}  // namespace nextmove::engine
