// Finds and reads the files of a rule folder.
#include "engine/ruleset/files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <tuple>

namespace nextmove::engine {
namespace {

namespace fs = std::filesystem;

bool IsInside(const fs::path& path, const fs::path& root) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  if (error) return false;
  const auto [end, rest] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
  return end == root.end();
}

bool IsHidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name.front() == '.';
}

bool IsBefore(const FoundFile& a, const FoundFile& b) { return std::tie(a.name, a.path) < std::tie(b.name, b.path); }

std::string_view Extension(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(dot);
}

}  // namespace

Result<std::vector<FoundFile>> FindRuleFiles(const std::string& folder, std::size_t limit) {
  std::vector<FoundFile> files;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error || !fs::is_directory(root, error)) {
    return Error{error ? error.message() : std::string("it is not a folder")};
  }
  fs::recursive_directory_iterator entry(root, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (IsHidden(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    std::error_code status;
    if (entry->path().extension() != ".rules" || !entry->is_regular_file(status)) continue;
    if (!IsInside(entry->path(), root)) continue;
    files.push_back({entry->path().lexically_relative(root).generic_string(), entry->path().string()});
    if (files.size() > limit) break;
  }
  if (error) return Error{error.message()};
  std::sort(files.begin(), files.end(), IsBefore);
  return files;
}

Result<std::string> ReadBounded(const std::string& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{"can't be read"};
  std::string bytes;
  std::array<char, 64 << 10> chunk{};
  while (in && bytes.size() <= limit) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    bytes.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return Error{"can't be read"};
  if (bytes.size() > limit) bytes.resize(limit + 1);
  return bytes;
}

std::vector<FoundFile> FindDataFiles(const std::string& folder, const std::string& part) {
  std::vector<FoundFile> found;
  std::error_code error;
  fs::directory_iterator entry(fs::path(folder) / part, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string path = entry->path().string();
    const auto extension = Extension(path);
    if (IsHidden(entry->path()) || (extension != ".csv" && extension != ".jsonl")) continue;
    found.push_back({entry->path().stem().string(), path});
  }
  std::sort(found.begin(), found.end(), IsBefore);
  return found;
}

}  // namespace nextmove::engine
