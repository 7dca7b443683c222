#include "kuleshov/face/fix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/face/emotion_read.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/perform.hpp"

namespace kuleshov::face {

namespace {

bool is_lip(Shape shape) {
  const auto i = static_cast<std::size_t>(shape);
  return i >= static_cast<std::size_t>(Shape::jaw_forward) &&
         i <= static_cast<std::size_t>(Shape::mouth_left);
}

std::vector<std::string> out_of_norm(const Audit& audit, std::initializer_list<const char*> names) {
  std::vector<std::string> out;
  for (const char* name : names) {
    const Measure* m = audit.find(name);
    if (m != nullptr && (m->verdict == Verdict::flag || m->verdict == Verdict::warn)) {
      out.emplace_back(name);
    }
  }
  return out;
}

bool nothing_recorded(const Audit& audit) {
  const Measure* gaze = audit.find("gaze-movement");
  const Measure* blink = audit.find("blink-rate");
  return gaze->verdict == Verdict::not_recorded && blink->verdict == Verdict::not_recorded;
}

// What the face shows every four seconds, as keys to perform again.
base::Result<std::vector<EmotionKey>> keys_of(const Track& track, const FixRequest& request) {
  if (!request.emotion.empty()) return std::vector<EmotionKey>{{0, request.emotion, 0.5}};
  const auto readings = TRY(read_emotion(track, request.context, request.culture));
  std::vector<EmotionKey> keys;
  for (const EmotionReading& reading : readings) {
    const std::string& name = reading.in_context.front().first->name;
    const bool soon = !keys.empty() && reading.at_s - keys.back().at_s < 4;
    if (soon || (!keys.empty() && keys.back().emotion == name)) continue;
    keys.push_back({keys.empty() ? 0 : reading.at_s - 0.5, name, 0.5});
  }
  return keys;
}

// Mean over `reach` frames to either side: a jaw of flesh does not tremble.
void smooth(const Take& from, Shape shape, std::size_t reach, Take& to) {
  for (std::size_t i = 0; i < to.frames.size(); ++i) {
    float sum = 0;
    const std::size_t first = i > reach ? i - reach : 0;
    const std::size_t last = std::min(from.frames.size() - 1, i + reach);
    for (std::size_t k = first; k <= last; ++k) sum += from.frames[k][shape];
    to.frames[i][shape] = sum / static_cast<float>(last - first + 1);
  }
}

class Mender {
 public:
  Mender(const Take& old, const Take& fresh, const Audit& audit, const Tables& tables,
         std::uint64_t seed, Fixed& out)
      : old_(old), fresh_(fresh), audit_(audit), tables_(tables), seed_(seed), out_(out) {}

  void mend() {
    out_.take = old_;
    mend_eyes();
    mend_expression();
    mend_lips();
  }

 private:
  void mend_eyes() {
    const auto why = out_of_norm(
        audit_, {"eye-head-gain", "eye-conjugacy", "gaze-movement", "saccade-rate", "blink-rate",
                 "longest-without-blink", "blink-duration", "lid-follows-gaze"});
    if (why.empty() && !nothing_recorded(audit_)) return;
    for (std::size_t i = 0; i < out_.take.frames.size(); ++i) {
      FaceFrame& frame = out_.take.frames[i];
      for (std::size_t s = 0; s < shape_count; ++s) {
        if (is_eye(static_cast<Shape>(s))) frame.shape[s] = fresh_.frames[i].shape[s];
      }
      frame.head = fresh_.frames[i].head;
      frame.left_eye = fresh_.frames[i].left_eye;
      frame.right_eye = fresh_.frames[i].right_eye;
    }
    say("eyes and head: performed again",
        why.empty() ? std::vector<std::string>{"not recorded"} : why);
  }

  void mend_expression() {
    const auto why = out_of_norm(
        audit_, {"intensity", "neutral-share", "onset", "rise-time", "offset", "episode-length",
                 "peak-speed", "motion-frequency", "jitter", "missing-partner", "forbidden-pair",
                 "upper-lower-balance", "symmetry", "skin-direction", "sameness", "emotion-fit"});
    if (why.empty()) return;
    for (std::size_t i = 0; i < out_.take.frames.size(); ++i) {
      for (std::size_t s = 0; s < shape_count; ++s) {
        const auto shape = static_cast<Shape>(s);
        if (is_eye(shape) || is_lip(shape)) continue;
        out_.take.frames[i].shape[s] = fresh_.frames[i].shape[s];
      }
    }
    say("expression: performed again", why);
  }

  void mend_lips() {
    const auto why = out_of_norm(audit_, {"lip-seal", "lip-closure", "jitter", "motion-frequency"});
    if (why.empty()) return;
    const auto reach = static_cast<std::size_t>(std::max(1.0, 0.07 * old_.fps));
    for (std::size_t s = 0; s < shape_count; ++s) {
      if (is_lip(static_cast<Shape>(s))) smooth(old_, static_cast<Shape>(s), reach, out_.take);
    }
    const Lips lips({}, tables_, base::Random(seed_, "lips"));
    for (std::size_t i = 0; i < out_.take.frames.size(); ++i) {
      FaceFrame& frame = out_.take.frames[i];
      const float jaw = frame[Shape::jaw_open];
      const LipSlack slack = lips.slack(static_cast<double>(i) / old_.fps);
      float& close = frame[Shape::mouth_close];
      close = std::min(jaw, slack.rest + slack.share * jaw + 0.3F * close);
    }
    say("lips: smoothed, closed over the jaw", why);
  }

  void say(const std::string& what, const std::vector<std::string>& why) {
    out_.done.push_back(fmt::format("{} ({})", what, fmt::join(why, ", ")));
  }

  const Take& old_;
  const Take& fresh_;
  const Audit& audit_;
  const Tables& tables_;
  std::uint64_t seed_;
  Fixed& out_;
};

}  // namespace

base::Result<Fixed> fix(const Track& track, const FixRequest& request) {
  const AuditRequest asked{.emotion = request.emotion,
                           .context = request.context,
                           .culture = request.culture,
                           .speech = {},
                           .voice = {}};
  Fixed out;
  out.before = TRY(audit(track, asked));
  const Take old = take_of(track, 0);
  PerformanceRequest again;
  again.emotions = TRY(keys_of(track, request));
  again.context = request.context;
  again.culture = request.culture;
  again.seed = request.seed;
  again.fps = old.fps;
  again.seconds = static_cast<double>(old.frames.size()) / old.fps;
  again.speaking = out.before.talking;
  Take fresh = TRY(perform(again));
  fresh.frames.resize(old.frames.size(), fresh.frames.back());
  Mender(old, fresh, out.before, *TRY(tables()), request.seed, out).mend();
  out.after = TRY(audit(track_of(out.take, track.file + " (fixed)"), asked));
  return out;
}

std::string to_text(const Fixed& fixed) {
  std::string out;
  for (const auto& line : fixed.done) out += line + "\n";
  if (fixed.done.empty()) out += "nothing is out of its norm\n";
  out += fmt::format("{:22} {:>10} {:12} {:>10} {:12}\n", "", "before", "", "after", "");
  for (const Measure& before : fixed.before.measures) {
    const Measure& after = *fixed.after.find(before.name);
    const auto wrong = [](const Measure& m) {
      return m.verdict == Verdict::flag || m.verdict == Verdict::warn;
    };
    if (!wrong(before) && !wrong(after)) continue;
    out += fmt::format("{:22} {:10.3f} {:12} {:10.3f} {:12}\n", before.name, before.value,
                       name_of(before.verdict), after.value, name_of(after.verdict));
  }
  out += fmt::format("flags {} -> {}; ", fixed.before.count(Verdict::flag),
                     fixed.after.count(Verdict::flag));
  if (!fixed.before.likeness.enough || !fixed.after.likeness.enough) {
    return out + "not enough was recorded to say how like a recorded person\n";
  }
  return out + fmt::format("like a recorded person {:.2f} -> {:.2f}\n",
                           fixed.before.likeness.recorded_person,
                           fixed.after.likeness.recorded_person);
}

}  // namespace kuleshov::face
