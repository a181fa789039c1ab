// Implements each gRPC method of DecisionService: decodes the request, calls the handler, encodes the answer.
#include "engine/serve/grpc/decision_calls.h"

#include <vector>

#include "engine/serve/calls/batch_call.h"
#include "engine/serve/calls/explain_call.h"
#include "engine/serve/calls/schema_call.h"
#include "engine/serve/grpc/request_decode.h"
#include "engine/serve/grpc/response_encode.h"
#include "engine/serve/grpc/status.h"

namespace nextmove::serve {
namespace {

class DecideUnary : public UnaryCall {
 public:
  explicit DecideUnary(CallQueue& queue) : UnaryCall(queue, observe::Method::kDecide, "Decide") {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service.RequestDecide(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    const auto* message = Parse<v1::DecideRequest>(handler().limits().call_bytes);
    if (message == nullptr) return;
    exchange_.request = &decoder_.Decode(*message);
    handler().Decide(handler().PinWorld(queue().calls.worlds), queue().calls.shard, exchange_, done_);
  }
  void Done() {
    if (exchange_.error) {
      Fail(*exchange_.error);
      return;
    }
    auto* response = NewMessage<v1::DecideResponse>();
    EncodeDecision(exchange_.call, exchange_.rules_stale, response);
    Answer(*response);
  }
  void Clear() override { exchange_.call.program.reset(); }  // otherwise an idle call would keep old rules in memory

  RequestDecoder decoder_;
  Exchange exchange_;
  const ExchangeDone done_ = [this](Exchange&) { Done(); };
};

class BatchUnary : public UnaryCall, private BatchItems {
 public:
  explicit BatchUnary(CallQueue& queue)
      : UnaryCall(queue, observe::Method::kBatchDecide, "BatchDecide"), batch_(queue.handler) {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service.RequestBatchDecide(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    message_ = Parse<v1::BatchDecideRequest>(handler().limits().batch_bytes);
    if (message_ == nullptr) return;
    response_ = NewMessage<v1::BatchDecideResponse>();
    const CallRequest* common = message_->has_common() ? &common_decoder_.Decode(message_->common()) : nullptr;
    batch_.Start(queue().calls, *this, common, deadline(), done_);
  }
  std::size_t size() const override { return static_cast<std::size_t>(message_->requests_size()); }
  const CallRequest& Read(std::size_t index) override {
    return decoder_.Decode(message_->requests(static_cast<int>(index)));
  }
  void Write(const Exchange& answered) override {
    auto* result = response_->add_results();
    if (answered.error) {
      ToMessage(*answered.error, result->mutable_error());
    } else {
      EncodeDecision(answered.call, answered.rules_stale, result->mutable_response());
    }
  }
  void Done(const CallError* error) { error != nullptr ? Fail(*error) : Answer(*response_); }
  void Clear() override { batch_.Clear(); }

  const v1::BatchDecideRequest* message_ = nullptr;  // on the call's arena, as the next
  v1::BatchDecideResponse* response_ = nullptr;
  RequestDecoder common_decoder_, decoder_;
  BatchCall batch_;
  const BatchCall::Done done_ = [this](const CallError* error) { Done(error); };
};

class ExplainUnary : public UnaryCall {
 public:
  explicit ExplainUnary(CallQueue& queue)
      : UnaryCall(queue, observe::Method::kExplain, "Explain"), explain_(queue.handler) {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service.RequestExplain(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    const auto* message = Parse<v1::ExplainRequest>(handler().limits().call_bytes);
    if (message == nullptr) return;
    rules_.assign(message->rules().begin(), message->rules().end());
    request_ = ExplainRequest();
    request_.tenant = message->tenant();
    if (message->has_request()) request_.request = &decoder_.Decode(message->request());
    request_.by_decision_id = message->subject_case() == v1::ExplainRequest::kDecisionId;
    request_.rules = rules_;
    request_.max_losers = message->max_losers();
    explain_.Start(queue().calls, request_, done_);
  }
  void Done(const CallError* error) {
    if (error != nullptr) {
      Fail(*error);
      return;
    }
    const Exchange& decision = explain_.decision();
    auto* response = NewMessage<v1::ExplainResponse>();
    EncodeDecision(decision.call, decision.rules_stale, response->mutable_decision());
    EncodeRules(*decision.call.program, explain_.told(), response);
    Answer(*response);
  }
  void Clear() override { explain_.Clear(); }

  RequestDecoder decoder_;
  std::vector<std::string_view> rules_;
  ExplainRequest request_;
  ExplainCall explain_;
  const ExplainCall::Done done_ = [this](const CallError* error) { Done(error); };
};

class GetSchemaUnary : public UnaryCall {
 public:
  explicit GetSchemaUnary(CallQueue& queue) : UnaryCall(queue, observe::Method::kGetSchema, "GetSchema") {}

 private:
  void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) override {
    queue().service.RequestGetSchema(context, bytes, writer, queue().queue.get(), queue().queue.get(), this);
  }
  void Serve() override {
    const auto* message = Parse<v1::GetSchemaRequest>(handler().limits().call_bytes);
    if (message == nullptr) return;
    const auto schema = GetSchema(handler(), queue().calls, message->tenant());
    if (!schema) {
      Fail(schema.error());
      return;
    }
    auto* response = NewMessage<v1::GetSchemaResponse>();
    EncodeSchema(*schema, response);
    Answer(*response);
  }
};

template <class Call>
void ArmCalls(CallQueue& queue, int count) {
  for (int i = 0; i < count; ++i) (new Call(queue))->Arm();  // deletes itself
}

}  // namespace

void ArmDecide(CallQueue& queue, int count) { ArmCalls<DecideUnary>(queue, count); }
void ArmBatchDecide(CallQueue& queue, int count) { ArmCalls<BatchUnary>(queue, count); }
void ArmExplain(CallQueue& queue, int count) { ArmCalls<ExplainUnary>(queue, count); }
void ArmGetSchema(CallQueue& queue, int count) { ArmCalls<GetSchemaUnary>(queue, count); }

}  // namespace nextmove::serve
