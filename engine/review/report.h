// What a replay of many visits tells: who was there, what each got, who bought, how fast it went. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/review/answer.h"

namespace nextmove::engine {

// Counts of visits, and of those among them whose line says whether they bought.
struct VisitCount {
  std::int64_t visits = 0;
  std::int64_t buyers = 0, others = 0;  // by `outcome`; visits without it are in neither
};

// Adds up decisions one by one. Thread-compatible.
class ReplayReport {
 public:
  // `outcome` as the visit's line says it; `nanoseconds` from asking to the answer.
  void Add(const Answer& answer, std::optional<bool> outcome, std::int64_t nanoseconds);
  // A visit that was not decided, with the line's number; the first few are kept.
  void AddFailure(std::int64_t line, std::string why);
  // What the reader of visits left out; alike notes are counted.
  void AddNote(const std::string& note);
  void Merge(ReplayReport other);

  // `seconds` is the time of the whole replay on the clock on the wall.
  std::string Text(double seconds) const;
  nlohmann::ordered_json Json(double seconds) const;

  std::int64_t decided() const { return all_.visits; }
  std::int64_t failed() const { return failed_; }

 private:
  struct Failure {
    std::int64_t line;
    std::string why;
  };
  struct ActionCount : VisitCount {
    std::string kind;
  };
  using ActionKey = std::pair<std::string, std::string>;  // placement (empty: none), rule

  // The latency below which `share` of all decisions were; 0 without any.
  std::int64_t Percentile(double share) const;
  std::string SegmentsText() const;
  std::string ActionsText() const;
  std::string TroubleText() const;

  VisitCount all_;
  std::int64_t empty_ = 0;  // visits that got nothing
  std::map<std::string, VisitCount> segments_;
  std::map<ActionKey, ActionCount> actions_;
  std::map<std::string, std::int64_t> warnings_;
  std::map<std::string, std::int64_t> notes_;
  std::vector<Failure> failures_;
  std::int64_t failed_ = 0;
  std::vector<std::int64_t> nanoseconds_;
  std::string version_;
};

}  // namespace nextmove::engine
