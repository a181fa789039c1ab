// Lowers texts in all locales, links and pictures, and merges what `use` names.
#include "dsl/check/schema/content.h"

#include <algorithm>

#include "dsl/check/expressions/expressions.h"
#include "dsl/check/expressions/templates.h"

namespace nextmove::dsl {
namespace {

template <typename Part>
bool Has(const std::vector<Part>& parts, std::string_view name) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
}

bool IsNew(Folder& folder, const ContentParts& parts, const tree::Name& name) {
  if (!Has(parts.say, name.text) && !Has(parts.show, name.text)) return true;
  Diagnostic& report =
      folder.Report(DiagnosticKind::kRepeatedClause, name.span, "the part " + Ticked(name.text) + " stands twice");
  report.label = "second time";
  report.help.push_back("delete one of the two, or give the part another name");
  return false;
}

// The locale's place among the project's; none after an error.
std::optional<std::size_t> LocaleIndex(Folder& folder, const tree::Name& locale) {
  const auto& locales = folder.program.project.locales;
  const auto it = std::find(locales.begin(), locales.end(), locale.text);
  if (it != locales.end()) return static_cast<std::size_t>(it - locales.begin());
  Diagnostic& report =
      folder.Report(DiagnosticKind::kUnknownLocale, locale.span, "the project has no locale " + Ticked(locale.text));
  report.label = "not among the project's `locales`";
  report.help.push_back("the project's locales are " + TickedList(locales));
  return std::nullopt;
}

void ReportMissingLocales(Folder& folder, const tree::Name& part, const std::vector<tree::LocalizedText>& texts,
                          const std::vector<bool>& seen) {
  std::vector<std::string> missing;
  std::string line;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i]) continue;
    missing.push_back(folder.program.project.locales[i]);
    line += ", " + missing.back() + " \"...\"";
  }
  if (missing.empty()) return;
  const Span at = texts.empty() ? part.span : texts.back().text.span;
  Diagnostic& report = folder.Report(DiagnosticKind::kMissingTranslation, part.span,
                                     "the text " + Ticked(part.text) + " is missing in " + TickedList(missing));
  report.label = "not in every locale of the project";
  report.help.push_back("add to the end of the clause " + Ticked(line));
  report.fixes.push_back({Span{at.file, at.end, at.end}, line, false});
}

void LowerSay(Folder& folder, const tree::SayPayload& say, const ExprContext& context, ContentParts& parts) {
  if (!IsNew(folder, parts, say.part)) return;
  std::vector<Template> texts = LowerTexts(folder, say.part, say.texts, context);
  if (!texts.empty()) parts.say.push_back({say.part.text, std::move(texts)});
}

std::size_t FallbackIndex(const Project& project) {
  const auto it = std::find(project.locales.begin(), project.locales.end(), project.fallback_locale);
  return it == project.locales.end() ? 0 : static_cast<std::size_t>(it - project.locales.begin());
}

void LowerShow(Folder& folder, const tree::ShowPayload& show, const ExprContext& context, ContentParts& parts) {
  const ErrorWatch watch(folder);
  for (const auto& [name, value] : show.parts) {
    if (!value || !IsNew(folder, parts, name)) return;
    ShowPart part;
    part.name = name.text;
    const std::string* literal = value->kind == tree::ExprKind::kLiteral ? value->literal.text() : nullptr;
    const tree::Text text{literal == nullptr ? std::string() : *literal, value->span};
    if (literal != nullptr && HasHoles(text)) {
      if (folder.program.locale_formats.empty()) return;  // explained at the project
      const std::size_t fallback = FallbackIndex(folder.program.project);
      const std::size_t format = std::min(fallback, folder.program.locale_formats.size() - 1);
      part.text = LowerText(folder.typing, text, folder.program.locale_formats[format], context);
      part.value.type.kind = TypeKind::kText;
      part.value.span = value->span;
    } else {
      part.value = CheckValue(folder.typing, *value, context);
    }
    if (watch.failed()) return;
    parts.show.push_back(std::move(part));
  }
}

}  // namespace

std::vector<Template> LowerTexts(Folder& folder, const tree::Name& part, const std::vector<tree::LocalizedText>& texts,
                                 const ExprContext& context) {
  const auto& locales = folder.program.project.locales;
  if (locales.empty() || folder.program.locale_formats.size() != locales.size()) return {};  // explained there
  const ErrorWatch watch(folder);
  std::vector<Template> lowered(locales.size());
  std::vector<bool> seen(locales.size(), false);
  for (const tree::LocalizedText& text : texts) {
    const auto index = LocaleIndex(folder, text.locale);
    if (!index) return {};
    if (seen[*index]) {
      Diagnostic& report = folder.Report(DiagnosticKind::kDuplicateWord, text.locale.span,
                                         "the locale " + Ticked(text.locale.text) + " stands twice in one text");
      report.label = "second time";
      report.help.push_back("delete one of the two texts");
      return {};
    }
    seen[*index] = true;
    lowered[*index] = LowerText(folder.typing, text.text, folder.program.locale_formats[*index], context);
    if (watch.failed()) return {};
  }
  ReportMissingLocales(folder, part, texts, seen);
  return lowered;
}

ContentParts LowerParts(Folder& folder, const tree::Head& head, const ExprContext& context) {
  ContentParts parts;
  ForEachClause<tree::SayPayload>(head, ClauseWord::kSay, [&](const tree::Clause&, const tree::SayPayload& say) {
    LowerSay(folder, say, context, parts);
  });
  ForEachClause<tree::ShowPayload>(head, ClauseWord::kShow, [&](const tree::Clause&, const tree::ShowPayload& show) {
    LowerShow(folder, show, context, parts);
  });
  return parts;
}

void MergeUsed(Folder& folder, const tree::Head& head, ContentParts& parts) {
  const auto* names = FindPayload<tree::Names>(head, ClauseWord::kUse);
  if (names == nullptr) return;
  for (const int index : ResolveAll(folder, *names, {HeadWord::kContent}, DiagnosticKind::kUnknownContent, "content")) {
    const ContentParts& used = folder.program.contents[static_cast<std::size_t>(index)].parts;
    for (const SayPart& say : used.say) {
      if (!Has(parts.say, say.name) && !Has(parts.show, say.name)) parts.say.push_back(say);
    }
    for (const ShowPart& show : used.show) {
      if (!Has(parts.say, show.name) && !Has(parts.show, show.name)) parts.show.push_back(show);
    }
  }
}

void LowerContents(Folder& folder) {
  for (std::size_t i = 0; i < folder.contents.size(); ++i) {
    folder.program.contents[i].parts = LowerParts(folder, *folder.contents[i], ExprContext{});
  }
}

}  // namespace nextmove::dsl
