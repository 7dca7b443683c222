#include "kuleshov/sound/espeak.hpp"

#ifdef KULESHOV_GPL

#include <espeak-ng/speak_lib.h>
#include <malloc.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <span>

namespace kuleshov::sound {

namespace {

// ---- in the child -----------------------------------------------------------------------------

EspeakSound* heard = nullptr;  // espeak's callback has no context of its own

void note(const espeak_EVENT& event) {
  EspeakEvent out;
  out.ms = event.audio_position;
  if (event.type == espeakEVENT_WORD) {
    heard->events.push_back(out);
  } else if (event.type == espeakEVENT_PHONEME) {
    out.kind = 1;
    std::memcpy(out.symbol, event.id.string, sizeof out.symbol);
    heard->events.push_back(out);
  } else if (event.type == espeakEVENT_END) {
    out.kind = 2;
    heard->events.push_back(out);
  }
}

int hear(short* samples, int count, espeak_EVENT* events) {
  if (samples != nullptr) heard->samples.insert(heard->samples.end(), samples, samples + count);
  for (; events->type != espeakEVENT_LIST_TERMINATED; ++events) note(*events);
  return 0;
}

bool say(const EspeakCall& call, EspeakSound& out) {
  heard = &out;
  const int options =
      espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA | espeakINITIALIZE_DONT_EXIT;
  out.rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, options);
  if (out.rate <= 0 || espeak_SetVoiceByName(call.voice.c_str()) != EE_OK) return false;
  espeak_SetSynthCallback(hear);
  espeak_SetParameter(espeakRATE, call.rate_wpm, 0);
  espeak_SetParameter(espeakPITCH, call.pitch, 0);
  espeak_SetParameter(espeakRANGE, call.range, 0);
  unsigned id = 0;
  const auto flags = espeakCHARS_UTF8 | espeakSSML;
  const auto said = espeak_Synth(call.ssml.c_str(), call.ssml.size() + 1, 0, POS_CHARACTER, 0,
                                 flags, &id, nullptr);
  return said == EE_OK && espeak_Synchronize() == EE_OK;
}

void send(int pipe, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::write(pipe, at, size);
    if (n < 0 && errno != EINTR) _exit(2);
    if (n > 0) {
      at += n;
      size -= static_cast<std::size_t>(n);
    }
  }
}

[[noreturn]] void child(const EspeakCall& call, int pipe) {
  // The synthesiser draws its breath noise from rand(): start it where a new process would, not
  // where the parent left it; and let memory begin as zeros, as it does there.
  std::srand(1);             // NOLINT(concurrency-mt-unsafe): a process of one thread
  mallopt(M_PERTURB, 0xff);  // NOLINT(concurrency-mt-unsafe): as above
  EspeakSound out;
  if (!say(call, out)) _exit(1);
  const std::int32_t sizes[3] = {out.rate, static_cast<std::int32_t>(out.samples.size()),
                                 static_cast<std::int32_t>(out.events.size())};
  send(pipe, sizes, sizeof sizes);
  send(pipe, out.samples.data(), out.samples.size() * sizeof out.samples[0]);
  send(pipe, out.events.data(), out.events.size() * sizeof out.events[0]);
  _exit(0);  // without espeak_Terminate, which can hang
}

// ---- in the parent ----------------------------------------------------------------------------

constexpr int patience_ms = 30'000;  // a line takes milliseconds

std::string receive(int pipe) {
  std::string bytes;
  char block[1 << 16];
  pollfd waiting{pipe, POLLIN, 0};
  while (::poll(&waiting, 1, patience_ms) != 0) {
    const ssize_t n = ::read(pipe, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(n));
  }
  return {};
}

bool unpack(std::string_view bytes, EspeakSound& out) {
  std::int32_t sizes[3];
  if (bytes.size() < sizeof sizes) return false;
  std::memcpy(sizes, bytes.data(), sizeof sizes);
  const auto samples = static_cast<std::size_t>(sizes[1]);
  const auto events = static_cast<std::size_t>(sizes[2]);
  if (bytes.size() != sizeof sizes + samples * 2 + events * sizeof(EspeakEvent)) return false;
  out.rate = sizes[0];
  out.samples.resize(samples);
  out.events.resize(events);
  const char* at = bytes.data() + sizeof sizes;
  if (samples > 0) std::memcpy(out.samples.data(), at, samples * 2);
  if (events > 0) std::memcpy(out.events.data(), at + samples * 2, events * sizeof(EspeakEvent));
  return true;
}

std::unexpected<base::Error> no_voice(const EspeakCall& call) {
  return base::fail("espeak-ng could not speak with the voice " + call.voice,
                    "check that espeak-ng-data is installed and has this voice", {},
                    base::ErrorKind::backend_absent);
}

}  // namespace

base::Result<EspeakSound> call_espeak(const EspeakCall& call) {
  int ends[2];
  if (::pipe(ends) != 0) return base::fail("cannot start a voice", "", {}, base::ErrorKind::io);
  const pid_t process = ::fork();
  if (process == 0) {
    ::close(ends[0]);
    child(call, ends[1]);
  }
  ::close(ends[1]);
  const std::string bytes = process > 0 ? receive(ends[0]) : std::string();
  ::close(ends[0]);
  if (process > 0) {
    if (bytes.empty()) ::kill(process, SIGKILL);
    while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  EspeakSound out;
  if (!unpack(bytes, out)) return no_voice(call);
  return out;
}

}  // namespace kuleshov::sound

#else

namespace kuleshov::sound {

base::Result<EspeakSound> call_espeak(const EspeakCall&) {
  return base::fail("this build has no voice: it was made without GPL parts",
                    "build with KULESHOV_GPL=ON, or put recorded lines into media/voices", {},
                    base::ErrorKind::backend_absent);
}

}  // namespace kuleshov::sound

#endif
