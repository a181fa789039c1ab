// One decision about a visitor with 1,000 events that rules ask 50 windows about.
//   history_bench [google benchmark's flags]
#include <cstdio>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/decide/decide.h"
#include "engine/ruleset/ruleset.h"

namespace {

using nextmove::dsl::Instant;
using nextmove::engine::RememberedEvent;
using nextmove::engine::VisitorState;

constexpr std::int64_t kNow = 1'790'000'000'000;
constexpr std::int64_t kHour = 3'600'000;

// `count` views of ten categories, one an hour, the newest now.
VisitorState VisitorWith(std::int64_t count) {
  VisitorState visitor;
  visitor.consents.push_back({"personalisation", nextmove::engine::ConsentState::kGiven});
  for (std::int64_t i = count - 1; i >= 0; --i) {
    RememberedEvent event;
    event.kind = "viewed";
    event.time = Instant{kNow - i * kHour};
    event.fields = {{"category", nextmove::dsl::Value("c" + std::to_string(i % 10))},
                    {"price", nextmove::dsl::Value(nextmove::dsl::Money{nextmove::dsl::Decimal(i % 90 + 10),
                                                                        *nextmove::dsl::Currency::Parse("EUR")})}};
    event.purpose = "personalisation";
    visitor.events.push_back(std::move(event));
  }
  return visitor;
}

// Fifty rules, each with a window of its own: counts, sums, averages, sequences and elapsed time.
std::string Rules() {
  std::string rules =
      R"(project bench edition 1 time zone "Europe/Paris" currency EUR locales en consents personalisation
event viewed (category: text, price: money) consent personalisation kept 24 months
placement page_top channels web allows 50
)";
  for (int i = 0; i < 50; ++i) {
    const std::string about = "viewed category \"c" + std::to_string(i % 10) + "\"";
    const std::string window = " in the last " + std::to_string(i + 1) + " days";
    const std::string conditions[] = {"has " + about + " at least 2 times" + window,
                                      "sum of price " + about + window + " is at least 20 EUR",
                                      "average price " + about + window + " is at least 20 EUR",
                                      "has " + about + " then viewed within 2 hours at least 2 times" + window,
                                      "days since " + about + " is at most " + std::to_string(i + 1)};
    rules += "banner rule_" + std::to_string(i) + " needs consent personalisation when " + conditions[i % 5] +
             " place page_top show link: \"/\"\n";
  }
  return rules;
}

}  // namespace

int main(int argc, char** argv) {
  nextmove::engine::World world;
  world.program = nextmove::engine::LoadTexts({{"bench.rules", Rules()}}, {}).program;
  if (!world.program) {
    std::fprintf(stderr, "history_bench: its rules have errors\n");
    return 1;
  }
  for (const std::int64_t events : {0, 100, 1'000}) {
    benchmark::RegisterBenchmark(("history/" + std::to_string(events) + "_events").c_str(),
                                 [&world, visitor = VisitorWith(events)](benchmark::State& state) {
                                   nextmove::engine::Outcome outcome;
                                   nextmove::engine::Request request;
                                   request.visitor_id = "bench";
                                   for (auto _ : state) {
                                     nextmove::engine::Decide(world, visitor, request, Instant{kNow}, 1, {}, outcome);
                                   }
                                   state.counters["actions"] = static_cast<double>(outcome.decision.actions.size());
                                 });
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
