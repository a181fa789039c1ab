// The table of kinds by code, and the sink.
#include "dsl/diagnostics/diagnostic.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>
#include <utility>

namespace nextmove::dsl {
namespace {

constexpr auto kError = Severity::kError;
constexpr auto kWarning = Severity::kWarning;

constexpr DiagnosticRow kRows[] = {
#define X(kind, code, severity, title, explanation) {DiagnosticKind::kind, code, severity, title, explanation},
    NEXTMOVE_DIAGNOSTICS(X)
#undef X
};

}  // namespace

std::span<const DiagnosticRow> DiagnosticTable() { return kRows; }
const DiagnosticRow& RowOf(DiagnosticKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

const DiagnosticRow* FindDiagnostic(std::string_view code) {
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
  for (const DiagnosticRow& row : kRows) {
    if (code.size() == row.code.size() && std::equal(code.begin(), code.end(), row.code.begin(), same)) return &row;
  }
  return nullptr;
}

Diagnostic& DiagnosticSink::Report(DiagnosticKind kind, const Span& span, std::string message) {
  // Exact repeats are dropped when they are sorted, as help and fixes are added later.
  if (RowOf(kind).severity == Severity::kError) ++errors_;
  return all_.emplace_back(Diagnostic{kind, span, std::move(message), {}, {}, {}, {}});
}

std::vector<Diagnostic> DiagnosticSink::TakeSorted(const SourceSet& sources) {
  const auto key = [&](const Diagnostic& d) {
    return std::make_tuple(
        d.span.file < sources.size() ? std::string_view(sources.path(d.span.file)) : std::string_view(), d.span.file,
        d.span.begin, RowOf(d.kind).code);
  };
  std::stable_sort(all_.begin(), all_.end(), [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.kind == b.kind && a.span == b.span && a.message == b.message;
  };
  all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
  errors_ = 0;
  return std::exchange(all_, {});
}

}  // namespace nextmove::dsl
