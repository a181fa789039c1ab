// Paragraphs 12 and 13: events and signals as moments, waiting, timers.
#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

TEST(S12EventMomentsTest, AnEventOfTheRequestIsTheMoment) {
  Shop shop(Placed("b", "hero", "  on viewed where (price is at least 20 EUR)"));
  EXPECT_EQ(shop.Stopped("b"), "on");
  shop.Happens("viewed", {{"product", "a"}, {"price", "10 EUR"}});
  EXPECT_EQ(shop.Stopped("b"), "on");
  shop.Happens("viewed", {{"product", "b"}, {"price", "20 EUR"}});
  EXPECT_EQ(shop.Wins(), "b@hero");
}
TEST(S12EventMomentsTest, TheNameOfTheMomentIsEnoughWhereNothingIsAskedOfTheEvent) {
  Shop shop(Placed("b", "hero", "  on viewed") + Placed("c", "side", "  on viewed where (price is at least 20 EUR)"));
  shop.request().moment = "viewed";
  EXPECT_EQ(shop.Wins(), "b@hero");
}
TEST(S12EventMomentsTest, EventFieldIsThatEvents) {
  Shop shop(
      "banner b\n  on viewed where (price is at least 20 EUR)\n  place hero\n  say headline: en \"{event.price}\"\n");
  shop.Happens("viewed", {{"product", "b"}, {"price", "25 EUR"}});
  shop.Happens("viewed", {{"product", "a"}, {"price", "10 EUR"}});
  const auto* banner = shop.ContentOf<BannerContent>("b");
  ASSERT_NE(banner, nullptr);
  EXPECT_EQ(banner->creative.parts.at(0).value.ToString(), "\"€25\"");
}
TEST(S12EventMomentsTest, EventsOfTheRequestAreSeenAndRemembered) {
  Shop shop(Placed("b", "hero", "  when has viewed at least 2 times in this session"));
  shop.Happens("viewed", {{"product", "a"}});
  EXPECT_EQ(shop.Stopped("b"), "when");
  shop.Happens("viewed", {{"product", "a"}});
  EXPECT_EQ(shop.Wins(), "b@hero");
  EXPECT_EQ(shop.outcome().effects.visitor.events.size(), 2u);
}
TEST(S12EventMomentsTest, ARefusedEventIsAWarningAndNoMoment) {
  Shop shop(Placed("b", "hero", "  needs consent marketing\n  on subscribed"));
  shop.Happens("subscribed", {{"letter", "main"}}).Happens("dreamed");
  EXPECT_EQ(shop.Stopped("b"), "on");
  const auto& warnings = shop.outcome().decision.warnings.all;
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_EQ(warnings[0].code, WarningCode::kEventRefused);
  EXPECT_EQ(warnings[1].code, WarningCode::kUnknownName);
  EXPECT_TRUE(shop.outcome().effects.visitor.events.empty());
}
TEST(S12EventMomentsTest, ASignalIsAMomentWhenAnEventLiftsItOverItsMark) {
  Shop shop(Placed("b", "hero", "  on urgency"));
  shop.Happens("clicked_fast");
  EXPECT_EQ(shop.Stopped("b"), "on") << "40 of 60";
  shop.Happens("clicked_fast");
  EXPECT_EQ(shop.Wins(), "b@hero");
  Shop high(Placed("b", "hero", "  on urgency"));
  high.Did("clicked_fast", {}, 0).Did("clicked_fast", {}, 0);
  high.Now("2026-01-15T11:00:01Z").Happens("clicked_fast");
  EXPECT_EQ(high.Stopped("b"), "on") << "it stood above its mark already";
}
TEST(S12EventMomentsTest, AMomentAfterWhichARuleWaitsSaysWhenToAskAgain) {
  Shop shop(Placed("b", "hero", "  on opened_page after 20 seconds"));
  EXPECT_EQ(shop.Stopped("b"), "on");
  EXPECT_FALSE(shop.outcome().decision.ask_again);
  shop.Did("opened_page", {{"kind", "home"}}, 1).Happens("opened_page");
  EXPECT_EQ(shop.Stopped("b"), "on") << "the latest counts";
  ASSERT_TRUE(shop.outcome().decision.ask_again);
  EXPECT_EQ(shop.outcome().decision.ask_again->ToString(), "2026-01-15T11:00:20Z");
  Shop later(Placed("b", "hero", "  on opened_page after 20 seconds"));
  later.Did("opened_page", {{"kind", "home"}}, 0).Now("2026-01-15T11:00:20Z");
  EXPECT_EQ(later.Wins(), "b@hero");
  later.Now("2026-01-15T11:00:19.999Z");
  EXPECT_EQ(later.Stopped("b"), "on");
}
TEST(S13TimersTest, AMessageThatWaitsIsDecidedByItsTimerOnly) {
  const std::string text =
      "message m\n  needs consent marketing\n  on subscribed after 10 minutes\n  place mail\n"
      "  say subject: en \"hello {event.letter}\"\n" +
      Placed("b", "hero");
  Shop shop(text);
  shop.Agrees("marketing").Did("subscribed", {{"letter", "main"}}, 10);
  EXPECT_EQ(shop.Wins(), "b@hero");
  shop.request().channel = "mail";
  EXPECT_EQ(shop.Stopped("m"), "on");
  shop.request().channel = {};
  Timer timer;
  timer.rule = shop.program().FindRule("m");
  timer.due = shop.now();
  timer.event = shop.program().event_names.at("subscribed");
  timer.moment.fields = {dsl::Value("main")};
  const std::vector<Timer> due = {timer};
  shop.mode().timers = due;
  EXPECT_EQ(shop.Wins(), "m@mail") << "its place is open, and nothing else is decided";
  EXPECT_EQ(std::get<MessageContent>(shop.Find("m")->content).creative.parts.at(0).value.ToString(), "\"hello main\"");
}
TEST(S13TimersTest, QuietHoursOfRulePlacementAndGroupHoldAMessageBack) {
  const std::string message = "message m\n  place hero\n  say subject: en \"x\"\n";
  Shop rule(message + "  quiet from 11:00 until 13:00\n");
  EXPECT_EQ(rule.Reason("m"), ReasonCode::kQuietHours) << "noon in Berlin";
  EXPECT_EQ(rule.Stopped("m"), "quiet");
  EXPECT_EQ(rule.Now("2026-01-15T12:00:00Z").Wins(), "m@hero");
  Shop group("group g\n  allows 1\n  quiet from 11:00 until 13:00\n" + message + "  competes in g\n");
  EXPECT_EQ(group.Stopped("m"), "quiet");
  Shop place(
      "placement letter\n  channels web\n  allows 1\n  quiet from 11:00 until 13:00\n"
      "message m\n  place letter, hero\n  say subject: en \"x\"\n");
  EXPECT_EQ(place.Wins(), "m@hero") << "the other place is open";
}
TEST(S12RememberedTest, KeptAttributesThatAreNotSentAreStillKnown) {
  Shop shop(Placed("b", "hero", "  when visitor.hash is \"1f\""));
  EXPECT_EQ(shop.Given("visitor.hash", "1f").Wins(), "b@hero");
  const Delta delta = shop.outcome().effects.visitor;
  ASSERT_EQ(delta.attributes.size(), 1u);
  shop.Given("visitor.hash", "");
  EXPECT_EQ(shop.Stopped("b"), "when");
  shop.visitor() = Apply(shop.visitor(), delta);
  EXPECT_EQ(shop.Wins(), "b@hero");
  EXPECT_TRUE(shop.outcome().effects.visitor.empty()) << "what is not sent is not renewed";
  shop.Send("visitor.hash", dsl::Value());
  EXPECT_EQ(shop.Stopped("b"), "when") << "sent as unknown";
  shop.visitor() = Apply(shop.visitor(), shop.outcome().effects.visitor);
  shop.Given("visitor.hash", "");
  EXPECT_EQ(shop.Stopped("b"), "when") << "and forgotten";
}

}  // namespace
}  // namespace nextmove::engine::testing
