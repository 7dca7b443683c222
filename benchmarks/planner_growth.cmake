kuleshov_bench(planner_growth ROOMS write)
