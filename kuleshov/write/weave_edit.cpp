#include "kuleshov/write/weave_edit.hpp"

#include <algorithm>
#include <cctype>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

template <class Function>
void for_each_index(Weave& weave, Function change) {
  for (Knot& knot : weave.knots) {
    for (std::size_t& index : knot.next) change(index);
    for (std::size_t& index : knot.causes) change(index);
  }
}

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

char role_for(char role, const std::map<char, char>& roles) {
  const auto found = roles.find(role);
  return found == roles.end() ? role : found->second;
}

// A role letter stands at a symbol's start ("{A.s}", "{^A}"), before a line, or in a shot's note.
std::string recast(const std::string& line, const std::map<char, char>& roles) {
  std::string out = line;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool at_symbol = i > 0 && (out[i - 1] == '{' || (out[i - 1] == '^' && i > 1));
    const bool at_line = i == 0 && !line.starts_with("@ ") && out.size() > 1 &&
                         (out[1] == ':' || out[1] == '/' || out[1] == ' ');
    const bool in_note = line.starts_with("@ ") && i > 0 && out[i - 1] == ' ';
    const bool alone = i + 1 == out.size() || !letter(out[i + 1]);
    if ((at_symbol || at_line || in_note) && alone) out[i] = role_for(out[i], roles);
  }
  return out;
}

std::string recast_text(const std::string& text, const std::map<char, char>& roles) {
  std::string out;
  for (const std::string_view line : base::lines(text))
    out += recast(std::string(line), roles) + "\n";
  return out;
}

}  // namespace

void insert_before(Weave& weave, std::size_t at, const Event& event) {
  for_each_index(weave, [&](std::size_t& index) { index += index >= at ? 1 : 0; });
  Knot knot;
  knot.event = &event;
  knot.worlds = weave.knots[at].worlds;
  knot.next = {at + 1};
  for (Knot& other : weave.knots)
    for (std::size_t& index : other.next)
      if (index == at + 1) index = at;
  weave.knots.insert(weave.knots.begin() + static_cast<std::ptrdiff_t>(at), std::move(knot));
}

void fork_after(Weave& weave, std::size_t at, const std::vector<std::vector<const Event*>>& ways) {
  std::size_t count = 0;
  for (const auto& way : ways) count += way.size();
  for_each_index(weave, [&](std::size_t& index) { index += index > at ? count : 0; });
  const std::size_t meet = weave.knots[at].next.front();
  const std::vector<World> worlds = weave.knots[at].worlds;
  std::vector<Knot> all;
  weave.knots[at].kind = Place_in_graph::key;
  weave.knots[at].next.clear();
  for (const auto& way : ways) {
    weave.knots[at].next.push_back(at + 1 + all.size());
    for (std::size_t i = 0; i < way.size(); ++i) {
      Knot knot;
      knot.event = way[i];
      knot.kind = i == 0 ? Place_in_graph::way : Place_in_graph::branch;
      knot.worlds = worlds;
      knot.next = {i + 1 < way.size() ? at + 2 + all.size() : meet};
      all.push_back(std::move(knot));
    }
  }
  weave.knots.insert(weave.knots.begin() + static_cast<std::ptrdiff_t>(at) + 1, all.begin(),
                     all.end());
}

void append_knot(Weave& weave, const Event& event) {
  Knot knot;
  knot.event = &event;
  knot.worlds = weave.knots.back().worlds;
  weave.knots.back().next = {weave.knots.size()};
  weave.knots.push_back(std::move(knot));
}

void erase_knot(Weave& weave, std::size_t at) {
  weave.knots.erase(weave.knots.begin() + static_cast<std::ptrdiff_t>(at));
  for (Knot& knot : weave.knots) {
    std::erase(knot.next, at);
    std::erase(knot.causes, at);
  }
  for_each_index(weave, [&](std::size_t& index) { index -= index > at ? 1 : 0; });
}

void space_out(Weave& weave) {
  const double last = static_cast<double>(std::max<std::size_t>(weave.knots.size(), 2) - 1);
  for (std::size_t i = 0; i < weave.knots.size(); ++i)
    weave.knots[i].at = static_cast<double>(i) / last;
}

void reorder(Weave& weave, const std::vector<std::size_t>& order) {
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<Knot> knots;
  for (const std::size_t index : order) knots.push_back(weave.knots[index]);
  weave.knots = std::move(knots);
  for_each_index(weave, [&](std::size_t& index) { index = place[index]; });
}

bool may_insert(const Weave& weave, std::size_t at) { return on_every_path(weave.knots[at]); }

bool leads_to(const Weave& weave, std::size_t from, std::size_t to) {
  std::vector<bool> reached(weave.knots.size(), false);
  reached[from] = true;
  for (std::size_t i = from; i < to; ++i)
    if (reached[i])
      for (const std::size_t next : weave.knots[i].next) reached[next] = true;
  return reached[to];
}

std::vector<std::size_t> before(const Weave& weave, std::size_t at) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < weave.knots.size(); ++i) {
    const auto& next = weave.knots[i].next;
    if (std::find(next.begin(), next.end(), at) != next.end()) all.push_back(i);
  }
  return all;
}

Event cast_as(Event event, const std::map<char, char>& roles) {
  for (std::string& role : event.who) role[0] = role_for(role[0], roles);
  for (std::string& text : event.texts) text = recast_text(text, roles);
  std::map<std::string, std::string> motive;
  for (const auto& [role, wish] : event.motive)
    motive[std::string(1, role_for(role[0], roles))] = recast(" " + wish, roles).substr(1);
  event.motive = std::move(motive);
  return event;
}

}  // namespace kuleshov::write
