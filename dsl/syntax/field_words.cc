// Looks at the tokens around each reserved word to tell whether it names a field.
#include "dsl/syntax/field_words.h"

#include <vector>

namespace nextmove::dsl {
namespace {

class FieldWords {
 public:
  explicit FieldWords(Scan& scan) : scan_(scan) {}

  void Find() {
    const std::vector<std::size_t> seen = scan_.seen();
    for (std::size_t i = 0; i < seen.size(); ++i) {
      at_ = seen[i];
      before_ = i > 0 ? scan_.type(seen[i - 1]) : 0;
      second_before_ = i > 1 ? scan_.type(seen[i - 2]) : 0;
      third_before_ = i > 2 ? scan_.type(seen[i - 3]) : 0;
      after_ = i + 1 < seen.size() ? scan_.type(seen[i + 1]) : 0;
      const std::size_t type = scan_.type(at_);
      const bool may_be_field = (IsFirstWord(type) && type != Lex::TIME_ZONE) || type == Lex::SESSION;
      if (may_be_field && (IsDeclared() || IsAskedInside() || IsAskedBeside() || IsNamed())) {
        scan_.Become(at_, Lex::NAME);
      } else if (IsFirstWord(type) && before_ != Lex::IN) {
        clause_ = type;
        if (scan_.FirstOnLine(at_)) open_.clear();
      }
      if (type == Lex::LP) open_.push_back(OpensFields());
      if (type == Lex::RP && !open_.empty()) open_.pop_back();
    }
  }

 private:
  bool GoesOnLine() const { return !scan_.FirstOnLine(at_); }

  // What stands in the parenthesis that opens here is said of fields.
  bool OpensFields() const {
    const bool around = !open_.empty() && open_.back();
    return around || before_ == Lex::WHERE || before_ == Lex::OF || before_ == Lex::AVERAGE ||
           before_ == Lex::HIGHEST || before_ == Lex::LOWEST || before_ == Lex::LATEST || before_ == Lex::FIRST;
  }

  // Followed by its type, its text or its value.
  bool IsDeclared() const {
    if (after_ != Lex::COLON) return false;
    if (before_ == Lex::LP || before_ == Lex::COMMA) return true;
    return GoesOnLine() && (before_ == Lex::SAY || before_ == Lex::SHOW);
  }

  // An operand inside of `where (...)`; on a new line only where a condition begins and a comparison follows.
  bool IsAskedInside() const {
    if (open_.empty() || !open_.back()) return false;
    const bool compared = after_ == Lex::IS || after_ == Lex::CONTAINS || after_ == Lex::DOES ||
                          after_ == Lex::STARTS || after_ == Lex::ENDS || after_ == Lex::SYMBOL;
    if (!GoesOnLine()) {
      return compared && (before_ == Lex::LP || before_ == Lex::AND || before_ == Lex::OR || before_ == Lex::NOT);
    }
    const bool ends = after_ == Lex::PLUS || after_ == Lex::MINUS || after_ == Lex::STAR || after_ == Lex::SLASH ||
                      after_ == Lex::AND || after_ == Lex::OR || after_ == Lex::RP;
    return (compared || ends) && before_ != Lex::IN && before_ != Lex::THIS && !IsValueEnd(before_);
  }

  // The field of an event or a line, followed by its value; no head but these two has a text for its name.
  bool IsAskedBeside() const {
    const std::size_t type = scan_.type(at_);
    if (!GoesOnLine() || IsClauseToken(type) || type == Lex::TEST_ || type == Lex::PROJECT) return false;
    if (!IsText(after_) && after_ != Lex::UNDER) return false;
    return IsNameLike(before_) || before_ == Lex::PATH || before_ == Lex::CONTAINS || before_ == Lex::OFF ||
           before_ == Lex::CHEAPEST || before_ == Lex::DEAREST || before_ == Lex::INT;
  }

  // After words that are followed by the name of a field.
  bool IsNamed() const {
    if (!GoesOnLine()) return false;
    if (scan_.type(at_) == Lex::SESSION) return before_ == Lex::SAME;  // the grammar knows it elsewhere
    switch (before_) {
      case Lex::DIFFERENT:
      case Lex::SAME:
      case Lex::PER:
      case Lex::AVERAGE:
      case Lex::HIGHEST:
      case Lex::LOWEST:
      case Lex::LATEST:
        return true;
      case Lex::OF:
        return second_before_ == Lex::SUM;
      case Lex::TO:
        return second_before_ == Lex::AFFINITY;
      case Lex::BY:
        return clause_ == Lex::UNDOES;
      case Lex::COLON:
        return third_before_ == Lex::PICK;
      default:
        return false;
    }
  }

  Scan& scan_;
  std::size_t at_ = 0, before_ = 0, second_before_ = 0, third_before_ = 0, after_ = 0;
  std::size_t clause_ = 0;  // the head or clause word last read
  std::vector<bool> open_;  // of each open parenthesis: whether fields stand in it
};

}  // namespace

Scan ScanPiece(std::string_view piece, std::uint32_t file, std::uint32_t base) {
  Scan scan(piece, file, base);
  FieldWords(scan).Find();
  return scan;
}

}  // namespace nextmove::dsl
