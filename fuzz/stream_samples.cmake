kuleshov_fuzz(stream_samples ROOMS sense)
