kuleshov_fuzz(http ROOMS base serve)
