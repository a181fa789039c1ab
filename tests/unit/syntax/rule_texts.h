// Rule texts for tests that hold for each of them: the scenarios, the shipped packs, random sentences of the grammar.
#pragma once

#include <algorithm>
#include <filesystem>
#include <random>

#include "tests/unit/syntax/golden.h"

namespace nextmove::dsl {

inline std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

// Whole files, written by people.
inline std::vector<std::string> WrittenTexts() {
  std::vector<std::filesystem::path> paths;
  for (const std::string& folder : {GoldenPath("scenarios"), std::string(NEXTMOVE_SOURCE_DIR) + "/rules"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".rules") paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) texts.push_back(ReadWhole(path));
  return texts;
}

// Each head of these texts with its clauses, without the comments above it.
inline std::vector<std::string> HeadsOf(const std::vector<std::string>& texts) {
  std::vector<std::string> heads;
  for (const std::string& text : texts) {
    const ParsedText parsed = ParseText("a.rules", text);
    for (const tree::Head& head : parsed.file.heads) {
      const std::uint32_t end = head.clauses.empty() ? head.span.end : head.clauses.back().span.end;
      heads.push_back(text.substr(head.span.begin, end - head.span.begin) + "\n");
    }
  }
  return heads;
}

// Those of the random sentences that have no error.
inline const std::vector<std::string>& RandomSentences() {
  static const auto* const sentences = [] {
    auto* out = new std::vector<std::string>(HeadsOf({ReadGolden("sentences/random.rules")}));
    std::erase_if(*out, [](const std::string& s) { return !ParseText("a.rules", s).diagnostics.empty(); });
    return out;
  }();
  return *sentences;
}

// About one of `parts` texts.
inline std::vector<std::string> SomeOf(std::vector<std::string> texts, std::size_t parts, std::mt19937_64& random) {
  std::erase_if(texts, [&](const std::string&) { return random() % parts != 0; });
  return texts;
}

}  // namespace nextmove::dsl
