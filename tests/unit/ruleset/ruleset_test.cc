#include "engine/ruleset/ruleset.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/ruleset/content_hash.h"

namespace nextmove::engine {
namespace {

namespace fs = std::filesystem;

constexpr char kShop[] =
    "project shop\n  edition 1\n  time zone \"Europe/Paris\"\n  currency EUR\n  locales en\n"
    "attribute visitor.visits number otherwise 1 consent necessary\n"
    "catalogue category (name: text)\n"
    "placement hero channels web allows 1\n";
constexpr char kRules[] = "banner hello\n  place hero\n  say headline: en \"Hello\"\n";

// A folder of its own for each test, gone at its end.
class RulesetTest : public testing::Test {
 protected:
  RulesetTest() {
    std::string pattern = (fs::temp_directory_path() / "ruleset_test_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~RulesetTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  LoadedRules Load() const { return LoadFolder(folder_.string(), dsl::CheckOptions()); }

  RuleSource Source(std::vector<std::pair<std::string, std::string>> catalogues = {}) const {
    return {folder_.string(), std::move(catalogues)};
  }
  LoadedWorld LoadAgain(const World& present) const {
    return CheckWorld(*ReadFolder(folder_.string()), Source(), dsl::CheckOptions(), present.program);
  }

  fs::path folder_;
};

TEST_F(RulesetTest, LoadsAllFilesOfTheFolderAndVersionsThem) {
  Write("schema.rules", kShop);
  Write("deep/er/banners.rules", kRules);
  Write("notes.txt", "not rules");
  const LoadedRules loaded = Load();
  ASSERT_NE(loaded.program, nullptr);
  EXPECT_EQ(loaded.errors, 0u);
  EXPECT_EQ(loaded.program->rules.size(), 1u);
  EXPECT_EQ(loaded.program->version, ContentHash({{"deep/er/banners.rules", kRules}, {"schema.rules", kShop}}));
  EXPECT_EQ(loaded.program->version.size(), 64u);
}

TEST_F(RulesetTest, VersionDependsOnPathsAndTextsOnly) {
  const auto text = [](const char* path, const char* bytes) {
    return std::pair<std::string, std::string>(path, bytes);
  };
  EXPECT_EQ(ContentHash({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ContentHash({text("a", "b")}), ContentHash({text("a", "b")}));
  EXPECT_NE(ContentHash({text("a", "bc")}), ContentHash({text("ab", "c")}));
  EXPECT_NE(ContentHash({text("a", ""), text("b", "")}), ContentHash({text("a", "b")}));
  const auto forward = LoadTexts({text("a.rules", kShop), text("b.rules", kRules)}, dsl::CheckOptions());
  const auto backward = LoadTexts({text("b.rules", kRules), text("a.rules", kShop)}, dsl::CheckOptions());
  ASSERT_NE(forward.program, nullptr);
  EXPECT_EQ(forward.program->version, backward.program->version);
}

TEST_F(RulesetTest, LeavesOutHiddenFilesAndLinksOutOfTheFolder) {
  Write("schema.rules", kShop);
  Write(".hidden.rules", "nonsense");
  Write(".git/x.rules", "nonsense");
  std::string other = (fs::temp_directory_path() / "ruleset_other_XXXXXX").string();
  const fs::path outside = mkdtemp(other.data());
  std::ofstream(outside / "stray.rules") << "nonsense";
  fs::create_symlink(outside / "stray.rules", folder_ / "link.rules");
  const LoadedRules loaded = Load();
  fs::remove_all(outside);
  EXPECT_EQ(loaded.errors, 0u);
  ASSERT_NE(loaded.program, nullptr);
}

TEST_F(RulesetTest, TellsWhatCanNotBeLoaded) {
  const auto first = [](const LoadedRules& loaded) {
    return loaded.diagnostics.empty() ? std::string() : std::string(dsl::RowOf(loaded.diagnostics.front().kind).code);
  };
  EXPECT_EQ(first(Load()), "E0312");  // no rules
  EXPECT_EQ(first(LoadFolder((folder_ / "missing").string(), dsl::CheckOptions())), "E0137");
  EXPECT_EQ(first(LoadTexts({}, dsl::CheckOptions())), "E0312");
  Write("schema.rules", std::string(kShop) + std::string((4 << 20) + 1, '#'));
  const LoadedRules large = Load();
  EXPECT_EQ(first(large), "E0101");
  EXPECT_EQ(large.program, nullptr);
  EXPECT_EQ(large.diagnostics.size(), 1u);  // the names of the file are not told as unknown
  Write("schema.rules", "project \xff\xfe");
  EXPECT_EQ(first(Load()), "E0102");
}

TEST_F(RulesetTest, FindsTheCataloguesOfTheFolder) {
  Write("schema.rules", kShop);
  Write("catalogues/category.csv", "id,name\nbags,Bags\nhats,Hats\n");
  const LoadedWorld own = LoadWorld(Source(), dsl::CheckOptions());
  ASSERT_NE(own.world.program, nullptr);
  EXPECT_THAT(own.data_errors, testing::IsEmpty());
  ASSERT_NE(own.world.catalogues, nullptr);
  EXPECT_EQ(own.world.catalogues->size(0), 2u);

  Write("other.csv", "id,name\nshoes,Shoes\n");
  const LoadedWorld named = LoadWorld(Source({{"category", (folder_ / "other.csv").string()}}), dsl::CheckOptions());
  ASSERT_NE(named.world.catalogues, nullptr);
  EXPECT_EQ(named.world.catalogues->size(0), 1u);  // in place of the folder's own

  const LoadedWorld missing = LoadWorld(Source({{"category", "/no/such.csv"}}), dsl::CheckOptions());
  EXPECT_THAT(missing.data_errors,
              testing::ElementsAre("/no/such.csv: the file of catalogue `category` can't be read"));
}

TEST_F(RulesetTest, NewDataComesWithoutTouchingTheRules) {
  Write("schema.rules", kShop);
  const World bare = LoadWorld(Source(), dsl::CheckOptions()).world;
  EXPECT_EQ(bare.data_version, "");
  Write("catalogues/category.csv", "id,name\nbags,Bags\n");
  const World old = LoadAgain(bare).world;
  EXPECT_EQ(old.program, bare.program) << "not read anew";
  EXPECT_EQ(old.data_version.size(), 64u);
  EXPECT_EQ(LoadWorld(Source(), dsl::CheckOptions()).world.data_version, old.data_version);
  Write("catalogues/category.csv", "id,name\nbags,Bags\nhats,Hats\n");
  const World fresh = LoadAgain(old).world;
  EXPECT_EQ(fresh.program, old.program);
  EXPECT_NE(fresh.data_version, old.data_version);
  EXPECT_EQ(fresh.catalogues->size(0), 2u);
  EXPECT_EQ(old.catalogues->size(0), 1u) << "who decides by it is not disturbed";
  Write("schema.rules", std::string(kShop) + "# more\n");
  const LoadedWorld changed = LoadAgain(old);
  EXPECT_NE(changed.world.program, old.program);
}

}  // namespace
}  // namespace nextmove::engine
