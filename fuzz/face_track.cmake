kuleshov_fuzz(face_track ROOMS face)
