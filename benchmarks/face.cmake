kuleshov_bench(face ROOMS face)
