// From a planned event to its words: expands the event's text with the grammar, gives each line to
// its speaker's voice and a term of the performance vocabulary, directs the camera, and keeps the
// film from saying the same thing twice.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/grammar.hpp"

namespace kuleshov::write {

class Realiser {
 public:
  Realiser(const Library& library, const Reading& reading, const Cast& cast, Grammar& grammar,
           base::Random& random)
      : library_(library), reading_(reading), cast_(cast), grammar_(grammar), random_(random) {}

  std::vector<Passage> passages(const Event& event);
  // What stands in the draft is not said again, and its people are known.
  void remember(const Draft& draft);

 private:
  bool wanted(std::string& line) const;
  void one(std::string_view raw, const Event& event, std::vector<Passage>& out);
  bool speech(std::string_view raw, const Event& event, std::vector<Passage>& out);
  std::string fresh_line(std::string_view raw, const Person& speaker);
  std::string introduced(std::string text);
  [[nodiscard]] std::string shot_note(std::string text) const;
  [[nodiscard]] std::string term(const std::string& emotion) const;
  [[nodiscard]] std::string quiet_term(const Event& event) const;

  const Library& library_;
  const Reading& reading_;
  const Cast& cast_;
  Grammar& grammar_;
  base::Random& random_;
  std::set<std::string> said_;        // lines of the film, for no line is said twice
  std::set<std::string> introduced_;  // roles whose names stood in capitals already
};

}  // namespace kuleshov::write
