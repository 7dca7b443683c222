#include "kuleshov/write/intrigue_words.hpp"

#include <algorithm>
#include <cctype>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

char role_for(char sign, const std::map<char, char>& roles) {
  const auto found = roles.find(sign);
  return found == roles.end() ? sign : found->second;
}

// A role stands at a symbol's start ("{A.s}", "{^A}"), before a line ("A/fear:"), or in a shot's
// note; "A door." is no role.
std::string line_with_roles(const std::string& line, const std::map<char, char>& roles) {
  std::string out = line;
  const bool note = line.starts_with("@ ");
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool in_symbol = i > 0 && (out[i - 1] == '{' || (i > 1 && out[i - 1] == '^'));
    const bool speaks =
        i == 0 && out.size() > 1 && (out[1] == ':' || out[1] == '/' || out.substr(1, 2) == " (");
    const bool noted = note && i > 0 && out[i - 1] == ' ';
    const bool alone = i + 1 == out.size() || !letter(out[i + 1]);
    if ((in_symbol || speaks || noted) && alone) out[i] = role_for(out[i], roles);
  }
  return out;
}

// "face(Y, O)" -> name and arguments.
std::pair<std::string, std::vector<std::string>> taken_apart(const std::string& call) {
  const auto open = call.find('(');
  if (open == std::string::npos) return {call, {}};
  std::vector<std::string> arguments;
  const std::string_view inside =
      std::string_view(call).substr(open + 1, call.rfind(')') - open - 1);
  for (const std::string_view argument : base::split(inside, ','))
    if (!base::trim(argument).empty()) arguments.emplace_back(base::trim(argument));
  return {call.substr(0, open), arguments};
}

std::string replaced(std::string text, const std::string& sign, const std::string& by) {
  for (std::size_t at = text.find(sign); at != std::string::npos;
       at = text.find(sign, at + by.size()))
    text.replace(at, sign.size(), by);
  return text;
}

// A, B, C to the action's arguments.
std::map<char, char> roles_of(const std::vector<std::string>& arguments) {
  std::map<char, char> roles;
  for (std::size_t i = 0; i < arguments.size() && i < 3; ++i)
    roles[static_cast<char>('A' + i)] = arguments[i].front();
  return roles;
}

// In a matter's phrases B is whoever keeps it, whatever the action calls them.
std::string with_secret(std::string text, const Domains& domains, const Intrigue& intrigue) {
  const std::map<char, char> roles{{'A', intrigue.seeker.front()}, {'B', intrigue.keeper.front()}};
  for (const auto& [key, phrase] : domains.secrets.at(intrigue.secret))
    text = replaced(text, "{s." + key + "}", line_with_roles(phrase, roles));
  return text;
}

// Whether somebody speaks or is spoken of.
bool holds(const std::string& text, const std::string& role) {
  for (const std::string& sign : {"\n" + role + ":", "\n" + role + "/", "\n" + role + " (",
                                  "{" + role + "}", "{" + role + ".", "{^" + role})
    if (text.find(sign) != std::string::npos) return true;
  return false;
}

void add_people(const PlannedStep& step, const std::vector<std::string>& arguments, Event& event) {
  for (const std::string& role : arguments)
    if (std::any_of(event.texts.begin(), event.texts.end(),
                    [&](const std::string& text) { return holds(text, role); }))
      event.who.push_back(role);
  if (event.who.empty()) event.who = arguments;
  for (const std::string& role : step.unaware)
    if (role == arguments.back() && arguments.size() > 1)
      event.hides.push_back(arguments.front() + ": what {" + arguments.front() +
                            ".s} knows, from " + role);
}

}  // namespace

std::string with_roles(const std::string& text, const std::map<char, char>& roles) {
  std::string out;
  for (const std::string_view line : base::lines(text))
    out += line_with_roles(std::string(line), roles) + "\n";
  return out;
}

std::string in_words(const std::string& belief, const Domains& domains, const Intrigue& intrigue) {
  const auto believes = belief.find(" believes ");
  const auto equals = belief.rfind(" = ");
  if (believes == std::string::npos || equals == std::string::npos) return {};
  const auto [name, arguments] = taken_apart(belief.substr(believes + 10, equals - believes - 10));
  const std::string value = belief.substr(equals + 3);
  const auto words = domains.facts.find(name);
  if (words == domains.facts.end() || value == "False") return {};
  const std::string learner = belief.substr(0, believes);
  const bool own = !arguments.empty() && arguments.front() == learner;
  // What somebody has done, or been done by, they need not learn; the matter itself they do.
  if (own && name == "knows") return learner + " learns what " + intrigue.keeper + " keeps";
  if (own || (learner == intrigue.keeper && name != "knows" && name != "holds")) return {};
  std::string said = replaced(words->second, "{K}", intrigue.keeper);
  said = replaced(said, "{c}", arguments.empty() ? "" : arguments.front());
  said = replaced(said, "{v}", value == "?" ? "nobody" : value);
  return learner + " learns that " + said;
}

std::string sentence_of(const std::string& action, const Domains& domains) {
  const auto [name, arguments] = taken_apart(action);
  const auto words = domains.actions.find(name);
  if (words == domains.actions.end() || words->second.says.empty()) return action;
  std::string said = words->second.says;
  for (std::size_t i = 0; i < arguments.size() && i < 3; ++i)
    said = replaced(said, std::string("{") + static_cast<char>('A' + i) + "}", arguments[i]);
  return said;
}

Event event_of(const PlannedStep& step, const Domains& domains, const Intrigue& intrigue) {
  const auto [name, arguments] = taken_apart(step.action);
  const ActionWords& words = domains.actions.at(name);
  const std::map<char, char> roles = roles_of(arguments);
  Event event;
  event.id = "intrigue-" + name;
  for (const std::string& role : arguments) event.id += "-" + role;
  event.does = "intrigue";
  event.place = words.place.empty() ? "anywhere" : words.place;
  event.arc = words.arc;
  event.label = line_with_roles(words.label, roles);
  for (const std::string& text : words.texts)
    event.texts.push_back(with_secret(with_roles(text, roles), domains, intrigue));
  for (const auto& [sign, motive] : words.motive) {
    const std::string role(1, role_for(sign.front(), roles));
    event.motive[role] = line_with_roles(motive, roles);
  }
  for (const std::string& belief : step.beliefs)
    event.belief += (event.belief.empty() ? "" : "; ") + belief;
  add_people(step, arguments, event);
  return event;
}

}  // namespace kuleshov::write
