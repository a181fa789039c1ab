// Repairs words and signs of the tokens, and hides what is only explained.
#include "dsl/syntax/second_chance.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "dsl/syntax/wrong_tokens.h"
#include "dsl/value/suggest.h"

namespace nextmove::dsl {
namespace {

// Reserved words and their tokens. `time zone` and plural units are not among them: their parts are.
const std::map<std::string, std::size_t, std::less<>>& Keywords() {
  static const auto* const words = [] {
    auto* out = new std::map<std::string, std::size_t, std::less<>>{{"times", Lex::TIMES}, {"time", Lex::TIMES}};
    antlr4::ANTLRInputStream none("");
    Lex lexer(&none);
    for (std::size_t type = 1; type <= lexer.getVocabulary().getMaxTokenType(); ++type) {
      const std::string name = lexer.getVocabulary().getLiteralName(type);
      const bool word = name.size() > 2 && name[0] == '\'' &&
                        std::all_of(name.begin() + 1, name.end() - 1, [](char c) { return c >= 'a' && c <= 'z'; });
      if (word) out->emplace(name.substr(1, name.size() - 2), type);
    }
    for (const char* unit : {"second", "minute", "hour", "day", "week", "month", "year"}) {
      out->emplace(unit, Lex::UNIT);
      out->emplace(std::string(unit) + "s", Lex::UNIT);
    }
    return out;
  }();
  return *words;
}

std::string Small(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The head or clause word that a misspelt one is meant to be; empty when none is near.
std::string FirstWordMeant(const std::string& small, bool heads) {
  if (small.size() < 4) return {};
  NameSearch search(small);
  for (const auto& [word, type] : Keywords()) {
    if (heads ? IsHeadToken(type) : IsClauseToken(type)) search.Try(word);
  }
  return std::string(search.best());
}

// One token of a failed region, at hand.
struct Repairer {
  Scan& scan;
  std::vector<Repair>& repairs;

  bool Become(std::size_t index, std::size_t type, DiagnosticKind kind, std::string replacement) {
    scan.Become(index, type);
    repairs.push_back({index, kind, std::move(replacement)});
    return true;
  }
  bool PassOver(std::size_t index) {
    scan.Hide(index);
    repairs.push_back({index, DiagnosticKind::kNeedlessSign, {}});
    return true;
  }

  // Dashes of a list, braces, `end` alone on its line.
  bool Needless(std::size_t index) {
    const std::size_t type = scan.type(index);
    const std::size_t next = scan.After(index);
    const std::string_view text = scan.text(index);
    const bool bullet = type == Lex::MINUS || type == Lex::STAR ||
                        (type == Lex::JUNK && (text == "\u2022" || text == "\u2013" || text == "\u2014"));
    if (bullet && scan.FirstOnLine(index) && IsFirstWord(scan.type(next)) && scan.line(next) == scan.line(index))
      return PassOver(index);
    if (type == Lex::JUNK && (text == "{" || text == "}")) return PassOver(index);
    if (type == Lex::COLON && IsNeedlessColon(index)) return PassOver(index);
    return type == Lex::END && scan.FirstOnLine(index) && scan.StartsItem(next) && PassOver(index);
  }

  // `give: 10% off`, `discount a:`, `say headline: en: "Hello"`
  bool IsNeedlessColon(std::size_t index) const {
    const std::size_t before = scan.Before(index);
    const std::size_t bullet = scan.Before(before);  // passed over, but seen until the next parse
    const bool begins =
        scan.FirstOnLine(before) ||
        (scan.FirstOnLine(bullet) && (scan.type(bullet) == Lex::MINUS || scan.type(bullet) == Lex::STAR));
    if (begins && IsFirstWord(scan.type(before))) return true;
    std::size_t item = before;
    while (!(IsFirstWord(scan.type(item)) && scan.FirstOnLine(item)) && scan.Before(item) != item)
      item = scan.Before(item);
    if (IsHeadToken(scan.type(item))) return scan.Before(before) == item && scan.StartsItem(scan.After(index));
    if (scan.type(item) != Lex::SAY && scan.type(item) != Lex::OPTION) return false;
    const std::size_t part = scan.type(scan.Before(before));
    return (part == Lex::COLON || part == Lex::COMMA) && IsText(scan.type(scan.After(index)));
  }

  // Whether the number before this word is a length of time and no hour of the day.
  bool IsLength(std::size_t index) const {
    const std::size_t number = scan.Before(index);
    switch (scan.type(scan.Before(number))) {
      case Lex::AFTER:
      case Lex::LAST:
      case Lex::NEXT:
      case Lex::FOR:
      case Lex::KEPT:
      case Lex::HELD:
      case Lex::EVERY:
      case Lex::WITHIN:
      case Lex::WAIT:
      case Lex::PER:
      case Lex::THAN:
        return true;
      default:
        return scan.type(scan.After(index)) == Lex::AGO;
    }
  }

  bool Word(std::size_t index) {
    const std::size_t type = scan.type(index);
    const std::size_t before_index = scan.Before(index);
    const std::size_t before = before_index == index ? 0 : scan.type(before_index);
    const bool amount = before == Lex::INT || before == Lex::DEC || before == Lex::WRONG_NUMBER;
    const std::string text(scan.text(index));
    const std::string small = Small(text);
    if (type == Lex::NAME && amount && !CurrencyOfWord(text).empty()) {
      return Become(index, Lex::CURRENCY, DiagnosticKind::kSmallCurrency, std::string(CurrencyOfWord(text)));
    }
    if (type == Lex::NAME && amount && (text == "percent" || text == "percents")) {
      return Become(index, Lex::PERCENT, DiagnosticKind::kPercentWord, "%");
    }
    if (IsNameLike(type) && amount && IsLength(index) && !UnitOfWord(text).empty()) {
      const std::string number(scan.text(before_index));
      return Become(index, Lex::UNIT, DiagnosticKind::kUnexpected,
                    number + " " + std::string(UnitOfWord(text)) + (number == "1" ? "" : "s"));
    }
    if ((type == Lex::WRONG_NAME || (type == Lex::CURRENCY && !amount)) && small != text) {
      const auto keyword = Keywords().find(small);
      if (keyword != Keywords().end()) return Become(index, keyword->second, DiagnosticKind::kCapitalWord, small);
    }
    if (!IsNameLike(type) || !scan.FirstOnLine(index) || (before != 0 && Continues(before))) return false;
    const std::string best = FirstWordMeant(small, scan.AtMargin(index));
    if (best.empty()) return false;
    return Become(index, Keywords().find(best)->second, DiagnosticKind::kMisspeltWord, best);
  }
};

}  // namespace

bool Continues(std::size_t type) {
  switch (type) {
    case Lex::COMMA:
    case Lex::COLON:
    case Lex::LP:
    case Lex::LB:
    case Lex::PLUS:
    case Lex::MINUS:
    case Lex::STAR:
    case Lex::SLASH:
    case Lex::SYMBOL:
    case Lex::SYMBOL_AND:
    case Lex::SYMBOL_OR:
      return true;
    case Lex::KNOWN:
    case Lex::UNKNOWN:
    case Lex::YES:
    case Lex::NO:
    case Lex::UNIT:
    case Lex::TIMES:
    case Lex::NUMBER:
    case Lex::OFF:
    case Lex::SESSION:
    case Lex::TODAY:
    case Lex::NOTHING:
    case Lex::LIST:
    case Lex::END:
    case Lex::AGO:
    case Lex::ALL:
    case Lex::CHEAPEST:
    case Lex::DEAREST:
    case Lex::TIE:
    case Lex::FIRST:
      return false;
    default:
      return IsInnerWord(type);
  }
}

void RepairHeadings(Scan& scan, std::vector<Repair>& repairs, std::vector<std::size_t>& unknown) {
  Repairer repairer{scan, repairs};
  const std::vector<std::size_t> seen = scan.seen();
  for (std::size_t i = 0; i + 2 < seen.size(); ++i) {
    const std::size_t first = seen[i];
    const std::size_t type = scan.type(first);
    if (!(IsNameLike(type) || type == Lex::CURRENCY) || !scan.AtMargin(first) || !IsNameLike(scan.type(seen[i + 1])))
      continue;
    if (i > 0 && (scan.line(seen[i - 1]) == scan.line(first) || Continues(scan.type(seen[i - 1])))) continue;
    const std::size_t next = seen[i + 2];
    if (scan.line(seen[i + 1]) != scan.line(first) || !IsClauseToken(scan.type(next)) || !scan.FirstOnLine(next) ||
        scan.AtMargin(next))
      continue;
    const std::string small = Small(scan.text(first));
    const auto keyword = Keywords().find(small);
    if (keyword != Keywords().end() && IsHeadToken(keyword->second)) {
      repairer.Become(first, keyword->second, DiagnosticKind::kCapitalWord, small);
    } else if (const std::string best = FirstWordMeant(small, true); !best.empty()) {
      repairer.Become(first, Keywords().find(best)->second, DiagnosticKind::kMisspeltWord, best);
    } else {
      scan.Hide(first);
      scan.Hide(seen[i + 1]);
      unknown.push_back(first);
    }
  }
}

namespace {

struct MeantClause {
  std::size_t head, clause;
  std::string_view text;
};
constexpr std::array<MeantClause, 7> kMeantClauses = {{
    {Lex::PLACEMENT, Lex::PLACE, "place"},
    {Lex::SEGMENT, Lex::FOR, "for"},
    {Lex::DISCOUNT, Lex::GIVE, "give"},
    {Lex::GROUP, Lex::COMPETES, "competes in"},
    {Lex::EVENT, Lex::ON, "on"},
    {Lex::CONTENT, Lex::USE, "use"},
    {Lex::MESSAGE, Lex::SAY, "say"},
}};

// Whether what stands here is no name of a head, or one of the clauses below belongs to the head above and not to this
// one. A head of this kind that has no clause is wrong too.
bool BelongsAbove(const Scan& scan, std::size_t above, std::size_t at) {
  if (!IsNameLike(scan.type(scan.After(at)))) return true;
  bool alone = true;
  for (std::size_t i = scan.After(at); !scan.AtEnd(i) && !(IsHeadToken(scan.type(i)) && scan.FirstOnLine(i));
       i = scan.After(i)) {
    if (!IsClauseToken(scan.type(i))) continue;
    if (!scan.FirstOnLine(i)) return false;
    alone = false;
    const ClauseWord clause = ClauseOfToken(scan.type(i));
    if (!FitOf(HeadOfToken(scan.type(at)), clause) && FitOf(HeadOfToken(scan.type(above)), clause)) return true;
  }
  return alone;
}

}  // namespace

void RepairClauseWords(Scan& scan, std::vector<Repair>& repairs) {
  Repairer repairer{scan, repairs};
  const std::vector<std::size_t> seen = scan.seen();
  std::optional<std::size_t> above;
  for (const std::size_t index : seen) {
    const std::size_t type = scan.type(index);
    if (!IsHeadToken(type) || !scan.FirstOnLine(index) || scan.type(scan.Before(index)) == Lex::IN) continue;
    if (scan.AtMargin(index)) {
      above = index;
      continue;
    }
    const auto* meant = std::find_if(kMeantClauses.begin(), kMeantClauses.end(),
                                     [type](const MeantClause& one) { return one.head == type; });
    if (meant == kMeantClauses.end() || !above) continue;
    const bool fits = FitOf(HeadOfToken(scan.type(*above)), ClauseOfToken(meant->clause)).has_value();
    if (fits && BelongsAbove(scan, *above, index))
      repairer.Become(index, meant->clause, DiagnosticKind::kMisspeltWord, std::string(meant->text));
  }
}

std::vector<std::pair<std::size_t, std::size_t>> HideTextLines(Scan& scan) {
  constexpr std::size_t kMostLines = 5;
  std::vector<std::pair<std::size_t, std::size_t>> texts;
  const std::vector<std::size_t> seen = scan.seen();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (scan.type(seen[i]) != Lex::OPEN_TEXT) continue;
    std::size_t j = i + 1;
    while (j < seen.size() && scan.type(seen[j]) != Lex::OPEN_TEXT && !scan.AtEnd(seen[j]) &&
           scan.line(seen[j]) <= scan.line(seen[i]) + kMostLines) {
      ++j;
    }
    if (j >= seen.size() || scan.type(seen[j]) != Lex::OPEN_TEXT) continue;
    // The closing mark of the text opens one for the lexer: nothing or a comma follows it.
    std::string_view rest = scan.text(seen[j]).substr(1);
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r')) rest.remove_prefix(1);
    if (!rest.empty() && rest[0] != ',') continue;
    for (std::size_t k = i + 1; k <= j; ++k) scan.Hide(seen[k]);
    texts.emplace_back(seen[i], seen[j]);
    i = j;
  }
  return texts;
}

namespace {

// `pay 2`, `for 20 EUR`, `get 1 free` from `first` on, after `buy n`.
std::optional<DealWords> DealFrom(const Scan& scan, std::size_t buy, std::size_t first) {
  const bool gets = scan.text(first) == "get";
  if (!gets && scan.text(first) != "pay" && scan.type(first) != Lex::FOR) return std::nullopt;
  const auto number_at = [&](std::size_t index) {
    const std::string text(scan.text(index));
    return scan.type(index) == Lex::INT && text.size() < 6 ? std::stoi(text) : NumberOfWord(text);
  };
  const std::size_t number = scan.After(first);
  int pieces = number_at(scan.After(buy));
  const int said = number_at(number);
  if (pieces < 1 || said < 1) return std::nullopt;
  DealWords deal{buy, first, number, {}, {}};
  const std::size_t next = scan.After(number);
  if (scan.type(next) == Lex::CURRENCY) {
    deal.gives = "give price " + std::to_string(said) + " " + std::string(scan.text(next));
  } else {
    const int free = gets ? said : pieces - said;
    if (gets) pieces += said;
    if (free < 1) return std::nullopt;
    deal.gives = "give 100% off cheapest" + (free > 1 ? " " + std::to_string(free) : std::string());
  }
  if (scan.type(next) == Lex::CURRENCY || scan.text(next) == "free") deal.last = next;
  const Span written = scan.SpanOf(first, deal.last);
  const Span begin = scan.SpanOf(scan.After(buy));
  const Span line = scan.SpanOf(scan.LineEnd(first));
  const std::string_view before = scan.TextOf({begin.file, begin.end, written.begin});
  const std::string_view after = scan.TextOf({begin.file, written.end, std::max(written.end, line.end)});
  std::string scope = std::string(before.substr(0, before.find_last_not_of(' ') + 1)) + std::string(after);
  if (scope.empty()) scope = " cart.items";
  deal.buys = "buy " + std::to_string(pieces) + scope;
  return deal;
}

}  // namespace

std::vector<DealWords> HideDeals(Scan& scan) {
  std::vector<DealWords> deals;
  const std::vector<std::size_t> seen = scan.seen();
  for (std::size_t i = 0; i + 2 < seen.size(); ++i) {
    if (scan.type(seen[i]) != Lex::BUY) continue;
    for (std::size_t j = i + 2; j < seen.size() && scan.line(seen[j]) == scan.line(seen[i]); ++j) {
      const auto deal = DealFrom(scan, seen[i], seen[j]);
      if (!deal) continue;
      deals.push_back(*deal);
      for (; j < seen.size() && seen[j] <= deal->last; ++j) scan.Hide(seen[j]);
      break;
    }
  }
  return deals;
}

bool RepairFailures(Scan& scan, const std::vector<Failure>& failures, std::vector<Repair>& repairs) {
  Repairer repairer{scan, repairs};
  const std::vector<std::size_t> seen = scan.seen();
  bool changed = false;
  for (const Failure& failure : failures) {
    const std::size_t begin = scan.LineStart(failure.begin);
    for (auto at = std::lower_bound(seen.begin(), seen.end(), begin); at != seen.end() && *at < failure.end; ++at) {
      changed = repairer.Needless(*at) || repairer.Word(*at) || changed;
    }
  }
  return changed;
}

}  // namespace nextmove::dsl
