// What is said of events: which kind, what they must be about, in which window.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Names a kind of event, declared or built in, and lowers what it must be about to a `where` over its record. `event`
// is -1 after an error. `the same f` is one: only `has` counts by it. Of the context `record_item_field` is that of
// the kind's record when `record` is null.
EventFilter CheckFilter(Typing& typing, const tree::Occurrence& occurrence, const ExprContext& context);
// kNone after an error. The kinds that it is about are checked by CheckKept.
HistoryWindow CheckWindow(Typing& typing, const tree::Window& window, const ExprContext& context);
// The filter without a look at its negations. `same_field` takes the field of `the same f`; null where it is an error.
EventFilter LowerFilter(Typing& typing, const tree::Occurrence& occurrence, const ExprContext& context,
                        int* same_field = nullptr);
// A length of time, at least one unit; none after an error.
std::optional<Duration> LowerDuration(Typing& typing, const tree::DurationText& text);
// The window without a look at its negations.
HistoryWindow LowerWindow(Typing& typing, const tree::Window& window, const ExprContext& context);
// Says that the window looks further back than events of the kind are kept; true then. `words` stand before its
// length at `span`: `per `.
bool CheckKept(Typing& typing, int event, const HistoryWindow& window, const Span& span,
               std::string_view words = "in the last ");
// Says so when events of the kind are not kept that long; true then. `words` stand before a length of time there;
// `written`: with a length of time, that can be shortened.
bool ReportTooLong(Typing& typing, int event, const Duration& length, const Span& span, const std::string& words,
                   bool written);

}  // namespace nextmove::dsl
