kuleshov_fuzz(culture_pack ROOMS culture)
