// Text by ICU. Pure functions; ICU's tables are loaded once and never changed.
#include "dsl/value/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace nextmove::dsl {
namespace {

// Longer texts are not folded and longer names not compared: they would only cost time.
constexpr std::size_t kMaxFoldBytes = std::size_t{1} << 26;
constexpr std::size_t kMaxEditLength = 256;
constexpr UChar32 kZeroWidthNonJoiner = 0x200C;
constexpr UChar32 kZeroWidthJoiner = 0x200D;
constexpr UChar32 kTextStyle = 0xFE0E;
constexpr UChar32 kEmojiStyle = 0xFE0F;
constexpr int kVirama = 9;  // canonical combining class

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

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

std::string FoldAscii(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_blank(c)) c = ' ';
  }
  return folded;
}

bool IsEmoji(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0; }

// Whether an unseen character is needed to write an emoji or a script whose letters join.
bool IsPartOfWriting(UChar32 before, UChar32 c, UChar32 after) {
  if (c == kTextStyle || c == kEmojiStyle) return u_hasBinaryProperty(before, UCHAR_EMOJI) != 0;
  if (c != kZeroWidthJoiner && c != kZeroWidthNonJoiner) return false;
  if (c == kZeroWidthJoiner && IsEmoji(after)) {
    return IsEmoji(before) || before == kEmojiStyle || u_hasBinaryProperty(before, UCHAR_EMOJI_MODIFIER) != 0;
  }
  if (u_getCombiningClass(before) == kVirama) return true;
  const int joins = u_getIntPropertyValue(before, UCHAR_JOINING_TYPE);
  return joins == U_JT_DUAL_JOINING || joins == U_JT_LEFT_JOINING;
}

}  // namespace

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

std::string FoldText(std::string_view text) {
  if (IsAscii(text)) return FoldAscii(text);
  if (text.size() > kMaxFoldBytes || !IsValidUtf8(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  // Decomposed first: else letters with several marks fold in more than one way.
  icu::UnicodeString folded = decompose->normalize(icu::UnicodeString::fromUTF8(piece), status);
  folded.foldCase();
  folded = compose->normalize(folded, status);
  if (U_FAILURE(status)) return std::string(text);
  // Every blank is one UTF-16 unit.
  std::int32_t begin = 0;
  std::int32_t end = folded.length();
  while (begin < end && IsBlank(folded.charAt(begin))) ++begin;
  while (end > begin && IsBlank(folded.charAt(end - 1))) --end;
  for (std::int32_t i = begin; i < end; ++i) {
    if (IsBlank(folded.charAt(i))) folded.setCharAt(i, u' ');
  }
  std::string result;
  folded.tempSubStringBetween(begin, end).toUTF8String(result);
  return result;
}

bool HasInvisibleCharacters(std::string_view text) {
  UChar32 before = ' ';
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = Next(text, i);
    if (c < 0) continue;
    const bool control = u_charType(c) == U_CONTROL_CHAR && c != '\t' && c != '\n' && c != '\r';
    const bool direction = u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) != 0;
    const bool unseen = u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
    if (control || direction) return true;
    if (unseen) {
      std::size_t ahead = i;
      const UChar32 after = ahead < text.size() ? Next(text, ahead) : ' ';
      if (!IsPartOfWriting(before, c, after)) return true;
    }
    before = c;
  }
  return false;
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

}  // namespace nextmove::dsl
