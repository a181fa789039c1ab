// Diagnostics for people: the line, the place underlined, what to type.
#include <algorithm>

#include "dsl/diagnostics/render.h"
#include "dsl/value/text.h"

namespace nextmove::dsl {
namespace {

constexpr std::size_t kMostColumns = 110;  // of a source line; longer ones are cut around the place
constexpr int kTab = 2;
constexpr char32_t kReplacement = 0xFFFD;  // stands for bytes that are no text

struct Colors {
  std::string_view error, warning, place, bold, off;
};
constexpr Colors kColors = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"};
constexpr Colors kPlain = {};

// A line as it is shown, with the column at which each byte stands.
struct ShownLine {
  std::string text;
  std::vector<int> column_of;  // by byte, the end included
};

ShownLine Show(std::string_view line) {
  ShownLine shown;
  int column = 0;
  for (std::size_t i = 0, bytes = 1; i < line.size(); i += bytes) {
    const char32_t c = CodePointAt(line, i, &bytes);
    shown.column_of.insert(shown.column_of.end(), bytes, column);
    if (c == '\t') {
      shown.text.append(kTab, ' ');
      column += kTab;
    } else if (IsMark(c)) {
      shown.text.append(line.substr(i, bytes));
    } else if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == kReplacement || ColumnsOf(c) == 0) {
      // Never written out: it could change how the rest is shown.
      shown.text += "\uFFFD";
      ++column;
    } else {
      shown.text.append(line.substr(i, bytes));
      column += ColumnsOf(c);
    }
  }
  shown.column_of.push_back(column);
  return shown;
}

// A message, which quotes what the author wrote: on one line, and nothing in it can change how the rest is shown.
std::string Said(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\r', ' ');
  return Show(text).text;
}

// Cuts a shown line to the columns [from, to).
std::string CutColumns(std::string_view text, int from, int to) {
  std::string out;
  int column = 0;
  for (std::size_t i = 0, bytes = 1; i < text.size(); i += bytes) {
    const char32_t c = CodePointAt(text, i, &bytes);
    if (column >= from && column < to) out.append(text.substr(i, bytes));
    column += ColumnsOf(c);
  }
  return out;
}

class Writer {
 public:
  Writer(const SourceSet& sources, bool color) : sources_(sources), colors_(color ? kColors : kPlain) {}

  void Write(const Diagnostic& d) {
    const bool error = d.severity() == Severity::kError;
    out_ += std::string(error ? colors_.error : colors_.warning) + (error ? "error[" : "warning[") +
            std::string(RowOf(d.kind).code) + "]";
    out_ +=
        std::string(colors_.off) + std::string(colors_.bold) + ": " + Said(d.message) + std::string(colors_.off) + "\n";
    int last_line = 1;
    if (d.span.file < sources_.size()) {
      last_line = sources_.PositionOf(d.span).line;
      for (const Related& related : d.related) last_line = std::max(last_line, sources_.PositionOf(related.span).line);
    }
    margin_ = std::string(std::to_string(last_line).size(), ' ');
    const std::string_view underline = error ? colors_.error : colors_.warning;
    WritePlace(d.span, d.label, '^', underline, "-->");
    for (const Related& related : d.related) WritePlace(related.span, related.label, '-', colors_.place, ":::");
    for (const std::string& help : d.help) {
      out_ +=
          margin_ + " " + std::string(colors_.place) + "= " + std::string(colors_.off) + "help: " + Said(help) + "\n";
    }
    out_ += "\n";
  }

  std::string Take() { return std::move(out_); }

 private:
  void WritePlace(const Span& span, const std::string& label, char sign, std::string_view color, const char* arrow) {
    if (span.file >= sources_.size()) return;
    const Position at = sources_.PositionOf(span);
    out_ += margin_ + std::string(colors_.place) + arrow + std::string(colors_.off) + " " + sources_.path(span.file);
    if (sources_.text(span.file).empty()) {
      // A file that could not be read has no lines to show.
      out_ += "\n" + (label.empty() ? std::string() : margin_ + " = " + Said(label) + "\n");
      return;
    }
    out_ += ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + "\n";
    const std::string_view line = sources_.Line(span.file, at.line);
    const auto line_begin = static_cast<std::size_t>(line.data() - sources_.text(span.file).data());
    const ShownLine shown = Show(line);
    const std::size_t begin =
        std::min<std::size_t>(span.begin - std::min<std::size_t>(line_begin, span.begin), line.size());
    const std::size_t end =
        std::clamp<std::size_t>(span.end - std::min<std::size_t>(line_begin, span.end), begin, line.size());
    int from = shown.column_of[begin];
    int to = std::max(shown.column_of[end], from + 1);
    const std::string text = Fit(shown, from, to);
    const std::string bar = std::string(colors_.place) + "|" + std::string(colors_.off);
    const std::string number = std::to_string(at.line);
    out_ += margin_ + " " + bar + "\n";
    out_ += std::string(colors_.place) + std::string(margin_.size() - number.size(), ' ') + number +
            std::string(colors_.off) + " " + bar + " " + text + "\n";
    out_ += margin_ + " " + bar + " " + std::string(static_cast<std::size_t>(from), ' ') + std::string(color) +
            std::string(static_cast<std::size_t>(to - from), sign) + (label.empty() ? "" : " " + Said(label)) +
            std::string(colors_.off) + "\n";
  }

  // Cuts a long line around the place and moves the place with it.
  static std::string Fit(const ShownLine& shown, int& from, int& to) {
    constexpr int kMost = static_cast<int>(kMostColumns);
    const int width = shown.column_of.back();
    if (width <= kMost) return shown.text;
    const int start = std::max(0, std::min(from - kMost / 3, width - kMost));
    to = std::min(to, start + kMost);
    std::string text = CutColumns(shown.text, start, start + kMost);
    const bool cut_left = start > 0;
    if (cut_left) text = "..." + text;
    if (start + kMost < width) text += "...";
    from += (cut_left ? 3 : 0) - start;
    to += (cut_left ? 3 : 0) - start;
    return text;
  }

  const SourceSet& sources_;
  const Colors& colors_;
  std::string margin_;
  std::string out_;
};

}  // namespace

std::string RenderTerminal(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources, bool color) {
  Writer writer(sources, color);
  for (const Diagnostic& d : diagnostics) writer.Write(d);
  return writer.Take();
}

}  // namespace nextmove::dsl
