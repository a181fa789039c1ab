#include "dsl/syntax/second_chance.h"

#include <algorithm>
#include <map>

#include "dsl/syntax/explain.h"
#include "dsl/value/text.h"

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

// The head or clause word that is nearest to a misspelt one; empty when none is near.
std::string Nearest(const std::string& small, bool heads) {
  if (small.size() < 4) return {};
  std::string best;
  std::size_t least = small.size() < 5 ? 2 : 3;
  for (const auto& [word, type] : Keywords()) {
    if (!(heads ? IsHeadToken(type) : IsClauseToken(type))) continue;
    const std::size_t distance = EditDistance(small, word);
    if (distance < least) {
      least = distance;
      best = word;
    }
  }
  return best;
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
    return type == Lex::END && scan.FirstOnLine(index) && scan.StartsItem(next) && PassOver(index);
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
    if ((type == Lex::WRONG_NAME || (type == Lex::CURRENCY && !amount)) && small != text) {
      const auto keyword = Keywords().find(small);
      if (keyword != Keywords().end()) return Become(index, keyword->second, DiagnosticKind::kCapitalWord, small);
    }
    if (!IsNameLike(type) || !scan.FirstOnLine(index) || (before != 0 && Continues(before))) return false;
    const std::string best = Nearest(small, scan.AtMargin(index));
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
    } else if (const std::string best = Nearest(small, true); !best.empty()) {
      repairer.Become(first, Keywords().find(best)->second, DiagnosticKind::kMisspeltWord, best);
    } else {
      scan.Hide(first);
      scan.Hide(seen[i + 1]);
      unknown.push_back(first);
    }
  }
}

std::vector<std::size_t> HideTextLines(Scan& scan) {
  constexpr std::size_t kMostLines = 5;
  std::vector<std::size_t> begins;
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
    begins.push_back(seen[i]);
    i = j;
  }
  return begins;
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
