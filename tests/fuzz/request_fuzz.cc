// Any request bytes give a response that can be sent, or a refusal: bytes, message, views, limits, decision, message.
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <google/protobuf/stubs/logging.h>

#include "engine/ruleset/ruleset.h"
#include "engine/runtime/runtime.h"
#include "engine/serve/calls/explain_call.h"
#include "engine/serve/grpc/request_decode.h"
#include "engine/serve/grpc/response_encode.h"
#include "engine/serve/grpc/status.h"

namespace {

using namespace nextmove;

constexpr char kRules[] = R"(project shop
  edition 1
  time zone "Europe/London"
  currency GBP
  locales en, de
  otherwise en
  consents personalisation
attribute visitor.visits number otherwise 1 consent necessary
attribute visitor.name text optional consent personalisation
attribute visitor.born_on date optional consent personalisation
attribute cart.total money otherwise 0 GBP floor 0 GBP consent necessary
attribute cart.tags list of text otherwise [] consent necessary
placement hero channels web allows 1
placement notice channels web allows 1
segment newcomer
  when visitor.visits is 1
banner welcome
  for newcomer
  uses consent personalisation
  place hero
  say headline: en "Hello {visitor.name otherwise friend}", de "Hallo {visitor.name otherwise du}"
banner back
  except for newcomer
  place hero
  say headline: en "Back {visitor.visits}", de "Wieder {visitor.visits}"
overlay soon
  when cart.total is between 30 GBP and 49.99 GBP
  place notice
  say headline: en "{50 GBP - cart.total} more", de "Noch {50 GBP - cart.total}"
discount ten
  when cart.tags contains "sale"
  give 10% off up to 20 GBP
)";

struct Fixture {
  engine::Runtime runtime{[] { return dsl::Instant{1'800'000'000'000}; }, 1};
  serve::DecisionHandler handler{{"default", {}}, runtime};
  observe::Metrics metrics{{"default", "0", 10, 10}};
  serve::CallThread thread{metrics.AddShard(), {}};
  engine::Pin pin;

  Fixture() {
    google::protobuf::SetLogHandler(nullptr);
    const engine::LoadedRules loaded = engine::LoadTexts({{"shop.rules", kRules}}, {});
    if (!loaded.program) std::abort();  // a mistake of this file
    runtime.SetWorld({loaded.program, std::make_shared<const engine::Catalogues>(loaded.program->catalogues.size())});
    pin = handler.PinWorld(thread.worlds);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fixture& fixture = *new Fixture;
  static serve::RequestDecoder& decoder = *new serve::RequestDecoder;
  v1::DecideRequest message;
  if (!message.ParseFromArray(data, static_cast<int>(size))) return 0;
  engine::Explanation explanation;
  serve::Exchange exchange;
  exchange.request = &decoder.Decode(message);
  if (message.dry_run()) exchange.explanation = &explanation;
  int answers = 0;
  const serve::ExchangeDone answered = [&](serve::Exchange& done) {
    ++answers;
    if (done.error) {
      if (serve::ToStatus(*done.error).ok()) std::abort();
      return;
    }
    v1::ExplainResponse response;
    serve::EncodeDecision(done.call, false, response.mutable_decision());
    const serve::ToldRules told = serve::SelectRules(*done.call.program, explanation, {});
    serve::EncodeRules(*done.call.program, told, &response);
    v1::ExplainResponse again;  // refuses texts that are not UTF-8
    if (!again.ParseFromString(response.SerializeAsString())) std::abort();
    if (response.decision().warnings_size() > 20) std::abort();
  };
  fixture.handler.Decide(fixture.pin, fixture.thread.shard, exchange, answered);
  if (answers != 1) std::abort();
  return 0;
}
