// A story's graph as other formats give it, and the film source it becomes.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/story/script_source.hpp"

namespace kuleshov::story {

struct OutlineWay {
  std::string to;
  std::string label;
  std::string when;  // in the trigger language
  std::vector<std::pair<std::string, std::string>> set;
  std::string id = {};  // empty: SCENE.NUMBER at a choice, FROM-to-TO elsewhere
};

struct OutlineScene {
  std::string id;  // fit for a scene number: letters, digits, "-", "."
  std::string title;
  std::string text;  // what is to be seen, paragraphs
  std::string clip;  // "media/film.mp4 12.4-15.0"
  std::string question;
  bool choice = false;  // ways are offered to the viewer, else the first that is open is taken
  bool ending = false;
  std::size_t default_way = 0;
  std::vector<OutlineWay> ways;
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<std::string> tags = {};
  std::vector<double> position = {};  // [x, y], or empty
};

struct OutlineVariable {
  std::string id;
  std::vector<std::string> values;  // empty: yes or no, or a number
  bool number = false;
  int low = 0;  // of a number
  int high = 0;
  std::string start;
};

struct Outline {
  std::string title;
  std::string opening;
  std::vector<std::string> core;  // empty: the opening alone
  std::vector<OutlineVariable> variables;
  std::vector<OutlineScene> scenes;
};

ScriptSource source_from_outline(const Outline& outline);

// A name that scenes may have, not yet in `taken`; adds it.
std::string scene_name(std::string_view text, std::map<std::string, std::string>& taken);

}  // namespace kuleshov::story
