// Takes as files of the field.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/take.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

// Live Link Face CSV with 61 values, time codes at 60 a second; opens in Unreal's Live Link.
std::string to_live_link(const Take& take);
// OpenFace 2's columns (AUxx_r 0..5, gaze and pose in radians). What ARKit cannot tell apart reads
// as in UnitSolver; `residual` (may be null) receives the mean fit error, 0..1.
base::Result<std::string> to_openface(const Take& take, double* residual);
// py-feat / MediaPipe style CSV: time_s and the 52 shapes in ARKit spelling.
std::string to_shapes_csv(const Take& take);
// glTF 2.0 with embedded buffers: morph target weights, head and eyes as nodes.
base::Result<std::string> to_gltf(const Take& take);
// USD text: SkelRoot, Skeleton and SkelAnimation with blendShapeWeights.timeSamples.
std::string to_usda(const Take& take);

enum class Format { live_link, openface, shapes, gltf, usda };

// By the ending of the file: .gltf, .usda; .csv is Live Link unless `format` says otherwise
// ("live-link", "openface", "shapes"). Returns the fit error where units were solved for, else 0.
// Errors: any other ending or format; io.
base::Result<double> write_take(const Take& take, const std::string& path,
                                const std::string& format);

}  // namespace kuleshov::face
