#!/usr/bin/python3
"""The workbench's networks in Python: what `oneshot export` wrote, read and run with PyTorch.

    python3 one_shot_networks.py FOLDER        checks the folder's example: prints the largest differences
"""
import json
import math
import struct
import sys

import torch
import torch.nn.functional as F


def read(path):
    """Tensors by name and the metadata of a safetensors file."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = bytearray(file.read())
    kinds = {"F32": torch.float32, "I64": torch.int64}
    metadata = header.pop("__metadata__", {})
    return {name: torch.frombuffer(body, dtype=kinds[t["dtype"]], count=math.prod(t["shape"]), offset=t["data_offsets"][0]).view(t["shape"])
            for name, t in header.items()}, metadata


def load(path):
    """Weights and the description of their network."""
    weights, metadata = read(path)
    return weights, json.loads(metadata["network"])


def view(drawing, network):
    """What the network sees of a drawing [H, W], 0..1, ink = 1: [1, S, S]. The ink's box is centred and scaled."""
    size = network["input_size"]
    image = drawing[None, None].float()
    while max(image.shape[2:]) > 2 * size:
        image = F.avg_pool2d(image, 2, 2, ceil_mode=True)
    height, width = image.shape[2:]
    side, centre, half, share = max(height, width), (0.0, 0.0), 1.0, 1.0
    if network["normalise_ink"]:
        ink, share = image[0, 0] > 0.25, network["ink_share"]
        if ink.any():
            columns, rows = ink.any(0).nonzero().flatten().tolist(), ink.any(1).nonzero().flatten().tolist()
            right, bottom = columns[-1] + 1, rows[-1] + 1
            centre = ((columns[0] + right - width) / side, (rows[0] + bottom - height) / side)
            half = max(0.15, max(columns[-1] - columns[0], rows[-1] - rows[0]) / side)
    zoom = half / share if network["normalise_ink"] else 1.0
    at = (torch.arange(size) - (size - 1) / 2) * (zoom * side / size)  # from the middle, in pixels of the image
    x, y = (at + side / 2 * centre[0]) / (width / 2), (at + side / 2 * centre[1]) / (height / 2)
    grid = torch.stack(torch.meshgrid(y, x, indexing="ij")[::-1], -1)[None]
    return F.grid_sample(image, grid, align_corners=False)[0]


def embed(images, weights, network):
    """images [B, C, S, S], 0..1, ink = 1 -> embeddings [B, D]."""
    x, w = images, weights
    if network["architecture"] == "koch2015":
        if network["byte_input"]:
            x = 255 * (1 - x)
        for i in range(1, 5):
            x = F.relu(F.conv2d(x, w[f"convolution{i}.weight"], w[f"convolution{i}.bias"]))
            x = F.max_pool2d(x, 2) if i < 4 else x
        return torch.sigmoid(F.linear(x.flatten(1), w["dense.weight"], w["dense.bias"]))

    def convolved(x, i):
        return F.conv2d(x, w[f"convolution{i}.weight"], padding=1)

    def normed(x, i):
        return F.batch_norm(x, w[f"norm{i}.running_mean"], w[f"norm{i}.running_var"], w[f"norm{i}.weight"], w[f"norm{i}.bias"])

    for i in range(1, 5):
        pool = (lambda x: F.max_pool2d(x, 2)) if i < 4 else (lambda x: x)
        x = convolved(x, i)
        x = F.relu(normed(pool(x), i)) if network["pool_first"] else pool(F.relu(normed(x, i)))
    for i in range(5, 5 + 2 * network["residual_blocks"], 2):
        x = F.relu(x + normed(convolved(F.relu(normed(convolved(x, i), i)), i + 1), i + 1))
    return F.normalize(F.linear(x.flatten(1), w["dense.weight"], w["dense.bias"]), dim=1)


def similarity(first, second, weights, network):
    """Rows of two [P, D] -> [P], higher is more alike: a cosine, or for koch2015 the logit of p(same)."""
    if network["architecture"] == "koch2015":
        return F.linear((first - second).abs(), weights["head.weight"], weights["head.bias"]).squeeze(1)
    return (first * second).sum(1)


def check(folder):
    weights, network = load(folder + "/weights.safetensors")
    example, _ = read(folder + "/example.safetensors")
    script = torch.jit.load(folder + "/model.pt")
    with torch.no_grad():
        views = torch.stack([view(drawing, network) for drawing in example["drawings"]]).expand(-1, network["channels"], -1, -1)
        embeddings = embed(example["inputs"], weights, network)
        scripted = script(example["inputs"])
        pairs = embeddings[::2], embeddings[1::2]
        found = {"inputs": (views, example["inputs"]), "embeddings": (embeddings, example["embeddings"]),
                 "similarities": (similarity(*pairs, weights, network), example["similarities"]),
                 "scripted embeddings": (scripted, example["embeddings"]),
                 "scripted similarities": (script.similarity(scripted[::2], scripted[1::2]), example["similarities"])}
    worst = {name: (a - b).abs().max().item() for name, (a, b) in found.items()}
    for name, difference in worst.items():
        print(f"{name}: {difference:.2e}")
    return max(worst.values()) < 1e-5


if __name__ == "__main__":
    sys.exit(0 if check(sys.argv[1]) else 1)
