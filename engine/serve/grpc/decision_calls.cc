// Decide, Explain, GetSchema; the batch is in batch_call.cc. See decision_calls.h.
#include "engine/serve/grpc/decision_calls.h"

#include <utility>

#include "engine/serve/grpc/request_decode.h"
#include "engine/serve/grpc/response_encode.h"
#include "engine/serve/grpc/schema_encode.h"

namespace nextmove::serve {
namespace {

class DecideUnary : public UnaryCall {
 public:
  explicit DecideUnary(CallQueue& queue) : UnaryCall(queue, observe::Method::kDecide) {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service->RequestDecide(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    const auto* message = Parse<v1::DecideRequest>(handler().limits().call_bytes);
    if (message == nullptr) return;
    exchange_.request = &decoder_.Decode(*message);
    handler().Decide(handler().PinWorld(queue().cache), exchange_, done_);
  }
  void Done() {
    if (exchange_.error) {
      Fail(*exchange_.error);
      return;
    }
    if (!exchange_.call.dry_run) {
      observe::ShardWriter writer(*queue().shard);
      CountDecision(*exchange_.call.program, exchange_.call.outcome.decision, writer);
    }
    auto* response = NewMessage<v1::DecideResponse>();
    EncodeDecision(exchange_.call, handler().rules_stale(), response);
    Answer(*response);
  }
  void Clear() override { exchange_.call.program.reset(); }  // else an idle call would keep old rules

  RequestDecoder decoder_;
  Exchange exchange_;
  const ExchangeDone done_ = [this](Exchange&) { Done(); };
};

class ExplainUnary : public UnaryCall {
 public:
  explicit ExplainUnary(CallQueue& queue) : UnaryCall(queue, observe::Method::kExplain) {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service->RequestExplain(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    message_ = Parse<v1::ExplainRequest>(handler().limits().call_bytes);
    if (message_ == nullptr) return;
    if (const auto error = CheckQuestion()) {
      Fail(*error);
      return;
    }
    explanation_ = engine::Explanation();
    exchange_.explanation = &explanation_;
    exchange_.request = &decoder_.Decode(message_->request());
    handler().Decide(handler().PinWorld(queue().cache), exchange_, done_);
  }
  // What of the question itself is wrong; its DecideRequest is checked as any.
  std::optional<CallError> CheckQuestion() {
    const Limits& limits = handler().limits();
    std::vector<Violation> wrong;
    if (static_cast<std::size_t>(message_->rules_size()) > limits.explained_rules) {
      wrong.push_back({v1::ERROR_REASON_LIMIT_EXCEEDED, "rules",
                       "send at most " + std::to_string(limits.explained_rules) + " names"});
    }
    if (message_->max_losers() < 0) wrong.push_back({v1::ERROR_REASON_FIELD_INVALID, "max_losers", "send 0 or more"});
    if (message_->max_losers() > static_cast<int>(limits.explained_rules)) {
      wrong.push_back(
          {v1::ERROR_REASON_LIMIT_EXCEEDED, "max_losers", "send at most " + std::to_string(limits.explained_rules)});
    }
    if (message_->subject_case() == v1::ExplainRequest::SUBJECT_NOT_SET) {
      wrong.push_back({v1::ERROR_REASON_FIELD_INVALID, "request", "send the request to explain"});
    }
    for (int i = 0; i < message_->rules_size(); ++i) {
      if (message_->rules(i).size() <= limits.name_bytes) continue;
      wrong.push_back({v1::ERROR_REASON_LIMIT_EXCEEDED, "rules[" + std::to_string(i) + "]",
                       "send at most " + std::to_string(limits.name_bytes) + " bytes"});
      break;
    }
    if (!wrong.empty()) return Refusal(std::move(wrong));
    if (auto error = handler().CheckTenant(message_->tenant())) return error;
    if (message_->subject_case() == v1::ExplainRequest::kDecisionId) {
      return CallError{v1::ERROR_REASON_DECISION_NOT_FOUND,
                       "decisions are not kept by this version; send the request itself",
                       {},
                       {}};
    }
    return std::nullopt;
  }
  void Done() {
    if (exchange_.error) {
      PrefixFields("request.", *exchange_.error);
      Fail(*exchange_.error);
      return;
    }
    auto* response = NewMessage<v1::ExplainResponse>();
    EncodeDecision(exchange_.call, handler().rules_stale(), response->mutable_decision());
    ExplainSelection selection;
    selection.rules = &message_->rules();
    if (message_->max_losers() > 0) selection.max_losers = message_->max_losers();
    EncodeExplanation(*exchange_.call.program, explanation_, selection, response);
    Answer(*response);
  }
  void Clear() override {
    exchange_.call.program.reset();
    explanation_ = engine::Explanation();
  }

  const v1::ExplainRequest* message_ = nullptr;  // on the call's arena
  RequestDecoder decoder_;
  engine::Explanation explanation_;
  Exchange exchange_;
  const ExchangeDone done_ = [this](Exchange&) { Done(); };
};

class GetSchemaUnary : public UnaryCall {
 public:
  explicit GetSchemaUnary(CallQueue& queue) : UnaryCall(queue, observe::Method::kGetSchema) {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service->RequestGetSchema(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    const auto* message = Parse<v1::GetSchemaRequest>(handler().limits().call_bytes);
    if (message == nullptr) return;
    const engine::Pin pin = handler().PinWorld(queue().cache);
    auto error = handler().CheckTenant(message->tenant());
    if (!error && !pin.world) error = DecisionHandler::NoRules();
    if (error) {
      Fail(*error);
      return;
    }
    auto* response = NewMessage<v1::GetSchemaResponse>();
    EncodeSchema(*pin.world->program, response);
    Answer(*response);
  }
};

template <class Call>
void ArmCalls(CallQueue& queue, int count) {
  for (int i = 0; i < count; ++i) (new Call(queue))->Arm();  // deletes itself
}

}  // namespace

void ArmDecide(CallQueue& queue, int count) { ArmCalls<DecideUnary>(queue, count); }
void ArmExplain(CallQueue& queue, int count) { ArmCalls<ExplainUnary>(queue, count); }
void ArmGetSchema(CallQueue& queue, int count) { ArmCalls<GetSchemaUnary>(queue, count); }

}  // namespace nextmove::serve
