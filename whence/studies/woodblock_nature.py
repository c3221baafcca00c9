"""Growing and moving things as blocks print them: pines, blossom, waves, irises, geese."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick, speckle
from whence.studies.shapes import Points, disc, leaf, place, points, ribbon, smooth, taper, wander
from whence.studies.woodblock import KEY

FOAM: Colour = (242, 240, 230)
BARK: Colour = (104, 78, 58)
BACK = points("-1.5,0.1 -1.05,-0.1 -0.7,-0.42 -0.4,-0.78 0,-1.0 0.38,-0.98 0.62,-0.78")
FRONT = points("1.1,0.1 0.62,0.04 0.2,-0.12 0.0,-0.38 0.06,-0.62 0.3,-0.78 0.62,-0.78")


def limb(canvas: Canvas, path: Points, width: float, colour: Colour = BARK) -> None:
    """Print a trunk or branch that thins along `path`, with key lines and bark marks."""
    rng = canvas.rng
    outline = ribbon(path, taper(len(path), width, 0.3) * (1 + rng.uniform(-0.1, 0.1, len(path))))
    canvas.fill(outline, colour)
    canvas.line(outline, KEY, 1.5, closed=True)
    for _ in range(int(width / 2)):
        at = int(rng.integers(1, len(path) - 2))
        mark = path[at : at + 3] + rng.normal(0, width * 0.14, 2)
        canvas.line(mark, mix(colour, KEY, 0.6), 1.2)


def pine(
    canvas: Canvas, x: float, y: float, high: float, lean: float, green: Colour = (42, 82, 66)
) -> None:
    """Print a leaning pine with flat cushions of needles."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + lean, y - high), high * 0.14)
    limb(canvas, path, high * 0.075)
    for t in np.linspace(0.4, 1.0, int(rng.integers(5, 8))):
        start = path[int(t * (len(path) - 1))]
        reach = high * (0.42 - 0.26 * t) * rng.uniform(0.7, 1.2) * rng.choice([-1, 1])
        end = start + [reach, -high * rng.uniform(-0.02, 0.06)]
        limb(canvas, wander(rng, start, end, 3), high * 0.024)
        cushion(canvas, end[0], end[1], high * rng.uniform(0.14, 0.22), green)


def cushion(canvas: Canvas, x: float, y: float, r: float, green: Colour) -> None:
    """Print one cushion of pine needles about (x, y), `r` to its side."""
    t = np.linspace(0, np.pi, 9)
    bumps = np.stack([x - r * np.cos(t), y - r * 0.5 * np.sin(t) ** 0.7], 1)
    outline = smooth(
        np.vstack([bumps, [x + r * 0.4, y + r * 0.12], [x - r * 0.5, y + r * 0.1]]), 5, closed=True
    )
    canvas.fill(outline, green)
    for angle in np.linspace(np.pi * 1.04, np.pi * 1.96, 17):
        a, b = canvas.rng.uniform(0.25, 0.5), canvas.rng.uniform(0.8, 1.02)
        ends = [(x + k * r * np.cos(angle), y + k * r * 0.52 * np.sin(angle)) for k in (a, b)]
        canvas.line(ends, mix(green, (190, 196, 140), 0.38), 1.0)
    canvas.line(outline, mix(green, KEY, 0.7), 1.3, closed=True)


def bloom(
    canvas: Canvas, x: float, y: float, r: float, colours: tuple[Colour, ...], count: int = 120
) -> None:
    """Print a cloud of blossom or red leaves about (x, y): a pale body and many small dabs."""
    rng = canvas.rng
    spots = rng.normal(0, 0.42, (count, 2)) * [r, r * 0.72] + [x, y]
    with canvas.veil(0.75):
        canvas.dabs(spots[: count // 4], r * 0.26, r * 0.2, 0.0, np.array(colours[0]))
    sizes = rng.uniform(2.2, 4.6, count)
    tones = speckle(rng, colours, count, 10)
    canvas.dabs(spots, sizes, sizes * 0.8, rng.uniform(0, 3, count), tones)


def blossom_tree(
    canvas: Canvas, x: float, y: float, high: float, colours: tuple[Colour, ...]
) -> None:
    """Print a spreading tree in blossom, rooted at (x, y)."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + rng.normal(0, high * 0.12), y - high * 0.75), high * 0.1)
    limb(canvas, path, high * 0.1)
    for t in rng.uniform(0.4, 1, 7):
        start = path[int(t * (len(path) - 1))]
        end = start + [rng.uniform(-0.5, 0.5) * high, -rng.uniform(0.08, 0.3) * high]
        limb(canvas, wander(rng, start, end, high * 0.04), high * 0.035)
        bloom(canvas, end[0], end[1], high * rng.uniform(0.16, 0.26), colours, 90)


def wave(
    canvas: Canvas, x: float, foot: float, size: float, side: float, blue: Colour, deep: Colour
) -> None:
    """Print a breaking wave that rises `size` above `foot` and curls towards `side`."""
    rng = canvas.rng
    at, flip = np.array([x, foot]), np.array([side * size, size])
    back, front = smooth(BACK) * flip + at, smooth(FRONT) * flip + at
    canvas.fill(np.vstack([back, front[::-1]]), blue)
    for t in np.linspace(0.12, 0.85, 6):
        stripe = (1 - t) * back + t * front
        canvas.stroke(stripe, deep if rng.random() < 0.6 else mix(FOAM, blue, 0.3), size * 0.045)
    canvas.line(back, KEY, 2.0)
    canvas.line(front, KEY, 2.0)
    crest = np.vstack([back[-22:], front[-26:]])
    for spot in crest[rng.permutation(len(crest))]:
        claw(canvas, spot[0], spot[1], size * rng.uniform(0.035, 0.085), side)
    spray = rng.normal(0, 0.16, (40, 2)) * size + at + np.array([side * 0.6, -0.75]) * size
    canvas.dabs(spray, size * 0.01, size * 0.01, 0.0, np.array(FOAM))


def claw(canvas: Canvas, x: float, y: float, r: float, side: float) -> None:
    """Print one finger of foam hooked towards `side`."""
    hook = smooth(
        [
            (-1, 0.2),
            (-0.3, -0.8),
            (0.7, -0.6),
            (1.1, 0.5),
            (0.6, 1.1),
            (0.5, 0.3),
            (0, 0.1),
            (-0.2, 0.9),
        ],
        4,
        closed=True,
    )
    outline = place(hook * [side, 1], x, y, canvas.rng.normal(0, 0.5), r)
    canvas.fill(outline, FOAM)
    canvas.line(outline, mix(KEY, FOAM, 0.15), 1.1, closed=True)


def iris(canvas: Canvas, x: float, y: float, high: float, petal: Colour) -> None:
    """Print an iris rooted at (x, y): sword leaves, a stem, a drooping flower."""
    rng = canvas.rng
    for _ in range(5):
        top = (x + rng.normal(0, high * 0.17), y - high * rng.uniform(0.55, 0.95))
        blade = wander(rng, (x + rng.normal(0, 9), y), top, high * 0.05)
        shape = ribbon(blade, taper(len(blade), high * 0.05, 0.05))
        canvas.fill(shape, mix((74, 112, 82), (40, 84, 84), rng.random()))
        canvas.line(shape, KEY, 1.0, closed=True)
    fx, fy = x + rng.normal(0, high * 0.06), y - high
    canvas.stroke(wander(rng, (x, y), (fx, fy), 4), (62, 96, 68), high * 0.022)
    for turn in (-2.7, -0.45, 1.1, 2.1, -1.9, -1.25):
        part = leaf(fx, fy, high * rng.uniform(0.13, 0.2), high * 0.12, turn + rng.normal(0, 0.12))
        canvas.fill(part, mix(petal, FOAM, rng.uniform(0, 0.25)))
        canvas.line(part, mix(petal, KEY, 0.7), 1.2, closed=True)
    canvas.fill(disc(fx, fy, high * 0.022), (226, 188, 82))


def geese(canvas: Canvas, x: float, y: float, count: int, size: float, side: float) -> None:
    """Print a line of flying geese that starts at (x, y)."""
    rng = canvas.rng
    for index in range(count):
        gx = x - side * index * size * 1.5 + rng.normal(0, 4)
        gy = y + index * size * rng.uniform(0.35, 0.75)
        wing = smooth([(-0.9, -0.4), (-0.35, -0.3), (0, 0), (0.4, -0.42), (0.8, -0.3)])
        canvas.stroke(wing * [side * size, size] + [gx, gy], KEY, size * 0.2)
        body = np.array([(-0.4, 0.08), (0.75, 0.0)]) * [side * size, size] + [gx, gy]
        canvas.stroke(np.linspace(body[0], body[1], 6), KEY, size * 0.2)


def reeds(canvas: Canvas, x: float, y: float, high: float, count: int) -> None:
    """Print a stand of reeds with drooping plumes about (x, y)."""
    rng = canvas.rng
    tones: tuple[Colour, ...] = ((92, 104, 72), (128, 118, 74), (66, 82, 70))
    for _ in range(count):
        foot = x + rng.normal(0, high * 0.4)
        tip = (foot + rng.normal(0, high * 0.28), y - high * rng.uniform(0.5, 1.05))
        blade = wander(rng, (foot, y), tip, high * 0.08)
        canvas.stroke(blade, pick(rng, tones), taper(len(blade), high * 0.022, 0.2))
        if rng.random() < 0.35:
            canvas.fill(
                leaf(*tip, high * 0.2, high * 0.05, rng.uniform(-0.2, 0.9)), (206, 184, 142)
            )
