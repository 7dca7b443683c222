kuleshov_fuzz(message ROOMS base room)
