// What a visitor's timers do over a span of time. When they are due: tests/unit/visitor/timers_test.cc.
#include "engine/decide/timers.h"

#include "tests/unit/shop.h"

namespace nextmove::engine::testing {
namespace {

std::string Letter(const std::string& name, const std::string& clauses) {
  return "message " + name + "\n  place mail\n  say subject: en \"x\"\n" + clauses + "\n";
}

class TimersTest : public ::testing::Test {
 protected:
  // It is noon in Berlin, 11:00Z, and nothing has been played yet.
  Shop& Open(const std::string& text) {
    shop_.emplace(text);
    clock_.now = shop_->now();
    return *shop_;
  }

  // Plays on and keeps what is decided. `11:10 a: sent, b: dropped GROUP_FULL | 11:20 c: waits`, clock times in UTC.
  std::string Play(const std::string& until) {
    World world = shop_->world();
    const dsl::Instant end = *dsl::Instant::Parse(until);
    std::string all;
    while (clock_.now < end) {
      PlayedTimers played =
          PlayTimers([&](dsl::Instant) { return world; }, shop_->visitor(), {}, std::move(clock_), end, 1, {});
      clock_ = std::move(played.clock);
      for (const DueDecision& one : played.decisions) {
        shop_->visitor() = Apply(std::move(shop_->visitor()), one.outcome.effects.visitor);
        all += (all.empty() ? "" : " | ") + Told(one);
      }
    }
    return all;
  }

  std::string Told(const DueDecision& decision) const {
    std::string all = decision.at.ToString().substr(11, 5);
    for (const DueMessage& one : decision.messages) {
      const bool waits = one.reason == ReasonCode::kQuietHours;
      all += (&one == decision.messages.data() ? " " : ", ") +
             shop_->program().rules[static_cast<std::size_t>(one.timer.rule)].name + ": " +
             (one.sent ? "sent"
              : waits  ? "waits"
                       : "dropped " + std::string(ReasonName(one.reason)));
    }
    return all;
  }

  std::optional<Shop> shop_;
  TimerClock clock_;
};

constexpr char kLetters[] = "group letters\n  allows 1\n";
constexpr char kQuiet[] = "  quiet from 12:00 until 12:30\n";  // 11:00Z until 11:30Z

TEST_F(TimersTest, MessagesOfOneInstantAreOneDecisionAndTheBeatenOneIsDropped) {
  Open(kLetters + Letter("a", "  on viewed after 10 minutes\n  competes in letters\n  priority low") +
       Letter("b", "  on viewed after 10 minutes\n  competes in letters"))
      .Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T11:09:59Z"), "");
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:10 a: dropped GROUP_FULL, b: sent");
  EXPECT_EQ(Play("2026-01-20T12:00:00Z"), "") << "what is dropped does not come again";
}
TEST_F(TimersTest, WhatIsSentIsRememberedWithItsPlaceAndGroup) {
  Open(kLetters + Letter("a", "  on viewed after 10 minutes\n  competes in letters")).Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:10 a: sent");
  const RememberedEvent& sent = shop_->visitor().events.back();
  EXPECT_EQ(sent.kind, "sent");
  EXPECT_EQ(sent.time.ToString(), "2026-01-15T11:10:00Z");
  const auto field = [&](const std::string& name) {
    for (const auto& [known, value] : sent.fields)
      if (known == name) return *value.text();
    return std::string();
  };
  EXPECT_EQ(field("action") + " " + field("placement") + " " + field("group"), "a mail letters");
}
TEST_F(TimersTest, WhatOneInstantSendsStopsALaterTimer) {
  Open(Letter("a", "  on viewed after 10 minutes") +
       Letter("b", "  on viewed after 20 minutes\n  when has not sent action a in the last 1 day"))
      .Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:10 a: sent | 11:20 b: dropped CONDITION_FALSE");
}
TEST_F(TimersTest, ALimitCountsWhatWasSentBefore) {
  Open(Letter("a", "  on viewed after 10 minutes\n  limit 1 time per week")).Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T11:30:00Z"), "11:10 a: sent");
  shop_->Now("2026-01-15T11:30:00Z").Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:40 a: dropped CAP_REACHED");
}
TEST_F(TimersTest, ANewerMomentReplacesTheOneThatIsNotDueYet) {
  Open(Letter("a", "  on viewed after 10 minutes")).Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T11:05:00Z"), "");
  shop_->Now("2026-01-15T11:05:00Z").Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:15 a: sent");
}
TEST_F(TimersTest, QuietHoursAreAskedAgainEachMinuteUntilTheyEnd) {
  Open(Letter("a", std::string("  on viewed after 28 minutes\n") + kQuiet)).Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T11:28:30Z"), "11:28 a: waits");
  ASSERT_EQ(clock_.waiting.size(), 1u);
  EXPECT_EQ(clock_.waiting[0].ask_again.ToString(), "2026-01-15T11:29:00Z");
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:29 a: waits | 11:30 a: sent");
  EXPECT_TRUE(clock_.waiting.empty());
}
TEST_F(TimersTest, AMessageThatWaitedIsDecidedByTheFactsOfTheEnd) {
  Open(Letter("a", std::string("  on viewed after 28 minutes\n  needs consent marketing\n") + kQuiet))
      .Did("viewed", {}, 0)
      .Agrees("marketing");
  EXPECT_EQ(Play("2026-01-15T11:28:00Z"), "11:28 a: waits");
  shop_->visitor().consents.back().state = ConsentState::kRefused;
  EXPECT_EQ(Play("2026-01-15T12:00:00Z"), "11:29 a: dropped CONSENT_MISSING");
  EXPECT_TRUE(clock_.waiting.empty());
}
TEST_F(TimersTest, ANewerMomentReplacesTheOneThatWaits) {
  Open(Letter("a", std::string("  on viewed after 10 minutes\n") + kQuiet)).Did("viewed", {{"brand", "old"}}, 0);
  EXPECT_EQ(Play("2026-01-15T11:10:00Z"), "11:10 a: waits");
  shop_->Now("2026-01-15T11:10:00Z").Did("viewed", {{"brand", "new"}}, 0);
  Play("2026-01-15T11:20:00Z");
  ASSERT_EQ(clock_.waiting.size(), 1u);
  EXPECT_EQ(clock_.waiting[0].timer.due.ToString(), "2026-01-15T11:20:00Z") << "at the same minute, too";
  EXPECT_EQ(clock_.waiting[0].timer.moment.fields[2], dsl::Value("new"));
}
TEST_F(TimersTest, ASpanInTwoPartsGivesTheSameAsInOne) {
  const std::string text = kLetters + Letter("a", std::string("  on viewed after 20 minutes\n") + kQuiet) +
                           Letter("b", "  on viewed after 25 minutes\n  when has not sent action a") +
                           Letter("c", "  on viewed after 40 minutes\n  when has sent action a");
  const auto play = [&](const std::vector<std::string>& ends) {
    Open(text).Did("viewed", {}, 0);
    std::string all;
    for (const std::string& end : ends) {
      const std::string part = Play("2026-01-15T" + end + "Z");
      all += (all.empty() || part.empty() ? "" : " | ") + part;
    }
    return all;
  };
  const std::string whole = play({"12:00:00"});
  EXPECT_NE(whole.find("11:30 a: sent | 11:40 c: sent"), std::string::npos) << whole;
  EXPECT_NE(whole.find("11:25 b: sent, a: waits"), std::string::npos) << whole;
  for (const char* middle : {"11:19:59.999", "11:20:00", "11:24:30", "11:25:00", "11:30:00", "11:40:00"})
    EXPECT_EQ(play({middle, "12:00:00"}), whole) << middle;
}
TEST_F(TimersTest, OneCallIsBoundedAndTheNextGoesOn) {
  Open(Letter("a", std::string("  on viewed after 1 minute\n") + kQuiet)).Did("viewed", {}, 0);
  const PlayedTimers played = PlayTimers([&](dsl::Instant) { return shop_->world(); }, shop_->visitor(), {}, clock_,
                                         *dsl::Instant::Parse("2026-01-15T12:00:00Z"), 1, {});
  EXPECT_EQ(played.decisions.size(), kMaxDueDecisions);
  EXPECT_EQ(played.clock.now, played.decisions.back().at);
  EXPECT_EQ(Play("2026-01-15T12:00:00Z").substr(0, 14), "11:01 a: waits");
}
TEST_F(TimersTest, ASpanThatIsEmptyOrLiesBeforeTheClockPlaysNothing) {
  Open(Letter("a", "  on viewed after 10 minutes")).Did("viewed", {}, 0);
  EXPECT_EQ(Play("2026-01-15T11:00:00Z"), "");
  EXPECT_EQ(Play("2026-01-15T10:00:00Z"), "");
  EXPECT_EQ(clock_.now, shop_->now());
}

}  // namespace
}  // namespace nextmove::engine::testing
