#include "kuleshov/direct/describe.hpp"

#include <fmt/format.h>

#include <cmath>

namespace kuleshov::direct {

namespace {

std::string label_of(const Plan& plan, int way) {
  const story::Way& source = plan.way(way);
  const std::string_view label = story::in_language(source.label, plan.film().languages.front());
  return label.empty() ? source.id.str() : std::string(label);
}

std::string why_closed(Closed closed) {
  switch (closed) {
    case Closed::no:
      return "";
    case Closed::trigger:
      return "trigger";
    case Closed::proof:
      return "would make a core scene or the ending unreachable";
    case Closed::ceiling:
      return "above the viewer's ceiling of intensity";
  }
  return "";
}

std::string feeling(double error, double sd) {
  if (sd >= 0.59) return "Nothing was measured, so the film keeps to what most viewers feel.";
  if (std::abs(error) <= 0.5 * sd) return "You felt about what this moment hopes for.";
  return error > 0 ? "You were calmer than this moment hopes for."
                   : "You were more stirred than this moment hopes for.";
}

Reason evidence(const Choice& choice) {
  const Moment& now = choice.moment;
  return {"evidence",
          fmt::format("arousal {:.4f} +- {:.4f}, valence {:.4f} +- {:.4f}; model believes "
                      "{:.4f}, {:.4f}; intended {:.4f}, {:.4f}",
                      choice.state.arousal.mean, choice.state.arousal.sd, choice.state.valence.mean,
                      choice.state.valence.sd, now.believed.arousal, now.believed.valence,
                      now.intended.arousal, now.intended.valence),
          feeling(now.intended.arousal - now.believed.arousal, now.arousal_sd)};
}

void add_triggers(const Engine& engine, std::vector<Reason>& reasons) {
  for (const Candidate& c : engine.candidates()) {
    const story::Way& way = engine.plan().way(c.way);
    if (c.closed == Closed::proof || c.closed == Closed::ceiling)
      reasons.push_back({"bound", way.id.str() + ": " + why_closed(c.closed),
                         c.closed == Closed::ceiling
                             ? "One way was left out because you set a limit on intensity."
                             : "One way was left out because the film must reach its core."});
    if (way.trigger.text.empty()) continue;
    const bool held = c.closed != Closed::trigger;
    reasons.push_back(
        {"trigger",
         fmt::format("{}: {} ({}, P {:.4f})", way.id.str(), way.trigger.text,
                     held ? "held" : "did not hold", c.trigger_probability),
         held ? fmt::format("\"{}\" was open to you.", label_of(engine.plan(), c.way)) : ""});
  }
}

Reason chosen(const Engine& engine, const Choice& choice) {
  const Candidate& c = engine.candidates()[static_cast<std::size_t>(choice.chosen)];
  const std::string label = label_of(engine.plan(), choice.way);
  const std::string id = engine.plan().way(choice.way).id.str();
  const std::string numbers = fmt::format("{}: score {:.4f}, distance {:.4f}, propensity {:.4f}",
                                          id, c.score, c.distance, c.propensity);
  switch (choice.because) {
    case Because::hand:
      return {"hand", id, fmt::format("You chose \"{}\".", label)};
    case Because::best:
      return {"policy", numbers,
              fmt::format("\"{}\" brings you closest to what the film hopes you feel.", label)};
    case Because::explored:
      return {"explore", numbers,
              fmt::format("\"{}\" is tried, within the bounds, to learn how it is felt.", label)};
    case Because::ceiling_all:
      return {"bound", numbers,
              fmt::format("Every way was intense; \"{}\" is the calmest.", label)};
    case Because::director:
      return {"policy", numbers, fmt::format("\"{}\" is the director's cut.", label)};
    case Because::only_default:
      return {"default", id,
              fmt::format("\"{}\" is where the film goes when nothing speaks.", label)};
    case Because::route:
      return {"trigger", id + ": the first route that is open", ""};
  }
  return {};
}

void add_cut(const Choice& choice, std::vector<Reason>& reasons) {
  if (choice.urge.value != 0)
    reasons.push_back({"policy", fmt::format("cutting urge {:.4f}", choice.urge.value),
                       choice.urge.value > 0 ? "The cutting is a little quicker."
                                             : "The shots are held a little longer."});
  const std::uint8_t bounds = choice.cut.bounds;
  if (bounds & cut_by_shot)
    reasons.push_back({"bound", "cut: the shot's own shortest or longest length", ""});
  if (bounds & cut_by_band)
    reasons.push_back({"bound", "cut: the style anchor's band of average shot length", ""});
  if (bounds & cut_by_change)
    reasons.push_back({"bound", "cut: the style anchor's largest change a minute", ""});
}

Reason framing(const Plan& plan, const Choice& choice) {
  const FramingChoice& framing = choice.framing;
  const auto& shot = plan.shots()[static_cast<std::size_t>(choice.cut.shot)];
  const std::string& id = plan.take_id(choice.cut.shot, framing.framing).str();
  if (framing.framing < 0)
    return {"policy",
            fmt::format("framing {}: as written; nearness wanted {:.4f}", id, framing.nearness),
            ""};
  const int nearer = shot.framings[static_cast<std::size_t>(framing.framing)].nearer;
  return {"policy",
          fmt::format("framing {}: {} {} of the scale {}; nearness wanted {:.4f}", id,
                      std::abs(nearer), nearer == 1 || nearer == -1 ? "step" : "steps",
                      nearer > 0 ? "nearer" : "farther", framing.nearness),
          nearer > 0 ? "You see this from nearer, to draw you in."
                     : "You see this from farther off, to give you room."};
}

// Says nothing of shots whose author offers one framing.
void add_framing(const Plan& plan, const Choice& choice, std::vector<Reason>& reasons) {
  if (plan.shots()[static_cast<std::size_t>(choice.cut.shot)].framings.empty()) return;
  reasons.push_back(framing(plan, choice));
  const std::uint8_t bounds = choice.framing.bounds;
  if (bounds & framing_by_core)
    reasons.push_back({"bound", "framing: nothing adaptive touches core scenes", ""});
  if (bounds & framing_by_anchor)
    reasons.push_back({"bound", "framing: the style anchor's shot scale", ""});
  if (bounds & framing_by_ceiling)
    reasons.push_back({"bound", "framing: no nearer at the viewer's ceiling of intensity",
                       "You are not brought nearer, because you set a limit on intensity."});
}

}  // namespace

ScorePlan score_plan(const Plan& plan, const Music& music) {
  const story::StyleAnchor& style = plan.film().style;
  ScorePlan score;
  score.levels.assign(music.levels.begin(), music.levels.end());
  if (!style.modes.empty()) score.mode = style.modes[static_cast<std::size_t>(music.mode)];
  if (!style.tempi_bpm.empty())
    score.tempo_bpm = style.tempi_bpm[static_cast<std::size_t>(music.tempo)];
  score.gain_db = music.gain_db;
  score.from = music.from;
  return score;
}

WayOption way_option(const Plan& plan, const Candidate& candidate) {
  return {plan.way(candidate.way).id, candidate.closed == Closed::no, candidate.score,
          candidate.propensity, why_closed(candidate.closed)};
}

CutPlan cut_plan(const Plan& plan, const Position& at) {
  CutPlan cut{plan.take_id(at.shot, at.framing), at.in, at.length, {}};
  if (at.framing >= 0) cut.framing_of = plan.shot_id(at.shot);
  return cut;
}

Decision describe(const Engine& engine, const Choice& choice) {
  const Plan& plan = engine.plan();
  Decision decision;
  decision.at = choice.at;
  decision.scene = plan.scene_id(choice.scene);
  decision.state = choice.state;
  decision.intended = choice.moment.intended;
  decision.film_ends = choice.ends;
  decision.reasons.push_back(evidence(choice));
  if (choice.ends) return decision;
  if (choice.way >= 0) decision.way = plan.way(choice.way).id;
  if (choice.key_point)
    for (const Candidate& c : engine.candidates()) decision.ways.push_back(way_option(plan, c));
  if (choice.way >= 0) add_triggers(engine, decision.reasons);
  if (choice.hand_refused)
    decision.reasons.push_back(
        {"hand", "the way chosen by hand is not open", "That way is closed."});
  if (choice.way >= 0) decision.reasons.push_back(chosen(engine, choice));
  add_cut(choice, decision.reasons);
  add_framing(plan, choice, decision.reasons);
  decision.cut = cut_plan(plan, engine.position());
  decision.score = score_plan(plan, engine.position().music);
  return decision;
}

}  // namespace kuleshov::direct
