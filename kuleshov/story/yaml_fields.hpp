// Typed fields of a YAML mapping with a place for every fault. Inside the room only: the first
// header that knows yaml-cpp. Faults are gathered, nothing is thrown; a field that is faulty keeps
// the value it had.
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

// YAML::Load with what it cannot read mended; throws YAML::Exception. Only Fields gives its scalars
// back as they were written.
YAML::Node load_yaml(std::string_view text);

// Gathers faults; the one that stands first in the file is reported.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void add(const YAML::Mark& mark, std::string what, std::string remedy);
  void add(base::Error error) { all_.push_back(std::move(error)); }
  [[nodiscard]] bool any() const { return !all_.empty(); }
  [[nodiscard]] const base::Error& first() const;
  [[nodiscard]] base::Place place(const YAML::Mark& mark) const;

 private:
  std::string file_;
  std::vector<base::Error> all_;
};

class Fields {
 public:
  // `what` names the mapping in errors: "character \"mara\"".
  Fields(const YAML::Node& node, std::string what, Faults& faults);

  [[nodiscard]] bool has(const std::string& key);
  [[nodiscard]] base::Place place() const { return faults_->place(node_.Mark()); }
  [[nodiscard]] base::Place place(const std::string& key);
  [[nodiscard]] Faults& faults() { return *faults_; }

  void text(const std::string& key, std::string& out);
  void required(const std::string& key, std::string& out);
  void number(const std::string& key, double& out, double low, double high);
  void integer(const std::string& key, int& out, int low, int high);
  void flag(const std::string& key, bool& out);
  void texts(const std::string& key, std::vector<std::string>& out);
  void numbers(const std::string& key, std::vector<double>& out);
  void colour(const std::string& key, std::string& out);
  void colours(const std::string& key, std::vector<std::string>& out);
  // One of a closed list.
  void word(const std::string& key, std::string& out, const std::vector<std::string>& known);
  // A plain string in `language`, or a mapping language: text.
  void local(const std::string& key, LocalText& out, const std::string& language);
  // A pair [low, high] of numbers with minimum <= low <= high <= maximum.
  void band(const std::string& key, double& low, double& high, double minimum, double maximum);

  // A mapping below this one.
  void section(const std::string& key, const std::function<void(Fields&)>& read);
  // A mapping of mappings, in the order of the file.
  void each(const std::string& key,
            const std::function<void(const std::string& name, Fields& fields)>& read);
  // A list of mappings.
  void items(const std::string& key, const std::function<void(Fields&)>& read);
  // A mapping name: scalar.
  void pairs(const std::string& key,
             const std::function<void(const std::string& name, const std::string& value,
                                      const base::Place& place)>& read);
  // A list of lists of `width` numbers.
  void rows(const std::string& key, std::size_t width, std::vector<std::vector<double>>& out);

  // Reports keys that nothing has asked for, with the nearest that could be meant.
  void done();

 private:
  YAML::Node at(const std::string& key);
  void wrong(const YAML::Node& node, const std::string& key, const std::string& wanted);
  std::optional<double> number_of(const YAML::Node& node, const std::string& key);
  bool sequence(const YAML::Node& node, const std::string& key);
  void sub(const YAML::Node& node, std::string what, const std::function<void(Fields&)>& read);

  YAML::Node node_;
  std::string what_;
  Faults* faults_;
  std::vector<std::string> asked_;
};

}  // namespace kuleshov::story
