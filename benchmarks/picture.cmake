kuleshov_bench(picture ROOMS picture)
