// What showing an element does to the story: its representations, their behaviours and what their
// panels ask. Inside the room only.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kuleshov/story/object_media_parts.hpp"

namespace kuleshov::story {

// What a panel asks the viewer; each answer sets the variable.
struct PanelQuestion {
  struct Answer {
    std::string label;
    std::string value;  // in the trigger language
    bool operator==(const Answer&) const = default;
  };
  std::string label;
  std::string variable;  // as the film calls it
  std::vector<Answer> answers;
  std::size_t usual = 0;  // the answer that the variable starts with
  bool operator==(const PanelQuestion&) const = default;
};

struct ShownElement {
  std::string name;                                         // of the representation
  std::string when;                                         // empty: always
  std::vector<std::pair<std::string, std::string>> labels;  // of links: the target's id, the text
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<PanelQuestion> asks;
};

class ShownElements {
 public:
  // What cannot be carried is added to `lost`, a sentence each.
  ShownElements(const base::Json& document, const ReadVariables& variables,
                std::set<std::string>& lost);

  // What may be shown of the element, the first whose condition holds; one where all that may be
  // shown does the same to the story. Never empty.
  std::vector<ShownElement> of(const base::Json& element);

  // A rule in the trigger language; always true, and lost, where that cannot say it.
  std::string condition(const base::Json& rule);

 private:
  void lose(const std::string& what) { lost_.insert(what); }
  ShownElement read(const base::Json& held);
  void read_behaviour(const base::Json& json, ShownElement& shown);
  void read_manipulation(const base::Json& json, ShownElement& shown);
  void read_panel(const base::Json& json, ShownElement& shown);
  [[nodiscard]] std::optional<PanelQuestion> question_about(const std::string& name) const;

  const ReadVariables& variables_;
  std::set<std::string>& lost_;
  object_media::Objects collections_, representations_;
};

}  // namespace kuleshov::story
