// The one table of diagnostics: stable codes, severities, what each means. Constant data.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace nextmove::dsl {

enum class Severity { kError, kWarning };

// kind, code, severity, title, explanation for `nextmove explain CODE` and docs/diagnostics.md.
// Codes are never reused: E01 text and syntax, E02 names, E03 heads and clauses, E04 types and values,
// E05 consent and the unknown, E06 (of older versions: not decided yet), W07 warnings.
#define NEXTMOVE_DIAGNOSTICS(X)                                                                                        \
  X(kFileTooLarge, "E0101", kError, "file too large",                                                                  \
    "A rule file is at most 4 MiB. Split it: all files of a folder are one namespace.")                                \
  X(kInvalidUtf8, "E0102", kError, "not UTF-8", "Save the file as UTF-8.")                                             \
  X(kNestedTooDeep, "E0103", kError, "nested too deep",                                                                \
    "Parentheses and brackets nest at most 100 deep. Name a part with `value` or `segment`.")                          \
  X(kOpenText, "E0104", kError, "text without its closing quotation mark",                                             \
    "A text ends on the line on which it begins, with `\"`.")                                                          \
  X(kWrongQuotes, "E0105", kError, "wrong quotation marks", "Texts stand between straight double quotation marks.")    \
  X(kWrongNumber, "E0106", kError, "decimal comma", "Numbers have a decimal point: `1.5`.")                            \
  X(kWrongDate, "E0107", kError, "date in another order", "Dates are written year-month-day: `2026-11-27`.")           \
  X(kMoneySign, "E0108", kError, "currency sign", "Amounts are written with the currency's code: `20 EUR`.")           \
  X(kSmallCurrency, "E0109", kError, "currency in small letters", "Currency codes are three capitals: `EUR`.")         \
  X(kPercentWord, "E0110", kError, "percent as a word", "Write the sign: `5%`.")                                       \
  X(kSymbol, "E0111", kError, "sign instead of words", "Comparisons are words: `is at least`, `is not`, `and`.")       \
  X(kCapitalWord, "E0112", kError, "reserved word with capitals",                                                      \
    "Words of the language are written in small letters.")                                                             \
  X(kMisspeltWord, "E0113", kError, "misspelt first word", "Each head and clause starts with a reserved word.")        \
  X(kUnknownFirstWord, "E0114", kError, "line starts with no known word",                                              \
    "Each head and clause starts with a reserved word.")                                                               \
  X(kWrongComment, "E0115", kError, "comment of another language", "Comments start with `#`.")                         \
  X(kNeedlessSign, "E0116", kError, "needless sign", "Semicolons, braces, dashes and `end` are not needed.")           \
  X(kMissingParentheses, "E0117", kError, "parentheses missing", "A condition after `where` stands in parentheses.")   \
  X(kUnbalancedParentheses, "E0118", kError, "parentheses do not match", "Each `(` needs its `)`.")                    \
  X(kMissingBrackets, "E0119", kError, "brackets missing", "A list stands in brackets, its values between commas.")    \
  X(kMissingComma, "E0120", kError, "comma missing", "Values of a list and languages of a text are parted by commas.") \
  X(kNeedlessComma, "E0121", kError, "comma too much", "Nothing follows the last comma.")                              \
  X(kIncomplete, "E0122", kError, "clause is not complete", "The clause ends before it says all that it must.")        \
  X(kUnexpected, "E0123", kError, "unexpected word", "The clause can't go on with this word.")                         \
  X(kWrongClock, "E0124", kError, "hour without minutes", "Hours are written as `18:00`.")                             \
  X(kMissingLocale, "E0125", kError, "language of a text missing",                                                     \
    "Each text of `say` names its language: `en \"..\"`.")                                                             \
  X(kMissingColon, "E0126", kError, "colon missing", "A part of `say` or `show` is followed by a colon.")              \
  X(kNumberInWords, "E0127", kError, "number in words", "Numbers are written in digits.")                              \
  X(kTimesMissing, "E0128", kError, "the word times missing", "A count is written `3 times`.")                         \
  X(kBadName, "E0129", kError, "not a name",                                                                           \
    "Names are small letters, digits and underscores, and start with a letter.")                                       \
  X(kReservedName, "E0130", kError, "reserved word as a name", "Words of the language can't be names.")                \
  X(kBadEscape, "E0131", kError, "unknown escape", "In texts `\\\"`, `\\\\` and `\\{` are known.")                     \
  X(kBadHole, "E0132", kError, "bad hole in a text",                                                                   \
    "Between braces stands a value, with `otherwise` or plural forms after it.")                                       \
  X(kInvisibleCharacter, "E0133", kError, "invisible character",                                                       \
    "Characters that one can't see or that turn the direction of text are not allowed in rules.")                      \
  X(kBothReadings, "E0134", kError, "two readings", "The line can be meant in two ways.")                              \
  X(kTooManyErrors, "E0135", kError, "too many errors", "The rest of the file was not shown.")                         \
  X(kDuplicateWord, "E0136", kError, "word written twice", "Write it once.")                                           \
  X(kUnreadableFile, "E0137", kError, "file can't be read", "The file must exist and be readable.")                    \
  X(kQuoteInText, "E0138", kError, "quotation mark inside a text",                                                     \
    "Inside of a text a quotation mark is written `\\\"`.")                                                            \
  X(kUnknownAttribute, "E0201", kError, "unknown name in a condition",                                                 \
    "The name is no attribute, value, tiers, event or field.")                                                         \
  X(kUnknownSegment, "E0202", kError, "unknown segment", "The segment is not declared.")                               \
  X(kUnknownPlacement, "E0203", kError, "unknown placement", "The placement is not declared.")                         \
  X(kUnknownGroup, "E0204", kError, "unknown group", "The group is not declared.")                                     \
  X(kUnknownContent, "E0205", kError, "unknown content", "The content is not declared.")                               \
  X(kUnknownRule, "E0206", kError, "unknown rule", "The rule is not declared.")                                        \
  X(kUnknownPurpose, "E0207", kError, "unknown consent", "The purpose is not among the project's `consents`.")         \
  X(kUnknownField, "E0208", kError, "unknown field", "The item or list has no such field.")                            \
  X(kUnknownCatalogue, "E0209", kError, "unknown catalogue or type", "The type is not known.")                         \
  X(kWrongKindOfName, "E0210", kError, "name of another kind", "The name is declared, but as something else.")         \
  X(kDuplicateName, "E0211", kError, "name declared twice", "Names are unique over all files of the folder.")          \
  X(kConfusableName, "E0212", kError, "names that look alike", "Two names differ only by letters that look the same.") \
  X(kSameId, "E0213", kError, "two attribute names with one id",                                                       \
    "Two attribute names have one 32-bit id on the wire: rename one.")                                                 \
  X(kUnknownChannel, "E0214", kError, "unknown channel", "The channel is not a value of `page.channel`.")              \
  X(kUnknownReason, "E0215", kError, "unknown reason", "`because` is followed by a clause word.")                      \
  X(kUnknownEvent, "E0216", kError, "unknown event", "The event is not declared.")                                     \
  X(kPickNotBound, "E0217", kError, "pick used where it is not known",                                                 \
    "A pick is known in its own rule, after the `pick` that binds it.")                                                \
  X(kBuiltInEvent, "E0218", kError, "event that is always there",                                                      \
    "`shown`, `clicked`, `dismissed`, `converted`, `redeemed`, `cancelled`, `sent` and `answered` are built in.")      \
  X(kUnknownVariant, "E0219", kError, "unknown variant", "The experiment has no such variant, or no holdout.")         \
  X(kUnknownPickKind, "E0230", kError, "pick of nothing known",                                                        \
    "A pick names a catalogue, or a field of the events it is drawn from.")                                            \
  X(kUnknownSource, "E0231", kError, "unknown source",                                                                 \
    "Items are drawn from events, catalogues, lists, picks and `this product`.")                                       \
  X(kUnknownPer, "E0232", kError, "per nothing known", "`per` is followed by a time, or by what the rule picks.")      \
  X(kNoProject, "E0301", kError, "project missing",                                                                    \
    "A folder has one `project` with edition, time zone, currency and locales.")                                       \
  X(kTwoProjects, "E0302", kError, "two projects", "A folder has one `project`.")                                      \
  X(kClauseWithoutHead, "E0303", kError, "clause without a head", "A clause belongs to the head above it.")            \
  X(kWrongClause, "E0304", kError, "clause does not belong to this head",                                              \
    "The table of heads says which clauses each takes.")                                                               \
  X(kMissingClause, "E0305", kError, "clause missing", "The head needs this clause.")                                  \
  X(kRepeatedClause, "E0306", kError, "clause repeated", "This clause stands once in a head.")                         \
  X(kCircle, "E0307", kError, "declared in a circle", "A segment, value or override may not lead back to itself.")     \
  X(kUnknownEdition, "E0308", kError, "unknown edition", "This version reads `edition 1`.")                            \
  X(kOptionalAndOtherwise, "E0309", kError, "neither optional nor otherwise, or both",                                 \
    "An attribute is `optional` or has `otherwise`.")                                                                  \
  X(kMixedAndOr, "E0310", kError, "and mixed with or", "Parentheses say what belongs together.")                       \
  X(kNoContent, "E0311", kError, "nothing to show", "The rule needs `say`, `show` or `use`.")                          \
  X(kEmptyFolder, "E0312", kError, "no rules", "The folder holds no `.rules` file.")                                   \
  X(kLimitExceeded, "E0313", kError, "too many", "The documented bounds of a rule folder.")                            \
  X(kNoExpect, "E0314", kError, "test expects nothing", "A test needs at least one `expect`.")                         \
  X(kMomentNeedsHour, "E0315", kError, "moment without its hour or its event",                                         \
    "`every` and `anniversary of` need `at`; `after` and `at` count from an event.")                                   \
  X(kMomentOfMessages, "E0316", kError, "moment for messages only",                                                    \
    "Only messages wait for a day or an hour; other rules say it with `active`.")                                      \
  X(kNothingMoved, "E0317", kError, "nothing moves", "`search` and `pricing` need a clause that moves something.")     \
  X(kTooFewOptions, "E0318", kError, "too few options", "A question has at least two options.")                        \
  X(kSharesOverAll, "E0319", kError, "shares above 100%", "The shares of an experiment are at most 100% together.")    \
  X(kTwoExperiments, "E0320", kError, "two experiments on one clause",                                                 \
    "Only one experiment may change a clause of a rule.")                                                              \
  X(kVariantClause, "E0321", kError, "clause that no variant can change",                                              \
    "Who sees a rule, where and at which moment is the same in all variants.")                                         \
  X(kGuardNotBound, "E0322", kError, "guard that can not be enforced",                                                 \
    "`otherwise enforce` takes one bound on `decision.discount` or `decision.price`.")                                 \
  X(kBadPeriod, "E0323", kError, "period that the clause does not take",                                               \
    "Limits and budgets count in one period each.")                                                                    \
  X(kStopEvent, "E0324", kError, "stop after what visitors do",                                                        \
    "`stop` is about what became of the rule: shown, clicked, dismissed, converted.")                                  \
  X(kNoPieces, "E0325", kError, "no pieces",                                                                           \
    "`buy`, `cheapest` and `dearest` count whole pieces of lines of the cart.")                                        \
  X(kWrongType, "E0401", kError, "wrong type", "The two sides can't be compared or computed.")                         \
  X(kNotACondition, "E0402", kError, "not a condition", "Here stands something that is yes or no.")                    \
  X(kCurrencyMissing, "E0403", kError, "amount without currency", "Money is written with its currency: `60 EUR`.")     \
  X(kTwoCurrencies, "E0404", kError, "two currencies", "Amounts of two currencies do not compare or add.")             \
  X(kUnknownCurrency, "E0405", kError, "unknown currency", "Currencies are the codes of ISO 4217.")                    \
  X(kUnknownZone, "E0406", kError, "unknown time zone", "Zones are names of the IANA list: `Europe/Paris`.")           \
  X(kUnknownLocale, "E0407", kError, "unknown locale", "Locales are tags such as `en` or `fr-CA`.")                    \
  X(kNoSuchDate, "E0408", kError, "no such date", "The calendar has no such day or the clock no such hour.")           \
  X(kNotInValues, "E0409", kError, "not one of the values", "The attribute can't hold this value.")                    \
  X(kPercentRange, "E0410", kError, "percentage out of range", "A discount is more than 0% and at most 100%.")         \
  X(kTextWithoutQuotes, "E0411", kError, "text without quotation marks", "Texts stand between quotation marks.")       \
  X(kHalfComparison, "E0412", kError, "half a comparison",                                                             \
    "After `or` and `and` the whole condition is written again.")                                                      \
  X(kMixedDurations, "E0413", kError, "months against days", "Months and years do not compare with days.")             \
  X(kStepsNotAscending, "E0414", kError, "steps not ascending", "The steps of tiers ascend in one currency.")          \
  X(kRangeTurned, "E0415", kError, "range turned round", "The first value of a range is not above the second.")        \
  X(kTwoUnits, "E0416", kError, "two units in one rank", "Ranks of one slot share one unit.")                          \
  X(kMissingTranslation, "E0417", kError, "language missing", "Each text is written in every locale of the project.")  \
  X(kNotConstant, "E0418", kError, "not a fixed value", "Here stands a value that is known when the rules are read.")  \
  X(kOutOfRange, "E0419", kError, "out of range", "The number is outside of what the clause takes.")                   \
  X(kTooManyPluralForms, "E0420", kError, "wrong number of plural forms", "The locale has fewer plural forms.")        \
  X(kUnknownWord, "E0421", kError, "unknown word", "The clause takes one of a few words.")                             \
  X(kWindowTooLong, "E0430", kError, "window longer than the events are kept",                                         \
    "Events are forgotten after the time that their `kept` says.")                                                     \
  X(kSameWithoutCount, "E0431", kError, "the same without a count",                                                    \
    "`the same product` counts in the first step of `has`, with `at least n times`.")                                  \
  X(kStepAfterNot, "E0432", kError, "step after then not", "`then not` stands last.")                                  \
  X(kNothingLookedAt, "E0433", kError, "affinity to nothing",                                                          \
    "Where no item is looked at, `affinity to` names a value.")                                                        \
  X(kSignalWithoutEvent, "E0434", kError, "signal without an event",                                                   \
    "A signal rises and falls by a number `after` an event.")                                                          \
  X(kOneMoment, "E0435", kError, "test at several moments", "`on` of a test is one moment.")                           \
  X(kSourceType, "E0450", kError, "source of other things",                                                            \
    "All sets of a source give items of one catalogue, or values of one field.")                                       \
  X(kSourceWindow, "E0451", kError, "time that a source can not look at",                                              \
    "Only events have a time; `most` counts whole days.")                                                              \
  X(kShareRange, "E0452", kError, "share out of range", "A share is from 0% to 100%.")                                 \
  X(kConsentMissing, "E0501", kError, "consent missing",                                                               \
    "A rule that reads data which needs consent says `needs consent` or `uses consent`.")                              \
  X(kUnguardedNegation, "E0502", kError, "negation of something that may be unknown",                                  \
    "Say what unknown means: `or unknown` or `and known`.")                                                            \
  X(kNeverUnknown, "E0503", kError, "never unknown", "The value is always known.")                                     \
  X(kUnusedDeclaration, "W0701", kWarning, "not used", "Nothing refers to it.")                                        \
  X(kRuleWithoutTest, "W0702", kWarning, "rule without a test", "No `expect` names the rule.")                         \
  X(kRulePastDates, "W0703", kWarning, "rule past its dates", "The rule's last day is over.")                          \
  X(kUnboundedDiscount, "W0704", kWarning, "unbounded discount", "A percentage without `up to` has no upper bound.")   \
  X(kStacksWithAll, "W0705", kWarning, "stacks with everything",                                                       \
    "A discount without place and group adds to all others.")                                                          \
  X(kExceptPassesUnknown, "W0706", kWarning, "except lets the unknown pass",                                           \
    "A visitor of whom too little is known is not in the segment, so the exception does not hold him.")                \
  X(kMomentNotNamed, "W0707", kWarning, "moment that nothing names", "No test names the moment: check its spelling.")  \
  X(kTimerReadsUnkept, "W0708", kWarning, "timer that reads what is not kept",                                         \
    "When a timer is due nobody sends attributes: only those with `kept` are known.")                                  \
  X(kPickNeverUnknown, "W0710", kWarning, "otherwise of a pick",                                                       \
    "A rule that picks nothing is not shown, so nothing stands for its pick.")                                         \
  X(kAnswerForgotten, "W0711", kWarning, "reply that is not kept",                                                     \
    "The attribute that `answer` names needs `kept`, or the question comes again.")                                    \
  X(kOffWholeCart, "W0712", kWarning, "deal off the whole cart",                                                       \
    "A percentage beside `buy` is of the whole cart when the clause does not say of what.")                            \
  X(kOtherCurrency, "W0713", kWarning, "amount in another currency",                                                   \
    "An amount in another currency than the request's is unknown, and the rules name no other currency.")

enum class DiagnosticKind {
#define X(kind, code, severity, title, explanation) kind,
  NEXTMOVE_DIAGNOSTICS(X)
#undef X
};

struct DiagnosticRow {
  DiagnosticKind kind;
  std::string_view code;
  Severity severity;
  std::string_view title;
  std::string_view explanation;
};

std::span<const DiagnosticRow> DiagnosticTable();  // in the order of DiagnosticKind
const DiagnosticRow& RowOf(DiagnosticKind kind);
const DiagnosticRow* FindDiagnostic(std::string_view code);  // `E0204`, in any case; null when there is none

}  // namespace nextmove::dsl
