// From a planned event to its words: expands the event's text with the grammar, gives each line to
// its speaker's voice and a term of the performance vocabulary, directs the camera, and keeps the
// film from saying the same thing twice.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/grammar.hpp"
#include "kuleshov/write/voice.hpp"

namespace kuleshov::write {

class Realiser {
 public:
  Realiser(const Library& library, const Reading& reading, const Cast& cast, Grammar& grammar,
           base::Random& random)
      : library_(library), reading_(reading), cast_(cast), grammar_(grammar), random_(random) {}

  std::vector<Passage> passages(const Event& event);
  // What was said so far. Ways that no viewer sees both of begin from the same.
  struct Said {
    std::set<std::string> lines;
    std::map<std::string, std::set<std::size_t>> texts;  // by event without its people
    void merge(const Said& other);
  };
  [[nodiscard]] const Said& said() const { return said_; }
  void go_back_to(Said said) { said_ = std::move(said); }
  // What stands in the draft is not said again, and its people are known.
  void remember(const Draft& draft);

 private:
  bool wanted(std::string& line) const;
  std::string in_order(std::string raw);
  void one(std::string_view raw, const Event& event, std::vector<Passage>& out);
  bool speech(std::string_view raw, const Event& event, std::vector<Passage>& out);
  const std::string& fresh_text(const Event& event);
  std::string fresh_line(std::string_view raw, const Person& speaker, Before before);
  std::string introduced(std::string text);
  std::string with_one_age(std::string text, const Person& person);
  void present(const Person& person, const Passage& line, std::vector<Passage>& out);
  bool look_around(std::string_view raw, Passage& passage);
  [[nodiscard]] std::string shot_note(std::string text) const;
  [[nodiscard]] std::string term(const std::string& emotion) const;
  [[nodiscard]] std::string quiet_term(const Event& event) const;

  const Library& library_;
  const Reading& reading_;
  const Cast& cast_;
  Grammar& grammar_;
  base::Random& random_;
  Said said_;                         // no line is said twice
  std::set<std::string> introduced_;  // roles whose names stood in capitals already
  std::set<std::string> aged_;        // roles whose age was said
  bool image_planted_ = false;
};

}  // namespace kuleshov::write
