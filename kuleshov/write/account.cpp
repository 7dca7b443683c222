#include "kuleshov/write/account.hpp"

#include <algorithm>

#include "kuleshov/write/matter.hpp"

namespace kuleshov::write {

namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string named(const Draft& draft, const std::string& role) {
  const Person* person = in_role(draft.cast, role);
  return person == nullptr ? role : person->id;
}

// Role letters as names: "O learns that Y knows of it".
std::string with_names(const Draft& draft, const std::string& text) {
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

std::string scene_of(const Draft& draft, const PlannedStep& step) {
  for (std::size_t i = 0; i < draft.weave.knots.size(); ++i)
    if (draft.weave.knots[i].event == &step.event) return draft.scenes[i].id;
  return {};
}

base::Json motives_json(const Draft& draft, const PlannedStep& step) {
  base::Json all = base::Json::array();
  for (const PlannedMotive& motive : step.motives) {
    base::Json plan = base::Json::array();
    base::Json says = base::Json::array();
    for (const std::string& action : motive.plan) plan.push_back(with_names(draft, action));
    for (const std::string& said : motive.says) says.push_back(with_names(draft, said));
    all.push_back({{"character", named(draft, motive.role)},
                   {"plan", plan},
                   {"says", says},
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
    out["reveal"] = {
        {"to", named(draft, step.reveal->role)},
        {"planted", scene_of(draft, draft.intrigue->earlier(step, step.reveal->planted))}};
  return out;
}

// The plan in the words of the scenes: a way's label, else the event's name.
std::string event_in_words(const Draft& draft, const std::string& id) {
  for (std::size_t i = 0; i < draft.weave.knots.size(); ++i)
    if (draft.weave.knots[i].event->id == id && !draft.labels[i].empty()) return draft.labels[i];
  return id;
}

base::Json explained_json(const Draft& draft, const Event& event, const Explained& explained) {
  base::Json motives = base::Json::array();
  for (const Reason& reason : explained.reasons) {
    base::Json plan = base::Json::array();
    for (const std::string& step : reason.plan) plan.push_back(event_in_words(draft, step));
    motives.push_back({{"character", named(draft, reason.role)},
                       {"plan", plan},
                       {"before", reason.before},
                       {"after", reason.after}});
  }
  base::Json unaware = base::Json::array();
  for (const Person& person : draft.cast)
    if (std::find(event.who.begin(), event.who.end(), person.role) == event.who.end())
      unaware.push_back(person.id);
  return {{"action", event_in_words(draft, event.id)},
          {"motives", motives},
          {"worse_off", people_json(draft, {explained.losers.begin(), explained.losers.end()})},
          {"unaware", unaware}};
}

// A planned step as a sentence, a way by its label, the rest by the event's name.
std::string in_a_sentence(const Draft& draft, std::size_t scene) {
  const Event& event = *draft.weave.knots[scene].event;
  if (const PlannedStep* step = step_of(draft.intrigue.get(), event))
    return with_names(draft, step->says);
  if (!draft.labels[scene].empty()) return draft.labels[scene];
  std::string name = event.id;
  std::replace(name.begin(), name.end(), '-', ' ');
  return name;
}

}  // namespace

void add_account(const Draft& draft, std::size_t scene, base::Json& entry) {
  const Event& event = *draft.weave.knots[scene].event;
  const DraftScene& said = draft.scenes[scene];
  base::Json serves = base::Json::object();
  base::Json motives = base::Json::object();
  for (const auto& [role, motive] : said.motives) {
    const Person* person = in_role(draft.cast, role);
    if (person == nullptr) continue;
    motives[person->id] = motive;
    if (!person->wants.empty()) serves[person->id] = person->wants;
  }
  base::Json hides = base::Json::array();
  for (const std::string& hidden : said.hides) hides.push_back(with_names(draft, hidden));
  entry["motives"] = motives;
  entry["serves"] = serves;
  entry["belief"] = with_names(draft, said.belief);
  entry["hides"] = hides;
  entry["says"] = in_a_sentence(draft, scene);
  if (const PlannedStep* step = step_of(draft.intrigue.get(), event))
    entry["planned"] = planned_json(draft, *step);
  const auto explained = draft.reasons.events.find(&event);
  if (explained != draft.reasons.events.end() && !explained->second.reasons.empty())
    entry["planned"] = explained_json(draft, event, explained->second);
}

std::string fact_in_words(const Draft& draft, const std::string& fact) {
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) {
    const Event& event = *draft.weave.knots[i].event;
    if (event.belief == fact) return with_names(draft, draft.scenes[i].belief);
    if (event.core == fact) return draft.scenes[i].core;
  }
  return fact;
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
