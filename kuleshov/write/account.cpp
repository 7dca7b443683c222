#include "kuleshov/write/account.hpp"

#include "kuleshov/write/matter.hpp"

namespace kuleshov::write {

namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string named(const Draft& draft, const std::string& role) {
  const Person* person = in_role(draft.cast, role);
  return person == nullptr ? role : person->id;
}

std::string pronoun(const Person& person, char form) {
  const bool she = person.gender == "female";
  switch (form) {
    case 's':
      return she ? "she" : "he";
    case 'o':
      return she ? "her" : "him";
    case 'p':
      return she ? "her" : "his";
    default:
      return she ? "herself" : "himself";
  }
}

// "{O}" and "{O.p}" as a name and a pronoun; other symbols stay.
std::string with_people(const Draft& draft, std::string text) {
  for (const Person& person : draft.cast) {
    const auto put = [&](const std::string& sign, const std::string& words) {
      for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign))
        text.replace(at, sign.size(), words);
    };
    put("{" + person.role + "}", person.name);
    for (const char form : {'s', 'o', 'p', 'r'})
      put("{" + person.role + "." + form + "}", pronoun(person, form));
  }
  return text;
}

// Role letters that stand alone, too: "O learns that Y knows of it".
std::string with_names(const Draft& draft, const std::string& raw) {
  const std::string text = with_people(draft, raw);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool alone = (i == 0 || !letter(text[i - 1])) &&
                       (i + 1 == text.size() || !letter(text[i + 1])) && text[i] >= 'A' &&
                       text[i] <= 'Z';
    const Person* person = alone ? in_role(draft.cast, text.substr(i, 1)) : nullptr;
    out += person == nullptr ? std::string(1, text[i]) : person->name;
  }
  return out;
}

// As the scene's synopsis has it, every symbol filled: "Mara wants to close the book".
std::string motive_in(const DraftScene& scene, const Person& person, std::string otherwise) {
  const std::string begins = person.name + " wants to ";
  const auto at = scene.synopsis.find(begins);
  if (at == std::string::npos) return otherwise;
  const auto from = at + begins.size();
  return scene.synopsis.substr(from, scene.synopsis.find("; ", from) - from);
}

std::string scene_of(const Draft& draft, const PlannedStep& step) {
  for (std::size_t i = 0; i < draft.weave.knots.size(); ++i)
    if (draft.weave.knots[i].event == &step.event) return draft.scenes[i].id;
  return {};
}

base::Json motives_json(const Draft& draft, const PlannedStep& step) {
  base::Json all = base::Json::array();
  for (const PlannedMotive& motive : step.motives) {
    base::Json plan = base::Json::array();
    for (const std::string& action : motive.plan) plan.push_back(with_names(draft, action));
    all.push_back({{"character", named(draft, motive.role)},
                   {"plan", plan},
                   {"before", motive.before},
                   {"after", motive.after}});
  }
  return all;
}

base::Json people_json(const Draft& draft, const std::vector<std::string>& roles) {
  base::Json all = base::Json::array();
  for (const std::string& role : roles) all.push_back(named(draft, role));
  return all;
}

base::Json planned_json(const Draft& draft, const PlannedStep& step) {
  base::Json out{{"action", with_names(draft, step.action)},
                 {"motives", motives_json(draft, step)},
                 {"worse_off", people_json(draft, step.losers)},
                 {"unaware", people_json(draft, step.unaware)}};
  if (step.reveal)
    out["reveal"] = {{"to", named(draft, step.reveal->role)},
                     {"planted", scene_of(draft, draft.intrigue->steps[step.reveal->planted])}};
  return out;
}

}  // namespace

void add_account(const Draft& draft, std::size_t scene, base::Json& entry) {
  const Event& event = *draft.weave.knots[scene].event;
  base::Json serves = base::Json::object();
  base::Json motives = base::Json::object();
  for (const auto& [role, motive] : event.motive) {
    const Person* person = in_role(draft.cast, role);
    if (person == nullptr) continue;
    motives[person->id] = motive_in(draft.scenes[scene], *person, with_people(draft, motive));
    if (!person->wants.empty()) serves[person->id] = person->wants;
  }
  base::Json hides = base::Json::array();
  for (const std::string& hidden : event.hides) hides.push_back(with_names(draft, hidden));
  entry["motives"] = motives;
  entry["serves"] = serves;
  entry["belief"] = with_names(draft, event.belief);
  entry["hides"] = hides;
  if (const PlannedStep* step = step_of(draft.intrigue.get(), event))
    entry["planned"] = planned_json(draft, *step);
}

base::Json matter_json(const Draft& draft) {
  if (draft.intrigue == nullptr) return nullptr;
  const Intrigue& matter = *draft.intrigue;
  return {{"domain", matter.domain},
          {"shape", matter.shape},
          {"matter", matter.secret},
          {"keeper", named(draft, matter.keeper)},
          {"seeker", named(draft, matter.seeker)},
          {"third", named(draft, matter.third)}};
}

}  // namespace kuleshov::write
