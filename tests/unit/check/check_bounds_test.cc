// The checker comes to its end whatever it is given; how fast is measured by tests/bench. The time limit of the test
// program is what fails when a pass grows with the square of the folder.
#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {
namespace {

// How many errors a folder of BaseRules and `text` has.
std::size_t ErrorsOf(const std::string& text) {
  auto sources = std::make_shared<SourceSet>();
  DiagnosticSink sink;
  const ParseLimits limits{.max_bytes = 64 << 20};
  std::vector<tree::File> files;
  for (const auto& piece : {BaseRules(), text}) {
    const auto file = AddSource("f" + std::to_string(files.size()) + ".rules", piece, limits, *sources, sink);
    if (file) files.push_back(ParseFile(*sources, *file, limits, sink));
  }
  Check(files, sources, {}, sink);
  return sink.errors();
}

template <typename Line>
std::string Lines(int count, Line line) {
  std::string out;
  for (int i = 0; i < count; ++i) out += line(std::to_string(i), std::to_string((i + 1) % count)) + "\n";
  return out;
}

}  // namespace

TEST(CheckBoundsTest, TakesTenThousandRules) {
  EXPECT_EQ(ErrorsOf(Lines(10'000,
                           [](const std::string& i, const std::string&) {
                             return "segment s" + i + " when visitor.visits is at least " + i + "\nbanner b" + i +
                                    " for s" + i + " when cart.total is between " + i +
                                    " EUR and 30000 EUR place hero show link: \"/" + i + "\"";
                           })),
            0U);
}

TEST(CheckBoundsTest, EndsForLargeWrongFolders) {
  const auto unknown = [](const std::string& i, const std::string&) {
    return "banner b" + i + " for nobody_" + i + " place her show a: 1";
  };
  const auto circle = [](const std::string& i, const std::string& next) {
    return "segment s" + i + " when in segment s" + next + " or in segment s0";
  };
  const auto overrides = [](const std::string& i, const std::string& next) {
    return "banner b" + i + " place hero show a: 1 overrides b" + next + ", incentives competes in incentives";
  };
  const auto same = [](const std::string&, const std::string&) {
    return std::string("segment s when visitor.visits is 1 give 5% off");
  };
  EXPECT_GT(ErrorsOf(Lines(20'000, unknown)), 0U);
  EXPECT_GT(ErrorsOf(Lines(20'000, circle)), 0U);
  EXPECT_GT(ErrorsOf(Lines(5'000, overrides)), 0U);
  EXPECT_GT(ErrorsOf(Lines(20'000, same)), 0U);
}

TEST(CheckBoundsTest, TakesLongExpressionsWithoutACrash) {
  std::string sum = "1";
  for (int i = 0; i < 9'000; ++i) sum += " + 1";
  ErrorsOf("segment s when visitor.visits is " + sum);
  std::string many = "visitor.visits is 1";
  for (int i = 0; i < 20'000; ++i) many += " or visitor.visits is 1";
  ErrorsOf("segment s when " + many);
}

}  // namespace nextmove::dsl::testing
