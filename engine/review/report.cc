// Adds up a replay and writes its report.
#include "engine/review/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace nextmove::engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFailuresKept = 10;
constexpr std::size_t kNotesKept = 100;  // different notes and warnings: visits of another project have very many

// Groups the digits: 12330 is `12,330`.
std::string Grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > (number < 0 ? 1 : 0); i -= 3) {
    digits.insert(static_cast<std::size_t>(i), ",");
  }
  return digits;
}

std::string Fixed(double number, int places) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", places, number);
  return text;
}

double Share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}
std::string ShareText(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? Fixed(Share(part, whole), 1) + " %" : "-";
}

void Count(VisitCount& count, std::optional<bool> outcome) {
  ++count.visits;
  if (outcome) ++(*outcome ? count.buyers : count.others);
}
void MergeCount(VisitCount& into, const VisitCount& from) {
  into.visits += from.visits;
  into.buyers += from.buyers;
  into.others += from.others;
}

std::string DurationText(std::int64_t nanoseconds) {
  const double micros = static_cast<double>(nanoseconds) / 1e3;
  if (micros < 1000) return Fixed(micros, micros < 10 ? 1 : 0) + " us";
  return Fixed(micros / 1e3, micros < 1e4 ? 2 : 1) + " ms";
}

// Writes a table: its first `left_columns` are aligned to the left, the others to the right.
std::string Table(const std::vector<std::vector<std::string>>& rows, std::size_t left_columns) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - row[i].size(), ' ');
      line += i < left_columns ? row[i] + blanks : blanks + row[i];
      if (i + 1 < row.size()) line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string Times(std::int64_t count) { return count == 1 ? " (once)" : " (" + Grouped(count) + " times)"; }

Json CountJson(const VisitCount& count) {
  return {{"visits", count.visits}, {"buyers", count.buyers}, {"others", count.others}};
}

void AddOne(std::map<std::string, std::int64_t>& counts, const std::string& key, std::int64_t by) {
  const auto known = counts.find(key);
  if (known != counts.end()) {
    known->second += by;
  } else if (counts.size() < kNotesKept) {
    counts.emplace(key, by);
  }
}

}  // namespace

void ReplayReport::Add(const Answer& answer, std::optional<bool> outcome, std::int64_t nanoseconds) {
  Count(all_, outcome);
  nanoseconds_.push_back(nanoseconds);
  if (answer.actions.empty()) ++empty_;
  for (const std::string& segment : answer.segments) Count(segments_[segment], outcome);
  for (const AnsweredAction& answered : answer.actions) {
    ActionCount& count = actions_[{answered.placement, answered.action.name}];
    count.kind = ContentKind(answered.action);
    Count(count, outcome);
  }
  for (const Warning& warning : answer.warnings.all) AddOne(warnings_, warning.text, 1);
  if (version_.empty()) version_ = answer.version;
}

void ReplayReport::AddFailure(std::int64_t line, std::string why) {
  ++failed_;
  if (failures_.size() < kFailuresKept) failures_.push_back({line, std::move(why)});
}

void ReplayReport::AddNote(const std::string& note) { AddOne(notes_, note, 1); }

void ReplayReport::Merge(ReplayReport other) {
  MergeCount(all_, other.all_);
  empty_ += other.empty_;
  for (const auto& [name, count] : other.segments_) MergeCount(segments_[name], count);
  for (const auto& [key, count] : other.actions_) {
    MergeCount(actions_[key], count);
    actions_[key].kind = count.kind;
  }
  for (const auto& [text, count] : other.warnings_) AddOne(warnings_, text, count);
  for (const auto& [text, count] : other.notes_) AddOne(notes_, text, count);
  failed_ += other.failed_;
  failures_.insert(failures_.end(), other.failures_.begin(), other.failures_.end());
  std::sort(failures_.begin(), failures_.end(), [](const Failure& a, const Failure& b) { return a.line < b.line; });
  if (failures_.size() > kFailuresKept) failures_.resize(kFailuresKept);
  nanoseconds_.insert(nanoseconds_.end(), other.nanoseconds_.begin(), other.nanoseconds_.end());
  if (version_.empty()) version_ = other.version_;
}

std::int64_t ReplayReport::Percentile(double share) const {
  if (nanoseconds_.empty()) return 0;
  std::vector<std::int64_t> sorted = nanoseconds_;
  const auto index = static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)));
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(index), sorted.end());
  return sorted[index];
}

std::string ReplayReport::SegmentsText() const {
  if (segments_.empty()) return "";
  const bool labelled = all_.buyers + all_.others > 0;
  std::vector<std::vector<std::string>> rows = {{"segment", "visits", "share"}};
  if (labelled) rows.front().push_back("bought");
  for (const auto& [name, count] : segments_) {
    rows.push_back({name, Grouped(count.visits), ShareText(count.visits, all_.visits)});
    if (labelled) rows.back().push_back(ShareText(count.buyers, count.buyers + count.others));
  }
  return "Who was there\n" + Table(rows, 1) + "\n";
}

std::string ReplayReport::ActionsText() const {
  const bool labelled = all_.buyers + all_.others > 0;
  std::vector<std::vector<std::string>> rows = {{"placement", "action", "kind", "visits", "share"}};
  if (labelled) rows.front().insert(rows.front().end(), {"of buyers", "of others"});
  for (const auto& [key, count] : actions_) {
    rows.push_back({key.first.empty() ? "-" : key.first, key.second, count.kind, Grouped(count.visits),
                    ShareText(count.visits, all_.visits)});
    if (labelled) {
      rows.back().push_back(ShareText(count.buyers, all_.buyers));
      rows.back().push_back(ShareText(count.others, all_.others));
    }
  }
  std::string text = "What they got\n";
  if (!actions_.empty()) text += Table(rows, 3);
  if (empty_ == 0 && all_.visits > 0) return text + "  every visit got something\n\n";
  text += "  " + Grouped(empty_) + (empty_ == 1 ? " visit got nothing" : " visits got nothing") + "\n\n";
  return text;
}

std::string ReplayReport::TroubleText() const {
  std::string text;
  if (!notes_.empty() || !warnings_.empty()) {
    text += "What was left out\n";
    for (const auto& [note, count] : notes_) text += "  " + note + Times(count) + "\n";
    for (const auto& [warning, count] : warnings_) text += "  " + warning + Times(count) + "\n";
    text += "\n";
  }
  if (failed_ > 0) {
    text += Grouped(failed_) + (failed_ == 1 ? " line was" : " lines were") + " not decided\n";
    for (const Failure& failure : failures_)
      text += "  line " + std::to_string(failure.line) + ": " + failure.why + "\n";
    if (failed_ > static_cast<std::int64_t>(failures_.size())) text += "  ...\n";
    text += "\n";
  }
  return text;
}

std::string ReplayReport::Text(double seconds) const {
  std::string text = Grouped(all_.visits) + (all_.visits == 1 ? " visit" : " visits") + " decided by rules " +
                     (version_.empty() ? "-" : version_);
  if (all_.buyers + all_.others > 0) {
    text += "; " + Grouped(all_.buyers) + " bought, " + Grouped(all_.others) + " did not";
  }
  text += "\n\n" + SegmentsText() + ActionsText() + TroubleText();
  text += "How fast\n  " +
          Grouped(static_cast<std::int64_t>(seconds > 0 ? static_cast<double>(all_.visits) / seconds : 0)) +
          " decisions a second, half of them within " + DurationText(Percentile(0.5)) + " (p50), 99 of 100 within " +
          DurationText(Percentile(0.99)) + " (p99)\n";
  return text;
}

Json ReplayReport::Json(double seconds) const {
  nlohmann::ordered_json json;
  json["version"] = version_;
  json["visits"] = CountJson(all_);
  json["nothing"] = empty_;
  json["segments"] = nlohmann::ordered_json::array();
  for (const auto& [name, count] : segments_) {
    nlohmann::ordered_json segment = {{"segment", name}};
    segment.update(CountJson(count));
    json["segments"].push_back(std::move(segment));
  }
  json["actions"] = nlohmann::ordered_json::array();
  for (const auto& [key, count] : actions_) {
    nlohmann::ordered_json action = {{"placement", key.first}, {"action", key.second}, {"kind", count.kind}};
    action.update(CountJson(count));
    json["actions"].push_back(std::move(action));
  }
  json["notes"] = notes_;
  json["warnings"] = warnings_;
  json["failed"] = failed_;
  json["failures"] = nlohmann::ordered_json::array();
  for (const Failure& failure : failures_) json["failures"].push_back({{"line", failure.line}, {"why", failure.why}});
  json["seconds"] = seconds;
  json["decisions_per_second"] = seconds > 0 ? static_cast<double>(all_.visits) / seconds : 0;
  json["p50_microseconds"] = static_cast<double>(Percentile(0.5)) / 1e3;
  json["p99_microseconds"] = static_cast<double>(Percentile(0.99)) / 1e3;
  return json;
}

}  // namespace nextmove::engine
