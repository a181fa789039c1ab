// BatchDecide: one world and one clock reading for all, item after item. See decision_calls.h.
#include <atomic>
#include <utility>

#include "engine/serve/grpc/decision_calls.h"
#include "engine/serve/grpc/request_decode.h"
#include "engine/serve/grpc/response_encode.h"

namespace nextmove::serve {
namespace {

// Items that begin with less time left are answered as DEADLINE, so that the others' answers still arrive.
constexpr std::chrono::milliseconds kDeadlineReserve{5};

class BatchUnary : public UnaryCall {
 public:
  explicit BatchUnary(CallQueue& queue) : UnaryCall(queue, observe::Method::kBatchDecide) {}

 private:
  // Who goes on after an item: whoever comes second, Run or Done. So a thousand items answered at once are a loop, not
  // a thousand nested calls.
  enum class Step { kDeciding, kAnswered, kWaiting };

  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service->RequestBatchDecide(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }

  void Serve() override {
    message_ = Parse<v1::BatchDecideRequest>(handler().limits().batch_bytes);
    if (message_ == nullptr) return;
    common_ = message_->has_common() ? &common_decoder_.Decode(message_->common()) : nullptr;
    pin_ = handler().PinWorld(queue().cache);
    if (const auto error = CheckBatch()) {
      Fail(*error);
      return;
    }
    response_ = NewMessage<v1::BatchDecideResponse>();
    next_ = 0;
    Run();
  }

  std::optional<CallError> CheckBatch() {
    const Limits& limits = handler().limits();
    const auto count = static_cast<std::size_t>(message_->requests_size());
    if (count == 0) return Refusal({{v1::ERROR_REASON_FIELD_INVALID, "requests", "send at least one request"}});
    if (count > limits.batch_requests) {
      return Refusal({{v1::ERROR_REASON_LIMIT_EXCEEDED, "requests",
                       "send at most " + std::to_string(limits.batch_requests) + ", not " + std::to_string(count)}});
    }
    if (common_ != nullptr) {
      auto violations = CheckRequest(*common_, limits, false);
      // Whether an item is a dry run is known with the item only.
      std::erase_if(violations, [&](const Violation& violation) {
        return !common_->dry_run && violation.reason == v1::ERROR_REASON_FIELD_INVALID &&
               (violation.field == "ruleset_version" || violation.field == "decision_time");
      });
      if (!violations.empty()) {
        CallError error = Refusal(std::move(violations));
        PrefixFields("common.", error);
        return error;
      }
    }
    if (!pin_.world) return DecisionHandler::NoRules();
    return std::nullopt;
  }

  void Run() {
    while (next_ < message_->requests_size()) {
      const auto remaining = RemainingTime();
      if (remaining && *remaining < kDeadlineReserve) {
        ToMessage({v1::ERROR_REASON_DEADLINE, "the batch's deadline came first", {}, {}},
                  response_->add_results()->mutable_error());
        ++next_;
        continue;
      }
      exchange_.request = &decoder_.Decode(message_->requests(next_), common_);
      step_.store(Step::kDeciding);
      handler().Decide(pin_, exchange_, done_);
      if (step_.exchange(Step::kWaiting) != Step::kAnswered) return;  // Done goes on
    }
    Answer(*response_);
  }

  void Done() {
    auto* result = response_->add_results();
    if (exchange_.error) {
      ToMessage(*exchange_.error, result->mutable_error());
    } else {
      if (!exchange_.call.dry_run) {
        observe::ShardWriter writer(*queue().shard);
        CountDecision(*exchange_.call.program, exchange_.call.outcome.decision, writer);
      }
      EncodeDecision(exchange_.call, handler().rules_stale(), result->mutable_response());
    }
    ++next_;
    if (step_.exchange(Step::kAnswered) == Step::kWaiting) Run();
  }

  void Clear() override {
    exchange_.call.program.reset();
    pin_ = engine::Pin();
  }

  const v1::BatchDecideRequest* message_ = nullptr;  // on the call's arena, as the next
  v1::BatchDecideResponse* response_ = nullptr;
  const CallRequest* common_ = nullptr;
  RequestDecoder common_decoder_, decoder_;
  engine::Pin pin_;
  Exchange exchange_;
  int next_ = 0;
  std::atomic<Step> step_{Step::kWaiting};
  const ExchangeDone done_ = [this](Exchange&) { Done(); };
};

}  // namespace

void ArmBatchDecide(CallQueue& queue, int count) {
  for (int i = 0; i < count; ++i) (new BatchUnary(queue))->Arm();  // deletes itself
}

}  // namespace nextmove::serve
