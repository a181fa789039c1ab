// The runtime pins worlds, makes ids, and answers by completion.
#include "engine/runtime/runtime.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "engine/ruleset/ruleset.h"

namespace nextmove::engine {
namespace {

constexpr dsl::Instant kNow{1'800'000'000'000};

World WorldSaying(const std::string& headline) {
  const LoadedRules loaded = LoadTexts({{"shop.rules",
                                         "project shop\n  edition 1\n  time zone \"Europe/London\"\n  currency GBP\n"
                                         "  locales en\n  consents personalisation\n"
                                         "attribute visitor.visits number otherwise 1 consent necessary\n"
                                         "placement hero channels web allows 1\n"
                                         "banner hello\n  place hero\n  say headline: en \"" +
                                             headline + "\"\n"}},
                                       {});
  EXPECT_EQ(loaded.errors, 0u);
  return {loaded.program, std::make_shared<const Catalogues>(0)};
}

std::string HeadlineOf(const DecideCall& call) {
  if (call.outcome.decision.actions.empty()) return "";
  const auto& banner = std::get<BannerContent>(call.outcome.decision.actions[0].content);
  return *banner.creative.parts.at(0).value.text();
}

TEST(RuntimeTest, HasNoWorldBeforeTheFirst) {
  Runtime runtime([] { return kNow; }, 1);
  WorldCache cache;
  EXPECT_EQ(runtime.PinWorld(cache).world, nullptr);
}

TEST(RuntimeTest, DecidesByTheNewestWorldAndCallsBackOnce) {
  Runtime runtime([] { return kNow; }, 1);
  WorldCache cache;
  DecideCall call;
  call.request.visitor_id = "v";
  int answers = 0;
  for (const char* headline : {"one", "two"}) {
    runtime.SetWorld(WorldSaying(headline));
    const Pin pin = runtime.PinWorld(cache);
    ASSERT_NE(pin.world, nullptr);
    EXPECT_EQ(pin.now, kNow);
    runtime.Decide(pin, call, [&](DecideCall& done) {
      ++answers;
      EXPECT_EQ(HeadlineOf(done), headline);
      EXPECT_EQ(done.program, pin.world->program);
    });
  }
  EXPECT_EQ(answers, 2);
}

TEST(RuntimeTest, KeepsAPinnedWorldAfterItWasReplaced) {
  Runtime runtime([] { return kNow; }, 1);
  runtime.SetWorld(WorldSaying("one"));
  WorldCache cache;
  const Pin pin = runtime.PinWorld(cache);
  runtime.SetWorld(WorldSaying("two"));
  DecideCall call;
  call.request.visitor_id = "v";
  runtime.Decide(pin, call, [](DecideCall& done) { EXPECT_EQ(HeadlineOf(done), "one"); });
  runtime.Decide(runtime.PinWorld(cache), call, [](DecideCall& done) { EXPECT_EQ(HeadlineOf(done), "two"); });
}

TEST(RuntimeTest, GivesIdsThatDifferAmongDecisionsAndServers) {
  std::set<std::string> ids;
  const World world = WorldSaying("one");
  for (const std::uint64_t instance : {1, 2}) {
    Runtime runtime([] { return kNow; }, 42, instance);
    runtime.SetWorld(world);
    WorldCache cache;
    for (int i = 0; i < 1'000; ++i) {
      DecideCall call;
      call.request.visitor_id = "v";
      runtime.Decide(runtime.PinWorld(cache), call, [&](DecideCall& done) { ids.insert(done.decision_id); });
    }
  }
  EXPECT_EQ(ids.size(), 2'000u);
  for (const std::string& id : ids) {
    EXPECT_EQ(id.size(), 32u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

TEST(RuntimeTest, NeverMixesTwoWorldsWhileOneReplacesTheOther) {
  Runtime runtime([] { return kNow; }, 1);
  const World one = WorldSaying("one"), two = WorldSaying("two");
  runtime.SetWorld(one);
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      WorldCache cache;
      DecideCall call;
      call.request.visitor_id = "v";
      const std::function<void(DecideCall&)> done = [&](DecideCall& decided) {
        EXPECT_EQ(HeadlineOf(decided), decided.program == one.program ? "one" : "two");
      };
      while (!stop) runtime.Decide(runtime.PinWorld(cache), call, done);
    });
  }
  for (int i = 0; i < 300; ++i) runtime.SetWorld(i % 2 == 0 ? two : one);
  stop = true;
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace nextmove::engine
