"""Streamlit and Keras: a page with an uploader."""

import streamlit

from benchmarks.frameworks import keras_model

model = streamlit.cache_resource(keras_model.load)()
file = streamlit.file_uploader("A picture")
if file is not None:
    picture = keras_model.decode(file.getvalue())
    streamlit.image(picture)
    streamlit.text(f"{file.name}: {keras_model.scores(model, picture)}")
