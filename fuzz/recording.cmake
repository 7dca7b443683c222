kuleshov_fuzz(recording ROOMS sense)
