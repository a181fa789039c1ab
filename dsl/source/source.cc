// Finds lines and columns of places in a file.
#include "dsl/source/source.h"

#include <algorithm>
#include <utility>

namespace nextmove::dsl {

std::uint32_t SourceSet::Add(std::string path, std::string text) {
  File file{std::move(path), std::move(text), {0}};
  for (std::size_t i = 0; i < file.text.size(); ++i) {
    if (file.text[i] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  files_.push_back(std::move(file));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view SourceSet::TextOf(const Span& span) const {
  return std::string_view(files_[span.file].text).substr(span.begin, span.end - span.begin);
}

Position SourceSet::PositionOf(std::uint32_t file, std::uint32_t offset) const {
  const File& f = files_[file];
  const auto after = std::upper_bound(f.line_starts.begin(), f.line_starts.end(), offset);
  const auto line = static_cast<int>(after - f.line_starts.begin());
  const std::uint32_t start = f.line_starts[static_cast<std::size_t>(line - 1)];
  int column = 1;
  for (std::uint32_t i = start; i < offset && i < f.text.size(); ++i) {
    if ((static_cast<unsigned char>(f.text[i]) & 0xC0) != 0x80) ++column;
  }
  return {line, column};
}

std::string_view SourceSet::Line(std::uint32_t file, int line) const {
  const File& f = files_[file];
  const auto index = static_cast<std::size_t>(line - 1);
  if (index >= f.line_starts.size()) return {};
  const std::size_t begin = f.line_starts[index];
  std::size_t end = index + 1 < f.line_starts.size() ? f.line_starts[index + 1] - 1 : f.text.size();
  if (end > begin && f.text[end - 1] == '\r') --end;
  return std::string_view(f.text).substr(begin, end - begin);
}

}  // namespace nextmove::dsl
