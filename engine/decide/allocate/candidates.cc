// Judges rules for the slots that are asked, and hands them on best first.
#include "engine/decide/allocate/candidates.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "dsl/value/index.h"
#include "engine/decide/judge/record.h"

namespace nextmove::engine {

Scan::Scan(const Frame& frame, const Trials& trials, const Rankings& rankings, Explanation* explanation, Memory& memory)
    : frame_(frame), trials_(trials), rankings_(rankings), explanation_(explanation), memory_(memory) {
  const std::size_t rules = frame.program.rules.size();
  if (memory.places.size() != rules || ++memory.decision == 0) {
    memory.places.assign(rules, {});
    memory.decision = 1;
  }
  memory.judged.clear();
  memory.streams.resize(rankings.slots().count());
  for (Stream& stream : memory.streams) {
    stream.begun = false;
    stream.next = 0;
    stream.best.clear();
  }
  memory.failed.clear();
  memory.drawn.clear();
  if (explanation_) explanation_->rules.assign(rules, RuleTrace{});
  if (!explanation_ && frame.mode.read == Mode::Read::kIndex) return;
  for (std::size_t rule = 0; rule < rules; ++rule) JudgeOnce(static_cast<int>(rule));
}

// Null: the rule is stopped, and no explanation is wanted that would tell of it.
const Judged* Scan::JudgeOnce(int rule) {
  Memory::Place& place = memory_.places[At(rule)];
  if (place.decision == memory_.decision) return place.place == kStopped ? nullptr : &memory_.judged[At(place.place)];
  place = {memory_.decision, static_cast<int>(memory_.judged.size())};
  Judged& judged = memory_.judged.Next();
  if (explanation_)
    JudgeAndTrace(rule, frame_, trials_, explanation_->rules[At(rule)], judged);
  else
    Judge(rule, frame_, trials_, nullptr, judged);
  judged.id = place.place;
  if (judged.reason == ReasonCode::kRuleFailed) memory_.failed.push_back(rule);
  for (const ArmOf& arm : judged.drawn)
    if (!absl::c_linear_search(memory_.drawn, arm)) memory_.drawn.push_back(arm);
  if (explanation_ || judged.eligible() || judged.held_out) return &judged;
  memory_.judged.Undo();
  place.place = kStopped;
  return nullptr;
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
  Stream& stream = memory_.streams[At(slot)];
  if (!stream.begun) Begin(slot, stream);
  return stream.next < stream.best.size() ? stream.best[stream.next++] : nullptr;
}

const Judged* Scan::Find(int rule) {
  const Judged* judged = JudgeOnce(rule);
  return judged && judged->eligible() ? judged : nullptr;
}

const std::vector<ArmOf>& Scan::drawn() {
  absl::c_sort(memory_.drawn, [](const ArmOf& a, const ArmOf& b) { return a.experiment < b.experiment; });
  return memory_.drawn;
}

const std::vector<int>& Scan::failed() {
  absl::c_sort(memory_.failed);
  return memory_.failed;
}

Reading::Reading(Candidates& candidates, std::size_t slots, Memory& memory) : candidates_(candidates), slots_(memory) {
  slots_.resize(slots);
  for (Slot& slot : slots_) {
    slot.read.clear();
    slot.ended = false;
  }
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
