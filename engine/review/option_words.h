// What both programs say about their options, in place of CLI11's own words: help, values out of bounds, slips of the
// finger. Stateless.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class FormatterBase;
class ParseError;
}  // namespace CLI

namespace nextmove::engine {

// Formats `--help`: positionals by what they are (`FOLDER`), options by name and kind of value, and no more.
std::shared_ptr<CLI::FormatterBase> HelpFormat();

// Checks for `Option::check`: each gives what to write instead, or an empty text.
using OptionCheck = std::function<std::string(const std::string&)>;
OptionCheck OneOf(std::vector<std::string> words);
OptionCheck WholeNumber(int min, int max);
OptionCheck Number(double min, double max);

// What is wrong with `arguments` (in the order written), in one line without its end. `command` was being parsed when
// `error` was thrown.
std::string OptionProblem(const CLI::App& command, const CLI::ParseError& error,
                          const std::vector<std::string>& arguments);

}  // namespace nextmove::engine
