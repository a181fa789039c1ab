// A DecisionService that answers each Decide with the same prepared response: what the call itself costs. The floor
// that `load` measures the real server against. One completion queue and thread a core less one, as the real server.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include <grpcpp/grpcpp.h>

#include "nextmove/v1/decision.grpc.pb.h"

namespace {

using nextmove::v1::DecideRequest;
using nextmove::v1::DecideResponse;
using nextmove::v1::DecisionService;

// One call, reused for ever: asked for, answered, asked for again.
class Call {
 public:
  Call(DecisionService::AsyncService& service, grpc::ServerCompletionQueue& queue, const DecideResponse& response)
      : service_(service), queue_(queue), response_(response) {
    Ask();
  }
  void Proceed(bool ok) {
    if (!answering_) {
      if (!ok) return;  // shut down
      answering_ = true;
      responder_->Finish(response_, grpc::Status::OK, this);
      return;
    }
    Ask();
  }

 private:
  void Ask() {
    answering_ = false;
    request_.Clear();
    context_ = std::make_unique<grpc::ServerContext>();
    responder_ = std::make_unique<grpc::ServerAsyncResponseWriter<DecideResponse>>(context_.get());
    service_.RequestDecide(context_.get(), &request_, responder_.get(), &queue_, &queue_, this);
  }
  DecisionService::AsyncService& service_;
  grpc::ServerCompletionQueue& queue_;
  const DecideResponse& response_;
  DecideRequest request_;
  std::unique_ptr<grpc::ServerContext> context_;
  std::unique_ptr<grpc::ServerAsyncResponseWriter<DecideResponse>> responder_;
  bool answering_ = false;
};

}  // namespace

// empty_server RESPONSE_FILE PORT_FILE: serves until SIGTERM.
int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream in(argv[1], std::ios::binary);
  DecideResponse response;
  if (!response.ParseFromIstream(&in)) return 1;
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  DecisionService::AsyncService service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  auto queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < 256; ++i) calls.push_back(std::make_unique<Call>(service, *queue, response));
  std::thread worker([&] {
    void* tag = nullptr;
    bool ok = false;
    while (queue->Next(&tag, &ok)) static_cast<Call*>(tag)->Proceed(ok);
  });
  std::ofstream(argv[2]) << "grpc=127.0.0.1:" << port << "\n";
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown(std::chrono::system_clock::now());
  queue->Shutdown();
  worker.join();
  return 0;
}
