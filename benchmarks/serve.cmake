kuleshov_bench(serve ROOMS base room serve)
