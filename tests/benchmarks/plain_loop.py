#!/usr/bin/python3
"""The network, loss and batches of `compact` as a plain PyTorch loop: what time_to_accuracy compares the engine with.

    plain_loop.py FOLDER MINUTES THREADS
FOLDER/material.safetensors holds drawings, options and metadata; every 30 seconds the weights are written beside it
under the names that the engine reads, and "SECONDS FILE" is printed. Time counts from the start of the process.
"""
import json, math, struct, sys, time

began = time.time()
import torch, torch.nn as nn, torch.nn.functional as F

folder, minutes, threads = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    kinds = {"U8": torch.uint8, "I64": torch.int64, "F32": torch.float32}
    tensors = {name: torch.frombuffer(body, dtype=kinds[t["dtype"]], offset=t["data_offsets"][0], count=math.prod(t["shape"])).view(t["shape"])
               for name, t in header.items()}
    return tensors, metadata


def write(path, tensors, metadata):
    header, body = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors.items()):
        data = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": "I64" if tensor.dtype == torch.int64 else "F32", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


material, metadata = read(folder + "/material.safetensors")
options = json.loads(metadata["options"])
torch.manual_seed(options["seed"])
S, ink_share, maps = options["input_size"], options["ink_share"], options["maps"]
halve = lambda x: F.avg_pool2d(x, 2, 2, ceil_mode=True)
real = halve(material["real.pixels"][:, None].float() / 255)
glyphs = halve(material["glyphs.pixels"][:, None].float() / 255)


def box(x):
    """Centre [B, 2] and half of the longer side [B] of the ink of x [B, 1, H, W], in -1..1."""
    ink = x[:, 0] > 0.25
    at = (torch.arange(x.shape[-1]) + 0.5) / x.shape[-1] * 2 - 1
    low = lambda v: torch.where(v, at.expand_as(v), torch.full(v.shape, 9.0)).amin(1)
    high = lambda v: torch.where(v, at.expand_as(v), torch.full(v.shape, -9.0)).amax(1)
    columns, rows = ink.any(1), ink.any(2)
    x0, x1, y0, y1 = low(columns), high(columns), low(rows), high(rows)
    return torch.stack([x0 + x1, y0 + y1], 1) / 2, (torch.maximum(x1 - x0, y1 - y0) / 2).clamp(min=0.15)


def view(x, turn):
    """Normalised and distorted: what the network sees. turn [B]: 0..7 of the rotations and mirror images."""
    n = x.shape[0]
    a, sh = torch.randn(n) * math.radians(options["rotation"]), torch.randn(n) * options["shear"]
    sx, sy = torch.exp(torch.randn(2, n) * options["scale"])
    A = torch.stack([torch.stack([a.cos() * sx, -a.sin() * sy + sh], 1), torch.stack([a.sin() * sx, a.cos() * sy], 1)], 1)
    quarter = turn % 4 * (math.pi / 2)
    mirror = torch.where(turn >= 4, -1.0, 1.0)
    R = torch.stack([torch.stack([mirror * quarter.cos(), -mirror * quarter.sin()], 1), torch.stack([quarter.sin(), quarter.cos()], 1)], 1)
    centre, half = box(x)
    k = (half / ink_share)[:, None, None]
    A = torch.cat([R @ A * k, (torch.randn(n, 2) * options["shift"] * k[:, 0] + centre)[:, :, None]], 2)
    grid = F.affine_grid(A, (n, 1, S, S), align_corners=False)
    field = F.interpolate(torch.randn(n, 2, 5, 5) * options["elastic"], size=(S, S), mode="bicubic", align_corners=True)
    return F.grid_sample(x, grid + field.permute(0, 2, 3, 1) * k[..., None], align_corners=False)


def pairs(images, first, turns, count):
    """Two views of each of `count` classes of the characters whose drawings begin at `first`."""
    chosen = torch.randperm((len(first) - 1) * turns)[:count]
    character, turn = chosen // turns, chosen % turns
    which = torch.stack([first[c] + torch.randperm(int(first[c + 1] - first[c]))[:2] for c in character]).flatten()
    return view(images[which], turn.repeat_interleave(2))


class Block(nn.Module):
    def __init__(self, maps):
        super().__init__()
        self.a, self.b = nn.Conv2d(maps, maps, 3, padding=1, bias=False), nn.Conv2d(maps, maps, 3, padding=1, bias=False)
        self.na, self.nb = nn.BatchNorm2d(maps), nn.BatchNorm2d(maps)

    def forward(self, x):
        return F.relu(x + self.nb(self.b(F.relu(self.na(self.a(x))))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [1] + maps
        self.convolutions = nn.ModuleList(nn.Conv2d(sizes[i], sizes[i + 1], 3, padding=1, bias=False) for i in range(4))
        self.norms = nn.ModuleList(nn.BatchNorm2d(m) for m in maps)
        self.blocks = nn.ModuleList(Block(maps[3]) for _ in range(options["residual_blocks"]))
        self.drop, self.dense = nn.Dropout(options["dropout"]), nn.Linear(maps[3] * (S // 8) ** 2, options["embedding"])
        self.log_scale = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        for i in range(4):
            x = self.convolutions[i](x)
            if i < 3 and options["pool_first"]:
                x = F.max_pool2d(x, 2)
            x = F.relu(self.norms[i](x))
            if i < 3 and not options["pool_first"]:
                x = F.max_pool2d(x, 2)
        for block in self.blocks:
            x = block(x)
        return F.normalize(self.dense(self.drop(x.flatten(1))), dim=1)

    def named(self):
        convolutions = list(self.convolutions) + [c for b in self.blocks for c in (b.a, b.b)]
        norms = list(self.norms) + [n for b in self.blocks for n in (b.na, b.nb)]
        tensors = {"dense.weight": self.dense.weight, "dense.bias": self.dense.bias, "logit_scale": self.log_scale}
        for i, (c, n) in enumerate(zip(convolutions, norms), 1):
            tensors[f"convolution{i}.weight"] = c.weight
            for name in ("weight", "bias", "running_mean", "running_var"):
                tensors[f"norm{i}.{name}"] = getattr(n, name)
        return tensors


net = Encoder().to(memory_format=torch.channels_last)
optimiser = torch.optim.AdamW(net.parameters(), lr=options["learning_rate"], weight_decay=options["weight_decay"])
count, glyph_count = options["pairs_per_step"], round(options["pairs_per_step"] * options["glyph_share"])


def save(step):
    name = f"weights-{step}.safetensors"
    tensors = net.named()
    if "origin.drawings" in material:
        tensors["origin.drawings"] = material["origin.drawings"]
    write(f"{folder}/{name}", tensors, {k: v for k, v in metadata.items() if k not in ("options", "sha256")} | {"step": str(step)})
    print(f"{time.time() - began:.1f} {name}", flush=True)


step, saved = 0, 0.0
while (elapsed := time.time() - began) < minutes * 60:
    rate = options["learning_rate"] * min(1, (step + 1) / max(1, options["warmup_steps"])) * (0.505 + 0.495 * math.cos(math.pi * elapsed / (minutes * 60)))
    for group in optimiser.param_groups:
        group["lr"] = rate
    with torch.no_grad():
        x = torch.cat([pairs(real, material["real.first"], 8 if options["rotated_classes"] else 1, count - glyph_count),
                       pairs(glyphs, material["glyphs.first"], 8 if options["turned_glyphs"] else 1, glyph_count)]).to(memory_format=torch.channels_last)
    e = net(x).view(-1, 2, options["embedding"])
    logits = e[:, 0] @ e[:, 1].T * (options["logit_scale"] * net.log_scale.exp())
    partner = torch.arange(len(logits))
    loss = (F.cross_entropy(logits, partner, label_smoothing=options["label_smoothing"]) + F.cross_entropy(logits.T, partner, label_smoothing=options["label_smoothing"])) / 2
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    step += 1
    if elapsed - saved >= 30:
        saved = elapsed
        save(step)
        print(f"\r{elapsed:6.0f} s, step {step}, loss {loss.item():.3f} ", end="", file=sys.stderr)
save(step)
