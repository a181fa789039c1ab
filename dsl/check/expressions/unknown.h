// Reports names that mean nothing, or something else than what is wanted, with what was probably meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// The declared rule that is nearest to the name; empty when none is near.
std::string NearestRule(const Typing& typing, const std::string& name);
// Says that the name is none of a rule.
void ReportNoRule(Typing& typing, const std::string& name, const Span& span);
// Says that the name is none of an event; `declaration` is what it is instead, or null.
void ReportNoEvent(Typing& typing, const tree::Name& name, const Declaration* declaration);
// Says that events of the kind have no such field.
void ReportNoEventField(Typing& typing, int event, std::string_view field, const Span& span);
// Says that what the name declares has no value.
Expr ReportOtherKind(Typing& typing, const Declaration& declaration, const std::string& name, const Span& span);
// The name that was probably meant; empty when none is near.
std::string NearestName(const Typing& typing, const std::string& name, const ExprContext& context);
// Says that the name means nothing.
Expr ReportUnknownName(Typing& typing, const std::string& name, const Span& span, const ExprContext& context);

}  // namespace nextmove::dsl
