// A fault put into a clean take is seen by its measure, and by few others.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/performer.hpp"
#include "kuleshov/face/shapes.hpp"

namespace kuleshov::face {
namespace {

PerformanceRequest clean_request() {
  PerformanceRequest request;
  request.emotions = {{0, "sadness", 0.6}, {22, "joy", 0.6}, {44, "surprise", 0.6}};
  request.seconds = 66;
  request.fps = 30;
  request.seed = 11;
  request.speaking = true;
  for (int i = 0; i < 8; ++i) request.gaze.push_back({4.0 + 8 * i, 4, i % 2 == 0 ? -16.0F : 3.0F});
  for (int i = 0; i < 10; ++i) {
    const auto part = phonemes_from_text("Maybe nobody ever asked about the boat.", 1 + 6 * i, 150);
    request.speech.insert(request.speech.end(), part.begin(), part.end());
  }
  return request;
}

Take played(const PerformanceRequest& request, RulesOff off = {}) {
  auto performer = Performer::plan(request, off);
  Take take{.fps = request.fps, .frames = {}};
  FaceFrame frame;
  while (performer && performer->next(frame)) take.frames.push_back(frame);
  return take;
}

// A voice that goes with a take: as loud as the jaw is open, and a little by itself; its pitch
// rises with the brow.
Voice voice_of(const Take& take) {
  Voice voice;
  const auto n = static_cast<std::size_t>(static_cast<double>(take.frames.size()) / take.fps * 100);
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(static_cast<double>(i) / 100 * take.fps);
    const FaceFrame& f = take.frames[std::min(at, take.frames.size() - 1)];
    const double own = 0.06 * std::sin(0.9 * static_cast<double>(i));
    voice.loudness.push_back(0.08F + f[Shape::jaw_open] + static_cast<float>(own));
    const bool rises = std::fmod(static_cast<double>(i), 1700.0) > 300;
    voice.pitch_hz.push_back(rises ? 110 + 160 * f[Shape::brow_inner_up] : 110);
  }
  return voice;
}

struct Scene {
  Take take;
  AuditRequest request;
};

Scene clean() {
  const auto request = clean_request();
  Scene out{.take = played(request), .request = {}};
  out.request.emotions = request.emotions;
  out.request.speech = request.speech;
  out.request.voice = voice_of(out.take);
  return out;
}

Audit judged(const Scene& scene) {
  auto result = audit(track_of(scene.take, "scene"), scene.request);
  EXPECT_TRUE(result) << (result ? "" : base::describe(result.error()));
  return std::move(*result);
}

double seconds_of(const Scene& s, std::size_t i) { return static_cast<double>(i) / s.take.fps; }

void each(Scene& s, const std::function<void(FaceFrame&, double)>& change) {
  for (std::size_t i = 0; i < s.take.frames.size(); ++i) change(s.take.frames[i], seconds_of(s, i));
}

bool expressive(std::size_t s) {
  return !is_eye(static_cast<Shape>(s)) && static_cast<Shape>(s) != Shape::tongue_out;
}

void each_shape(Scene& scene, const std::function<float(float, double, std::size_t)>& change) {
  each(scene, [&](FaceFrame& f, double t) {
    for (std::size_t s = 0; s < shape_count; ++s) {
      if (expressive(s)) f.shape[s] = std::clamp(change(f.shape[s], t, s), 0.0F, 1.0F);
    }
  });
}

void set_both(FaceFrame& f, Shape left, Shape right, float value) { f[left] = f[right] = value; }

// 1 within `length` seconds of every `every`, with edges of one frame.
float pulse(double t, double every, double length) {
  return std::fmod(t, every) < length ? 1.0F : 0.0F;
}

void late(Scene& s, const std::vector<Shape>& shapes, std::size_t frames) {
  const Take old = s.take;
  for (std::size_t i = 0; i < s.take.frames.size(); ++i) {
    for (const Shape shape : shapes) {
      s.take.frames[i][shape] = old.frames[i > frames ? i - frames : 0][shape];
    }
  }
}

const std::vector<Shape> right_looks{Shape::eye_look_down_right, Shape::eye_look_in_right,
                                     Shape::eye_look_out_right, Shape::eye_look_up_right};
const std::vector<Shape> looks{Shape::eye_look_down_left,  Shape::eye_look_in_left,
                               Shape::eye_look_out_left,   Shape::eye_look_up_left,
                               Shape::eye_look_down_right, Shape::eye_look_in_right,
                               Shape::eye_look_out_right,  Shape::eye_look_up_right};

void aim(FaceFrame& f, float yaw, float pitch) {
  for (const Shape s : looks) f[s] = 0;
  aim_eyes(f, {yaw, pitch, 0}, {yaw, pitch, 0});
}

struct Fault {
  const char* measure;
  int others;  // at most so many other measures may turn bad with it
  std::function<void(Scene&)> inject;
};

void throw_switches(Scene& s) {
  each_shape(s, [](float x, double, std::size_t) { return x > 0.12F ? 0.35F : 0.0F; });
}

std::vector<Fault> faults_of_motion() {
  return {
      {"intensity", 10,
       [](Scene& s) { each_shape(s, [](float x, double, std::size_t) { return 3.5F * x; }); }},
      {"neutral-share", 4,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           set_both(f, Shape::cheek_squint_left, Shape::cheek_squint_right, 0.45F);
         });
       }},
      {"onset", 10, throw_switches},
      {"rise-time", 10, throw_switches},
      {"offset", 10, throw_switches},
      {"episode-length", 12,
       [](Scene& s) {
         each_shape(s, [](float x, double t, std::size_t k) {
           return k > 22 ? 0.3F * pulse(t + 0.1 * static_cast<double>(k % 5), 1.4, 0.22) : x;
         });
       }},
      {"peak-speed", 10,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           set_both(f, Shape::mouth_press_left, Shape::mouth_press_right,
                    0.7F * pulse(t, 1.0, 0.3));
         });
       }},
      {"motion-frequency", 10,
       [](Scene& s) {
         each_shape(s, [](float x, double t, std::size_t k) {
           return x + 0.12F * static_cast<float>(1 + std::sin(9 * t + static_cast<double>(k)));
         });
       }},
      {"jitter", 2,
       [](Scene& s) {
         each_shape(s, [](float x, double t, std::size_t k) {
           return x + 0.03F * static_cast<float>(1 + std::sin(50 * t + static_cast<double>(k)));
         });
       }},
  };
}

std::vector<Fault> faults_of_eyes() {
  return {
      {"eye-head-gain", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           f.head.yaw = static_cast<float>(14 * std::sin(1.6 * t));
           f.head.pitch = 0;
         });
       }},
      {"eye-conjugacy", 2, [](Scene& s) { late(s, right_looks, 50); }},
      {"gaze-movement", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           for (const Shape shape : looks) f[shape] *= 0.02F;
         });
       }},
      {"saccade-rate", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           aim(f, static_cast<float>(6 * std::sin(0.7 * t)), static_cast<float>(4 * std::cos(t)));
         });
       }},
      {"blink-rate", 2,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           if (std::fmod(t, 0.9) < 0.16) {
             set_both(f, Shape::eye_blink_left, Shape::eye_blink_right, 0.95F);
           }
         });
       }},
      {"longest-without-blink", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           if (t < 12 || t > 52) return;
           f[Shape::eye_blink_left] = std::min(0.25F, f[Shape::eye_blink_left]);
           f[Shape::eye_blink_right] = std::min(0.25F, f[Shape::eye_blink_right]);
         });
       }},
      {"blink-duration", 2,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           const bool closed = std::fmod(t, 4.0) < 0.8;
           set_both(f, Shape::eye_blink_left, Shape::eye_blink_right, closed ? 0.95F : 0.1F);
         });
       }},
      {"lid-follows-gaze", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           for (const auto& [lid, down] :
                {std::pair{Shape::eye_blink_left, Shape::eye_look_down_left},
                 std::pair{Shape::eye_blink_right, Shape::eye_look_down_right}}) {
             if (f[lid] < 0.4F) f[lid] = std::clamp(0.12F - 0.2F * f[down], 0.0F, 1.0F);
           }
         });
       }},
  };
}

std::vector<Fault> faults_of_muscles() {
  return {
      {"missing-partner", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           set_both(f, Shape::brow_outer_up_left, Shape::brow_outer_up_right,
                    std::max(f[Shape::brow_outer_up_left], f[Shape::brow_inner_up]));
           f[Shape::brow_inner_up] *= 0.1F;
         });
       }},
      {"forbidden-pair", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           f[Shape::mouth_frown_left] = f[Shape::mouth_smile_left];
           f[Shape::mouth_frown_right] = f[Shape::mouth_smile_right];
         });
       }},
      {"upper-lower-balance", 5,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           for (std::size_t k = 0; k < shape_count; ++k) {
             const auto shape = static_cast<Shape>(k);
             if (is_upper(shape)) f[shape] *= 0.05F;
           }
         });
       }},
      {"symmetry", 1,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           for (std::size_t k = 0; k + 1 < shape_count; ++k) {
             const auto left = static_cast<Shape>(k);
             const std::string name(name_of(left));
             if (is_eye(left) || !name.ends_with("Left") || name == "JawLeft") continue;
             const auto right = shape_named(name.substr(0, name.size() - 4) + "Right");
             if (right && name != "MouthLeft") f[*right] = f[left];
           }
         });
       }},
      {"skin-direction", 3,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           set_both(f, Shape::brow_outer_up_left, Shape::brow_outer_up_right,
                    std::max(f[Shape::brow_outer_up_left], f[Shape::brow_inner_up]));
           f[Shape::brow_inner_up] *= 0.1F;
         });
       }},
      {"lip-seal", 2,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double t) {
           f[Shape::mouth_close] = 0.1F * static_cast<float>(1 + std::sin(2.3 * t));
         });
       }},
      {"lip-closure", 4,
       [](Scene& s) {
         each(s, [](FaceFrame& f, double) {
           f[Shape::jaw_open] = std::min(1.0F, f[Shape::jaw_open] + 0.15F);
           f[Shape::mouth_close] = 0.3F * f[Shape::jaw_open];
         });
       }},
  };
}

std::vector<Fault> faults_of_voice_and_meaning() {
  return {
      {"lip-voice-lag", 3,
       [](Scene& s) {
         auto& loud = s.request.voice->loudness;
         std::rotate(loud.begin(), loud.begin() + 30, loud.end());
       }},
      {"lip-voice-fit", 3,
       [](Scene& s) {
         auto& loud = s.request.voice->loudness;
         for (std::size_t i = 0; i < loud.size(); ++i) {
           loud[i] = 0.5F + 0.4F * static_cast<float>(
                                       std::sin(0.0013 * static_cast<double>(i * i % 9973)));
         }
       }},
      {"brow-voice", 1, [](Scene& s) { std::ranges::fill(s.request.voice->pitch_hz, 110.0F); }},
      {"voice-face-agreement", 3,
       [](Scene& s) {
         for (float& v : s.request.voice->loudness) v = std::max(0.0F, 0.6F - v);
       }},
      {"emotion-fit", 1,
       [](Scene& s) {
         s.request.emotions = {{0, "joy", 0.6}, {22, "grief", 0.6}, {44, "calm", 0.6}};
       }},
      {"emotion-variety", 4,
       [](Scene& s) {
         auto request = clean_request();
         request.emotions = {{0, "surprise", 0.9}};
         s.take = played(request, without(Rule::variants));
         s.request.emotions = request.emotions;
       }},
      {"sameness", 3,
       [](Scene& s) {
         auto request = clean_request();
         request.emotions = {{0, "joy", 0.6}};
         s.take = played(request, without(Rule::variants));
         s.request.emotions = request.emotions;
       }},
      {"human-distance", 9,
       [](Scene& s) {
         each_shape(s, [](float x, double t, std::size_t k) {
           return x + 0.12F * static_cast<float>(1 + std::sin(12 * t + static_cast<double>(k)));
         });
       }},
  };
}

bool bad(const Measure& m) { return m.verdict == Verdict::flag || m.verdict == Verdict::warn; }

TEST(Faults, TheCleanTakeHasNone) {
  for (const Measure& m : judged(clean()).measures) {
    EXPECT_NE(m.verdict, Verdict::flag) << m.name << " " << m.value;
    EXPECT_NE(m.verdict, Verdict::not_recorded) << m.name;
  }
}

// The other side of a norm is a fault too, with a cause of its own.
TEST(Faults, TooLittleIsSeenAsWellAsTooMuch) {
  Scene still = clean();
  each_shape(still, [](float x, double, std::size_t) { return 0.01F * x; });
  const Audit frozen = judged(still);
  EXPECT_EQ(frozen.find("neutral-share")->verdict, Verdict::warn);
  EXPECT_TRUE(bad(*frozen.find("peak-speed"))) << frozen.find("peak-speed")->value;
  EXPECT_EQ(frozen.find("peak-speed")->cause, "the face hardly moves");
  Scene puppet = clean();
  each(puppet, [](FaceFrame& f, double) { f[Shape::mouth_close] = f[Shape::jaw_open]; });
  const Audit sealed = judged(puppet);
  EXPECT_EQ(sealed.find("lip-seal")->verdict, Verdict::flag);
  EXPECT_EQ(sealed.find("lip-seal")->cause,
            "the lips follow the jaw in one fixed ratio, or never part");
}

// What is out of its norm says where.
void expect_places(const Measure& m, double seconds) {
  EXPECT_FALSE(m.frames.empty()) << m.name;
  EXPECT_LE(m.frames.size(), 10U) << m.name;
  for (const Span& span : m.frames) {
    EXPECT_TRUE(span.from_s >= 0 && span.from_s < span.to_s && span.to_s <= seconds + 1)
        << m.name << " " << span.from_s << "-" << span.to_s;
  }
}

TEST(Faults, EachIsSeenByItsMeasureAndByFewOthers) {
  const Audit before = judged(clean());
  std::size_t seen = 0;
  for (const auto& faults :
       {faults_of_motion(), faults_of_eyes(), faults_of_muscles(), faults_of_voice_and_meaning()}) {
    for (const Fault& fault : faults) {
      Scene scene = clean();
      fault.inject(scene);
      const Audit after = judged(scene);
      const Measure* m = after.find(fault.measure);
      ASSERT_NE(m, nullptr) << fault.measure;
      EXPECT_TRUE(bad(*m)) << fault.measure << " " << m->value << " " << name_of(m->verdict);
      EXPECT_FALSE(bad(*before.find(fault.measure))) << fault.measure;
      expect_places(*m, after.seconds);
      int others = 0;
      std::string list;
      for (const Measure& other : after.measures) {
        if (other.name == fault.measure || !bad(other) || bad(*before.find(other.name))) continue;
        ++others;
        list += " " + other.name;
      }
      EXPECT_LE(others, fault.others) << fault.measure << ":" << list;
      fmt::print("  {:22} {:8.3f} -> {:8.3f} {:5}  also{}\n", fault.measure,
                 before.find(fault.measure)->value, m->value, name_of(m->verdict), list);
      ++seen;
    }
  }
  EXPECT_EQ(seen, before.measures.size()) << "a measure without a fault of its own";
}

}  // namespace
}  // namespace kuleshov::face
