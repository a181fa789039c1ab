// Text by ICU. Pure functions; ICU's tables are loaded once and never changed.
#include "dsl/value/text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "absl/strings/str_join.h"

namespace nextmove::dsl {
namespace {

// Longer texts are not folded and longer names not compared: they would only cost time.
constexpr std::size_t kMaxFoldBytes = std::size_t{1} << 26;
constexpr std::size_t kMaxEditLength = 256;

// Reads one character; a byte that is not UTF-8 gives a negative number.
UChar32 Next(std::string_view text, std::size_t& position) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT(bytes, position, text.size(), c);
  return c;
}

std::vector<UChar32> Characters(std::string_view text) {
  std::vector<UChar32> characters;
  characters.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) characters.push_back(Next(text, i));
  return characters;
}

bool IsBlank(UChar32 c) { return u_isUWhiteSpace(c) != 0; }

bool IsAsciiBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view TrimAscii(std::string_view text) {
  while (!text.empty() && IsAsciiBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiBlank(text.back())) text.remove_suffix(1);
  return text;
}

char FoldAscii(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return IsAsciiBlank(c) ? ' ' : c;
}

// Folds a text that is not all ASCII into `sink`; false, and nothing written, where it stays as it is.
bool FoldUnicode(std::string_view text, icu::ByteSink& sink) {
  if (text.size() > kMaxFoldBytes || !IsValidUtf8(text)) return false;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return false;
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  // Decomposed first: else letters with several marks fold in more than one way.
  icu::UnicodeString folded = decompose->normalize(icu::UnicodeString::fromUTF8(piece), status);
  folded.foldCase();
  folded = compose->normalize(folded, status);
  if (U_FAILURE(status)) return false;
  // Every blank is one UTF-16 unit.
  std::int32_t begin = 0;
  std::int32_t end = folded.length();
  while (begin < end && IsBlank(folded.charAt(begin))) ++begin;
  while (end > begin && IsBlank(folded.charAt(end - 1))) --end;
  for (std::int32_t i = begin; i < end; ++i) {
    if (IsBlank(folded.charAt(i))) folded.setCharAt(i, u' ');
  }
  folded.tempSubStringBetween(begin, end).toUTF8(sink);
  return true;
}

// The bytes that FoldText gives, one by one. Refers to the text where they stand in it.
class Folded {
 public:
  explicit Folded(ComparedText compared) : view_(compared.text), is_ascii_(IsAscii(compared.text)) {
    if (is_ascii_) view_ = TrimAscii(view_);
    if (is_ascii_ || compared.folded) return;
    icu::CheckedArrayByteSink sink(buffer_.data(), static_cast<std::int32_t>(buffer_.size()));
    if (!FoldUnicode(compared.text, sink)) return;
    if (sink.Overflowed()) {
      view_ = long_ = FoldText(compared.text);
    } else {
      view_ = {buffer_.data(), static_cast<std::size_t>(sink.NumberOfBytesWritten())};
    }
  }
  Folded(const Folded&) = delete;
  Folded& operator=(const Folded&) = delete;

  std::size_t size() const { return view_.size(); }
  char operator[](std::size_t at) const { return is_ascii_ ? FoldAscii(view_[at]) : view_[at]; }
  // REQUIRES: at <= size()
  bool HasAt(std::size_t at, const Folded& piece) const {
    if (size() - at < piece.size()) return false;
    for (std::size_t i = 0; i < piece.size(); ++i)
      if ((*this)[at + i] != piece[i]) return false;
    return true;
  }

 private:
  std::string_view view_;
  bool is_ascii_;  // its bytes are not folded yet
  std::array<char, 256> buffer_;
  std::string long_;
};

}  // namespace

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool IsValidUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
    } else if (Next(text, i) < 0) {
      return false;
    }
  }
  return true;
}

char32_t CodePointAt(std::string_view text, std::size_t at, std::size_t* bytes) {
  std::size_t end = at;
  const UChar32 c = Next(text, end);
  *bytes = end - at;
  return c < 0 ? 0xFFFD : static_cast<char32_t>(c);
}

int ColumnsOf(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const bool jamo = u_getIntPropertyValue(code, UCHAR_HANGUL_SYLLABLE_TYPE) == U_HST_VOWEL_JAMO ||
                    u_getIntPropertyValue(code, UCHAR_HANGUL_SYLLABLE_TYPE) == U_HST_TRAILING_JAMO;
  if (IsMark(c) || jamo || u_charType(code) == U_FORMAT_CHAR ||
      u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0)
    return 0;
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool IsMark(char32_t c) {
  const auto type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

std::string FoldText(std::string_view text) {
  if (IsAscii(text)) {
    std::string folded(TrimAscii(text));
    std::transform(folded.begin(), folded.end(), folded.begin(), [](char c) { return FoldAscii(c); });
    return folded;
  }
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  return FoldUnicode(text, sink) ? folded : std::string(text);
}

namespace {

bool IsLetterOrDigit(char c) {
  const char folded = FoldAscii(c);
  return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9');
}

// Whether letters or digits of ASCII stand at the first place where the texts differ by more than case: then they fold
// to different texts, whatever follows. Most texts that differ do so.
bool DifferByALetter(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] == b[i] && static_cast<unsigned char>(a[i]) < 0x80) continue;
    if (!IsLetterOrDigit(a[i]) || !IsLetterOrDigit(b[i])) return false;
    if (FoldAscii(a[i]) != FoldAscii(b[i])) return true;
  }
  return false;
}

}  // namespace

bool SameText(ComparedText a, ComparedText b) {
  if (DifferByALetter(a.text, b.text)) return false;
  const Folded x(a), y(b);
  return x.size() == y.size() && x.HasAt(0, y);
}

bool TextContains(ComparedText text, ComparedText piece) {
  const Folded x(text), y(piece);
  for (std::size_t at = 0; at + y.size() <= x.size(); ++at)
    if (x.HasAt(at, y)) return true;
  return false;
}

bool TextStartsWith(ComparedText text, ComparedText piece) {
  const Folded x(text), y(piece);
  return x.HasAt(0, y);
}

bool TextEndsWith(ComparedText text, ComparedText piece) {
  const Folded x(text), y(piece);
  return x.size() >= y.size() && x.HasAt(x.size() - y.size(), y);
}

bool TextIsUnder(ComparedText text, ComparedText above) {
  const Folded x(text), y(above);
  return x.HasAt(0, y) && (x.size() == y.size() || x[y.size()] == '/');
}

std::string Skeleton(std::string_view name) {
  static const USpoofChecker* const checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    const USpoofChecker* opened = uspoof_open(&status);
    return U_SUCCESS(status) ? opened : nullptr;
  }();
  if (checker == nullptr || name.size() > kMaxFoldBytes || !IsValidUtf8(name)) return std::string(name);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  const icu::StringPiece piece(name.data(), static_cast<std::int32_t>(name.size()));
  uspoof_getSkeletonUnicodeString(checker, 0, icu::UnicodeString::fromUTF8(piece), skeleton, &status);
  if (U_FAILURE(status)) return std::string(name);
  std::string result;
  skeleton.toUTF8String(result);
  return result;
}

std::size_t EditDistance(std::string_view a, std::string_view b) {
  const std::vector<UChar32> left = Characters(a);
  const std::vector<UChar32> right = Characters(b);
  const std::size_t width = right.size();
  if (left.size() > kMaxEditLength || width > kMaxEditLength) return a == b ? 0 : std::max(left.size(), width);
  // Optimal string alignment, with the two rows before the current one.
  std::vector<std::size_t> earlier(width + 1);
  std::vector<std::size_t> previous(width + 1);
  std::vector<std::size_t> current(width + 1);
  for (std::size_t j = 0; j <= width; ++j) previous[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= width; ++j) {
      const std::size_t replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      current[j] = std::min({replaced, previous[j] + 1, current[j - 1] + 1});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        current[j] = std::min(current[j], earlier[j - 2] + 1);
      }
    }
    std::swap(earlier, previous);
    std::swap(previous, current);
  }
  return previous[width];
}

std::string Ticked(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string TickedList(const std::vector<std::string>& texts, std::size_t others) {
  const auto append = [](std::string* out, const std::string& text) { *out += Ticked(text); };
  if (others > 0) return absl::StrJoin(texts, ", ", append) + " and " + std::to_string(others) + " others";
  if (texts.size() < 2) return absl::StrJoin(texts, "", append);
  return absl::StrJoin(texts.begin(), texts.end() - 1, ", ", append) + " and " + Ticked(texts.back());
}

std::string WithArticle(std::string_view word) {
  return (word.find_first_of("aeiou") == 0 ? "an " : "a ") + std::string(word);
}

}  // namespace nextmove::dsl
