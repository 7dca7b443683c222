kuleshov_fuzz(planner ROOMS write)
