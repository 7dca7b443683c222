// Sound files of the package: segments that the player appends, stems that Web Audio decodes.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/media/audio.hpp"

namespace kuleshov::media {

enum class AudioFormat {
  opus_segment,  // Opus in fragmented MP4, 20 ms packets
  aac_segment,   // AAC-LC in fragmented MP4; the first 1,024 samples are priming
  aac_file,      // AAC-LC in a plain MP4, its priming told by an edit list
  opus_file,     // Ogg Opus: decodes to its exact length
  flac_file,     // FLAC, 16 bit
};

inline constexpr const char* opus_mime = "audio/mp4; codecs=\"opus\"";
inline constexpr const char* aac_mime = "audio/mp4; codecs=\"mp4a.40.2\"";
inline constexpr int aac_priming_samples = 1024;

// `bits_per_second` is for both channels together; ignored by FLAC. The same samples give the same
// bytes. Errors: backend_absent when libav lacks the encoder.
base::Result<std::string> encode_audio(const Audio& audio, AudioFormat format,
                                       int bits_per_second = 96'000);

}  // namespace kuleshov::media
