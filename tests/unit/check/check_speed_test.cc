// The checker ends in bounded time, whatever it is given.
#include <ctime>

#include "gtest/gtest.h"
#include "tests/unit/check/check_testing.h"

namespace nextmove::dsl::testing {
namespace {

// Seconds of this process that Check alone takes: neighbours on the machine do not count.
double CheckSeconds(const std::string& text, bool* compiled = nullptr) {
  auto sources = std::make_shared<SourceSet>();
  DiagnosticSink sink;
  const ParseLimits limits{.max_bytes = 64 << 20};
  std::vector<tree::File> files;
  for (const auto& piece : {BaseRules(), text}) {
    const auto file = AddSource("f" + std::to_string(files.size()) + ".rules", piece, limits, *sources, sink);
    if (file) files.push_back(ParseFile(*sources, *file, limits, sink));
  }
  const std::clock_t start = std::clock();
  const auto program = Check(files, sources, {}, sink);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (compiled != nullptr) *compiled = program != nullptr;
  return seconds;
}

template <typename Line>
std::string Lines(int count, Line line) {
  std::string out;
  for (int i = 0; i < count; ++i) out += line(std::to_string(i), std::to_string((i + 1) % count)) + "\n";
  return out;
}

}  // namespace

TEST(CheckSpeedTest, TenThousandRulesTakeLessThanASecond) {
  bool compiled = false;
  const double seconds = CheckSeconds(Lines(10'000,
                                            [](const std::string& i, const std::string&) {
                                              return "segment s" + i + " when visitor.visits is at least " + i +
                                                     "\nbanner b" + i + " for s" + i + " when cart.total is between " +
                                                     i + " EUR and 30000 EUR place hero show link: \"/" + i + "\"";
                                            }),
                                      &compiled);
  EXPECT_TRUE(compiled);
  RecordProperty("milliseconds", static_cast<int>(seconds * 1000));
  EXPECT_LT(seconds, 5.0);  // far below 1 s when optimized; sanitizers take the rest
}

TEST(CheckSpeedTest, EndsSoonForWrongFolders) {
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
  EXPECT_LT(CheckSeconds(Lines(20'000, unknown)), 10.0);
  EXPECT_LT(CheckSeconds(Lines(20'000, circle)), 10.0);
  EXPECT_LT(CheckSeconds(Lines(5'000, overrides)), 10.0);
  EXPECT_LT(CheckSeconds(Lines(20'000, same)), 10.0);
}

TEST(CheckSpeedTest, TakesLongExpressionsWithoutACrash) {
  std::string sum = "1";
  for (int i = 0; i < 9'000; ++i) sum += " + 1";
  CheckSeconds("segment s when visitor.visits is " + sum);
  std::string many = "visitor.visits is 1";
  for (int i = 0; i < 20'000; ++i) many += " or visitor.visits is 1";
  CheckSeconds("segment s when " + many);
}

}  // namespace nextmove::dsl::testing
