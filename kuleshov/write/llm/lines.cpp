#include "kuleshov/write/llm/lines.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/llm/prompt.hpp"
#include "kuleshov/write/llm/top.hpp"

namespace kuleshov::write::llm {

namespace {

using base::Result;

std::string scene_words(const Draft& draft, const DraftScene& scene) {
  std::string out;
  for (const Passage& passage : scene.passages) {
    if (passage.kind == Passage::Kind::action) out += "(" + passage.text + ")\n";
    if (passage.kind == Passage::Kind::line)
      out += in_role(draft.cast, passage.role)->id + ": " + passage.text + "\n";
  }
  return out;
}

std::vector<std::size_t> lines_of(const DraftScene& scene) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < scene.passages.size(); ++i)
    if (scene.passages[i].kind == Passage::Kind::line) all.push_back(i);
  return all;
}

std::set<std::string> said_elsewhere(const Draft& draft, const DraftScene& scene) {
  std::set<std::string> said;
  for (const DraftScene& other : draft.scenes)
    for (const Passage& passage : other.passages)
      if (other.id != scene.id && passage.kind == Passage::Kind::line) said.insert(passage.text);
  return said;
}

std::string fault_in(const Items& items, const Draft& draft, const DraftScene& scene) {
  const std::vector<std::size_t> lines = lines_of(scene);
  if (items.size() != lines.size())
    return "the scene has " + std::to_string(lines.size()) + " lines, not " +
           std::to_string(items.size());
  std::set<std::string> said = said_elsewhere(draft, scene);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string expected = in_role(draft.cast, scene.passages[lines[i]].role)->id;
    if (items[i][0] != expected) return "line " + std::to_string(i + 1) + " belongs to " + expected;
    if (const std::string fault = fault_of(items[i][0], items[i][1], draft, scene); !fault.empty())
      return fault;
    if (!said.insert(items[i][1]).second)
      return "\"" + items[i][1] + "\" is said twice in the film";
  }
  return {};
}

// The model's lines, checked; one more try with the fault named.
Result<Items> lines_from(Client& client, std::vector<Message> messages, const Schema& schema,
                         const Draft& draft, const DraftScene& scene) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    Items items = TRY(client.ask(messages, schema));
    const std::string fault = fault_in(items, draft, scene);
    if (fault.empty()) return items;
    if (attempt == 1) return base::fail(fault);
    messages.push_back(
        {"user", "That does not fit the plan: " + fault + ". Write the whole scene again."});
  }
  return base::fail("no answer");
}

}  // namespace

std::string cast_words(const Draft& draft) {
  std::string out;
  for (const Person& person : draft.cast)
    out += person.id + ": " + person.name + ", " + std::to_string(person.age) + ". " +
           person.description + " Wants " + person.wants + ". Voice: " + person.voice_kind + ".\n";
  return out;
}

std::string plan_words(const DraftScene& scene) {
  std::string out = scene.synopsis + "\n";
  if (!scene.belief.empty()) out += "What changes: " + scene.belief + "\n";
  for (const std::string& hidden : scene.hides) out += "Hidden: " + hidden + "\n";
  return out;
}

std::string filled(std::string prompt, const std::map<std::string, std::string>& slots) {
  for (const auto& [name, text] : slots) {
    const std::string sign = "{{" + name + "}}";
    for (std::size_t at = prompt.find(sign); at != std::string::npos;
         at = prompt.find(sign, at + text.size()))
      prompt.replace(at, sign.size(), text);
  }
  return prompt;
}

std::string fault_of(const std::string& speaker, const std::string& line, const Draft& draft,
                     const DraftScene& scene) {
  const auto person = std::find_if(draft.cast.begin(), draft.cast.end(),
                                   [&](const Person& p) { return p.id == speaker; });
  if (person == draft.cast.end()) return "there is no \"" + speaker + "\" in the cast";
  const auto& who = draft.weave.knots[scene.knot].event->who;
  const bool here = std::any_of(scene.passages.begin(), scene.passages.end(),
                                [&](const Passage& p) { return p.role == person->role; }) ||
                    std::find(who.begin(), who.end(), person->role) != who.end();
  if (!here) return person->name + " is not in this scene";
  const auto words = base::split(base::trim(line), ' ').size();
  if (base::trim(line).empty()) return "a line is empty";
  if (words > 45) return "\"" + line.substr(0, 30) + "...\" is longer than 45 words";
  if (line.find('\n') != std::string::npos || line.find("[[") != std::string::npos)
    return "a line holds a line break or a note";
  return fault_in_secrets(person->role, line, draft, scene);
}

Result<Outcome> write_lines(Draft& draft, Client& client, const std::vector<std::string>& only,
                            const std::string& ask, const base::Path& prompts) {
  const std::string prompt = TRY(base::read_file(prompts / "scene.md"));
  Outcome outcome;
  std::string before = "(the film begins)";
  for (DraftScene& scene : draft.scenes) {
    const std::string now = scene_words(draft, scene);
    const bool wanted = only.empty() || std::find(only.begin(), only.end(), scene.id) != only.end();
    const std::vector<std::size_t> lines = lines_of(scene);
    if (wanted && !lines.empty()) {
      const Schema schema{"lines", {{"speaker", true}, {"text", true}}, lines.size(), lines.size()};
      const std::string text = filled(prompt, {{"logline", draft.logline},
                                               {"cast", cast_words(draft)},
                                               {"plan", plan_words(scene)},
                                               {"before", before},
                                               {"scene", now},
                                               {"ask", ask.empty() ? "nothing in particular" : ask},
                                               {"count", std::to_string(lines.size())}});
      const auto items = lines_from(client, {{"user", text}}, schema, draft, scene);
      if (!items && items.error().kind == base::ErrorKind::interrupted)
        return std::unexpected(items.error());
      if (!items && items.error().kind == base::ErrorKind::backend_absent &&
          outcome.scenes + outcome.kept == 0)
        return std::unexpected(items.error());
      if (items) {
        ++outcome.scenes;
        for (std::size_t i = 0; i < lines.size(); ++i) {
          scene.passages[lines[i]].text = (*items)[i][1];
          scene.passages[lines[i]].source = "model";
        }
      } else {
        ++outcome.kept;
        outcome.why.push_back(scene.id + ": " + items.error().what);
      }
    }
    before = scene_words(draft, scene);
  }
  return outcome;
}

}  // namespace kuleshov::write::llm
