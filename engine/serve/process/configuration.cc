// Reads the configuration file (YAML) by a table of keys, and checks its values.
#include "engine/serve/process/configuration.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include <yaml-cpp/yaml.h>

#include "dsl/value/suggest.h"
#include "engine/review/option_words.h"

namespace nextmove::serve {
namespace {

// Reads one value; returns what is wrong with it, or an empty text.
using Reader = std::function<std::string(const YAML::Node&)>;
struct Key {
  std::string_view name;
  Reader read;
};
using Keys = std::vector<Key>;

Reader Text(std::string& out) {
  return [&out](const YAML::Node& node) -> std::string {
    if (node.IsNull()) return "needs a text";
    if (!node.IsScalar()) return "needs a text, not a list or a map";
    out = node.Scalar();
    return "";
  };
}

Reader OneWord(std::string& out, std::vector<std::string> words) {
  return [&out, allowed = engine::OneOf(std::move(words))](const YAML::Node& node) -> std::string {
    const std::string text = node.IsScalar() ? node.Scalar() : std::string();
    std::string wrong = allowed(text);
    if (wrong.empty()) {
      out = text;
      return wrong;
    }
    return "is wrong: " + wrong;
  };
}

template <class Number>
Reader Whole(Number& out, long long min, long long max) {
  return [&out, min, max](const YAML::Node& node) -> std::string {
    std::string range = "needs a whole number from " + std::to_string(min) + " to " + std::to_string(max);
    if (!node.IsScalar()) return range;
    const std::string& text = node.Scalar();
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < min || number > max) {
      return range + ", not `" + text + "`";
    }
    out = static_cast<Number>(number);
    return "";
  };
}

// Reads one file and collects its errors.
class File {
 public:
  explicit File(const std::string& path) : path_(path) {}

  void Add(const YAML::Mark& mark, const std::string& text) {
    errors_.push_back(path_ + ":" + std::to_string(mark.is_null() ? 1 : mark.line + 1) + ": " + text);
  }
  // `name`: of the map, for errors; empty for the file itself.
  void ReadMap(const YAML::Node& map, const Keys& keys, const std::string& name) {
    std::set<std::string> seen;
    for (const auto& entry : map) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
      const std::string full = name.empty() ? key : name + "." + key;
      const auto known = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == key; });
      if (known == keys.end()) {
        std::vector<std::string_view> names;
        for (const Key& k : keys) names.push_back(k.name);
        Add(entry.first.Mark(), "unknown key `" + full + "`" + dsl::DidYouMean(key, names));
      } else if (!seen.insert(key).second) {
        Add(entry.first.Mark(), "key `" + full + "` is written twice");
      } else if (const std::string wrong = known->read(entry.second); !wrong.empty()) {
        Add(entry.first.Mark(), "`" + full + "` " + wrong);
      }
    }
  }
  // A map of its own keys.
  Reader Map(const std::string& name, Keys keys) {
    return [this, name, keys = std::move(keys)](const YAML::Node& node) -> std::string {
      if (!node.IsMap()) return "needs keys below it";
      ReadMap(node, keys, name);
      return "";
    };
  }
  // A map of free names to texts.
  Reader Names(std::vector<std::pair<std::string, std::string>>& out) {
    return [this, &out](const YAML::Node& node) -> std::string {
      if (!node.IsMap()) return "needs lines of `name: FILE` below it";
      out.clear();
      std::set<std::string> seen;
      for (const auto& entry : node) {
        if (!entry.first.IsScalar() || !entry.second.IsScalar()) {
          Add(entry.first.Mark(), "a catalogue is written `name: FILE`");
        } else if (!seen.insert(entry.first.Scalar()).second) {
          Add(entry.first.Mark(), "catalogue `" + entry.first.Scalar() + "` is written twice");
        } else {
          out.emplace_back(entry.first.Scalar(), entry.second.Scalar());
        }
      }
      return "";
    };
  }
  Errors Take() { return std::move(errors_); }

 private:
  const std::string& path_;
  Errors errors_;
};

Keys LimitKeys(Limits& limits) {
  return {
      {"call_bytes", Whole(limits.call_bytes, 1'024, 64 << 20)},
      {"batch_bytes", Whole(limits.batch_bytes, 1'024, 256 << 20)},
      {"batch_requests", Whole(limits.batch_requests, 1, 100'000)},
      {"attributes", Whole(limits.attributes, 1, 100'000)},
      {"placements", Whole(limits.placements, 1, 10'000)},
      {"events", Whole(limits.events, 0, 10'000)},
      {"consents", Whole(limits.consents, 1, 10'000)},
      {"release_tokens", Whole(limits.release_tokens, 0, 10'000)},
      {"text_bytes", Whole(limits.text_bytes, 64, 16 << 20)},
      {"name_bytes", Whole(limits.name_bytes, 16, 64 << 10)},
      {"list_values", Whole(limits.list_values, 1, 100'000)},
      {"record_fields", Whole(limits.record_fields, 1, 10'000)},
  };
}

Keys AllKeys(File& file, Configuration& out) {
  return {
      {"rules", Text(out.rules)},
      {"catalogues", file.Names(out.catalogues)},
      {"listen", Text(out.listen)},
      {"metrics", file.Map("metrics", {{"listen", Text(out.metrics)},
                                       {"max_rules", Whole(out.metric_rules, 0, 100'000)},
                                       {"max_placements", Whole(out.metric_placements, 0, 10'000)}})},
      {"port_file", Text(out.port_file)},
      {"threads", Whole(out.threads, 0, 1'024)},
      {"tenant", Text(out.tenant)},
      {"log", file.Map("log", {{"level", OneWord(out.log_level, {"debug", "info", "warning", "error"})}})},
      {"connections", file.Map("connections", {{"max_age_ms", Whole(out.connection_age_ms, 0, 86'400'000)}})},
      {"drain", file.Map("drain", {{"delay_ms", Whole(out.drain_delay_ms, 0, 600'000)},
                                   {"timeout_ms", Whole(out.drain_timeout_ms, 0, 600'000)}})},
      {"limits", file.Map("limits", LimitKeys(out.limits))},
  };
}

}  // namespace

Result<Configuration, Errors> ReadConfiguration(std::string_view yaml, const std::string& path, Configuration over) {
  File file(path);
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(yaml));
    if (documents.size() > 1) file.Add(documents[1].Mark(), "a configuration is one document");
    if (documents.size() == 1 && !documents[0].IsNull()) {
      if (documents[0].IsMap()) {
        file.ReadMap(documents[0], AllKeys(file, over), "");
      } else {
        file.Add(documents[0].Mark(), "a configuration is lines of `key: value`");
      }
    }
  } catch (const YAML::Exception& error) {
    file.Add(error.mark, "not YAML: " + error.msg);
  }
  Errors errors = file.Take();
  if (!errors.empty()) return errors;
  return over;
}

Result<Address> SplitAddress(std::string_view address) {
  const Error wrong{"`" + std::string(address) + "` is no ADDRESS:PORT"};
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong;
  const std::string_view digits = address.substr(colon + 1);
  Address split{std::string(address.substr(0, colon))};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), split.port);
  if (error != std::errc() || end != digits.data() + digits.size()) return wrong;
  if (split.port < 0 || split.port > 65'535) return wrong;
  const std::string& host = split.host;
  if (host.find(':') != std::string::npos && (host.front() != '[' || host.back() != ']')) return wrong;
  return split;
}

Errors CheckConfiguration(const Configuration& configuration) {
  Errors errors;
  if (configuration.rules.empty()) errors.push_back("no rule folder: give --rules FOLDER or the key `rules`");
  if (const auto address = SplitAddress(configuration.listen); !address) {
    errors.push_back("listen: " + address.error().message);
  }
  if (!configuration.metrics.empty()) {
    if (const auto address = SplitAddress(configuration.metrics); !address) {
      errors.push_back("metrics: " + address.error().message);
    }
  }
  if (configuration.tenant.empty()) errors.push_back("tenant: a name is needed");
  if (configuration.limits.batch_bytes < configuration.limits.call_bytes) {
    errors.push_back("limits: batch_bytes is below call_bytes");
  }
  return errors;
}

}  // namespace nextmove::serve
