#include <fluidsynth.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <numbers>

#include "kuleshov/media/loudness.hpp"
#include "kuleshov/sound/score_theory.hpp"

namespace kuleshov::sound {

namespace {

struct FreeSettings {
  void operator()(fluid_settings_t* p) const { delete_fluid_settings(p); }
};
struct FreeSynth {
  void operator()(fluid_synth_t* p) const { delete_fluid_synth(p); }
};
using Settings = std::unique_ptr<fluid_settings_t, FreeSettings>;
using Synth = std::unique_ptr<fluid_synth_t, FreeSynth>;

constexpr double tail_s = 5;  // rings on past the last bar: reverberation and releases

void be_quiet() {
  static const bool done = [] {
    for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG}) {
      fluid_set_log_function(level, nullptr, nullptr);
    }
    return true;
  }();
  (void)done;
}

// A hall for everybody, no chorus; only the samples that are played are loaded.
Settings settings() {
  Settings made(new_fluid_settings());
  fluid_settings_setnum(made.get(), "synth.sample-rate", media::sample_rate);
  fluid_settings_setnum(made.get(), "synth.gain", 0.5);
  fluid_settings_setint(made.get(), "synth.chorus.active", 0);
  fluid_settings_setint(made.get(), "synth.dynamic-sample-loading", 1);
  fluid_settings_setint(made.get(), "synth.lock-memory", 0);
  fluid_settings_setint(made.get(), "synth.polyphony", 96);
  fluid_settings_setint(made.get(), "synth.reverb.active", 1);
  fluid_settings_setnum(made.get(), "synth.reverb.room-size", 0.72);
  fluid_settings_setnum(made.get(), "synth.reverb.damp", 0.35);
  fluid_settings_setnum(made.get(), "synth.reverb.width", 0.9);
  fluid_settings_setnum(made.get(), "synth.reverb.level", 0.55);
  return made;
}

struct Event {
  std::int64_t at;  // samples
  int kind;         // 0 note off, 1 expression, 2 note on: in this order at one time
  int key;
  int value;
};

double samples_per_beat(int tempo_bpm) { return 60.0 * media::sample_rate / tempo_bpm; }

void add_notes(const Part& part, int tempo_bpm, std::int64_t length, std::vector<Event>& events) {
  const double beat = samples_per_beat(tempo_bpm);
  for (const Note& note : part.notes) {
    const auto at = std::clamp<std::int64_t>(std::llround(note.at * beat), 0, length - 1);
    const auto end = at + std::max<std::int64_t>(480, std::llround(note.length * beat));
    events.push_back({at, 2, std::clamp(note.pitch, 12, 115), note.velocity});
    events.push_back({end, 0, std::clamp(note.pitch, 12, 115), 0});
  }
}

// Loudness that comes and goes over two bars, as bows and breath do.
void add_swell(const Part& part, int tempo_bpm, std::int64_t length, std::vector<Event>& events) {
  const double period = 2 * beats_per_bar * samples_per_beat(tempo_bpm);
  for (std::int64_t at = 0; at < length; at += media::sample_rate / 20) {
    const double wave =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(at) / period);
    const double level = 1 - part.swell * (1 - wave);
    events.push_back({at, 1, 11, static_cast<int>(std::lround(112 * level))});
  }
}

std::vector<Event> events_of(const Part& part, int tempo_bpm, std::int64_t length) {
  std::vector<Event> events;
  add_notes(part, tempo_bpm, length, events);
  if (part.swell > 0) add_swell(part, tempo_bpm, length, events);
  std::ranges::stable_sort(events, [](const Event& a, const Event& b) {
    return std::tie(a.at, a.kind, a.key) < std::tie(b.at, b.kind, b.key);
  });
  return events;
}

void send(fluid_synth_t* synth, const Event& event) {
  if (event.kind == 0) fluid_synth_noteoff(synth, 0, event.key);
  if (event.kind == 1) fluid_synth_cc(synth, 0, event.key, event.value);
  if (event.kind == 2) fluid_synth_noteon(synth, 0, event.key, event.value);
}

void play(fluid_synth_t* synth, const std::vector<Event>& events, media::Audio& out) {
  std::int64_t at = 0;
  const std::int64_t end = out.length().count();
  const auto advance = [&](std::int64_t to) {
    to = std::min(to, end);
    if (to > at) {
      float* buffer = out.samples.data();
      const auto offset = static_cast<int>(at * 2);
      fluid_synth_write_float(synth, static_cast<int>(to - at), buffer, offset, 2, buffer,
                              offset + 1, 2);
      at = to;
    }
  };
  for (const Event& event : events) {
    advance(event.at);
    send(synth, event);
  }
  advance(end);
}

// What rings past the end belongs to the next time round.
void wrap(media::Audio& audio, std::int64_t length) {
  const std::size_t whole = static_cast<std::size_t>(length) * 2;
  const std::size_t total = audio.samples.size();
  // The very end of the tail fades out, so that nothing is cut off where it is added.
  constexpr std::size_t fade = 24'000;
  for (std::size_t i = whole; i < total; ++i) {
    const double left = static_cast<double>(std::min((total - i) / 2, fade)) / fade;
    audio.samples[(i - whole) % whole] += audio.samples[i] * static_cast<float>(left);
  }
  audio.samples.resize(whole);
}

double role_level(const std::string& role) { return score_table()["role_lufs"].value(role, -24.0); }

// Each stem at its own place, whatever the instrument.
void place_in_mix(RenderedStem& stem) {
  const auto loudness = media::measure_loudness(stem.audio, media::PeakKind::sample);
  if (!loudness) return;
  media::scale(stem.audio, media::from_db(media::gain_to(*loudness, role_level(stem.role), 20)));
}

// A decibel of allowance for what lies between the samples.
double worst_peak(const std::vector<RenderedStem>& stems) {
  float worst = 1e-6F;
  for (const RenderedStem& stem : stems) worst = std::max(worst, media::peak(stem.audio));
  return 20 * std::log10(worst) + 1;
}

double loudest_mode(const std::vector<RenderedStem>& stems, const std::vector<std::string>& modes) {
  double loudest = -70;
  for (const std::string& mode : modes) {
    media::Audio all;
    for (const RenderedStem& stem : stems) {
      if (stem.mode != mode) continue;
      if (all.samples.empty()) all = media::Audio(stem.audio.length());
      media::mix(all, stem.audio, base::Ticks{}, 1);
    }
    const auto loudness = media::measure_loudness(all, media::PeakKind::sample);
    if (loudness) loudest = std::max(loudest, loudness->integrated_lufs);
  }
  return loudest;
}

}  // namespace

std::string sound_font() {
  for (const char* path :
       {"/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/soundfonts/FluidR3_GM.sf2"}) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return path;
  }
  return {};
}

base::Result<media::Audio> render_part(const Part& part, int tempo_bpm, int bars) {
  be_quiet();
  const std::string font = sound_font();
  const Settings chosen = settings();
  const Synth synth(new_fluid_synth(chosen.get()));
  if (font.empty() || !synth || fluid_synth_sfload(synth.get(), font.c_str(), 1) < 0) {
    return base::fail("the sound font FluidR3_GM is not there",
                      "install fluid-soundfont-gm, or put stems into media/stems", {},
                      base::ErrorKind::backend_absent);
  }
  fluid_synth_program_change(synth.get(), 0, part.program);
  fluid_synth_cc(synth.get(), 0, 91, 70);  // reverb send
  fluid_synth_cc(synth.get(), 0, 11, 112);
  const auto length =
      static_cast<std::int64_t>(std::llround(bars * beats_per_bar * samples_per_beat(tempo_bpm)));
  media::Audio audio(base::Ticks(length) + base::Ticks::seconds(tail_s));
  play(synth.get(), events_of(part, tempo_bpm, length), audio);
  wrap(audio, length);
  return audio;
}

base::Result<std::vector<RenderedStem>> render_cue(const CueRequest& request,
                                                   const std::vector<std::string>& modes) {
  std::vector<RenderedStem> stems;
  for (const std::string& mode : modes) {
    for (const char* role : stem_roles) {
      const Part part = TRY(compose(request, role, mode));
      stems.push_back({role, mode, TRY(render_part(part, request.tempo_bpm, request.bars))});
      place_in_mix(stems.back());
    }
  }
  constexpr double all_together = -14;
  const double gain = std::min(all_together - loudest_mode(stems, modes), -1 - worst_peak(stems));
  for (RenderedStem& stem : stems) media::scale(stem.audio, media::from_db(gain));
  return stems;
}

}  // namespace kuleshov::sound
