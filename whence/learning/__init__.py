"""Recipe to model: everything that needs TensorFlow. The gallery never imports it."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow loads: errors only
