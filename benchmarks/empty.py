"""The least that a callback can be: Dash on FastAPI, under the same server as the gallery."""

from dash import Dash, Input, Output, html
from dash.backends._fastapi import FastAPIDashServer

app = Dash("empty", backend=FastAPIDashServer)
server = app.server
app.layout = html.Div([html.Button(id="show"), html.Div(id="verdict")])


@app.callback(Output("verdict", "children"), Input("show", "n_clicks"))
async def nothing(_clicks: int) -> str:
    return "verdict"
