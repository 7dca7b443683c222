kuleshov_fuzz(fountain ROOMS text)
kuleshov_fuzz(fdx ROOMS text)
