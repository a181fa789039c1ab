// The gRPC side of the commands.
#include "clients/cli/remote.h"

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <unordered_set>

#include "clients/cli/wire.h"
#include "nextmove/v1/decision.grpc.pb.h"

namespace nextmove::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::unique_ptr<v1::DecisionService::Stub> Connect(const Options& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(16 << 20);
  return v1::DecisionService::NewStub(
      grpc::CreateCustomChannel(options.server, grpc::InsecureChannelCredentials(), arguments));
}

std::chrono::system_clock::time_point Deadline(const Options& options) {
  return std::chrono::system_clock::now() + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                                std::chrono::duration<double>(options.timeout_seconds));
}

std::string NoServer(const Options& options, const grpc::Status& status) {
  std::string why = status.error_message();
  // Of gRPC's own chain of reasons the last one says it all: `Connection refused`.
  if (why.rfind("failed to connect", 0) == 0 || why.rfind("DNS resolution failed", 0) == 0) {
    if (const auto last = why.rfind(": "); last != std::string::npos) why.erase(0, last + 2);
  }
  if (status.error_code() == grpc::StatusCode::CANCELLED) why = "it closed under the call";
  return "the server at " + options.server + " does not answer: " + why;
}

std::string_view CodeName(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::INVALID_ARGUMENT:
      return "refused";
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return "no answer in time";
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return "the server is overloaded";
    case grpc::StatusCode::PERMISSION_DENIED:
      return "not permitted";
    case grpc::StatusCode::UNIMPLEMENTED:
      return "the server does not know this call";
    default:
      return "the server failed";  // a library's enum: other codes say no more to a user
  }
}

std::string WhyFailed(const grpc::Status& status) {
  std::string why(CodeName(status.error_code()));
  return status.error_message().empty() ? why : why + ": " + status.error_message();
}

// Nobody answered. Also a call that reaches a server as it closes: gRPC ends it as CANCELLED, and we never cancel.
bool HasNoServer(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE || status.error_code() == grpc::StatusCode::CANCELLED;
}

// A visit's own time or `--now`: the server decides at another time only in a dry run.
std::optional<dsl::Instant> DryTime(const engine::Visit& visit, const Prepared& prepared) {
  return visit.now ? visit.now : prepared.now;
}

// One thread, one completion queue. Thread-compatible.
class RemoteDecider : public Decider {
 public:
  RemoteDecider(const Prepared& prepared, const Options& options, const Wishes& wishes)
      : prepared_(prepared), options_(options), wishes_(wishes), stub_(Connect(options)) {}

  Result<void> Run(const NextJob& next, const JobDone& done) override {
    Result<void> ran;
    grpc::CompletionQueue queue;
    bool more = true;
    std::unordered_set<Call*> calls;
    while (more || !calls.empty()) {
      while (more && calls.size() < static_cast<std::size_t>(options_.outstanding)) {
        auto call = std::make_unique<Call>();
        more = next(call->job);
        if (!more) break;
        if (!call->job.error.empty()) {
          done(call->job);
          continue;
        }
        Start(*call, queue);
        calls.insert(call.release());
      }
      if (calls.empty()) continue;
      void* tag = nullptr;
      bool ok = false;
      queue.Next(&tag, &ok);
      const std::unique_ptr<Call> call(static_cast<Call*>(tag));
      calls.erase(call.get());
      if (HasNoServer(call->status)) {
        if (ran) ran = Error{NoServer(options_, call->status)};
        more = false;
        continue;
      }
      Finish(*call);
      done(call->job);
    }
    queue.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue.Next(&tag, &ok)) {
    }
    return ran;
  }

 private:
  struct Call {
    Job job;
    grpc::ClientContext context;
    v1::DecideResponse response;
    grpc::Status status;
    SteadyClock::time_point start;
    std::unique_ptr<grpc::ClientAsyncResponseReader<v1::DecideResponse>> reader;
  };

  void Start(Call& call, grpc::CompletionQueue& queue) {
    v1::DecideRequest request = RequestOf(call.job.visit, *prepared_.world.program, DryTime(call.job.visit, prepared_));
    if (options_.dry_run) request.set_dry_run(true);
    if (wishes_.segments) request.add_extras(v1::EXTRA_SEGMENTS);
    if (wishes_.texts) request.add_extras(v1::EXTRA_TEXTS);
    call.context.set_deadline(Deadline(options_));
    call.start = SteadyClock::now();
    call.reader = stub_->AsyncDecide(&call.context, request, &queue);
    call.reader->Finish(&call.response, &call.status, &call);
  }

  void Finish(Call& call) {
    call.job.nanoseconds = std::chrono::nanoseconds(SteadyClock::now() - call.start).count();
    if (call.status.ok()) {
      call.job.answer = AnswerOf(call.response);
    } else {
      call.job.error = WhyFailed(call.status);
    }
  }

  const Prepared& prepared_;
  const Options& options_;
  Wishes wishes_;
  std::unique_ptr<v1::DecisionService::Stub> stub_;
};

}  // namespace

std::unique_ptr<Decider> MakeRemoteDecider(const Prepared& prepared, const Options& options, const Wishes& wishes) {
  return std::make_unique<RemoteDecider>(prepared, options, wishes);
}

Result<RemoteExplanation, Failure> ExplainRemotely(const Prepared& prepared, const Options& options,
                                                   const engine::Visit& visit, const std::string& rule) {
  const auto stub = Connect(options);
  v1::ExplainRequest request;
  *request.mutable_request() = RequestOf(visit, *prepared.world.program, DryTime(visit, prepared));
  request.mutable_request()->add_extras(v1::EXTRA_SEGMENTS);
  request.mutable_request()->add_extras(v1::EXTRA_TEXTS);
  if (!rule.empty()) request.add_rules(rule);
  constexpr int kLosersPerPlacement = 1'000;
  request.set_max_losers(kLosersPerPlacement);
  grpc::ClientContext context;
  context.set_deadline(Deadline(options));
  v1::ExplainResponse response;
  const grpc::Status status = stub->Explain(&context, request, &response);
  if (HasNoServer(status)) return Failure{kNoServer, NoServer(options, status)};
  if (!status.ok()) return Failure{kFoundErrors, WhyFailed(status)};
  return RemoteExplanation{AnswerOf(response.decision()), ExplainedRulesOf(response)};
}

}  // namespace nextmove::cli
