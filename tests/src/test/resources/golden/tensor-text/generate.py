"""Writes random.json: random tensors and what PyTorch prints for them, read by RandomTensorsTest.

Each record: dtype, shape, transposed (whether the first two dimensions are exchanged before printing), requires_grad,
options (precision, threshold, edge items, line width, scientific or null), elements in row-major order (int64 and bool as
numbers, floating-point numbers as the hexadecimal bits of the double), text.
Run: python3 generate.py   (PyTorch 2.13 CPU; where nothing is forced by options PyTorch 1.13 prints the same)
"""
import json
import math
import random
import struct

import torch

rnd = random.Random(20)


def special():
    return rnd.choice([0.0, -0.0, math.inf, -math.inf, math.nan, 1.0, -1.0, 1e-4, 1e8, 1e8 + 8, 1000.0, 1000.5])


KINDS = {
    "unit": lambda: rnd.gauss(0, 1),
    "hundred": lambda: rnd.uniform(-100, 100),
    "whole": lambda: float(rnd.randint(-12, 12)),
    "billion": lambda: float(rnd.randint(-10**9, 10**9)),
    "large": lambda: rnd.uniform(-1, 1) * 10 ** rnd.randint(3, 12),
    "small": lambda: rnd.uniform(-1, 1) * 10 ** -rnd.randint(3, 12),
    "special": special,
    "tie": lambda: rnd.randint(-4000, 4000) / rnd.choice([32.0, 64.0, 128.0, 1024.0, 2.0**20]),
    "carry": lambda: rnd.choice([0.5, 0.125, 2.5, 0.0001, 0.00009, 99.99995, 9.99995, 0.99995, 999.99995]),
    "bits": lambda: struct.unpack("<d", struct.pack("<Q", rnd.getrandbits(64)))[0],
}
SHAPES = [
    lambda: (),
    lambda: (rnd.randint(0, 40),),
    lambda: (rnd.randint(0, 9), rnd.randint(0, 12)),
    lambda: (rnd.randint(1, 3), rnd.randint(1, 4), rnd.randint(1, 16)),
    lambda: tuple(rnd.randint(1, 3) for _ in range(rnd.randint(4, 5))),
]


def elements(dtype, n):
    if dtype == torch.bool:
        return [rnd.random() < 0.5 for _ in range(n)]
    if dtype == torch.int64:
        bound = rnd.choice([9, 100, 10**6, 2**63 - 1])
        return [rnd.randint(-bound, bound) for _ in range(n)]
    kind = KINDS[rnd.choice(list(KINDS))]
    return [special() if rnd.random() < 0.03 else kind() for _ in range(n)]


def record():
    dtype = rnd.choice([torch.float32] * 5 + [torch.float64] * 3 + [torch.int64, torch.bool])
    shape = rnd.choice(SHAPES)()
    stored = torch.tensor(elements(dtype, math.prod(shape)), dtype=dtype)
    transposed = len(shape) >= 2 and rnd.random() < 0.3
    tensor = stored.reshape(shape)
    tensor = tensor.transpose(0, 1) if transposed else tensor
    requires_grad = dtype.is_floating_point and rnd.random() < 0.4
    if requires_grad:
        tensor = tensor.detach().requires_grad_(True)
    options = [4, 1000, 3, 80, None]
    if rnd.random() < 0.6:
        choices = [[0, 1, 2, 3, 6, 10, 20], [0, 5, 10, 50], [0, 1, 2, 4], [1, 20, 40, 60, 120], [True, False]]
        for i, values in enumerate(choices):
            if rnd.random() < 0.3:
                options[i] = rnd.choice(values)
    names = ["precision", "threshold", "edgeitems", "linewidth", "sci_mode"]
    torch.set_printoptions(**dict(zip(names, options)))
    bits = [struct.unpack("<Q", struct.pack("<d", x))[0] for x in stored.tolist()] if dtype.is_floating_point else None
    return {
        "dtype": str(dtype)[len("torch."):],
        "shape": list(shape),
        "transposed": transposed,
        "requires_grad": requires_grad,
        "options": options,
        "elements": [f"{b:x}" for b in bits] if bits is not None else [int(x) for x in stored.tolist()],
        "text": str(tensor),
    }


records = [record() for _ in range(250)]
with open("random.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(r) for r in records) + "\n]\n")
