// Sorts what reads one another and reports circles.
#include "dsl/check/schema/order.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "dsl/syntax/walk.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kShownSteps = 5;  // of a circle
constexpr int kShownCircles = 20;       // of a folder: to follow each would take too long

// What a name in an expression leads to: itself, or what stands before its first dot.
const tree::Head* Target(const Declarations& declarations, std::string_view name) {
  const Declaration* declaration = declarations.Find(name);
  if (declaration == nullptr) declaration = declarations.Find(name.substr(0, name.find('.')));
  return declaration == nullptr ? nullptr : declaration->head;
}

void ReportCircle(Folder& folder, const Heads& nodes, const std::vector<int>& circle) {
  const tree::Head& head = *nodes[static_cast<std::size_t>(circle.front())];
  Diagnostic& report =
      folder.Report(DiagnosticKind::kCircle, head.span, Ticked(head.name.text) + " leads back to itself");
  report.label = "is needed to know " + Ticked(nodes[static_cast<std::size_t>(circle.back())]->name.text);
  for (std::size_t i = 1; i < circle.size() && i <= kShownSteps; ++i) {
    report.related.push_back({nodes[static_cast<std::size_t>(circle[i])]->span,
                              "through " + Ticked(nodes[static_cast<std::size_t>(circle[i])]->name.text)});
  }
  report.help.push_back("take one of these steps out, so that nothing is needed to know itself");
}

bool IsComputed(HeadWord word) {
  return word == HeadWord::kValue || word == HeadWord::kTiers || word == HeadWord::kSegment ||
         word == HeadWord::kSignal || word == HeadWord::kScore || word == HeadWord::kClusters;
}

// Calls `visit` for each name that the expression itself mentions.
template <typename Visit>
void ForEachName(const tree::Expr& expr, Visit&& visit) {
  if (expr.kind == tree::ExprKind::kPath || expr.kind == tree::ExprKind::kInSegment) visit(expr.text);
  if (!expr.aggregate) return;
  if (expr.aggregate->anniversary_of) visit(expr.aggregate->anniversary_of->text);
  if (expr.aggregate->occurrence) visit(expr.aggregate->occurrence->event.text);
}

template <typename Item>
void Add(Folder& folder, const tree::Head& head, Heads& heads, std::vector<Item>& items, Program::Names* names) {
  const int index = static_cast<int>(heads.size());
  folder.declarations.by_name.find(head.name.text)->second.index = index;
  heads.push_back(&head);
  items.emplace_back();
  FillDeclared(head, items.back());
  if (names != nullptr) names->emplace(head.name.text, index);
}

}  // namespace

std::vector<int> OrderBy(int count, const std::function<std::vector<int>(int)>& edges,
                         const std::function<void(const std::vector<int>&)>& circle) {
  enum class State : char { kNew, kOpen, kDone };
  struct Frame {
    int node;
    std::vector<int> next;
    std::size_t at = 0;
  };
  std::vector<State> states(static_cast<std::size_t>(count), State::kNew);
  std::vector<bool> told(static_cast<std::size_t>(count));  // one circle through a node is enough
  std::vector<int> order;
  std::vector<Frame> stack;
  int circles = 0;
  const auto open = [&](int node) {
    states[static_cast<std::size_t>(node)] = State::kOpen;
    stack.push_back({node, edges(node)});
  };
  for (int root = 0; root < count; ++root) {
    if (states[static_cast<std::size_t>(root)] != State::kNew) continue;
    open(root);
    while (!stack.empty()) {
      Frame& top = stack.back();
      if (top.at == top.next.size()) {
        states[static_cast<std::size_t>(top.node)] = State::kDone;
        order.push_back(top.node);
        stack.pop_back();
        continue;
      }
      const int next = top.next[top.at++];
      if (states[static_cast<std::size_t>(next)] == State::kNew) {
        open(next);
      } else if (states[static_cast<std::size_t>(next)] == State::kOpen && !told[static_cast<std::size_t>(next)] &&
                 ++circles <= kShownCircles) {
        told[static_cast<std::size_t>(next)] = true;
        std::vector<int> nodes;
        auto from = std::find_if(stack.begin(), stack.end(), [&](const Frame& frame) { return frame.node == next; });
        for (; from != stack.end() && nodes.size() <= kShownSteps; ++from) nodes.push_back(from->node);
        circle(nodes);
      }
    }
  }
  return order;
}

void NumberInOrder(Folder& folder) {
  Heads nodes;
  absl::flat_hash_map<const tree::Head*, int> number;
  for (const auto& [name, declaration] : folder.declarations.by_name) {
    const HeadWord word = declaration.word;
    if (declaration.head->broken) continue;
    if (!IsComputed(word)) continue;
    number.emplace(declaration.head, static_cast<int>(nodes.size()));
    nodes.push_back(declaration.head);
  }
  const auto edges = [&](int node) {
    std::vector<int> out;
    for (const tree::Clause& clause : nodes[static_cast<std::size_t>(node)]->clauses) {
      if (clause.broken) continue;
      for (const tree::Expr* root : ExpressionsOf(clause)) {
        ForEachExpr(*root, [&](const tree::Expr& expr) {
          ForEachName(expr, [&](const std::string& name) {
            const auto it = number.find(Target(folder.declarations, name));
            if (it != number.end()) out.push_back(it->second);
          });
        });
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  };
  const std::vector<int> order = OrderBy(static_cast<int>(nodes.size()), edges,
                                         [&](const std::vector<int>& circle) { ReportCircle(folder, nodes, circle); });
  for (const int node : order) {
    const tree::Head& head = *nodes[static_cast<std::size_t>(node)];
    folder.in_order.push_back(&head);
    if (head.word == HeadWord::kValue) {
      Add(folder, head, folder.values, folder.program.values, &folder.program.value_names);
    } else if (head.word == HeadWord::kTiers) {
      Add(folder, head, folder.tiers, folder.program.tiers, nullptr);
    } else if (head.word == HeadWord::kSegment) {
      Add(folder, head, folder.segments, folder.program.segments, &folder.program.segment_names);
    }
  }
}

}  // namespace nextmove::dsl
