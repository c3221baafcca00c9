"""Further woodblock scenes: rain, snow, moonlight, blossom, maples, irises."""

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.shapes import wander
from whence.studies.woodblock import (
    PAPER,
    bokashi,
    clouds,
    dusk,
    fuji,
    hill,
    orb,
    rain,
    snowfall,
    water,
)
from whence.studies.woodblock_nature import (
    bloom,
    blossom_tree,
    geese,
    iris,
    limb,
    pine,
    reeds,
)
from whence.studies.woodblock_places import bridge, house, lantern, pagoda, sail, torii, walker

PINKS: tuple[Colour, ...] = ((240, 206, 204), (246, 226, 220), (228, 172, 178), (236, 190, 192))
REDS: tuple[Colour, ...] = ((190, 66, 42), (214, 104, 52), (160, 46, 44), (226, 146, 66))
NIGHTS: tuple[Colour, ...] = ((34, 46, 82), (40, 58, 92), (52, 52, 76), (30, 60, 84))


def rain_bridge(canvas: Canvas) -> None:
    """Print a sudden shower on walkers crossing a bridge."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    grey, blue = (178, 178, 168), pick(rng, ((52, 96, 124), (74, 112, 120), (60, 82, 116)))
    bokashi(canvas, [(0, grey), (0.25, (214, 208, 190)), (0.5, (220, 210, 186)), (1, blue)])
    dusk(canvas, (38, 40, 52), 0.16)
    level = h * rng.uniform(0.4, 0.5)
    hill(canvas, level, h * 0.1, [(0, (92, 108, 112)), (0.25, grey), (1, grey)], 3)
    water(canvas, level, [(0, mix(blue, PAPER, 0.62)), (1, blue)])
    hill(canvas, h * 1.02, h * 0.08, [(0, (96, 112, 84)), (1, (128, 132, 92))], 1)
    bridge(canvas, h * rng.uniform(0.74, 0.82), h * rng.uniform(0.02, 0.12), h * 0.028)
    if rng.random() < 0.6:
        sail(canvas, w * rng.uniform(0.2, 0.8), level + h * 0.08, 46)
    rain(canvas, int(rng.integers(120, 210)))


def snow_shrine(canvas: Canvas) -> None:
    """Print a shrine gate or pagoda in falling snow."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    night = pick(rng, NIGHTS)
    white: Colour = (240, 238, 232)
    bokashi(
        canvas, [(0, night), (0.4, mix(night, PAPER, 0.45)), (0.7, (198, 200, 200)), (1, white)]
    )
    hill(canvas, h * 0.56, h * 0.16, [(0, white), (0.3, (190, 198, 204)), (1, white)], 2)
    hill(canvas, h * 0.68, h * 0.1, [(0, white), (0.4, (206, 210, 214)), (1, white)], 3)
    side = rng.choice([-1.0, 1.0])
    if rng.random() < 0.5:
        pagoda(canvas, w * (0.5 + side * 0.18), h * 0.78, h * 0.5, (172, 62, 46), white)
    else:
        torii(canvas, w * (0.5 + side * 0.1), h * 0.84, min(h * 0.36, w * 0.6), (178, 58, 42))
    for _ in range(4):
        pine(
            canvas,
            w * rng.uniform(0.02, 0.98),
            h * rng.uniform(0.72, 0.82),
            h * rng.uniform(0.14, 0.26),
            rng.normal(0, 20),
            (214, 220, 218),
        )
    hill(canvas, h * 0.88, h * 0.06, [(0, white), (1, (214, 216, 220))], 2)
    for _ in range(int(rng.integers(1, 4))):
        walker(canvas, w * rng.uniform(0.15, 0.85), h * rng.uniform(0.86, 0.96), h * 0.09)
    pine(canvas, w * (0.5 - side * 0.4), h * 0.98, h * 0.6, side * w * 0.16, (72, 98, 92))
    snowfall(canvas, int(rng.integers(180, 380)))


def moonlight(canvas: Canvas) -> None:
    """Print a full moon over marsh and water, with geese."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    night = pick(rng, NIGHTS)
    bokashi(
        canvas,
        [
            (0, night),
            (0.45, mix(night, (150, 166, 178), 0.6)),
            (0.62, (206, 202, 184)),
            (1, mix(night, PAPER, 0.3)),
        ],
    )
    x, y = w * rng.uniform(0.3, 0.7), h * rng.uniform(0.2, 0.32)
    orb(canvas, x, y, min(w, h * 0.6) * 0.24, (246, 238, 206), (190, 196, 190))
    clouds(canvas, h * 0.42, 3, (196, 196, 184))
    geese(
        canvas,
        w * rng.uniform(0.35, 0.75),
        h * rng.uniform(0.14, 0.4),
        6,
        34,
        rng.choice([-1.0, 1.0]),
    )
    hill(canvas, h * 0.62, h * 0.05, [(0, mix(night, PAPER, 0.25)), (1, (170, 176, 172))], 3)
    water(canvas, h * 0.62, [(0, (176, 184, 182)), (1, mix(night, PAPER, 0.12))])
    reeds(canvas, w * rng.uniform(0.2, 0.8), h * 1.0, h * 0.36, 46)


def blossoms(canvas: Canvas) -> None:
    """Print cherry trees in flower along a river, people beneath."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    blue = pick(rng, ((58, 110, 146), (86, 130, 142), (64, 90, 136)))
    bokashi(canvas, [(0, mix(blue, PAPER, 0.5)), (0.3, PAPER), (0.5, (244, 214, 196)), (1, PAPER)])
    dusk(canvas, blue, 0.14)
    if rng.random() < 0.5:
        body = [(0.0, mix(blue, PAPER, 0.4)), (1.0, PAPER)]
        fuji(canvas, w * rng.uniform(0.2, 0.8), h * 0.24, h * 0.48, w * 0.26, body, (248, 244, 236))
    hill(canvas, h * 0.5, h * 0.12, [(0, (128, 150, 112)), (0.3, (196, 200, 160)), (1, PAPER)], 2)
    water(canvas, h * 0.54, [(0, mix(blue, PAPER, 0.6)), (1, blue)], 30)
    crest = hill(canvas, h * 0.8, h * 0.12, [(0, (134, 150, 84)), (1, (186, 176, 118))], 1)
    for at in sorted(rng.uniform(5, 135, int(rng.integers(3, 6)))):
        x, y = crest[int(at)]
        blossom_tree(canvas, x, y + 12, h * rng.uniform(0.34, 0.5), PINKS)
    for _ in range(int(rng.integers(4, 8))):
        walker(canvas, w * rng.uniform(0.06, 0.94), h * rng.uniform(0.86, 0.97), h * 0.12)
    if rng.random() < 0.7:
        for place in range(6):
            lantern(canvas, w * (0.06 + 0.176 * place), h * 0.02, h * 0.075)


def maples(canvas: Canvas) -> None:
    """Print autumn maples about a gate or a house in the hills."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    dusk_blue = pick(rng, ((46, 78, 96), (70, 86, 110), (96, 92, 108)))
    bokashi(canvas, [(0, mix(dusk_blue, PAPER, 0.4)), (0.35, (240, 218, 172)), (1, PAPER)])
    dusk(canvas, dusk_blue, 0.16)
    for level, far in ((0.4, 0.6), (0.5, 0.35), (0.6, 0.1)):
        tint = mix(pick(rng, ((92, 112, 106), (108, 98, 110))), PAPER, far)
        hill(canvas, h * level, h * 0.16, [(0, tint), (0.35, mix(tint, PAPER, 0.6)), (1, PAPER)], 2)
    water(canvas, h * 0.72, [(0, (170, 196, 196)), (1, (58, 104, 128))], 30)
    hill(canvas, h * 0.9, h * 0.08, [(0, (146, 130, 76)), (1, (180, 158, 104))], 1)
    side = rng.choice([-1.0, 1.0])
    if rng.random() < 0.6:
        torii(canvas, w * (0.5 + side * 0.16), h * 0.9, h * 0.26, (192, 66, 44))
    else:
        house(canvas, w * (0.5 + side * 0.16), h * 0.9, h * 0.14, (132, 108, 78))
    for _ in range(3):
        blossom_tree(
            canvas, w * rng.uniform(0.05, 0.95), h * 0.92, h * rng.uniform(0.2, 0.32), REDS
        )
    bough = wander(rng, (w * (0.5 - side * 0.54), h * 0.3), (w * (0.5 + side * 0.3), h * 0.16), 40)
    limb(canvas, bough, h * 0.035)
    for spot in bough[rng.integers(6, len(bough), 9)]:
        bloom(canvas, spot[0], spot[1] + rng.normal(0, 22), h * 0.06, REDS, 60)


def irises(canvas: Canvas) -> None:
    """Print a bank of irises against a plain graded ground."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    ground = pick(rng, ((230, 206, 150), (214, 214, 190), (236, 220, 184), (196, 206, 200)))
    bokashi(
        canvas,
        [
            (0, mix(ground, (120, 130, 150), 0.45)),
            (0.3, ground),
            (0.8, PAPER),
            (1, (104, 138, 160)),
        ],
    )
    petals: tuple[Colour, ...] = ((72, 62, 140), (102, 84, 164), (52, 84, 156), (226, 220, 232))
    if rng.random() < 0.5:
        orb(canvas, w * rng.uniform(0.3, 0.7), h * 0.2, w * 0.2, (248, 242, 222), ground)
    for row, scale in ((0.9, 0.5), (0.96, 0.42), (1.02, 0.34)):
        for _ in range(int(rng.integers(2, 4)) + int(w / 260)):
            high = h * scale * rng.uniform(0.75, 1.1)
            iris(canvas, w * rng.uniform(0.1, 0.9), h * row, high, pick(rng, petals))
