// Runs the gRPC server: one completion queue and one thread for each core.
#include "engine/serve/grpc/transport.h"

#include <vector>

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

#include "engine/observe/log.h"
#include "engine/serve/grpc/decision_calls.h"

namespace nextmove::serve {
namespace {

// Calls that wait armed in each queue, about 30 kB each; more than these at once wait inside gRPC.
constexpr int kArmedDecides = 64, kArmedBatches = 8, kArmedExplains = 4, kArmedSchemas = 2;

// gRPC writes to standard error by itself, in a form of its own and also what we report better. All of it is kept for
// `log.level: debug`.
void LogOfGrpc(gpr_log_func_args* entry) { observe::LogDebug("grpc: " + std::string(entry->message)); }

class QueueTransport : public GrpcTransport {
 public:
  QueueTransport(DecisionHandler& handler, observe::Metrics& metrics) : handler_(handler), metrics_(metrics) {}
  ~QueueTransport() override {
    Drain(0);
    gpr_set_log_function(nullptr);
  }

  Result<void> Listen(const GrpcOptions& options) {
    gpr_set_log_function(LogOfGrpc);
    google::protobuf::SetLogHandler(nullptr);  // it would log the malformed bytes of each caller
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port_);
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);  // two servers on one port would be a mistake
    if (options.connection_age_ms > 0) {
      builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, options.connection_age_ms);
    }
    builder.SetMaxReceiveMessageSize(static_cast<int>(handler_.limits().batch_bytes));
    builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);  // health and reflection only
    builder.RegisterService(&service_);
    for (int i = 0; i < options.threads; ++i) {
      queues_.push_back(std::make_unique<CallQueue>(service_, handler_, metrics_.AddShard()));
      queues_.back()->queue = builder.AddCompletionQueue();
    }
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return Error{"another program has the port, or the address is none of this machine"};
    }
    SetServing(false);
    for (auto& queue : queues_) {
      ArmDecide(*queue, kArmedDecides);
      ArmBatchDecide(*queue, kArmedBatches);
      ArmExplain(*queue, kArmedExplains);
      ArmGetSchema(*queue, kArmedSchemas);
      queue->thread = std::thread([&calls = *queue] { Run(calls); });
    }
    return {};
  }

  int port() const override { return port_; }

  void SetServing(bool serving) override {
    auto* health = server_->GetHealthCheckService();
    health->SetServingStatus("", serving);
    health->SetServingStatus(v1::DecisionService::service_full_name(), serving);
  }

  void Drain(int timeout_ms) override {
    if (drained_) return;
    drained_ = true;
    for (auto& queue : queues_) {
      const std::lock_guard lock(queue->mutex);
      queue->closed = true;
    }
    if (server_ != nullptr) {
      server_->GetHealthCheckService()->Shutdown();
      server_->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(timeout_ms));
    }
    for (auto& queue : queues_) {
      queue->queue->Shutdown();
      if (queue->thread.joinable()) {
        queue->thread.join();
      } else {
        Run(*queue);  // the thread never started: frees the armed calls
      }
    }
  }

 private:
  static void Run(CallQueue& calls) {
    void* tag = nullptr;
    bool ok = false;
    while (calls.queue->Next(&tag, &ok)) static_cast<UnaryCall*>(tag)->Proceed(ok);
  }

  DecisionHandler& handler_;
  observe::Metrics& metrics_;
  RawService service_;
  std::vector<std::unique_ptr<CallQueue>> queues_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  bool drained_ = false;
};

}  // namespace

Result<std::unique_ptr<GrpcTransport>> GrpcTransport::Start(const GrpcOptions& options, DecisionHandler& handler,
                                                            observe::Metrics& metrics) {
  auto transport = std::make_unique<QueueTransport>(handler, metrics);
  if (auto listening = transport->Listen(options); !listening) return listening.error();
  return std::unique_ptr<GrpcTransport>(std::move(transport));
}

}  // namespace nextmove::serve
