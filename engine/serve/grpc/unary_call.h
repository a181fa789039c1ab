// One pooled call of a unary raw method: armed, arrived, answered, armed again. Owned by its queue.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include <google/protobuf/arena.h>
#include <grpcpp/grpcpp.h>

#include "engine/observe/metrics.h"
#include "engine/serve/calls/batch_call.h"
#include "engine/serve/calls/handler.h"
#include "nextmove/v1/decision.grpc.pb.h"

namespace nextmove::serve {

using RawService = v1::DecisionService::WithRawMethod_Decide<
    v1::DecisionService::WithRawMethod_BatchDecide<v1::DecisionService::WithRawMethod_Explain<
        v1::DecisionService::WithRawMethod_GetSchema<v1::DecisionService::Service>>>>;
using RawWriter = grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>;

// What the calls of one queue share.
struct CallQueue {
  CallQueue(RawService& of_service, DecisionHandler& by_handler, observe::MetricsShard& shard)
      : service(of_service), handler(by_handler), calls{shard, {}} {}

  RawService& service;
  DecisionHandler& handler;
  CallThread calls;                                    // of the queue's thread
  std::unique_ptr<grpc::ServerCompletionQueue> queue;  // constant once the server is built
  std::mutex mutex;                                    // guards closed
  bool closed = false;                                 // nothing may be armed any more
  std::thread thread;
};

class UnaryCall {
 public:
  virtual ~UnaryCall() = default;
  UnaryCall(const UnaryCall&) = delete;
  UnaryCall& operator=(const UnaryCall&) = delete;

  // Waits for the next call; deletes itself when the queue is closed.
  void Arm();
  // Handles the event that the queue returned for this call.
  void Proceed(bool ok);

 protected:
  UnaryCall(CallQueue& queue, observe::Method method, std::string_view name)
      : queue_(queue), method_(method), name_(name) {}

  // Asks the service for the next call of the method.
  virtual void Request(grpc::ServerContext* context, grpc::ByteBuffer* bytes, RawWriter* writer) = 0;
  // Serves the call that arrived; ends in Answer or Fail, now or later, on any thread.
  virtual void Serve() = 0;
  // Releases what the call held.
  virtual void Clear() {}

  // The request on the arena; null after Fail when it is no message or longer than `limit`.
  template <class Message>
  const Message* Parse(std::size_t limit) {
    auto* message = google::protobuf::Arena::CreateMessage<Message>(&arena_);
    return Read(limit, message) ? message : nullptr;
  }
  template <class Message>
  Message* NewMessage() {
    return google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }
  void Answer(const google::protobuf::Message& message);
  void Fail(const CallError& error);
  // Until when the caller waits.
  Deadline deadline() const;

  DecisionHandler& handler() { return queue_.handler; }
  CallQueue& queue() { return queue_; }

 private:
  // The objects that gRPC needs fresh for each call.
  struct Wire {
    grpc::ServerContext context;
    grpc::ByteBuffer request;
    grpc::ByteBuffer response;
    RawWriter writer;
    Wire() : writer(&context) {}
  };
  // Calls Serve and answers with an error if it throws: no exception may reach the queue.
  void ServeOrFail();
  bool Read(std::size_t limit, google::protobuf::Message* message);
  void Finish(const grpc::Status& status);
  static google::protobuf::ArenaOptions ArenaOn(char* block, std::size_t size);

  CallQueue& queue_;
  const observe::Method method_;
  const std::string_view name_;  // of the method, for the log
  alignas(std::max_align_t) std::array<char, 16 << 10> block_;
  google::protobuf::Arena arena_{ArenaOn(block_.data(), block_.size())};
  std::optional<Wire> wire_;
  bool answered_ = false;
  std::chrono::steady_clock::time_point arrived_;
};

}  // namespace nextmove::serve
