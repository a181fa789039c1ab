// Checks a batch and decides its items one after the other.
#include "engine/serve/calls/batch_call.h"

#include <string>
#include <utility>
#include <vector>

namespace nextmove::serve {
namespace {

// Items that would begin with less time left than this are answered as DEADLINE, so that the others' answers still
// arrive.
constexpr std::chrono::milliseconds kDeadlineReserve{5};

}  // namespace

void BatchCall::Start(CallThread& thread, BatchItems& items, const CallRequest* common, Deadline deadline,
                      const Done& done) {
  items_ = &items;
  common_ = common;
  deadline_ = deadline;
  shard_ = &thread.shard;
  done_ = &done;
  next_ = 0;
  pin_ = handler_.PinWorld(thread.worlds);
  if (const auto error = Check()) {
    done(&*error);
    return;
  }
  Run();
}

std::optional<CallError> BatchCall::Check() const {
  const Limits& limits = handler_.limits();
  const std::size_t count = items_->size();
  if (count == 0) return Refusal({{ErrorReason::kFieldInvalid, "requests", "send at least one request"}});
  if (count > limits.batch_requests) {
    return Refusal({{ErrorReason::kLimitExceeded, "requests",
                     "send at most " + std::to_string(limits.batch_requests) + ", not " + std::to_string(count)}});
  }
  if (common_ != nullptr) {
    auto violations = CheckRequest(*common_, limits, false);
    // Whether an item is a dry run is known only once the item is read.
    std::erase_if(violations, [&](const Violation& violation) {
      return !common_->dry_run && violation.reason == ErrorReason::kFieldInvalid &&
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

bool BatchCall::IsOutOfTime() const {
  return deadline_ && *deadline_ - std::chrono::system_clock::now() < kDeadlineReserve;
}

void BatchCall::Run() {
  while (next_ < items_->size()) {
    if (IsOutOfTime()) {
      exchange_.error = CallError{ErrorReason::kDeadline, "the batch's deadline came first", {}, {}};
      items_->Write(exchange_);
      ++next_;
      continue;
    }
    const CallRequest& own = items_->Read(next_);
    exchange_.request = common_ == nullptr ? &own : &defaults_.Fill(own, *common_);
    step_.store(Step::kDeciding);
    handler_.Decide(pin_, *shard_, exchange_, answered_);
    if (step_.exchange(Step::kWaiting) != Step::kAnswered) return;  // Answered goes on
  }
  (*done_)(nullptr);
}

void BatchCall::Answered() {
  items_->Write(exchange_);
  ++next_;
  if (step_.exchange(Step::kAnswered) == Step::kWaiting) Run();
}

void BatchCall::Clear() {
  exchange_.call.program.reset();
  pin_ = engine::Pin();
}

}  // namespace nextmove::serve
