// Forms of address: who says "Mr. Hale" and who says "Tom", and whether that holds.
#include <algorithm>
#include <cctype>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

// One time that a speaker calls somebody something.
struct Call {
  bool formal = false;
  const Scene* scene = nullptr;
  std::size_t line = 0;
  std::string form;
};

// The other speaker, where a scene has just two.
std::string partner(const Scene& scene, const std::string& who) {
  std::set<std::string> all;
  for (const Moment& m : scene.moments)
    if (m.kind == Moment::Kind::speech) all.insert(m.who);
  all.erase(who);
  return all.size() == 1 ? *all.begin() : std::string();
}

// Called to, not spoken of: at the line's start before a comma, or at its end after one.
bool called(const std::string& low, const std::string& form) {
  const std::size_t at = find_words(low, form);
  if (at == std::string::npos) return false;
  const std::string_view before = base::trim(std::string_view(low).substr(0, at));
  const std::string_view after = base::trim(std::string_view(low).substr(at + form.size()));
  const bool opens =
      before.empty() && (after.empty() || after.starts_with(',') || after.starts_with('!') ||
                         after.starts_with('?') || after.starts_with('.'));
  const bool closes =
      before.ends_with(',') && (after.empty() || after.starts_with('.') || after.starts_with('?') ||
                                after.starts_with('!') || after.starts_with(','));
  return opens || closes;
}

// "I'd have liked to stay, Edith.": the name at its end that is no title and nobody else's.
std::string name_at_end(const Moment& m, const Entry& words,
                        const std::set<std::string>& speakers) {
  const auto comma = m.text.rfind(", ");
  if (comma == std::string::npos) return {};
  std::string name = m.text.substr(comma + 2);
  if (!name.empty() && (name.back() == '.' || name.back() == '?' || name.back() == '!'))
    name.pop_back();
  const bool word = name.size() > 2 && std::isupper(static_cast<unsigned char>(name[0])) != 0 &&
                    std::all_of(name.begin() + 1, name.end(),
                                [](unsigned char c) { return std::islower(c) != 0; });
  const std::string low = base::lower_ascii(name);
  const auto known = [&](const std::string& list) {
    const auto& all = words.all(list);
    return std::find(all.begin(), all.end(), low) != all.end();
  };
  if (!word || known("titles") || known("kin_up") || known("calls_anyone")) return {};
  const bool somebody = std::any_of(speakers.begin(), speakers.end(), [&](const std::string& cue) {
    return has_words(base::lower_ascii(cue), low);
  });
  return somebody ? std::string() : low;
}

std::string title_in(const std::string& low, const Entry& words) {
  for (const std::string& title : words.all("titles"))
    if (called(low, title)) return title;
  for (const std::string& title : words.all("titles")) {
    for (const std::string& mark : {title + ". ", title + " "}) {
      const std::size_t at = find_words(low, title);
      if (at == std::string::npos || low.compare(at, mark.size(), mark) != 0) continue;
      std::size_t end = at + mark.size();
      while (end < low.size() && std::isalpha(static_cast<unsigned char>(low[end])) != 0) ++end;
      const std::string form = low.substr(at, end - at);
      if (end > at + mark.size() && called(low, form)) return form;
    }
  }
  return {};
}

using Calls = std::map<std::pair<std::string, std::string>, std::vector<Call>>;

void gather(const Scene& scene, const Entry& words, const std::set<std::string>& speakers,
            Calls& calls) {
  for (const Moment& m : scene.moments) {
    if (m.kind != Moment::Kind::speech) continue;
    const std::string to = partner(scene, m.who);
    if (to.empty()) continue;
    if (const std::string title = title_in(m.low, words); !title.empty())
      calls[{m.who, to}].push_back({true, &scene, m.line, title});
    const std::string first = base::lower_ascii(to.substr(0, to.find(' ')));
    if (first.size() > 2 && called(m.low, first))
      calls[{m.who, to}].push_back({false, &scene, m.line, first});
    if (const std::string name = name_at_end(m, words, speakers); !name.empty())
      calls[{m.who, to}].push_back({false, &scene, m.line, name});
  }
}

// Formal, formal, formal, once by the first name, formal again: the one is a slip. A change that
// lasts is a story.
void shifts(const Calls& calls, std::vector<Finding>& out) {
  for (const auto& [pair, list] : calls) {
    const auto formal = static_cast<std::size_t>(
        std::count_if(list.begin(), list.end(), [](const Call& c) { return c.formal; }));
    const std::size_t plain = list.size() - formal;
    if (std::min(formal, plain) != 1 || std::max(formal, plain) < 2) continue;
    const bool odd = formal == 1;
    const auto at =
        std::find_if(list.begin(), list.end(), [&](const Call& c) { return c.formal == odd; });
    if (at == list.begin() || at + 1 == list.end()) continue;
    out.push_back(finding("address-shift", *at->scene, at->line,
                          pair.first + " calls " + pair.second + " '" + at->form +
                              "' once, before and after '" + (at + 1)->form + "'",
                          "keep to one form, or give the change a reason"));
  }
}

// "Mum" in one direction and "Mum" back.
void crossed(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
             std::vector<Finding>& out) {
  std::set<std::pair<std::string, std::string>> children;
  for (const std::size_t index : order)
    for (const Moment& m : scenes[index].moments) {
      if (m.kind != Moment::Kind::speech) continue;
      const std::string to = partner(scenes[index], m.who);
      if (to.empty()) continue;
      for (const std::string& kin : words.all("kin_up")) {
        if (!called(m.low, kin)) continue;
        if (children.contains({to, m.who}))
          out.push_back(finding("address-crossed", scenes[index], m.line,
                                m.who + " calls " + to + " '" + kin + "', and " + to + " called " +
                                    m.who + " a parent before",
                                "one of the two is the child"));
        children.insert({m.who, to});
      }
    }
}

}  // namespace

void check_address(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                   std::vector<Finding>& out) {
  Calls calls;
  std::set<std::string> speakers;
  for (const auto& [cue, count] : speakers_of(scenes)) speakers.insert(cue);
  for (const std::size_t index : order) gather(scenes[index], words, speakers, calls);
  shifts(calls, out);
  crossed(scenes, words, order, out);
}

}  // namespace kuleshov::write::continuity
