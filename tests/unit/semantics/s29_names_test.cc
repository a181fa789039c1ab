// Paragraph 29: what was held under a former name is found, and written under the newest.
#include "engine/decide/read/situation.h"
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

RememberedEvent HeldEvent(const std::string& kind, const std::string& time, const std::string& field = "",
                          const std::string& value = "") {
  RememberedEvent event;
  event.kind = kind;
  event.time = *dsl::Instant::Parse(time);
  if (!field.empty()) event.fields.emplace_back(field, dsl::Value(value));
  return event;
}

const std::string kMonthly = "  formerly spring_2025, spring_2024\n  limit 1 time per 30 days\n";

TEST(S29NamesTest, LimitsCountWhatWasShownUnderAnyOfTheNames) {
  for (const char* name : {"spring", "spring_2025", "spring_2024"}) {
    Shop shop(Placed("spring", "hero", kMonthly));
    EXPECT_EQ(shop.Did("shown", {{"action", name}}, 60).Stopped("spring"), "limit") << name;
  }
  Shop shop(Placed("spring", "hero", kMonthly));
  EXPECT_EQ(shop.Did("shown", {{"action", "spring_2023"}}, 60).Wins(), "spring@hero");
}
TEST(S29NamesTest, StopsAndWhatWasSentToo) {
  Shop stopped(Placed("b", "hero", "  formerly old_b\n  stop for 7 days after dismissed"));
  EXPECT_EQ(stopped.Did("dismissed", {{"action", "old_b"}}, 60).Stopped("b"), "stop");
  Shop sent("message m\n  formerly old_m\n  place hero\n  say subject: en \"x\"\n  limit 1 time per 7 days\n");
  EXPECT_EQ(sent.Did("sent", {{"action", "old_m"}}, 60).Stopped("m"), "limit");
}
TEST(S29NamesTest, ALimitOfAPlaceOrGroupCountsUnderFormerNamesOfItAndOfItsMembers) {
  const std::string place =
      "placement popup\n  formerly old_popup\n  channels web\n  allows 1\n  limit 1 time per 7 days\n";
  Shop placed(place + Placed("b", "popup"));
  placed.Did("shown", {{"action", "z"}, {"placement", "old_popup"}}, 60);
  EXPECT_EQ(placed.Stopped("b"), "limit");
  Shop grouped("group g\n  allows 1\n  limit 1 time per 7 days\n" +
               Placed("b", "hero", "  competes in g\n  formerly old_b") + Placed("c", "side", "  competes in g"));
  EXPECT_EQ(grouped.Did("shown", {{"action", "old_b"}}, 60).Stopped("c"), "limit");
}
TEST(S29NamesTest, EventsOfARenamedKindAreItsEvents) {
  Shop shop("event ordered (order: text)\n  formerly bought\n  consent necessary\n  kept 36 months\n" +
            Placed("b", "hero", "  when has ordered order \"o1\" and has ordered at least 2 times"));
  shop.visitor().events = {HeldEvent("bought", "2025-12-01T00:00:00Z", "order", "o1"),
                           HeldEvent("ordered", "2025-12-02T00:00:00Z", "order", "o2")};
  EXPECT_EQ(shop.Wins(), "b@hero");
  shop.Happens("ordered", {{"order", "o3"}}).Decide();
  ASSERT_EQ(shop.outcome().effects.visitor.events.size(), 1u);
  EXPECT_EQ(shop.outcome().effects.visitor.events[0].kind, "ordered") << "written under the newest";
}
TEST(S29NamesTest, ATimerOutlivesTheNewNameOfItsEventAndOfItsRule) {
  Shop shop(
      "event joined (letter: text)\n  formerly signed_up\n  consent necessary\n  kept 36 months\n"
      "message hello\n  formerly welcome\n  on joined after 1 day\n  place mail\n  say subject: en \"x\"\n"
      "  limit 1 time\n");
  shop.visitor().events = {HeldEvent("signed_up", "2026-01-14T11:00:00Z")};
  const auto due = [&] {
    const History history(shop.program(), shop.visitor(), shop.now(), {});
    const Facts facts;
    World world;
    world.program = {std::shared_ptr<void>(), &shop.program()};
    std::vector<dsl::TimeZone> zones;
    const RequestSituation situation(world, facts, history, nullptr, shop.now(), shop.program().project.currency,
                                     zones);
    return DueTimers(shop.program(), situation, {shop.now().milliseconds - 1}, shop.now());
  };
  ASSERT_EQ(due().size(), 1u);
  const std::vector<Timer> timers = due();
  shop.mode().timers = timers;
  EXPECT_EQ(shop.Wins(), "hello@mail");
  shop.visitor().events.push_back(HeldEvent("sent", "2026-01-13T11:00:00Z", "action", "welcome"));
  EXPECT_EQ(shop.Stopped("hello"), "limit") << "it went out under its former name";
}
TEST(S29NamesTest, ARememberedValueIsReadUnderAFormerNameAndWrittenUnderTheNewest) {
  Shop shop("attribute visitor.town text  formerly \"visitor.place\"  optional  consent necessary  kept 6 months\n" +
            Placed("b", "hero", "  when visitor.town is \"Rome\""));
  shop.visitor().attributes = {{"visitor.place", dsl::Value("Rome"), *dsl::Instant::Parse("2026-01-01T00:00:00Z")}};
  EXPECT_EQ(shop.Wins(), "b@hero");
  shop.Given("visitor.town", "Oslo");
  EXPECT_EQ(shop.Wins(), "");
  const Delta& written = shop.outcome().effects.visitor;
  ASSERT_EQ(written.attributes.size(), 1u);
  EXPECT_EQ(written.attributes[0].name, "visitor.town");
  shop.visitor() = Apply(shop.visitor(), written);
  shop.Given("visitor.town", "");
  EXPECT_EQ(shop.Wins(), "") << "the newest counts, whatever its name";
}
TEST(S29NamesTest, AnArmIsKeptWrittenUnderTheNewestNameAndDrawnByTheOldest) {
  const auto text = [](const std::string& name, const std::string& formerly) {
    return "discount d\n  give 10 EUR off\nexperiment " + name + "\n" + formerly +
           "  changes d\n  split by visitor\n  holdout 50%\n  variant v 50%\n    give 20 EUR off\n"
           "  measure number of times viewed within 7 days\n";
  };
  Shop oldest(text("early", "")), newest(text("late", "  formerly middle, early\n"));
  oldest.Given("cart.total", "100 EUR");
  newest.Given("cart.total", "100 EUR");
  for (int i = 0; i < 40; ++i) {
    oldest.visitor_id = newest.visitor_id = std::to_string(i);
    oldest.Decide();
    newest.Decide();
    const Arm before = oldest.outcome().effects.visitor.arms.at(0), after = newest.outcome().effects.visitor.arms.at(0);
    EXPECT_EQ(after.arm, before.arm) << "its oldest name is what the dice see";
    EXPECT_EQ(after.experiment, "late");
  }
  for (const char* name : {"early", "middle", "late"}) {
    newest.visitor().arms = {{name, "v"}};
    EXPECT_EQ(newest.Saving("d"), "20.00 EUR") << name;
    EXPECT_EQ(newest.Find("d")->variants, (std::vector<std::string>{"late/v"})) << "reports have the newest name";
  }
}

}  // namespace
}  // namespace nextmove::engine::testing
