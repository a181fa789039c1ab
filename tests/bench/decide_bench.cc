// The reference evaluator's cost of one decision: `decide` over folders of 100 and 1,000 rules, every placement wanted.
//   decide_bench FOLDER_100 FOLDER_1000 [google benchmark's flags]
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/decide/decide.h"
#include "engine/ruleset/ruleset.h"

namespace {

using nextmove::dsl::Instant;
using nextmove::engine::AttributeView;

// A request of about fifty attributes of make_folder.py's schema; the texts belong to `texts`.
std::vector<AttributeView> MakeAttributes(std::uint32_t seed, std::vector<std::string>& texts) {
  std::mt19937 random(seed);
  texts.clear();
  texts.reserve(400);
  std::vector<AttributeView> attributes;
  const auto keep = [&](std::string text) -> std::string_view { return texts.emplace_back(std::move(text)); };
  for (int i = 0; i < 40; ++i) {
    if (i % 2 == 0)
      attributes.push_back(
          {keep("text_" + std::to_string(i) + ".value"), 0, keep("v" + std::to_string(random() % 100))});
    if (i % 2 == 1)
      attributes.push_back({keep("number_" + std::to_string(i) + ".value"), 0, static_cast<double>(random() % 999)});
  }
  for (int i = 0; i < 10; ++i)
    attributes.push_back({keep("flag_" + std::to_string(i) + ".value"), 0, random() % 2 == 0});
  return attributes;
}

void DecideAll(benchmark::State& state, const std::string& folder) {
  const auto loaded = nextmove::engine::LoadWorld({folder, {}}, {});
  if (!loaded.world.program) {
    state.SkipWithError("the folder has errors");
    return;
  }
  std::vector<std::string> texts;
  std::vector<std::vector<AttributeView>> requests;
  std::vector<std::vector<std::string>> kept(64);
  for (std::uint32_t i = 0; i < 64; ++i) requests.push_back(MakeAttributes(i, kept[i]));
  nextmove::engine::Workspace workspace;
  nextmove::engine::Outcome outcome;
  std::size_t i = 0, actions = 0;
  for (auto _ : state) {
    nextmove::engine::Request request;
    request.visitor_id = "bench";
    request.attributes = requests[i++ % requests.size()];
    nextmove::engine::Decide(loaded.world, {}, request, Instant{1'770'000'000'000}, i, {}, workspace, outcome);
    actions += outcome.decision.actions.size();
  }
  state.counters["rules"] = static_cast<double>(loaded.world.program->rules.size());
  state.counters["actions"] = static_cast<double>(actions) / static_cast<double>(state.iterations());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: decide_bench FOLDER_100 FOLDER_1000\n");
    return 2;
  }
  for (const std::string folder : {argv[1], argv[2]}) {
    benchmark::RegisterBenchmark(("decide/" + folder).c_str(), [folder](benchmark::State& s) { DecideAll(s, folder); });
  }
  int flags = argc - 2;
  argv[2] = argv[0];
  benchmark::Initialize(&flags, argv + 2);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
