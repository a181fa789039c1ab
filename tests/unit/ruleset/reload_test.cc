// A reload puts a good folder in force and keeps the last good one where a step fails.
#include "engine/ruleset/reload.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace nextmove::engine {
namespace {

constexpr char kReloadedShop[] =
    "project shop\n  edition 1\n  time zone \"Europe/Paris\"\n  currency EUR\n  locales en\n"
    "catalogue category (name: text)\n"
    "placement hero channels web allows 1\n"
    "banner hello\n  place hero\n  say headline: en \"Hello\"\n";

class ReloadTest : public testing::Test {
 protected:
  static std::filesystem::path NewFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "reload_test_XXXXXX").string();
    return mkdtemp(pattern.data());
  }
  ~ReloadTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  ReloadReport Run() { return reload_.Run(dsl::Date{20'000}); }

  std::filesystem::path folder_ = NewFolder();
  std::vector<World> activated_;
  Reload reload_{{folder_.string(), {}}, [this](const World& world) { activated_.push_back(world); }};
};

TEST_F(ReloadTest, ActivatesAGoodFolder) {
  Write("a.rules", kReloadedShop);
  const ReloadReport report = Run();
  EXPECT_TRUE(report.activated);
  ASSERT_EQ(activated_.size(), 1u);
  EXPECT_EQ(report.version, activated_[0].program->version);
  EXPECT_EQ(report.rules, 1u);
  EXPECT_EQ(report.data_version, "");
}

TEST_F(ReloadTest, ActivatesNothingBeforeTheFirstGoodOne) {
  const ReloadReport empty = Run();  // the step `load` fails
  EXPECT_FALSE(empty.activated);
  EXPECT_EQ(empty.version, "");
  EXPECT_THAT(empty.lines, testing::ElementsAre(testing::HasSubstr("holds no `.rules` file")));
  Write("a.rules", "banner\n");  // the step `check` fails
  EXPECT_FALSE(Run().activated);
  EXPECT_THAT(activated_, testing::IsEmpty());
}

TEST_F(ReloadTest, KeepsTheLastGoodOneWhereAStepFails) {
  Write("a.rules", kReloadedShop);
  const std::string good = Run().version;
  Write("a.rules", std::string(kReloadedShop) + "banner\n");
  const ReloadReport broken = Run();
  EXPECT_FALSE(broken.activated);
  EXPECT_EQ(broken.version, good);
  EXPECT_EQ(broken.rules, 1u);
  EXPECT_THAT(broken.lines, testing::Contains(testing::HasSubstr(" a.rules:")));
  Write("a.rules", kReloadedShop);
  Write("catalogues/category.csv", "id,nom\n");
  const ReloadReport bad_data = Run();
  EXPECT_FALSE(bad_data.activated);
  EXPECT_THAT(bad_data.lines, testing::Contains(testing::HasSubstr("unknown field `nom`")));
  EXPECT_THAT(bad_data.rendered, testing::HasSubstr("error: "));
  EXPECT_EQ(activated_.size(), 1u);
}

TEST_F(ReloadTest, KeepsTheProgramWhereOnlyTheDataIsNew) {
  Write("a.rules", kReloadedShop);
  Run();
  Write("catalogues/category.csv", "id,name\nbags,Bags\n");
  const ReloadReport report = Run();
  EXPECT_TRUE(report.activated);
  EXPECT_EQ(report.data_version.size(), 64u);
  ASSERT_EQ(activated_.size(), 2u);
  EXPECT_EQ(activated_[0].program, activated_[1].program);
}

}  // namespace
}  // namespace nextmove::engine
