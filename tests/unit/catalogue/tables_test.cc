// Files of what is known of all visitors, and the order of what they give.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/catalogue/catalogue.h"

namespace nextmove::engine {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> ItemsOf(const Tables::RelatedList& related) {
  std::vector<std::string> items;
  for (const auto& one : related) items.push_back(one.item);
  return items;
}

std::shared_ptr<const Tables> Load(const std::vector<TableSource>& sources) {
  auto loaded = LoadTables(sources, {});
  EXPECT_TRUE(loaded.ok());
  return loaded ? *loaded : nullptr;
}

std::vector<std::string> TableErrors(const std::string& table, const std::string& path, const std::string& bytes,
                                     const TableLimits& limits = {}) {
  const auto loaded = LoadTables({{table, path, bytes}}, limits);
  return loaded ? Errors() : loaded.error();
}

TEST(TablesTest, StrongestFirstAndEqualOnesById) {
  const auto tables =
      Load({{"similar", "s.csv", "item,other,strength\na,c,0.5\na,b,0.5\na,d,0.9\na,c,0.1\n"},
            {"associated", "a.jsonl", "{\"event\":\"purchased\",\"item\":\"a\",\"other\":\"x\",\"strength\":2}\n"}});
  EXPECT_THAT(ItemsOf(tables->SimilarTo("a")), ElementsAre("d", "b", "c"));
  EXPECT_TRUE(tables->SimilarTo("z").empty());
  EXPECT_THAT(ItemsOf(tables->Associated("purchased", "a")), ElementsAre("x"));
  EXPECT_TRUE(tables->Associated("viewed", "a").empty());
}
TEST(TablesTest, MostSumsTheDaysOfAWindow) {
  const auto tables =
      Load({{"counts", "c.csv",
             "day,event,item,count\n2026-01-01,viewed,a,5\n2026-01-02,viewed,b,3\n2026-01-03,viewed,b,3\n"
             "2026-01-04,viewed,c,100\n2026-01-02,purchased,a,1\n2026-01-02,viewed,none,0\n"}});
  const auto day = [](int n) { return *dsl::Date::Of(2026, 1, n); };
  EXPECT_THAT(ItemsOf(tables->Most("viewed", day(1), day(3))), ElementsAre("b", "a"));
  EXPECT_THAT(ItemsOf(tables->Most("viewed", day(1), day(2))), ElementsAre("a", "b"));
  EXPECT_TRUE(tables->Most("viewed", day(5), day(9)).empty());
  EXPECT_TRUE(tables->Most("sold", day(1), day(9)).empty());
}
TEST(TablesTest, TellsFileAndLineOfEachMistake) {
  EXPECT_THAT(TableErrors("similar", "s.csv", "item,othr\n"),
              ElementsAre("s.csv:1: unknown column `othr`; table `similar` has `item`, `other`, `strength`",
                          "s.csv:1: the column `other` is missing", "s.csv:1: the column `strength` is missing"));
  EXPECT_THAT(
      TableErrors(
          "counts", "c.csv",
          "event,day,item,count\nviewed,2026-13-01,a,1\nviewed,2026-01-01,,1\nviewed,2026-01-01,a,-1\nviewed\n"),
      ElementsAre("c.csv:2: `2026-13-01` does not fit the column `day`; write a date, as `2026-11-27`",
                  "c.csv:3: the column `item` is empty",
                  "c.csv:4: `-1` does not fit the column `count`; write a number from 0 on, as `12.5`",
                  "c.csv:5: the line has 1 cells, the header 4"));
  EXPECT_THAT(TableErrors("similar", "s.jsonl", "{\"item\":\"a\",\"other\":\"b\",\"strength\":\"x\"}\n[]\n"),
              ElementsAre("s.jsonl:1: the value of `strength` must be a number",
                          "s.jsonl:2: the line is no JSON object; write one row a line, as {\"item\": \"a\", ...}"));
  EXPECT_THAT(TableErrors("alike", "x.csv", ""),
              ElementsAre("x.csv: there is no table `alike`; it is `similar`, `associated` or `counts`"));
}
TEST(TablesTest, ThereIsABoundOfRows) {
  TableLimits limits;
  limits.max_rows = 1;
  EXPECT_THAT(TableErrors("similar", "s.csv", "item,other,strength\na,b,1\na,c,1\n", limits),
              ElementsAre("s.csv:3: more than 1 rows"));
}
TEST(TablesTest, IdsAreSortedWhateverTheOrderOfPutting) {
  Catalogues items(1);
  for (const char* id : {"c", "a", "b", "a"}) items.Put(0, id, {});
  EXPECT_THAT(items.ids(0), ElementsAre("a", "b", "c"));
  items.Put(0, "aa", {});
  const Catalogues copy = items;
  EXPECT_THAT(copy.ids(0), ElementsAre("a", "aa", "b", "c"));
}

}  // namespace
}  // namespace nextmove::engine
