// Judges rules for the slots that are asked, and hands them on best first.
#include "engine/decide/allocate/candidates.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/judge/record.h"

namespace nextmove::engine {

Scan::Scan(const Frame& frame, const Trials& trials, const Rankings& rankings, Explanation* explanation)
    : frame_(frame),
      trials_(trials),
      rankings_(rankings),
      explanation_(explanation),
      place_of_(frame.program.rules.size(), kNotJudged),
      streams_(rankings.slots().count()) {
  if (explanation_) explanation_->rules.assign(frame.program.rules.size(), RuleTrace{});
  if (!explanation_ && frame.mode.read == Mode::Read::kIndex) return;
  for (std::size_t rule = 0; rule < place_of_.size(); ++rule) JudgeOnce(static_cast<int>(rule));
}

// Null: it is stopped, and nothing is to be told of it.
const Judged* Scan::JudgeOnce(int rule) {
  int& place = place_of_[At(rule)];
  if (place >= 0) return &judged_[At(place)];
  if (place == kStopped) return nullptr;
  Judged judged = explanation_ ? JudgeAndTrace(rule, frame_, trials_, explanation_->rules[At(rule)])
                               : Judge(rule, frame_, trials_, nullptr);
  if (judged.reason == ReasonCode::kRuleFailed) failed_.push_back(rule);
  for (const ArmOf& arm : judged.drawn)
    if (!absl::c_linear_search(drawn_, arm)) drawn_.push_back(arm);
  if (!explanation_ && !judged.eligible() && !judged.held_out) {
    place = kStopped;
    return nullptr;
  }
  place = static_cast<int>(judged_.size());
  return &judged_.emplace_back(std::move(judged));
}

void Scan::Begin(int slot, Stream& stream) {
  stream.begun = true;
  for (const int rule : rankings_.slots().RulesOf(slot)) {
    const Judged* judged = JudgeOnce(rule);
    const bool may_win = judged && (judged->eligible() || judged->held_out);
    if (may_win && rankings_.slots().IsAskedBy(slot, *judged)) stream.best.push_back(judged);
  }
  const Ranking& ranking = rankings_[slot];
  std::sort(stream.best.begin(), stream.best.end(),
            [&](const Judged* a, const Judged* b) { return ranking.Better(*a, *b); });
}

const Judged* Scan::Next(int slot) {
  Stream& stream = streams_[At(slot)];
  if (!stream.begun) Begin(slot, stream);
  return stream.next < stream.best.size() ? stream.best[stream.next++] : nullptr;
}

const Judged* Scan::Find(int rule) {
  const Judged* judged = JudgeOnce(rule);
  return judged && judged->eligible() ? judged : nullptr;
}

std::vector<ArmOf> Scan::drawn() const {
  std::vector<ArmOf> drawn = drawn_;
  std::sort(drawn.begin(), drawn.end(), [](const ArmOf& a, const ArmOf& b) { return a.experiment < b.experiment; });
  return drawn;
}

std::vector<int> Scan::failed() const {
  std::vector<int> failed = failed_;
  std::sort(failed.begin(), failed.end());
  return failed;
}

const Judged* Reading::At(int slot, std::size_t place) {
  Slot& read = slots_[nextmove::At(slot)];
  while (!read.ended && read.read.size() <= place) {
    const Judged* next = candidates_.Next(slot);
    if (!next) {
      read.ended = true;
      break;
    }
    met_held_out_ = met_held_out_ || next->held_out;
    read.read.push_back(next);
  }
  return place < read.read.size() ? read.read[place] : nullptr;
}

}  // namespace nextmove::engine
