// Runs one pooled gRPC call from its request to its answer, again and again, until its queue is closed.
#include "engine/serve/grpc/unary_call.h"

#include <exception>

#include <grpc/slice.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include "engine/serve/grpc/status.h"

namespace nextmove::serve {

google::protobuf::ArenaOptions UnaryCall::ArenaOn(char* block, std::size_t size) {
  google::protobuf::ArenaOptions options;
  options.initial_block = block;
  options.initial_block_size = size;
  return options;
}

void UnaryCall::Arm() {
  Clear();
  wire_.reset();
  arena_.Reset();
  answered_ = false;
  {
    const std::lock_guard lock(queue_.mutex);
    if (!queue_.closed) {
      wire_.emplace();
      Request(&wire_->context, &wire_->request, &wire_->writer);
      return;
    }
  }
  delete this;
}

void UnaryCall::Proceed(bool ok) {
  if (answered_) {
    Arm();
  } else if (!ok) {  // the server shuts down: no call will come
    delete this;
  } else {
    arrived_ = std::chrono::steady_clock::now();
    const Deadline until = deadline();
    if (until && *until - std::chrono::system_clock::now() < std::chrono::milliseconds(1)) {
      Fail(CameTooLate());
    } else {
      ServeOrFail();
    }
  }
}

void UnaryCall::ServeOrFail() {
  try {
    Serve();
  } catch (const std::exception& error) {
    Fail(BrokenOff(name_, error.what()));
  } catch (...) {
    Fail(BrokenOff(name_, "an exception of no known type"));
  }
}

Deadline UnaryCall::deadline() const {
  const auto until = wire_->context.deadline();
  if (until == std::chrono::system_clock::time_point::max()) return std::nullopt;
  return until;
}

bool UnaryCall::Read(std::size_t limit, google::protobuf::Message* message) {
  const std::size_t bytes = wire_->request.Length();
  if (bytes > limit) {
    Fail(TooLarge(bytes, limit));
    return false;
  }
  grpc::ProtoBufferReader reader(&wire_->request);
  if (reader.status().ok() && message->ParseFromZeroCopyStream(&reader)) return true;
  Fail({ErrorReason::kFieldInvalid,
        "the bytes are not a " + message->GetDescriptor()->full_name() + ", or one of its texts is not UTF-8",
        {},
        {}});
  return false;
}

void UnaryCall::Answer(const google::protobuf::Message& message) {
  const std::size_t size = message.ByteSizeLong();
  grpc_slice bytes = grpc_slice_malloc(size);
  message.SerializeWithCachedSizesToArray(GRPC_SLICE_START_PTR(bytes));
  grpc::Slice slice(bytes, grpc::Slice::STEAL_REF);
  wire_->response = grpc::ByteBuffer(&slice, 1);
  Finish(grpc::Status::OK);
}

void UnaryCall::Fail(const CallError& error) { Finish(ToStatus(error)); }

void UnaryCall::Finish(const grpc::Status& status) {
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - arrived_;
  observe::ShardWriter(queue_.calls.shard).Call(method_, status.error_code(), took.count());
  answered_ = true;
  // Nothing of this call may be touched after this: its queue may have armed it again.
  if (status.ok()) {
    wire_->writer.Finish(wire_->response, status, this);
  } else {
    wire_->writer.FinishWithError(status, this);
  }
}

}  // namespace nextmove::serve
