// Lowers `export` of an audience.
#include "dsl/check/kinds/audiences.h"

#include "dsl/check/expressions/events.h"

namespace nextmove::dsl {

void LowerAudience(Folder& folder, const tree::Head& head, Rule& rule) {
  auto& audience = std::get<kinds::Audience>(rule.own);
  ForEachClause<tree::ExportPayload>(
      head, ClauseWord::kExport, [&](const tree::Clause&, const tree::ExportPayload& payload) {
        const Declaration* declared =
            Resolve(folder, payload.attribute, {HeadWord::kAttribute}, DiagnosticKind::kUnknownAttribute, "attribute");
        if (declared == nullptr || declared->index < 0 || !payload.every) return;
        const auto every = LowerDuration(folder.typing, *payload.every);
        if (!every) return;
        Export lowered;
        lowered.attribute = declared->index;
        lowered.every = *every;
        for (const tree::Text& to : payload.to) {
          if (!to.text.empty()) {
            lowered.to.push_back(to.text);
            continue;
          }
          Diagnostic& report = folder.Report(DiagnosticKind::kIncomplete, to.span, "the export does not say where to");
          report.label = "an empty name";
          report.help.push_back("write the name of the other system: " +
                                Ticked("export " + payload.attribute.text + " to \"ads\" every day"));
          return;
        }
        audience.exports.push_back(std::move(lowered));
      });
}

}  // namespace nextmove::dsl
