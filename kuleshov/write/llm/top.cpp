#include "kuleshov/write/llm/top.hpp"

#include <algorithm>
#include <cctype>
#include <functional>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/llm/prompt.hpp"

namespace kuleshov::write::llm {

namespace {

using base::Result;

bool letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80;
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !letter(text[at - 1])) && (end == text.size() || !letter(text[end])))
      return true;
  }
  return false;
}

std::size_t words_in(const std::string& text) { return base::split(base::trim(text), ' ').size(); }

std::string whole_plan(const Draft& draft) {
  std::string out;
  for (const DraftScene& scene : draft.scenes)
    out += scene.id + " " + scene.heading + ": " + plan_words(scene);
  return out;
}

using Fault = std::function<std::string(const Items&)>;

// Asked for, checked, asked for once more with the fault named.
Result<Items> checked(Client& client, const std::string& prompt, const Schema& schema,
                      const Fault& fault_of) {
  std::vector<Message> messages{{"user", prompt}};
  Items items = TRY(client.ask(messages, schema));
  std::string fault = fault_of(items);
  if (fault.empty()) return items;
  messages.push_back({"user", "That does not fit the plan: " + fault + ". Answer again, whole."});
  items = TRY(client.ask(messages, schema));
  fault = fault_of(items);
  if (fault.empty()) return items;
  return base::fail(fault);
}

struct Step {
  const char* name;
  Schema schema;
  Fault fault;
  std::function<void(const Items&)> take;
};

std::vector<std::string> everybody(const Draft& draft) {
  std::vector<std::string> roles;
  for (const Person& person : draft.cast) roles.push_back(person.role);
  return roles;
}

Step logline_step(Draft& draft) {
  return {"logline",
          {"logline", {{"text", true}}, 1, 1},
          [&draft](const Items& items) -> std::string {
            const std::string& text = items[0][0];
            if (words_in(text) > 45 || words_in(text) < 6) return "the logline has 6 to 45 words";
            return fault_in_names(text, draft, everybody(draft));
          },
          [&draft](const Items& items) { draft.logline = items[0][0]; }};
}

Step cast_step(Draft& draft) {
  const std::size_t many = draft.cast.size();
  return {"cast",
          {"cast", {{"id", true}, {"description", true}, {"wants", true}}, many, many},
          [&draft](const Items& items) -> std::string {
            for (std::size_t i = 0; i < items.size(); ++i) {
              if (items[i][0] != draft.cast[i].id)
                return "item " + std::to_string(i + 1) + " is about " + draft.cast[i].id;
              if (words_in(items[i][1]) > 30 || words_in(items[i][2]) > 16)
                return "what is said of " + draft.cast[i].id + " is too long";
              if (!items[i][2].starts_with("to ")) return "wants begins with \"to\"";
              const std::string fault =
                  fault_in_names(items[i][1] + " " + items[i][2], draft, everybody(draft));
              if (!fault.empty()) return fault;
            }
            return {};
          },
          [&draft](const Items& items) {
            for (std::size_t i = 0; i < items.size(); ++i) {
              draft.cast[i].description = items[i][1];
              draft.cast[i].wants = items[i][2];
            }
          }};
}

Step beats_step(Draft& draft) {
  const std::size_t many = draft.scenes.size();
  return {"beats",
          {"beats", {{"scene", true}, {"text", true}}, many, many},
          [&draft](const Items& items) -> std::string {
            for (std::size_t i = 0; i < items.size(); ++i) {
              const DraftScene& scene = draft.scenes[i];
              if (items[i][0] != scene.id)
                return "item " + std::to_string(i + 1) + " is " + scene.id;
              if (words_in(items[i][1]) > 36) return "the synopsis of " + scene.id + " is too long";
              if (items[i][1].find('\n') != std::string::npos) return "a synopsis is one line";
              const auto& who = draft.weave.knots[scene.knot].event->who;
              const std::string fault = fault_in_names(items[i][1], draft, who);
              if (!fault.empty()) return scene.id + ": " + fault;
            }
            return {};
          },
          [&draft](const Items& items) {
            for (std::size_t i = 0; i < items.size(); ++i)
              if (draft.told[i].beat < 0) draft.scenes[i].synopsis = items[i][1];
          }};
}

}  // namespace

std::string fault_in_names(const std::string& text, const Draft& draft,
                           const std::vector<std::string>& roles) {
  for (const Person& person : draft.cast) {
    const bool allowed = std::find(roles.begin(), roles.end(), person.role) != roles.end();
    if (!allowed && has_word(text, person.name)) return person.name + " is not in this scene";
  }
  return {};
}

std::string fault_in_secrets(const std::string& role, const std::string& line, const Draft& draft,
                             const DraftScene& scene) {
  const std::string low = base::lower_ascii(line);
  for (const std::string& hidden : draft.weave.knots[scene.knot].event->hides) {
    const auto colon = hidden.find(": ");
    const auto from = hidden.rfind(", from ");
    if (colon == std::string::npos || from == std::string::npos || from < colon) continue;
    const std::string what = hidden.substr(colon + 2, from - colon - 2);
    const std::string secret = base::lower_ascii(what.substr(what.rfind(' ') + 1));
    // The holder may speak around it; the planner's own line may use the word in another sense.
    const bool unknowing = hidden.substr(from + 7).find(role) != std::string::npos;
    const bool planned =
        std::any_of(scene.passages.begin(), scene.passages.end(), [&](const auto& p) {
          return p.kind == Passage::Kind::line && has_word(base::lower_ascii(p.text), secret);
        });
    if (unknowing && !planned && secret.size() > 2 && has_word(low, secret))
      return in_role(draft.cast, role)->name + " cannot know of the " + secret + " here";
  }
  return {};
}

Result<Outcome> write_top(Draft& draft, Client& client, const std::string& ask,
                          const base::Path& prompts) {
  Outcome outcome;
  for (Step& step : std::vector<Step>{logline_step(draft), cast_step(draft), beats_step(draft)}) {
    const std::string prompt = TRY(base::read_file(prompts / (std::string(step.name) + ".md")));
    const std::string text = filled(prompt, {{"logline", draft.logline},
                                             {"genre", draft.reading.genre},
                                             {"ending", draft.reading.ending},
                                             {"theme", draft.weave.plot->theme},
                                             {"cast", cast_words(draft)},
                                             {"plan", whole_plan(draft)},
                                             {"ask", ask.empty() ? "nothing in particular" : ask},
                                             {"count", std::to_string(step.schema.most_items)}});
    const auto items = checked(client, text, step.schema, step.fault);
    if (items) {
      step.take(*items);
      ++outcome.scenes;
      continue;
    }
    const bool absent = items.error().kind == base::ErrorKind::backend_absent;
    if (items.error().kind == base::ErrorKind::interrupted ||
        (absent && outcome.scenes + outcome.kept == 0))
      return std::unexpected(items.error());
    ++outcome.kept;
    outcome.why.push_back(std::string(step.name) + ": " + items.error().what);
  }
  return outcome;
}

}  // namespace kuleshov::write::llm
