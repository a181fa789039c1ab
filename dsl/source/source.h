// Texts of a rule folder and places in them. A SourceSet is built once, then only read; safe to share then.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nextmove::dsl {

// A piece of one file: bytes [begin, end).
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

// A place for people: line and column from 1, the column in characters.
struct Position {
  int line = 1;
  int column = 1;
};

class SourceSet {
 public:
  // Adds a file and gives its number. `text` must be valid UTF-8 without a byte order mark; line ends may be CR LF.
  std::uint32_t Add(std::string path, std::string text);

  std::size_t size() const { return files_.size(); }
  const std::string& path(std::uint32_t file) const { return files_[file].path; }
  const std::string& text(std::uint32_t file) const { return files_[file].text; }
  std::string_view TextOf(const Span& span) const;
  Position PositionOf(std::uint32_t file, std::uint32_t offset) const;
  Position PositionOf(const Span& span) const { return PositionOf(span.file, span.begin); }
  // The line (from 1) without its line end.
  std::string_view Line(std::uint32_t file, int line) const;

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  std::vector<File> files_;
};

}  // namespace nextmove::dsl
