// The order of files and heads means nothing.
#include <algorithm>

#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {
namespace {

const Texts kOrderShop = {
    {"a.rules",
     "segment level_third when in segment level_second and visitor.visits is 1\nbanner zeta for level_third place hero "
     "show link: "
     "\"/z\"\n"},
    {"b.rules",
     "banner alpha for level_first place hero show link: \"/a\"\nsegment level_first when visitor.visits is 3\n"},
    {"c.rules", "segment level_second when in segment level_first\ntest \"both\" expect alpha expect zeta\n"},
};

std::vector<std::string> NamesOf(const std::vector<Rule>& rules) {
  std::vector<std::string> names;
  for (const Rule& rule : rules) names.push_back(rule.name);
  return names;
}

}  // namespace

TEST(CheckOrderTest, FilesInAnyOrderGiveOneProgram) {
  Texts texts = kOrderShop;
  texts.emplace_back("base.rules", BaseRules());
  std::sort(texts.begin(), texts.end());
  do {
    const Checked checked = CheckTexts(texts);
    ASSERT_NE(checked.program, nullptr) << checked.terminal;
    EXPECT_EQ(NamesOf(checked.program->rules), (std::vector<std::string>{"alpha", "zeta"}));
    ASSERT_EQ(checked.program->segments.size(), 3u);
    EXPECT_EQ(checked.program->segments[0].name, "level_first");
    EXPECT_EQ(checked.program->segments[1].name, "level_second");
    EXPECT_EQ(checked.program->segments[2].name, "level_third");
  } while (std::next_permutation(texts.begin(), texts.end()));
}

TEST(CheckOrderTest, ErrorsComeInOneOrder) {
  Texts texts = {{"a.rules", "segment twice when visitor.visits is 1\n"},
                 {"b.rules", "segment twice when visitor.visits is 2\n"},
                 {"base.rules", BaseRules()}};
  const std::string first = CheckTexts(texts).terminal;
  std::reverse(texts.begin(), texts.end());
  EXPECT_EQ(CheckTexts(texts).terminal, first);
}

}  // namespace nextmove::dsl::testing
