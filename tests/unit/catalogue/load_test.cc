// Catalogue files: what is read, and how a mistake is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "engine/catalogue/catalogue.h"

namespace nextmove::engine {
namespace {

using ::testing::ElementsAre;

dsl::Type TypeOf(dsl::TypeKind kind) {
  dsl::Type type;
  type.kind = kind;
  return type;
}

dsl::Program Shop() {
  dsl::Program program;
  dsl::Catalogue product;
  product.name = "product";
  product.fields = {{"name", TypeOf(dsl::TypeKind::kText), false},
                    {"price", TypeOf(dsl::TypeKind::kMoney), false},
                    {"stock", TypeOf(dsl::TypeKind::kNumber), true},
                    {"parent", TypeOf(dsl::TypeKind::kText), true}};
  product.parent_field = 3;
  program.catalogues.push_back(product);
  program.catalogue_names["product"] = 0;
  return program;
}

std::vector<std::string> ErrorsOf(const std::string& path, const std::string& bytes) {
  std::vector<std::string> errors;
  LoadCatalogues(Shop(), {{"product", path, bytes}}, {}, errors);
  return errors;
}

TEST(CatalogueLoadTest, ReadsCsvWithQuotedCells) {
  std::vector<std::string> errors;
  const auto loaded = LoadCatalogues(
      Shop(),
      {{"product", "p.csv", "\xEF\xBB\xBFid,price,name\r\na,10 EUR,\"Cap, \"\"red\"\"\"\r\nb,9.50 EUR,Hat\r\n"}}, {},
      errors);
  ASSERT_THAT(errors, ElementsAre());
  ASSERT_EQ(loaded->size(0), 2u);
  EXPECT_EQ((*loaded->Find(0, "a"))[0], dsl::Value("Cap, \"red\""));
  EXPECT_EQ((*loaded->Find(0, "b"))[1].ToString(), "9.50 EUR");
  EXPECT_TRUE((*loaded->Find(0, "b"))[2].is_unknown());
}
TEST(CatalogueLoadTest, ReadsJsonLines) {
  std::vector<std::string> errors;
  const auto loaded = LoadCatalogues(
      Shop(), {{"product", "p.jsonl", "{\"id\":\"a\",\"name\":\"Cap\",\"price\":\"10 EUR\",\"stock\":3}\n\n"}}, {},
      errors);
  ASSERT_THAT(errors, ElementsAre());
  EXPECT_EQ((*loaded->Find(0, "a"))[2], dsl::Value(dsl::Decimal(3)));
}
TEST(CatalogueLoadTest, TellsFileAndLineOfEachMistake) {
  EXPECT_THAT(ErrorsOf("p.csv", "id,name,prize\n"),
              ElementsAre("p.csv:1: unknown field `prize`; did you mean `price`?",
                          "p.csv:1: the column `price` is missing; add it, or declare it `optional`"));
  EXPECT_THAT(
      ErrorsOf("p.csv", "id,name,price\na,Cap,ten\nb,Hat\na,Hat,1 EUR\na,Hat,1 EUR\n"),
      ElementsAre("p.csv:2: `ten` does not fit the field `price`; write an amount with its currency, as `34.90 EUR`",
                  "p.csv:3: the line has 2 cells, the header 3", "p.csv:5: the item `a` is there twice"));
  EXPECT_THAT(
      ErrorsOf("p.jsonl", "{\"id\":\"a\",\"name\":\"Cap\",\"price\":10}\n[1]\n"),
      ElementsAre("p.jsonl:1: the value of `price` does not fit; write an amount with its currency, as `34.90 EUR`",
                  "p.jsonl:2: the line is no JSON object; write one item a line, as {\"id\": \"a\", ...}"));
}
TEST(CatalogueLoadTest, StopsTellingAfterTheLimit) {
  std::string bytes = "id,name,price\n";
  for (int i = 0; i < 30; ++i) bytes += "x,y\n";
  const auto errors = ErrorsOf("p.csv", bytes);
  ASSERT_EQ(errors.size(), 21u);
  EXPECT_EQ(errors.back(), "and 10 more");
}
TEST(CatalogueLoadTest, TellsItemsThatStandUnderThemselves) {
  EXPECT_THAT(
      ErrorsOf("p.csv", "id,name,price,parent\nz,Z,1 EUR,b\nc,C,1 EUR,b\nb,B,1 EUR,c\nd,D,1 EUR,d\ne,E,1 EUR,lost\n"),
      ElementsAre("p.csv:3: `c` stands under itself: `c` under `b` under `c`; give one of them another `parent`, "
                  "or none",
                  "p.csv:5: `d` stands under itself: `d` under `d`; give one of them another `parent`, or none"));
  std::string ring = "id,name,price,parent\n";
  for (int i = 0; i < 10; ++i) ring += std::to_string(i) + ",N,1 EUR," + std::to_string((i + 1) % 10) + "\n";
  EXPECT_THAT(
      ErrorsOf("p.csv", ring),
      ElementsAre("p.csv:2: `0` stands under itself: `0` under `1` under `2` under `3` under `4` under `5` and so "
                  "on; give one of them another `parent`, or none"));
}
TEST(CatalogueLoadTest, FindsACircleOverTwoFiles) {
  std::vector<std::string> errors;
  const std::string header = "id,name,price,parent\n";
  EXPECT_EQ(
      LoadCatalogues(Shop(),
                     {{"product", "p.csv", header + "a,A,1 EUR,b\n"}, {"product", "q.csv", header + "b,B,1 EUR,a\n"}},
                     {}, errors),
      nullptr);
  EXPECT_THAT(errors, ElementsAre("p.csv:2: `a` stands under itself: `a` under `b` under `a`; give one of them another "
                                  "`parent`, or none"));
}
// One chain, of which each step up would be gone again and again if nothing were remembered: minutes, not a second.
TEST(CatalogueLoadTest, ALongChainIsReadInOnePass) {
  std::string bytes = "id,name,price,parent\n";
  for (int i = 0; i < 100'000; ++i) bytes += std::to_string(i) + ",N,1 EUR," + std::to_string(i + 1) + "\n";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(ErrorsOf("p.csv", bytes), ElementsAre());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace nextmove::engine
