// `did you mean`: the known name that was probably meant by a written one. Pure functions, one measure for all.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace nextmove::dsl {

// Keeps the nearest of the names it is shown, of equally near ones the first. Thread-compatible; the names must outlive
// it.
class NameSearch {
 public:
  // One edit in three letters is allowed, three at most and one at least; of a single letter nothing would be left.
  explicit NameSearch(std::string_view written);
  // Capitals of the Latin alphabet are no edits. The written name itself is none that could be meant instead.
  void Try(std::string_view name);
  std::string_view best() const { return best_; }  // empty: none is near

 private:
  std::string_view written_;
  std::size_t best_distance_;
  std::string_view best_;
};

// The nearest of `names`, a range of texts; empty when none is near.
template <typename Names = std::initializer_list<std::string_view>>
std::string Suggest(std::string_view written, const Names& names) {
  NameSearch search(written);
  for (const auto& name : names) search.Try(name);
  return std::string(search.best());
}

// "; did you mean `known`?" to end a sentence with; empty when none is near.
template <typename Names = std::initializer_list<std::string_view>>
std::string DidYouMean(std::string_view written, const Names& names) {
  const std::string best = Suggest(written, names);
  return best.empty() ? best : "; did you mean `" + best + "`?";
}

}  // namespace nextmove::dsl
