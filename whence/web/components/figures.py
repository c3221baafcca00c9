"""Tables → Plotly figures as plain dictionaries; colours come from the stylesheet's palette."""

from typing import Any, Final

from whence.statistics import Table, in_time
from whence.web.language import _
from whence.web.names import century_name, label_name

INK, RIGHT = "#8a8378", "#2a9d68"
PALE: Final = {"color": "rgba(42,157,104,0.3)", "line": {"color": RIGHT, "width": 1.5}}
"""Of bars on which something is written; ink can be read on it, light and dark."""
CULTURES = {"America": "#4c78a8", "China": "#b3543a", "India": "#d9a441", "Japan": "#6a8f6b"}
MOST: Final = 12
"""Labels that are drawn at once."""

Figure = dict[str, Any]


def holdings(table: Table) -> Figure:
    """Return a stacked bar a century, the oldest on top, coloured by culture."""
    bars = [
        _bars(
            [row[2] for row in table.rows if row[0] == culture],
            [century_name(row[1]) for row in table.rows if row[0] == culture],
            CULTURES.get(culture, INK),
            name=label_name(culture),
            orientation="h",
            hovertemplate="%{y}: %{x}",
        )
        for culture in dict.fromkeys(table.column("culture"))
    ]
    centuries = [century_name(name) for name in sorted(set(table.column("century")), key=in_time)]
    axis = {"categoryorder": "array", "categoryarray": centuries, "type": "category"}
    rows = axis | {"autorange": "reversed", "dtick": 1, "tickfont": {"size": 11}}
    above = {
        "orientation": "h",
        "xref": "container",
        "yref": "container",
        "x": 0,
        "y": 1,
        "yanchor": "top",
        "traceorder": "normal",
    }
    layout = {
        "barmode": "stack",
        "xaxis": {"nticks": 5},
        "yaxis": rows,
        "showlegend": True,
        "legend": above,
        "margin": {"l": 0, "r": 10, "t": 46, "b": 10},
    }
    return _figure(bars, layout, _("works"), "")


def accuracy(table: Table) -> Figure:
    """Return a bar a culture with its interval; of many labels, those that are found least."""
    if len(table.rows) > MOST:
        place = table.columns.index("right")
        table = Table(table.columns, sorted(table.rows, key=lambda row: row[place])[:MOST])
    right = table.column("right")
    error = {
        "type": "data",
        "symmetric": False,
        "array": [high - value for high, value in zip(table.column("high"), right, strict=True)],
        "arrayminus": [value - low for low, value in zip(table.column("low"), right, strict=True)],
        "color": INK,
        "thickness": 2,
        "width": 6,
    }
    names = [label_name(culture) for culture in table.column("culture")]
    bars = _bars(names, right, RIGHT, error_y=error, text=_percents(right), marker=PALE)
    return _figure([bars], {"yaxis": _share(), "bargap": 0.15}, "", _("share right"))


def reliability(table: Table) -> Figure:
    """Return how often it was right against how sure it was, beside the perfect diagonal."""
    ideal = _line([0, 1], [0, 1], INK, line={"dash": "dot", "color": INK}, hoverinfo="skip")
    found = _line(table.column("sure"), table.column("right"), RIGHT, mode="lines+markers")
    return _figure(
        [ideal, found], {"xaxis": _share(), "yaxis": _share()}, _("how sure"), _("share right")
    )


def selective(table: Table) -> Figure:
    """Return the accuracy against the share of works that are answered at all."""
    line = _line(table.column("answered"), table.column("right"), RIGHT, mode="lines+markers")
    shares = {"xaxis": _share(), "yaxis": {"tickformat": ".0%"}}
    return _figure([line], shares, _("works answered, the surest first"), _("share right"))


def networks(table: Table) -> Figure:
    """Return ours beside the tutorial's network."""
    right = table.column("right")
    names = [_(name) for name in table.column("network")]
    bars = _bars(names, right, RIGHT, text=_percents(right), marker=PALE)
    return _figure([bars], {"yaxis": _share()}, "", _("balanced accuracy"))


def spoken(figure: Figure) -> str:
    """Return the figures of a drawing as one line for who does not see it, series by series.

    Where both axes have a name, it says first what stands before each colon and after it.
    """
    layout = figure["layout"]
    names = [layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
    series = [trace for trace in figure["data"] if trace.get("hoverinfo") != "skip"]
    said = [_spoken(trace, layout) for trace in series]
    return "; ".join([": ".join(names), *said] if all(names) else said)


def _spoken(trace: Figure, layout: dict[str, Any]) -> str:
    axes = [_axis(trace[axis], layout[f"{axis}axis"]) for axis in "xy"]
    if trace.get("orientation") == "h":
        axes.reverse()
    said = ", ".join(f"{of}: {value}" for of, value in zip(*axes, strict=True))
    return f"{trace['name']}: {said}" if "name" in trace else said


def _axis(values: list[Any], axis: dict[str, Any]) -> list[str]:
    return _percents(values) if "tickformat" in axis else [str(value) for value in values]


def _bars(x: list[Any], y: list[Any], colour: str, **more: Any) -> Figure:
    words = {"textangle": 0, "insidetextanchor": "middle", "constraintext": "none"}
    hover = "%{x}: %{text}<extra></extra>" if "text" in more else "%{x}: %{y}"
    style = {"marker": {"color": colour}, "hovertemplate": hover, **words}
    return {"type": "bar", "x": x, "y": y, **style, **more}


def _line(x: list[Any], y: list[Any], colour: str, **more: Any) -> Figure:
    style = {"type": "scatter", "mode": "lines", "line": {"color": colour}}
    return {**style, "x": x, "y": y, **more}


def _share() -> dict[str, Any]:
    return {"tickformat": ".0%", "range": [0, 1.04]}


def _percents(values: list[float]) -> list[str]:
    return [f"{value:.1%}" for value in values]


def _figure(data: list[Figure], layout: dict[str, Any], x: str, y: str) -> Figure:
    for name, title in (("xaxis", x), ("yaxis", y)):
        layout[name] = {"fixedrange": True, "gridcolor": "rgba(138,131,120,0.25)"} | layout.get(
            name, {}
        )
        layout[name]["title"] = {"text": title, "font": {"size": 13}, "standoff": 12}
        layout[name].setdefault("automargin", True)
    plain = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 10, "t": 10, "b": 10},
        "showlegend": False,
        "font": {"family": "system-ui, sans-serif", "size": 12},
    }
    return {"data": data, "layout": plain | layout}
