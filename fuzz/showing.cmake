kuleshov_fuzz(showing ROOMS direct)
