"""Gradio and Keras: its own page of a picture and a label, and the API that comes with it."""

import os

import gradio

from benchmarks.frameworks import keras_model

model = keras_model.load()
page = gradio.Interface(
    lambda picture: keras_model.scores(model, picture),
    gradio.Image(type="numpy"),
    gradio.Label(),
    api_name="predict",
    flagging_mode="never",
)

if __name__ == "__main__":
    page.launch(server_name="127.0.0.1", server_port=int(os.environ["PORT"]), quiet=True)
