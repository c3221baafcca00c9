"""The tutorial's pipeline, written anew.

The catalogue is read at each click, the picture downloaded twice, sent as base64 in the callback,
decided by Keras' `predict`. The network is ours, so that only the pipeline differs.
"""

import base64
import os
import random

import cv2
import keras
import numpy as np
import pandas as pd
import requests
from dash import Dash, Input, Output, State, dcc, html

CATALOGUE = os.environ["CATALOGUE"]
LABELS = ("America", "China", "India", "Japan")
SIZE = 224

network = keras.models.load_model(os.environ["NETWORK"])
app = Dash("tutorial")
server = app.server
app.layout = html.Div(
    [
        html.Button("Show me a painting", id="show"),
        dcc.Store(id="row"),
        html.Div(id="picture"),
        html.Div(id="culture"),
        html.Div(id="guess"),
    ]
)


@app.callback(Output("row", "data"), Input("show", "n_clicks"), prevent_initial_call=True)
def choose(_clicks: int) -> int:
    return random.randrange(len(pd.read_csv(CATALOGUE)))  # noqa: S311


@app.callback(Output("picture", "children"), Input("row", "data"), prevent_initial_call=True)
def show(row: int) -> html.Img:
    data = requests.get(pd.read_csv(CATALOGUE).iloc[row]["image_url"], timeout=30).content
    return html.Img(src=f"data:image/jpeg;base64,{base64.b64encode(data).decode()}")


@app.callback(Output("culture", "children"), Input("row", "data"), prevent_initial_call=True)
def culture(row: int) -> str:
    return str(pd.read_csv(CATALOGUE).iloc[row]["culture"])


@app.callback(
    Output("guess", "children"),
    Input("row", "data"),
    State("show", "n_clicks"),
    prevent_initial_call=True,
)
def guess(row: int, _clicks: int) -> html.Span:
    facts = pd.read_csv(CATALOGUE).iloc[row]
    data = requests.get(facts["image_url"], timeout=30).content
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    picture = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), (SIZE, SIZE))
    answer = network.predict(picture[None].astype("float32") / 127.5 - 1, verbose=0)
    label = LABELS[int(np.argmax(answer[0] if isinstance(answer, list) else answer))]
    colour = "green" if label == facts["culture"] else "red"
    return html.Span(label, style={"color": colour})
