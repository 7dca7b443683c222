kuleshov_fuzz(kept ROOMS base room)
