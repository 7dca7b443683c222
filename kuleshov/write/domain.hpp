// What can happen in a genre beside its plot: matters that somebody keeps from the others, as
// planning problems with words to their actions. Files under data/domains; format in
// docs/formats/domain.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::write {

// One way a matter may go: who wants what at the start, and what the author asks for. {K} keeps it,
// {S} comes to know of it, {T} is the third.
struct Course {
  std::string id;
  std::string says;
  std::vector<std::string> endings;  // empty: any
  std::string begins;                // statements of the planner's language
  std::string wants;                 // an expression of it
};

struct Domain {
  std::string id;
  std::string problem;  // the planner's language, without what a shape adds
  std::string learns;   // how a matter may come out, in this genre
  std::vector<std::string> keeper, seeker, third;  // roles that may be these
  std::vector<Course> shapes;
};

// How an action reads. A acts, B keeps the matter or is spoken to, C is the other.
struct ActionWords {
  std::vector<double> arc;  // as Event::arc
  std::string says;         // the action in a sentence: "{A} tells {C} what {B} keeps"
  std::string label;        // of the way that begins with it
  std::string place;        // inside outside; empty: anywhere
  std::map<std::string, std::string> motive;
  std::vector<std::string> texts;
};

struct Domains {
  std::map<std::string, Domain> by_genre;
  std::map<std::string, ActionWords> actions;
  std::string question;  // at a key point of the matter: {S} has come to know of it
  std::map<std::string, std::string> facts;                           // fluent -> what it means
  std::map<std::string, std::map<std::string, std::string>> secrets;  // id -> key -> phrase
};

// A genre's file, `text`, and the `problem` that it builds on. Errors name `file`, and a line where
// there is one.
base::Result<Domain> parse_domain(std::string_view text, const std::string& file,
                                  std::string problem);

// Errors: a file that is missing or says something that is not understood; an action without words;
// a problem that the planner does not read. No folder at all: no domains.
base::Result<Domains> read_domains(const base::Path& folder);

}  // namespace kuleshov::write
