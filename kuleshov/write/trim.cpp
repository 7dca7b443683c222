#include "kuleshov/write/trim.hpp"

#include <algorithm>
#include <string_view>

#include "kuleshov/write/lasting.hpp"

namespace kuleshov::write {

namespace {

using Passages = std::vector<Passage>;

bool spoken(const Passage& passage) { return passage.kind == Passage::Kind::line; }

bool quiet(const Passage& passage) {
  return spoken(passage) && passage.intensity < 0.4 && passage.source != "person" &&
         passage.parenthetical.empty() && passage.text.find('"') == std::string::npos;
}

bool asks(const Passage& passage) { return spoken(passage) && passage.text.ends_with('?'); }

// It begins with a word that points at what was said before it.
bool leans_back(const Passage& passage) {
  if (passage.kind == Passage::Kind::shot || passage.kind == Passage::Kind::insert) return false;
  for (const std::string_view word :
       {"It",    "That",  "They", "He ",   "She ",    "He'",   "She'",   "And",   "But",  "So ",
        "So.",   "Then",  "No",   "Yes",   "Because", "Which", "Who",    "What",  "When", "Why",
        "Where", "There", "This", "These", "Those",   "Not",   "I know", "I did", "Same", "Oh"})
    if (passage.text.starts_with(word)) return true;
  return false;
}

// The passage after `at` that is no shot; the scene's size if there is none.
std::size_t next_of(const Passages& all, std::size_t at) {
  ++at;
  while (at < all.size() && all[at].kind == Passage::Kind::shot) ++at;
  return at;
}

std::size_t first_of(const Passages& all) {
  return all.empty() || all[0].kind != Passage::Kind::shot ? 0 : next_of(all, 0);
}

// Who goes on talking does not get a second cue.
void join(Passages& all, std::size_t before, std::size_t after) {
  if (after >= all.size() || next_of(all, before) != after) return;
  if (!spoken(all[before]) || !spoken(all[after]) || all[before].role != all[after].role ||
      !all[after].parenthetical.empty() || all[after].intensity > all[before].intensity)
    return;
  all[before].text += " " + all[after].text;
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(after));
}

void erase_at(Passages& all, std::size_t at) {
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
}

std::vector<std::size_t> longest_first(const Draft& draft) {
  std::vector<std::size_t> order;
  std::vector<double> seconds;
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) {
    order.push_back(i);
    seconds.push_back(seconds_of(draft.scenes[i], draft.cast));
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return seconds[a] > seconds[b]; });
  return order;
}

}  // namespace

bool drop_look(DraftScene& scene) {
  for (std::size_t i = 0; i < scene.passages.size(); ++i) {
    Passage& passage = scene.passages[i];
    if (passage.look == 0 || passage.source == "person") continue;
    passage.text.erase(0, passage.look);
    passage.look = 0;
    if (passage.text.empty()) erase_at(scene.passages, i);
    return true;
  }
  return false;
}

bool drop_exchange(DraftScene& scene) {
  Passages& all = scene.passages;
  std::size_t before = first_of(all);
  for (std::size_t i = next_of(all, before); i < all.size(); before = i, i = next_of(all, i)) {
    const std::size_t reply = next_of(all, i);
    const std::size_t after = next_of(all, reply);
    if (after >= all.size()) return false;
    if (!quiet(all[i]) || !quiet(all[reply]) || all[i].role == all[reply].role ||
        asks(all[before]) || asks(all[reply]) || leans_back(all[after]))
      continue;
    erase_at(all, reply);
    erase_at(all, i);
    join(all, before, next_of(all, before));
    return true;
  }
  return false;
}

bool drop_line(DraftScene& scene) {
  Passages& all = scene.passages;
  std::size_t before = first_of(all);
  for (std::size_t i = next_of(all, before); i < all.size(); before = i, i = next_of(all, i)) {
    const std::size_t after = next_of(all, i);
    if (after >= all.size()) return false;
    if (!quiet(all[i]) || asks(all[before]) || asks(all[i]) || leans_back(all[after])) continue;
    erase_at(all, i);
    join(all, before, next_of(all, before));
    return true;
  }
  return false;
}

bool drop_any(DraftScene& scene) {
  Passages& all = scene.passages;
  const auto mild = [&](const Passage& p) {
    return spoken(p) && p.intensity < 0.6 && p.source != "person";
  };
  for (const bool questions : {false, true})
    for (std::size_t i = next_of(all, first_of(all)); next_of(all, i) < all.size();
         i = next_of(all, i))
      if (mild(all[i]) && (questions || !asks(all[i]))) {
        erase_at(all, i);
        return true;
      }
  return false;
}

namespace {

using Cut = bool (*)(DraftScene&);

void cut_while(Draft& draft, const std::function<bool()>& more, Cut cut) {
  for (bool any = true; any;) {
    any = false;
    for (const std::size_t at : longest_first(draft)) {
      if (!more()) return;
      any = cut(draft.scenes[at]) || any;
    }
  }
}

}  // namespace

void trim_while(Draft& draft, const std::function<bool()>& more) {
  for (const Cut cut : {drop_look, drop_exchange, drop_line, drop_any}) cut_while(draft, more, cut);
}

void trim_speech_while(Draft& draft, const std::function<bool()>& more) {
  for (const Cut cut : {drop_exchange, drop_line}) cut_while(draft, more, cut);
}

}  // namespace kuleshov::write
