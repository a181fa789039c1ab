// Words for the options of both programs: help, bounds, and errors in place of those of CLI11.
#include "engine/review/option_words.h"

#include <CLI/CLI.hpp>
#include <charconv>

#include "dsl/value/suggest.h"

namespace nextmove::engine {
namespace {

class Format : public CLI::Formatter {
 public:
  Format() { label("Positionals", "Arguments"); }
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    return is_positional ? option->get_type_name() : option->get_name(false, true);
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_positional() || option->get_type_size() == 0) return "";
    return " " + option->get_type_name();
  }
  std::string make_option_usage(const CLI::Option* option) const override { return option->get_type_name(); }
};

std::string Plain(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

template <class T>
OptionCheck Between(T min, T max, std::string wanted) {
  return [min, max, wanted = std::move(wanted)](const std::string& text) -> std::string {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = error == std::errc() && end == text.data() + text.size() && number >= min && number <= max;
    return good ? "" : wanted + ", not `" + text + "`";
  };
}

// The name of an option without its value: `--formt` of `--formt=json`; empty when the argument is no option.
std::string NameOf(const std::string& argument) {
  return argument.size() > 1 && argument[0] == '-' ? argument.substr(0, argument.find('=')) : std::string();
}

// What CLI11 did not expect: an option that nobody knows, or one argument too many.
std::string Unexpected(const CLI::App& command, const std::vector<std::string>& arguments) {
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    for (const std::string& name : option->get_snames()) known.push_back("-" + name);
  }
  const std::vector<std::string> left = command.remaining();
  const auto is_left = [&](const std::string& text) { return std::find(left.begin(), left.end(), text) != left.end(); };
  for (const std::string& argument : arguments) {
    const std::string name = NameOf(argument);
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (!is_left(argument) && !is_left(name)) continue;
    return "unknown option `" + name + "`" + dsl::DidYouMean(name, known);
  }
  for (const std::string& argument : arguments) {
    if (is_left(argument)) return "`" + argument + "` is one argument too many";
  }
  return "too many arguments";
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> HelpFormat() { return std::make_shared<Format>(); }

OptionCheck OneOf(std::vector<std::string> words) {
  return [words = std::move(words)](const std::string& text) -> std::string {
    if (std::find(words.begin(), words.end(), text) != words.end()) return "";
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
      list += words[i];
    }
    return "write " + list + ", not `" + text + "`";
  };
}

OptionCheck WholeNumber(int min, int max) {
  return Between<int>(min, max, "write a whole number from " + std::to_string(min) + " to " + std::to_string(max));
}

OptionCheck Number(double min, double max) {
  return Between<double>(min, max, "write a number from " + Plain(min) + " to " + Plain(max));
}

std::string OptionProblem(const CLI::App& command, const CLI::ParseError& error,
                          const std::vector<std::string>& arguments) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) return Unexpected(command, arguments);
  std::string text = error.what();
  if (dynamic_cast<const CLI::RequiredError*>(&error)) {
    for (const CLI::Option* option : command.get_options()) {
      if (option->get_required() && option->count() == 0) return option->get_type_name() + " is missing";
    }
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    for (const CLI::Option* option : command.get_options()) {
      const std::string name = option->get_name();
      if (!option->get_positional() && text.rfind(name + ":", 0) == 0) {
        return "`" + name + "` needs a value, as `" + name + " " + option->get_type_name() + "`";
      }
    }
  }
  return text;
}

}  // namespace nextmove::engine
