kuleshov_fuzz(manifest ROOMS cut)
