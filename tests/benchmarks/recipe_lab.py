#!/usr/bin/python3
"""Variants of the recipe of `compact` from pools of drawings, many in a minute where PyTorch has a GPU.

    draw_pool POOLS/real.bin data images_background_small1.zip:strokes=beside redrawn=30
    draw_pool POOLS/validation.bin data images_background_small2.zip:not-alphabets=Greek+Latin
    draw_pool POOLS/glyphs.bin glyphs 100000
    recipe_lab.py POOLS VARIANTS.json >> RESULTS.jsonl
VARIANTS.json is a list of objects, each with what differs from RECIPE; a line of the results is a variant with its accuracy
on 20,000 tasks, 20-way of the first two alphabets and 15-way of all, one pass and with the mean of ten distorted views.
Batches, views, network, loss, AdamW, schedule and average are those of `oneshot train`, written again; see compact_research.md.
"""
import json, math, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

RECIPE = dict(seed=1, steps=4000, glyphs="glyphs", real="real", redrawn=30, stroke_share=0.5, classes=128, drawings=2, glyph_share=0.5, neighbours=16,
              turned_glyphs=False, maps=[32, 96, 128, 128], blocks=1, embedding=256, size=32, ink_share=0.8, dropout=0.2, rate=4e-3, weight_decay=1e-3,
              averaging=0.99, smoothing=0.05, scale=12.0, warmup=100, rotation=6.9, scaling=0.10, shear=0.12, shift=0.05, elastic=0.05, glyph_distortion=1.0,
              margin=0.0, neighbour_logit=0.0, class_warp=0.0, class_rotation=0.0, warped_glyphs=False, pairs_put_together=0.0)
pools, variants = sys.argv[1], json.load(open(sys.argv[2]))
device = "cuda" if torch.cuda.is_available() else "cpu"
H, GROUP, TURNS = 53, 8, 8
real_rows, validation_rows = (np.loadtxt(f"{pools}/{name}.bin.txt", dtype=int) for name in ("real", "validation"))


def pool(name):
    """[N, H, H] bytes, ink 255."""
    return torch.from_numpy(np.fromfile(f"{pools}/{name}.bin", dtype=np.uint8).reshape(-1, H, H)).to(device)


def ink_box(x):
    """Centre [N, 2] and half of the longer side [N] of the ink of x [N, H, H], in -1..1."""
    ink, at = x > 0.25, torch.arange(H, device=device, dtype=torch.float32)
    low = lambda v: torch.where(v, at.expand_as(v), torch.full_like(at, 999)).amin(1)
    high = lambda v: torch.where(v, at.expand_as(v), torch.full_like(at, -999)).amax(1)
    columns, rows = ink.any(1), ink.any(2)
    x0, x1, y0, y1 = low(columns), high(columns), low(rows), high(rows)
    empty = x0 > x1
    centre = torch.stack([x0 + x1 + 1 - H, y0 + y1 + 1 - H], 1) / H
    half = (torch.maximum(x1 - x0, y1 - y0) / H).clamp(min=0.15)
    return torch.where(empty[:, None], torch.zeros_like(centre), centre), torch.where(empty, torch.ones_like(half), half)


def turns(turn):
    """[N] of 0..7 -> [N, 2, 2]: a quarter turn so many times, mirrored from 4 on."""
    quarter, mirror = turn % 4 * (math.pi / 2), 1 - 2 * (turn >= 4).float()
    return matrix(mirror * quarter.cos(), -mirror * quarter.sin(), quarter.sin(), quarter.cos())


def matrix(a, b, c, d):
    return torch.stack([torch.stack([a, b], 1), torch.stack([c, d], 1)], 1)


def affine(rotation, shear, x, y):
    return matrix(rotation.cos() * x, -rotation.sin() * y + shear, rotation.sin() * x, rotation.cos() * y)


def sample(x, M, shift, field, size, ink_share):
    """Views [N, 1, size, size] of x [N, H, H]: M [N, 2, 2] from the view to the ink's box, field [N, 2, 5, 5] or None."""
    centre, half = ink_box(x)
    k = (half / ink_share)[:, None, None]
    grid = F.affine_grid(torch.cat([M * k, (shift * k[:, 0] + centre)[:, :, None]], 2), (len(x), 1, size, size), align_corners=False)
    if field is not None:
        grid = grid + F.interpolate(field, size=(size, size), mode="bicubic", align_corners=True).permute(0, 2, 3, 1) * k[..., None]
    return F.grid_sample(x[:, None], grid, align_corners=False)


def distortion(o, strength):
    """Of as many views as `strength` [N] has numbers: matrix, shift, field."""
    n = len(strength)
    draw = lambda amount: torch.randn(n, device=device) * amount * strength
    M = affine(draw(math.radians(o["rotation"])), draw(o["shear"]), draw(o["scaling"]).exp(), draw(o["scaling"]).exp())
    return M, torch.randn(n, 2, device=device) * o["shift"] * strength[:, None], torch.randn(n, 2, 5, 5, device=device) * o["elastic"] * strength[:, None, None, None]


def warped(x, turn, warp, on, o):
    """New characters: one warp for all drawings of a class, where `on` [N]."""
    repeat = lambda v: v.repeat_interleave(o["drawings"], 0)
    classes = len(x) // o["drawings"]
    draw = lambda amount: repeat(torch.randn(classes, device=device)) * amount * warp
    C = affine(repeat(torch.rand(classes, device=device) * 2 - 1) * o["class_rotation"] * math.pi, draw(0.25), draw(0.25).exp(), draw(0.25).exp())
    field = repeat(torch.randn(classes, 2, 5, 5, device=device)) * 0.10 * warp
    return torch.where(on, sample(x, C @ turns(turn), torch.zeros(len(x), 2, device=device), field, H, 0.75)[:, 0], x)


def put_together(x, turn, on, o):
    """New characters: beside or above each other with the character of the class before."""
    repeat = lambda v: v.repeat_interleave(o["drawings"], 0)
    classes = len(x) // o["drawings"]
    R, across = turns(turn), repeat(torch.rand(classes, device=device)) < 0.5
    cut = repeat(torch.rand(classes, device=device)) * 0.4 - 0.2
    other = x.view(classes, o["drawings"], H, H).roll(1, 0).reshape(-1, H, H)

    def part(image, low, high):  # the ink between low and high of the view
        scale, offset = 2 / (high - low), -(high + low) / (high - low)
        one, zero = torch.ones_like(scale), torch.zeros_like(scale)
        D = matrix(torch.where(across, scale, one), zero, zero, torch.where(across, one, scale))
        shift = torch.stack([torch.where(across, offset, zero), torch.where(across, zero, offset)], 1)
        return sample(image, R @ D, (R @ shift[:, :, None])[:, :, 0], None, H, 0.9)[:, 0]

    edge = torch.ones_like(cut)
    return torch.where(on, torch.maximum(part(x, -edge, cut + 0.1), part(other, cut - 0.1, edge)), x)


def views(x, turn, strength, real, o):
    """What the network sees of drawings x [N, H, H]; `real` [N] 1 where they are of data, 0 of glyphs."""
    M, shift, field = distortion(o, strength)
    classes, repeat = len(x) // o["drawings"], lambda v: v.repeat_interleave(o["drawings"], 0)
    new = torch.zeros(len(x), 1, 1, dtype=torch.bool, device=device)
    if o["class_warp"]:
        chosen = repeat(torch.rand(classes, device=device)) < 0.5
        new = (chosen & ((real > 0) | torch.full_like(chosen, o["warped_glyphs"])))[:, None, None]
        x = warped(x, turn, o["class_warp"], new, o)
    elif o["pairs_put_together"]:
        new = ((repeat(torch.rand(classes, device=device)) < o["pairs_put_together"]) & (real > 0))[:, None, None]
        x = put_together(x, turn, new, o)
    return sample(x, torch.where(new, M, turns(turn) @ M), shift, field, o["size"], o["ink_share"])


class Block(nn.Module):
    def __init__(self, maps):
        super().__init__()
        self.a, self.b = nn.Conv2d(maps, maps, 3, padding=1, bias=False), nn.Conv2d(maps, maps, 3, padding=1, bias=False)
        self.na, self.nb = nn.BatchNorm2d(maps), nn.BatchNorm2d(maps)

    def forward(self, x):
        return F.relu(x + self.nb(self.b(F.relu(self.na(self.a(x))))))


class Encoder(nn.Module):
    def __init__(self, o):
        super().__init__()
        sizes = [1] + o["maps"]
        self.convolutions = nn.ModuleList(nn.Conv2d(sizes[i], sizes[i + 1], 3, padding=1, bias=False) for i in range(4))
        self.norms = nn.ModuleList(nn.BatchNorm2d(maps) for maps in o["maps"])
        self.blocks = nn.ModuleList(Block(sizes[-1]) for _ in range(o["blocks"]))
        self.drop, self.dense = nn.Dropout(o["dropout"]), nn.Linear(sizes[-1] * (o["size"] // 8) ** 2, o["embedding"])
        self.log_scale = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        for i in range(4):
            x = self.convolutions[i](x)
            x = F.relu(self.norms[i](F.max_pool2d(x, 2) if i < 3 else x))
        for block in self.blocks:
            x = block(x)
        return F.normalize(self.dense(self.drop(x.float().flatten(1))).float(), dim=1)


def plan(o, steps, glyph_classes, glyph_characters):
    """Of so many steps: drawings [steps, classes, drawings] in their pools, turns and groups [steps, classes]; real classes first."""
    classes, K = o["classes"], o["drawings"]
    real = classes - glyph_classes
    integers = lambda *shape: torch.zeros(steps, *shape, dtype=torch.int64, device=device)
    drawings, turn, group = integers(classes, K), integers(classes), integers(classes)
    alphabet = torch.from_numpy(real_rows[:, 0]).to(device)
    if real:
        order = (alphabet + torch.rand(steps, TURNS, len(alphabet), device=device) * 0.999).argsort(2)
        of = alphabet[order]
        counts = torch.bincount(alphabet)
        rank = torch.arange(len(alphabet), device=device) - (counts.cumsum(0) - counts)[of]
        kind = torch.arange(TURNS, device=device)[None, :, None] * len(counts) + of  # an alphabet in a turn
        chunk = (kind * len(alphabet) + rank // o["neighbours"]).reshape(steps, -1)
        chosen = torch.rand(steps, TURNS * len(counts) * len(alphabet), device=device).gather(1, chunk).argsort(dim=1, stable=True)[:, :real]
        character = order.reshape(steps, -1).gather(1, chosen)
        group[:, :real] = kind.reshape(steps, -1).gather(1, chosen)
        turn[:, :real] = group[:, :real] // len(counts)
        which = torch.rand(steps, real, 20, device=device).argsort(2)[:, :, :K] + character[:, :, None] * 20
        again = torch.rand(steps, real, K, device=device) < o["stroke_share"]
        copy = torch.randint(1, max(2, o["redrawn"] + 1), (steps, real, K), device=device)
        drawings[:, :real] = which * (o["redrawn"] + 1) + torch.where(again, copy, torch.zeros_like(copy))
    if glyph_classes:
        first = torch.randint(0, glyph_characters // GROUP, (steps, glyph_classes // GROUP), device=device) * GROUP
        character = (first[:, :, None] + torch.arange(GROUP, device=device)).reshape(steps, glyph_classes)
        drawings[:, real:] = character[:, :, None] * K + torch.arange(K, device=device)
        group[:, real:] = 1000 + torch.arange(glyph_classes // GROUP, device=device).repeat_interleave(GROUP)
        if o["turned_glyphs"]:
            turn[:, real:] = torch.randint(0, TURNS, (steps, glyph_classes), device=device)
    return drawings, turn, group


def accuracy(embeddings, ways, alphabets, count=20000):
    rng = np.random.default_rng(1)
    support, query = np.zeros((count, ways), np.int64), np.zeros(count, np.int64)
    for i in range(count):
        characters = rng.permutation(np.where(validation_rows[:, 0] == alphabets[rng.integers(len(alphabets))])[0])[:ways]
        first, second = rng.permutation(20)[:2]
        support[i], query[i] = characters * 20 + first, characters[0] * 20 + second
    scores = torch.einsum("nwd,nd->nw", embeddings[torch.from_numpy(support).to(device)], embeddings[torch.from_numpy(query).to(device)])
    return round(100 * (scores[:, 0] > scores[:, 1:].amax(1)).float().mean().item(), 2)


@torch.no_grad()
def embedded(net, o, distorted):
    net.eval()
    mild, result = {**RECIPE, "elastic": 0.02}, []
    for part in pool("validation").split(500):
        x, one = part.float() / 255, torch.ones(len(part), device=device)
        plain = (torch.eye(2, device=device).expand(len(x), 2, 2), torch.zeros(len(x), 2, device=device), None)
        kinds = [plain] + [distortion(mild, one) for _ in range(distorted)]
        result.append(F.normalize(sum(net(sample(x, *kind, o["size"], o["ink_share"])) for kind in kinds), dim=1))
    return torch.cat(result)


def run(variant):
    o = {**RECIPE, **variant}
    torch.manual_seed(o["seed"])
    real, glyphs, classes, K = pool(o["real"]), pool(o["glyphs"]), o["classes"], o["drawings"]
    glyph_classes = round(classes * o["glyph_share"]) // GROUP * GROUP
    real_classes = classes - glyph_classes
    net = Encoder(o).to(device).to(memory_format=torch.channels_last)
    live = list(net.parameters()) + [b for b in net.buffers() if b.dtype == torch.float32]
    average = [value.detach().clone() for value in live]
    rate, weight = torch.zeros((), device=device), torch.zeros((), device=device)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate if device == "cuda" else o["rate"], weight_decay=o["weight_decay"], capturable=device == "cuda")
    drawings, turn, group = (torch.zeros(*shape, dtype=torch.int64, device=device) for shape in ((classes, K), (classes,), (classes,)))
    of_data = (torch.arange(classes * K, device=device) < real_classes * K).float()
    strength = torch.where(of_data > 0, torch.ones_like(of_data), torch.full_like(of_data, o["glyph_distortion"]))
    partner, last_loss = torch.arange(classes, device=device), torch.zeros((), device=device)

    def step():
        with torch.no_grad():
            x = torch.cat([real[drawings[:real_classes].reshape(-1)], glyphs[drawings[real_classes:].reshape(-1)]]).float() / 255
            x = views(x, turn.repeat_interleave(K), strength, of_data, o).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device, torch.bfloat16, cache_enabled=False):
            e = net(x).view(classes, K, -1)
        scale, others = o["scale"] * net.log_scale.exp(), 1 - torch.eye(classes, device=device)
        losses = []
        for i in range(K):
            for j in range(K):
                if i != j:
                    logits = (e[:, i] @ e[:, j].T - o["margin"] * (1 - others)) * scale
                    logits = logits + o["neighbour_logit"] * (group[:, None] == group[None]).float() * others
                    losses.append(F.cross_entropy(logits, partner, label_smoothing=o["smoothing"]))
        loss = sum(losses) / len(losses)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad(set_to_none=False)
        last_loss.copy_(loss.detach())
        with torch.no_grad():
            for value, now in zip(average, live):
                value.lerp_(now, weight)

    graph, chunk = None, 500
    for s in range(o["steps"]):
        if s % chunk == 0:
            planned = plan(o, min(chunk, o["steps"] - s), glyph_classes, len(glyphs) // K)
        for to, of in zip((drawings, turn, group), planned):
            to.copy_(of[s % chunk])
        factor = (0.5 * (1 + math.cos(math.pi * s / o["steps"])) + 0.01) * min(1, (s + 1) / o["warmup"])
        rate.fill_(o["rate"] * factor)
        weight.fill_(1 - min(o["averaging"], (1 + s) / (10 + s)))
        if device == "cpu":
            optimiser.param_groups[0]["lr"] = rate.item()
            step()
        elif s < 3:
            side = torch.cuda.Stream()
            side.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(side):
                step()
            torch.cuda.current_stream().wait_stream(side)
        else:
            if graph is None:
                graph = torch.cuda.CUDAGraph()
                with torch.cuda.graph(graph):
                    step()
            graph.replay()
    loss = last_loss.item()
    with torch.no_grad():
        for value, now in zip(average, live):
            now.copy_(value)
    result = {"variant": variant, "parameters": sum(p.numel() for p in net.parameters()), "loss": round(loss, 4)}
    for distorted in (0, 10):
        embeddings, alphabets = embedded(net, o, distorted), np.unique(validation_rows[:, 0])
        result[f"20-way, {distorted} views"] = accuracy(embeddings, 20, alphabets[:2])
        result[f"15-way, {distorted} views"] = accuracy(embeddings, 15, alphabets)
    return result


for variant in variants:
    print(json.dumps(run(variant)), flush=True)
