kuleshov_fuzz(media ROOMS media)
