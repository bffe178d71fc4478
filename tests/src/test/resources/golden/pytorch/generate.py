"""Writes what PyTorch computes for each operation of the runtime: the JSON files beside this one.

    python generate.py        (needs torch; the files say which version made them)

A file holds cases, one on a line:

    op      name of the operation, a key of OPERATIONS below and of Operations.java
    in      the operands: d type, s shape, v elements, l layout (below), g 1 if it requires a gradient
    o       the other arguments; 2 is a whole number and 2.0 a real one
    out     the results: d, s, v
    error   1 if PyTorch refuses; then there is no result
    fn      the name of the first result's grad_fn
    seed    one vector per result that requires a gradient
    g       the vector-Jacobian product with the seeds for each operand; null for one without. Left out with
            the seeds where PyTorch has no derivative
    gg      float64 only: the gradients of sum_i <g_i, w_i> for each operand and then each seed; null stands for zero. The
            vectors w are not written: element k of each is ((7 k + 3) mod 11 - 5) / 4

Layouts: c contiguous; t the elements of v are those of the reversed shape, whose dimensions are then reversed; s every
second element along the last dimension of v, whose last size is twice that of s; e one row repeated along dimension 0.
"""

import json
import math
import pathlib
import random
import struct

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
TYPES = {"f32": torch.float32, "f64": torch.float64, "i64": torch.int64, "bool": torch.bool}
NAMES = {dtype: name for name, dtype in TYPES.items()}
INF = math.inf
RANDOM = random.Random(20)


# Numbers as text.

def number(value, dtype):
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    if math.isnan(value) or math.isinf(value):
        return '"nan"' if math.isnan(value) else '"inf"' if value > 0 else '"-inf"'
    if value == 0:
        return "-0.0" if math.copysign(1, value) < 0 else "0"
    if dtype == torch.float64:
        return format(value, ".15g")
    for digits in range(1, 10):
        text = format(value, f".{digits}g")
        if struct.unpack("f", struct.pack("f", float(text)))[0] == value:
            return text
    raise AssertionError(value)


def numbers(tensor):
    # A gradient may be a zero without storage, which has no list.
    flat = torch.zeros(tensor.shape, dtype=tensor.dtype).copy_(tensor.detach()).reshape(-1).tolist()
    return "[" + ",".join(number(v, tensor.dtype) for v in flat) + "]"


def written(tensor):
    return f'{{"d":"{NAMES[tensor.dtype]}","s":{json.dumps(list(tensor.shape), separators=(",", ":"))},"v":{numbers(tensor)}}}'


# Operands.

class Operand:
    def __init__(self, d, s, v, l="c", g=None):
        self.d, self.s, self.l = d, list(s), l
        self.g = d[0] == "f" if g is None else g
        self.v = list(v)

    def tensor(self):
        flat = torch.tensor(self.v, dtype=TYPES[self.d])
        if self.l == "t":
            x = flat.reshape(self.s[::-1]).permute(*range(len(self.s) - 1, -1, -1))
        elif self.l == "s":
            x = flat.reshape(self.s[:-1] + [2 * self.s[-1]])[..., ::2]
        elif self.l == "e":
            x = flat.reshape([1] + self.s[1:]).expand(self.s)
        else:
            x = flat.reshape(self.s)
        return x.requires_grad_() if self.g else x

    def text(self):
        values = ",".join(number(v, torch.float64) for v in self.v)
        return (f'{{"d":"{self.d}","s":{json.dumps(self.s, separators=(",", ":"))},"v":[{values}]'
                + (f',"l":"{self.l}"' if self.l != "c" else "") + (',"g":1' if self.g else "") + "}")


def draw(count, low=-3.0, high=3.0):
    """Numbers of two decimals that differ from each other and from zero."""
    grid = [k for k in range(round(100 * low), round(100 * high) + 1) if abs(k) >= 5]
    chosen = RANDOM.sample(grid, count) if count <= len(grid) else RANDOM.choices(grid, k=count)
    return [k / 100 for k in chosen]


def real(d, s, low=-3.0, high=3.0, l="c", g=None):
    count = math.prod(s)
    if l == "s":
        count *= 2
    if l == "e":
        count //= s[0]
    return Operand(d, s, draw(count, low, high), l, g)


def apart(op, operand):
    """The operand without ties with others at a maximum or minimum: there are two decimals elsewhere."""
    if op in ("maximum", "minimum") and operand.d[0] == "f":
        operand.v = [round(v + 0.005, 3) for v in operand.v]
    return operand


def whole(s, low=-4, high=4, l="c"):
    return Operand("i64", s, [RANDOM.randint(low, high) for _ in range(math.prod(s))], l)


def truth(s, l="c"):
    return Operand("bool", s, [RANDOM.random() < 0.5 for _ in range(math.prod(s))], l)


def any_type(d, s, low=1, high=4):
    return truth(s) if d == "bool" else whole(s, low, high) if d == "i64" else real(d, s, low, high)


# Cases.

class File:
    def __init__(self, name):
        self.name, self.lines = name, []

    def add(self, op, *operands, o=None, second=True):
        tensors = [operand.tensor() for operand in operands]
        options = o or {}
        line = [f'"op":"{op}"', '"in":[' + ",".join(x.text() for x in operands) + "]"]
        if options:
            line.append('"o":' + json.dumps(options, separators=(",", ":")).replace("-Infinity", '"-inf"').replace("Infinity", '"inf"'))
        try:
            result = OPERATIONS[op](tensors, options)
        except (RuntimeError, IndexError, TypeError, ValueError, NotImplementedError):
            line.append('"error":1')
        else:
            outs = list(result) if isinstance(result, (tuple, list)) else [result]
            line.append('"out":[' + ",".join(map(written, outs)) + "]")
            tracked = [out for out in outs if out.requires_grad]
            if tracked:
                line += self.derivatives(tensors, operands, tracked, second)
        self.lines.append("{" + ",".join(line) + "}")

    @staticmethod
    def derivatives(tensors, operands, outs, second):
        if any(out.grad_fn is None for out in outs):
            return []
        line = []
        if outs[0].grad_fn is not None:
            line.append(f'"fn":"{outs[0].grad_fn.name().rsplit("::", 1)[-1]}"')
        seeds = [torch.tensor(draw(max(out.numel(), 0), -2, 2), dtype=out.dtype).reshape(out.shape).requires_grad_() for out in outs]
        wanted = [x for x in tensors if x.requires_grad]
        try:
            grads = iter(torch.autograd.grad(outs, wanted, seeds, create_graph=True, allow_unused=True))
        except RuntimeError:
            return line  # a derivative that PyTorch lacks
        line.append('"seed":[' + ",".join(numbers(s) for s in seeds) + "]")
        grads = [next(grads) if x.requires_grad else None for x in tensors]
        line.append('"g":[' + ",".join("null" if g is None else numbers(g) for g in grads) + "]")
        if second and all(x.dtype == torch.float64 for x in wanted) and all(s.dtype == torch.float64 for s in seeds):
            total = sum((g * weights(g)).sum() for g in grads if g is not None)
            if isinstance(total, torch.Tensor) and total.requires_grad:
                inputs = wanted + seeds
                try:
                    twice = torch.autograd.grad(total, inputs, allow_unused=True)
                except RuntimeError:
                    return line
                line.append('"gg":[' + ",".join("null" if g is None else numbers(g) for g in twice) + "]")
        return line

    def write(self):
        text = f'{{"pytorch":"{torch.__version__.split("+")[0]}","cases":[\n' + ",\n".join(self.lines) + "\n]}\n"
        (HERE / f"{self.name}.json").write_text(text)
        print(self.name, len(self.lines), "cases,", len(text), "bytes")


def weights(like):
    return torch.tensor([((7 * k + 3) % 11 - 5) / 4 for k in range(like.numel())], dtype=like.dtype).reshape(like.shape)


# Operations.

def inplace(function):
    """The operation on a copy of the first operand."""
    def run(t, o):
        x = t[0].clone()
        function(x, t, o)
        return x
    return run


def dims(o):
    return tuple(o.get("dims", ()))


def all_dims(t, o):
    return dims(o) or tuple(range(t.dim()))


def window(o):
    return {name: o[name] for name in ("kernel_size", "stride", "padding", "dilation") if name in o}


def optional(t, o, name):
    return t[o[name]] if name in o else None


UNARY = ["abs", "sign", "square", "exp", "expm1", "log", "log1p", "sqrt", "rsqrt", "reciprocal", "sin", "cos", "tan", "tanh",
         "sigmoid", "relu", "erf", "floor", "ceil", "round", "neg"]
UNARY_IN_PLACE = ["abs", "exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu", "neg"]
BINARY = ["add", "sub", "mul", "div", "remainder", "pow", "maximum", "minimum", "atan2"]
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge"]
LOGICAL = {"logicalAnd": torch.logical_and, "logicalOr": torch.logical_or, "logicalXor": torch.logical_xor}
NUMBER = {"addNumber": lambda x, c: x + c, "subNumber": lambda x, c: x - c, "rsubNumber": lambda x, c: c - x,
          "mulNumber": lambda x, c: x * c, "divNumber": lambda x, c: x / c, "rdivNumber": lambda x, c: c / x,
          "remainderNumber": lambda x, c: x % c, "powNumber": lambda x, c: x ** c}

OPERATIONS = {name: (lambda f: lambda t, o: f(t[0]))(getattr(torch, name)) for name in UNARY}
OPERATIONS |= {name + "_": inplace((lambda n: lambda x, t, o: getattr(x, n)())(name + "_")) for name in UNARY_IN_PLACE}
OPERATIONS |= {name: (lambda f: lambda t, o: f(t[0], t[1]))(getattr(torch, name)) for name in BINARY + COMPARISONS}
OPERATIONS |= {name: (lambda f: lambda t, o: f(t[0], t[1]))(f) for name, f in LOGICAL.items()}
OPERATIONS |= {name: (lambda f: lambda t, o: f(t[0], o["c"]))(f) for name, f in NUMBER.items()}
OPERATIONS |= {name + "Number": (lambda f: lambda t, o: f(t[0], o["c"]))(getattr(torch, name)) for name in COMPARISONS}
OPERATIONS |= {name + "_": inplace((lambda n: lambda x, t, o: getattr(x, n)(t[1]))(name + "_")) for name in ["add", "sub", "mul", "div"]}
OPERATIONS |= {name + "Number_": inplace((lambda n: lambda x, t, o: getattr(x, n)(o["c"]))(name + "_")) for name in ["add", "sub", "mul", "div"]}
OPERATIONS |= {
    "gelu": lambda t, o: F.gelu(t[0]),
    "softplus": lambda t, o: F.softplus(t[0]),
    "logicalNot": lambda t, o: torch.logical_not(t[0]),
    "isNaN": lambda t, o: torch.isnan(t[0]),
    "isFinite": lambda t, o: torch.isfinite(t[0]),
    "addScaled": lambda t, o: torch.add(t[0], t[1], alpha=o["c"]),
    "addScaled_": inplace(lambda x, t, o: x.add_(t[1], alpha=o["c"])),
    "addProduct_": inplace(lambda x, t, o: x.addcmul_(t[1], t[2], value=o["c"])),
    "addQuotient_": inplace(lambda x, t, o: x.addcdiv_(t[1], t[2], value=o["c"])),
    "copy_": inplace(lambda x, t, o: x.copy_(t[1])),
    "fill_": inplace(lambda x, t, o: x.fill_(o["c"])),
    "zero_": inplace(lambda x, t, o: x.zero_()),
    "mulColumn_": inplace(lambda x, t, o: x.select(1, 1).mul_(t[1])),
    "where": lambda t, o: torch.where(t[0], t[1], t[2]),
    "clamp": lambda t, o: torch.clamp(t[0], o["lower"], o["upper"]),
    "clamp_": inplace(lambda x, t, o: x.clamp_(o["lower"], o["upper"])),
    "maskedFill": lambda t, o: t[0].masked_fill(t[1], o["c"]),
    # Reductions.
    "sumAll": lambda t, o: t[0].sum(),
    "sum": lambda t, o: t[0].sum(dims(o), keepdim=o["keepdim"]) if o["dims"] else t[0].sum(),
    "meanAll": lambda t, o: t[0].mean(),
    "mean": lambda t, o: t[0].mean(dims(o), keepdim=o["keepdim"]) if o["dims"] else t[0].mean(),
    "varAll": lambda t, o: t[0].var(),
    "var": lambda t, o: t[0].var(all_dims(t[0], o), keepdim=o["keepdim"]),
    "stdAll": lambda t, o: t[0].std(),
    "std": lambda t, o: t[0].std(all_dims(t[0], o), keepdim=o["keepdim"]),
    "maxAll": lambda t, o: t[0].max(),
    "minAll": lambda t, o: t[0].min(),
    "max": lambda t, o: t[0].max(o["dim"], keepdim=o["keepdim"]),
    "min": lambda t, o: t[0].min(o["dim"], keepdim=o["keepdim"]),
    "argmaxAll": lambda t, o: t[0].argmax(),
    "argminAll": lambda t, o: t[0].argmin(),
    "argmax": lambda t, o: t[0].argmax(o["dim"], keepdim=o["keepdim"]),
    "argmin": lambda t, o: t[0].argmin(o["dim"], keepdim=o["keepdim"]),
    "normAll": lambda t, o: t[0].norm(),
    "norm": lambda t, o: torch.linalg.vector_norm(t[0], float(o["p"]), all_dims(t[0], o), o["keepdim"]),
    "logsumexp": lambda t, o: torch.logsumexp(t[0], all_dims(t[0], o), o["keepdim"]),
    "softmax": lambda t, o: torch.softmax(t[0], o["dim"]),
    "logSoftmax": lambda t, o: torch.log_softmax(t[0], o["dim"]),
    "cumsum": lambda t, o: torch.cumsum(t[0], o["dim"]),
    "allAll": lambda t, o: t[0].all(),
    "anyAll": lambda t, o: t[0].any(),
    "all": lambda t, o: torch.all(t[0], dims(o), keepdim=o["keepdim"]),
    "any": lambda t, o: torch.any(t[0], dims(o), keepdim=o["keepdim"]),
    "sumTo": lambda t, o: t[0].sum_to_size(o["shape"]),
    # Shapes.
    "reshape": lambda t, o: t[0].reshape(o["shape"]),
    "viewAs": lambda t, o: t[0].view(o["shape"]),
    "flattenAll": lambda t, o: t[0].flatten(),
    "flatten": lambda t, o: t[0].flatten(o["first"], o["last"]),
    "t": lambda t, o: t[0].t(),
    "transpose": lambda t, o: t[0].transpose(o["first"], o["second"]),
    "permute": lambda t, o: t[0].permute(o["order"]),
    "expand": lambda t, o: t[0].expand(o["shape"]),
    "squeezeAll": lambda t, o: t[0].squeeze(),
    "squeeze": lambda t, o: t[0].squeeze(o["dim"]),
    "unsqueeze": lambda t, o: t[0].unsqueeze(o["dim"]),
    "select": lambda t, o: t[0].select(o["dim"], o["index"]),
    "slice": lambda t, o: t[0][(slice(None),) * o["dim"] + (slice(o["start"], o["end"], o["step"]),)],
    "narrow": lambda t, o: t[0].narrow(o["dim"], o["start"], o["length"]),
    "split": lambda t, o: t[0].split(o["size"], o["dim"]),
    "unbind": lambda t, o: t[0].unbind(o["dim"]),
    "contiguous": lambda t, o: t[0].contiguous(),
    "copy": lambda t, o: t[0].clone(),
    "to": lambda t, o: t[0].to(TYPES[o["type"]]),
    "cat": lambda t, o: torch.cat(t, o["dim"]),
    "stack": lambda t, o: torch.stack(t, o["dim"]),
    # Products.
    "matmul": lambda t, o: torch.matmul(t[0], t[1]),
    "mm": lambda t, o: torch.mm(t[0], t[1]),
    "dot": lambda t, o: torch.dot(t[0], t[1]),
    "linear": lambda t, o: F.linear(*t),
    # Indices.
    "gather": lambda t, o: t[0].gather(o["dim"], t[1]),
    "indexSelect": lambda t, o: t[0].index_select(o["dim"], t[1]),
    "scatterAdd": lambda t, o: t[0].scatter_add(o["dim"], t[1], t[2]),
    "indexAdd": lambda t, o: t[0].index_add(o["dim"], t[1], t[2]),
    "take": lambda t, o: t[0][t[1]],
    "maskedSelect": lambda t, o: t[0].masked_select(t[1]),
    "nonzero": lambda t, o: t[0].nonzero(),
    "oneHot": lambda t, o: F.one_hot(t[0], o["classes"]),
    # Making tensors.
    "linspace": lambda t, o: torch.linspace(o["start"], o["end"], o["steps"]),
    "arange": lambda t, o: torch.arange(o["start"], o["end"], o["step"]),
    "eye": lambda t, o: torch.eye(o["n"], o["m"]),
    # Neural networks.
    "mse": lambda t, o: F.mse_loss(t[0], t[1], reduction=o["reduction"]),
    "l1": lambda t, o: F.l1_loss(t[0], t[1], reduction=o["reduction"]),
    "smoothL1": lambda t, o: F.smooth_l1_loss(t[0], t[1], beta=o["beta"], reduction=o["reduction"]),
    "huber": lambda t, o: F.huber_loss(t[0], t[1], delta=o["delta"], reduction=o["reduction"]),
    "binaryCrossEntropyWithLogits": lambda t, o: F.binary_cross_entropy_with_logits(
        t[0], t[1], weight=optional(t, o, "weight"), pos_weight=optional(t, o, "pos_weight"), reduction=o["reduction"]),
    "nllLoss": lambda t, o: F.nll_loss(
        t[0], t[1], weight=optional(t, o, "weight"), ignore_index=o["ignore_index"], reduction=o["reduction"]),
    "crossEntropy": lambda t, o: F.cross_entropy(
        t[0], t[1], weight=optional(t, o, "weight"), ignore_index=o["ignore_index"], reduction=o["reduction"],
        label_smoothing=o["label_smoothing"]),
    "conv2d": lambda t, o: F.conv2d(t[0], t[1], t[2] if len(t) > 2 else None, stride=o["stride"], padding=o["padding"],
                                    dilation=o["dilation"], groups=o["groups"]),
    "maxPool2d": lambda t, o: F.max_pool2d(t[0], **window(o)),
    "maxPool2dWithIndices": lambda t, o: F.max_pool2d(t[0], **window(o), return_indices=True),
    "avgPool2d": lambda t, o: F.avg_pool2d(t[0], o["kernel_size"], o["stride"], o["padding"]),
    "unfold": lambda t, o: F.unfold(t[0], **window(o)),
    "fold": lambda t, o: F.fold(t[0], o["size"], **window(o)),
    "dropout": lambda t, o: F.dropout(t[0], o["p"], o["training"]),
    "layerNorm": lambda t, o: F.layer_norm(t[0], o["shape"], *t[1:], eps=o["eps"]),
    "embedding": lambda t, o: F.embedding(t[0], t[1]),
}

DOMAIN = {"log": (0.05, 3), "sqrt": (0.05, 3), "rsqrt": (0.05, 3), "log1p": (-0.9, 3), "tan": (-1.4, 1.4)}
FLOATS = ["f32", "f64"]
ALL = ["f32", "f64", "i64", "bool"]


def elementwise():
    f = File("elementwise")
    for op in UNARY + ["gelu", "softplus"]:
        for d in FLOATS:
            for s, l in [((2, 3), "c"), ((2, 3), "t"), ((3,), "s"), ((), "c"), ((0, 2), "c"), ((2, 3), "e")]:
                f.add(op, real(d, s, *DOMAIN.get(op, (-3, 3)), l=l))
            # PyTorch's gelu of an infinity is NaN or not, as the type has it; its sign of NaN is 0.
            far = [0.5, 2.0] if op == "gelu" else [INF, -INF]
            f.add(op, Operand(d, [8], [0.25 if op == "sign" else math.nan, *far, 0.0, -0.0, 100.0, -100.0, 1e-6], g=False))
            if op not in ("log", "sqrt", "rsqrt", "tan", "log1p", "reciprocal"):
                f.add(op, Operand(d, [8], [100.0, -100.0, 30.0, -30.0, 15.0, -15.0, 1e-4, -1e-4]))
            else:
                f.add(op, Operand(d, [4], [100.0, 1e4, 1e-4, 1.0]))
        f.add(op, Operand("i64", [3], [1, 2, 3]))
        f.add(op, Operand("bool", [2], [True, False]))
    for op in UNARY_IN_PLACE:
        for d in FLOATS:
            f.add(op + "_", real(d, (2, 2), *DOMAIN.get(op, (-3, 3))))
        f.add(op + "_", Operand("i64", [3], [1, 2, 3]))
        f.add(op + "_", Operand("bool", [2], [True, False]))
    for d in FLOATS:
        special = Operand(d, [5], [math.nan, INF, -INF, 0.0, 2.5], g=False)
        f.add("isNaN", special)
        f.add("isFinite", special)
        for lower, upper in [(-1.0, 1.5), (-INF, 0.5), (-0.5, INF), (0, 2), (0.5, 0.5)]:
            f.add("clamp", real(d, (2, 4)), o={"lower": lower, "upper": upper})
        f.add("clamp", Operand(d, [4], [-1.0, 1.0, 0.5, 2.0]), o={"lower": -1.0, "upper": 1.0})
        f.add("clamp", special, o={"lower": -1.0, "upper": 1.0})
        f.add("clamp_", real(d, (2, 3)), o={"lower": -1.0, "upper": 1.5})
        f.add("maskedFill", real(d, (2, 3)), truth((3,)), o={"c": 1.5})
        f.add("where", truth((2, 1)), real(d, (3,)), real(d, (2, 3), l="t"))
    f.add("isNaN", whole((3,)))
    f.add("isFinite", whole((3,)))
    f.add("logicalNot", truth((4,)))
    # Bounds are real numbers here, and only fractions make whole numbers real: no bounds such as 2.0.
    for lower, upper in [(0.5, 1.5), (-1, 2)]:
        f.add("clamp", whole((6,)), o={"lower": lower, "upper": upper})
        f.add("clamp_", whole((6,)), o={"lower": lower, "upper": upper})
    f.add("maskedFill", whole((3,)), truth((3,)), o={"c": 2})
    for a in ALL:
        for b in ALL:
            for s, t in [((2,), (2,)), ((), (2,)), ((2,), ())]:
                f.add("where", truth((2,)), any_type(a, s), any_type(b, t))
        for b in ALL:
            f.add("to", any_type(a, (2, 2)), o={"type": b})
    f.write()


def arithmetic():
    f = File("arithmetic")
    for op in BINARY + COMPARISONS:
        for d in FLOATS:
            for (s, l), (t, m) in [(((2, 3), "c"), ((2, 3), "c")), (((2, 1, 2), "t"), ((3, 1), "c")), (((), "c"), ((3,), "s")),
                                   (((2, 3), "e"), ((3,), "c")), (((0, 3), "c"), ((3,), "c"))]:
                low = 0.1 if op == "pow" else -3
                f.add(op, real(d, s, low, 3, l), apart(op, real(d, t, l=m)))
            special = [math.nan, INF, -INF, 0.0, -0.0, 1.5, -2.0]
            pairs = [(a, b) for a in special for b in special]
            f.add(op, Operand(d, [49], [a for a, _ in pairs], g=False), Operand(d, [49], [b for _, b in pairs], g=False))
    for op, function in LOGICAL.items():
        f.add(op, truth((2, 3)), truth((3,)))
    f.add("pow", Operand("f64", [4], [0.0, 0.0, 0.0, -1.5]), Operand("f64", [4], [2.0, 1.0, 3.0, 2.0], g=False))
    for op, function in NUMBER.items():
        for d in FLOATS:
            for c in [2, 2.5, -1, 0.5, 3, -1.5]:
                low = 0.1 if op == "powNumber" and c != int(c) else -3
                f.add(op, real(d, (2, 2), low, 3), o={"c": c})
    for d in FLOATS:
        for c in [0, 1, 0.0, 4, -2]:
            f.add("powNumber", real(d, (3,)), o={"c": c})
        f.add("powNumber", Operand(d, [3], [0.0, 1.5, -2.0]), o={"c": 2})
        f.add("powNumber", Operand(d, [3], [0.0, 1.5, -2.0]), o={"c": 1})
        f.add("powNumber", Operand(d, [3], [0.0, 1.5, -2.0]), o={"c": 0})
        f.add("addScaled", real(d, (2, 3)), real(d, (3,)), o={"c": -1.5})
        for op in ["add_", "sub_", "mul_", "div_"]:
            f.add(op, real(d, (2, 3)), real(d, (3,)))
            f.add(op, real(d, (3,)), real(d, (2, 3)))
        for op in ["addNumber_", "subNumber_", "mulNumber_", "divNumber_"]:
            f.add(op, real(d, (2, 2)), o={"c": 2})
            f.add(op, real(d, (2, 2)), o={"c": -1.5})
        f.add("addScaled_", real(d, (2, 3)), real(d, (3,)), o={"c": 0.5})
        f.add("addProduct_", real(d, (2, 2)), real(d, (2, 2)), real(d, (2, 2)), o={"c": 1.0})
        f.add("addProduct_", real(d, (2, 2)), real(d, (2, 2)), real(d, (2, 2)), o={"c": -0.5})
        f.add("addQuotient_", real(d, (2, 2)), real(d, (2, 2)), real(d, (2, 2)), o={"c": 1.0})
        f.add("addQuotient_", real(d, (2, 2)), real(d, (2, 2)), real(d, (2, 2)), o={"c": -0.5})
        f.add("copy_", real(d, (2, 2)), real(d, (2,)))
        f.add("fill_", real(d, (2, 2)), o={"c": 2.5})
        f.add("zero_", real(d, (2, 2)))
        f.add("mulColumn_", real(d, (3, 2)), real(d, (3,)))
    f.write()


def types():
    f = File("types")
    for op in BINARY + COMPARISONS:
        for a in ALL:
            for b in ALL:
                for s, t in [((2,), (2,)), ((), (2,)), ((2,), ()), ((), ())]:
                    x, y = any_type(a, s), apart(op, any_type(b, t))
                    if b[0] != "f":
                        apart(op, x)
                    if op == "remainder" and b == "bool":
                        y.v = [True] * len(y.v)
                    f.add(op, x, y, second=False)
    for op in ["add_", "sub_", "mul_", "div_", "copy_"]:
        for a in ALL:
            for b in ALL:
                for s, t in [((2,), (2,)), ((2,), ()), ((), ())]:
                    f.add(op, any_type(a, s), any_type(b, t), second=False)
    for op in NUMBER:
        for a in ALL:
            for s in [(2,), ()]:
                for c in [2, 2.5]:
                    x = any_type(a, s)
                    if op == "rdivNumber" and a == "bool":
                        x.v = [True] * len(x.v)
                    f.add(op, x, o={"c": c}, second=False)
    for op in COMPARISONS:
        for a in ALL:
            for c in [1, 2.5]:
                f.add(op + "Number", any_type(a, (3,)), o={"c": c})
    for op in ["addNumber_", "subNumber_", "mulNumber_", "divNumber_"]:
        for a in ALL:
            for c in [2, 2.5]:
                f.add(op, any_type(a, (2,)), o={"c": c}, second=False)
    f.add("powNumber", whole((3,), 1, 3), o={"c": -1})
    f.add("pow", whole((3,), 1, 3), Operand("i64", [3], [1, -1, 2]))
    f.add("remainder", Operand("i64", [4], [7, -7, 7, -7]), Operand("i64", [4], [3, 3, -3, -3]))
    f.add("div", Operand("i64", [3], [1, -1, 0]), Operand("i64", [3], [0, 0, 0]))
    for a in ALL:
        for b in ALL:
            f.add("cat", any_type(a, (2, 2)), any_type(b, (1, 2)), o={"dim": 0}, second=False)
            f.add("stack", any_type(a, (2,)), any_type(b, (2,)), o={"dim": 0}, second=False)
    f.write()


def reductions():
    f = File("reductions")
    floating = ["sum", "mean", "var", "std", "logsumexp"]
    where = [((2, 3), [0], False), ((2, 3), [1], True), ((2, 3, 2), [0, -1], False), ((2, 3, 2), [], False), ((2, 2, 2), [1, 2], True)]
    for d in FLOATS:
        for op in floating:
            for i, (s, ds, keep) in enumerate(where):
                f.add(op, real(d, s, l="t" if i % 2 else "c"), o={"dims": ds, "keepdim": keep})
            if op not in ("var", "std"):  # of equal elements: nothing but rounding
                f.add(op, real(d, (3, 4), l="e"), o={"dims": [0], "keepdim": False})
        for op in ["sumAll", "meanAll", "varAll", "stdAll", "maxAll", "minAll", "argmaxAll", "argminAll", "normAll", "allAll", "anyAll"]:
            f.add(op, real(d, (2, 3), l="t"))
            if op not in ("varAll", "stdAll"):
                f.add(op, real(d, ()))
        for op in ["sumAll", "meanAll", "normAll", "allAll", "anyAll"]:
            f.add(op, real(d, (0, 3)))
        for op in ["sum", "mean", "logsumexp"]:
            f.add(op, real(d, (0, 3)), o={"dims": [0], "keepdim": False}, second=False)
        f.add("varAll", real(d, (1,)), second=False)
        for op in ["max", "min", "argmax", "argmin"]:
            for s, dim, keep, l in [((2, 3), 0, False, "c"), ((2, 3), -1, True, "t"), ((2, 3, 2), 1, False, "t"), ((), 0, False, "c"), ((), -1, True, "c")]:
                f.add(op, real(d, s, l=l), o={"dim": dim, "keepdim": keep})
            nans = Operand(d, [2, 4], [1.0, math.nan, 5.0, math.nan, -INF, 2.0, INF, INF], g=False)
            f.add(op, nans, o={"dim": 1, "keepdim": False})
            f.add(op + "All", nans)
            ties = Operand(d, [2, 4], [1.0, 3.0, 3.0, 1.0, 2.0, 2.0, 2.0, 2.0], g=False)
            f.add(op, ties, o={"dim": 1, "keepdim": False})
            f.add(op, ties, o={"dim": 0, "keepdim": False})
            f.add(op + "All", ties)
        for p in [0, 0.5, 1, 1.5, 2, 3, INF, -INF, -1, -2, 4]:
            f.add("norm", real(d, (2, 3)), o={"p": str(p).replace("Infinity", "inf"), "dims": [], "keepdim": False})
            f.add("norm", real(d, (2, 3), l="t"), o={"p": str(p), "dims": [1], "keepdim": True})
            f.add("norm", real(d, (2, 2, 2)), o={"p": str(p), "dims": [0, 2], "keepdim": False})
        for op in ["softmax", "logSoftmax", "cumsum"]:
            for s, dim, l in [((2, 3), 0, "c"), ((2, 3), -1, "t"), ((2, 3, 2), 1, "c"), ((), 0, "c"), ((4,), 0, "s"), ((0, 2), 1, "c")]:
                f.add(op, real(d, s, l=l), o={"dim": dim})
            f.add(op, Operand(d, [2, 3], [1000.0, 999.0, -1000.0, -1e4, -1e4, -1e4]), o={"dim": 1})
            f.add(op, Operand(d, [3, 3], [INF, 1.0, 2.0, -INF, 1.0, -INF, math.nan, 1.0, 2.0], g=False), o={"dim": 1})
            f.add(op, Operand(d, [2], [-INF, -INF], g=False), o={"dim": 0})
        f.add("logsumexp", Operand(d, [2, 3], [1000.0, 999.0, -1000.0, -1e4, -1e4, -1e4]), o={"dims": [1], "keepdim": False})
        f.add("logsumexp", Operand(d, [4, 2], [INF, 1.0, -INF, -INF, INF, -INF, math.nan, 0.0], g=False), o={"dims": [1], "keepdim": False})
        f.add("sumAll", Operand(d, [3], [INF, -INF, 1.0], g=False))
        f.add("sumTo", real(d, (2, 3)), o={"shape": [1, 3]})
        f.add("sumTo", real(d, (2, 3)), o={"shape": [3]})
        f.add("sumTo", real(d, (2, 3)), o={"shape": [2, 3]})
        f.add("sumTo", real(d, (2, 3, 1)), o={"shape": [1, 1]})
    for op in ["sumAll", "meanAll", "varAll", "maxAll", "minAll", "argmaxAll", "argminAll", "normAll", "allAll", "anyAll"]:
        f.add(op, whole((2, 3)))
        f.add(op, truth((2, 3)))
    for op in ["max", "min", "argmax", "argmin"]:
        f.add(op, whole((2, 3)), o={"dim": 1, "keepdim": False})
        f.add(op, truth((2, 3)), o={"dim": 0, "keepdim": True})
        f.add(op, whole((0, 3)), o={"dim": 0, "keepdim": False})
        f.add(op, whole((0, 3)), o={"dim": 1, "keepdim": False})
        f.add(op + "All", whole((0,)))
    for op in ["sum", "mean", "logsumexp", "all", "any"]:
        f.add(op, whole((2, 3)), o={"dims": [1], "keepdim": False})
        f.add(op, truth((2, 3)), o={"dims": [0], "keepdim": True})
        f.add(op, whole((2, 3)), o={"dims": [1, 1], "keepdim": False})
        f.add(op, whole((2, 3)), o={"dims": [2], "keepdim": False})
    for op in ["softmax", "logSoftmax", "cumsum"]:
        f.add(op, whole((2, 3)), o={"dim": 1})
        f.add(op, truth((2, 3)), o={"dim": 0})
    f.write()


def shapes():
    f = File("shapes")
    for d in ["f64", "f32"]:
        def a(op, s, l="c", **o):
            f.add(op, real(d, s, l=l), o=o)
        a("reshape", (2, 6), shape=[3, 4])
        a("reshape", (2, 6), "t", shape=[3, 4])
        a("reshape", (2, 3, 2), "t", shape=[-1])
        a("reshape", (2, 3), shape=[6, -1, 1])
        a("reshape", (2, 3), shape=[4, -1])
        a("reshape", (1,), shape=[])
        a("viewAs", (2, 6), shape=[3, 4])
        a("viewAs", (2, 6), "t", shape=[3, 4])
        a("viewAs", (2, 6), "t", shape=[2, 3, 2])
        a("flattenAll", (2, 3))
        a("flattenAll", (2, 3), "t")
        a("flattenAll", ())
        a("flatten", (2, 3, 2), first=1, last=-1)
        a("flatten", (2, 3, 2), "t", first=0, last=1)
        a("t", (2, 3))
        a("t", (3,))
        a("t", ())
        a("t", (2, 2, 2))
        a("transpose", (2, 3, 2), first=0, second=-1)
        a("transpose", (2, 3), "t", first=1, second=1)
        a("permute", (2, 3, 2), order=[2, 0, 1])
        a("permute", (2, 3), order=[-1, 0])
        a("permute", (2, 3), order=[0, 0])
        a("expand", (2, 1), shape=[3, 2, 4])
        a("expand", (2, 1), shape=[-1, 3])
        a("expand", (2, 3), shape=[2, 4])
        a("expand", (), shape=[2])
        a("squeezeAll", (1, 3, 1))
        a("squeezeAll", (2, 3))
        a("squeeze", (1, 3), dim=0)
        a("squeeze", (1, 3), dim=1)
        a("squeeze", (1, 3), dim=-2)
        a("squeeze", (1, 3), dim=2)
        a("unsqueeze", (2, 3), dim=1)
        a("unsqueeze", (2, 3), dim=-1)
        a("unsqueeze", (2, 3), dim=3)
        a("select", (2, 3), dim=1, index=-1)
        a("select", (2, 3), "t", dim=0, index=1)
        a("select", (2, 3), dim=0, index=2)
        a("slice", (4, 3), dim=0, start=1, end=3, step=1)
        a("slice", (2, 5), "t", dim=1, start=-4, end=100, step=2)
        a("slice", (4,), dim=0, start=3, end=1, step=1)
        a("slice", (4,), dim=0, start=-100, end=-1, step=3)
        a("narrow", (4, 2), dim=0, start=1, length=2)
        a("narrow", (4, 2), dim=0, start=3, length=2)
        a("narrow", (4, 2), dim=0, start=-2, length=2)
        a("split", (5, 2), size=2, dim=0)
        a("split", (2, 4), "t", size=2, dim=-1)
        a("unbind", (2, 3), dim=0)
        a("unbind", (2, 3), "t", dim=1)
        a("contiguous", (2, 3), "t")
        a("copy", (2, 3), "t")
        for l in "ct":
            f.add("cat", real(d, (2, 2), l=l), real(d, (1, 2)), real(d, (2, 2)), o={"dim": 0})
            f.add("cat", real(d, (2, 2), l=l), real(d, (2, 1)), o={"dim": -1})
            f.add("stack", real(d, (2, 2), l=l), real(d, (2, 2)), o={"dim": 0})
            f.add("stack", real(d, (2, 2), l=l), real(d, (2, 2)), o={"dim": -1})
        f.add("cat", real(d, (0,)), real(d, (2, 2)), o={"dim": 0})
        f.add("cat", real(d, ()), real(d, ()), o={"dim": 0})
        f.add("stack", real(d, ()), real(d, ()), o={"dim": 0})
        f.add("cat", real(d, (2, 2)), real(d, (2, 3)), o={"dim": 0})
    f.add("linspace", o={"start": -1.0, "end": 2.0, "steps": 7})
    f.add("linspace", o={"start": 0.0, "end": 1.0, "steps": 1})
    f.add("linspace", o={"start": 3.0, "end": -1.0, "steps": 6})
    f.add("arange", o={"start": 0, "end": 7, "step": 2})
    f.add("arange", o={"start": 5, "end": -3, "step": -3})
    f.add("arange", o={"start": 0.0, "end": 1.0, "step": 0.3})
    f.add("arange", o={"start": 1.5, "end": -1.0, "step": -0.5})
    f.add("eye", o={"n": 2, "m": 3})
    f.write()


def products():
    f = File("products")
    combos = [((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 2)), ((3,), (2, 3, 2)), ((2, 2, 3), (3,)),
              ((2, 2, 3), (3, 2)), ((2, 3), (2, 3, 2)), ((2, 2, 3), (2, 3, 2)), ((1, 2, 3), (2, 3, 1)), ((2, 1, 2, 3), (3, 3, 1)),
              ((2, 1, 1, 2), (1, 3, 2, 1)), ((2, 2, 1, 2), (2,)), ((2,), (1, 2, 2, 2)), ((2, 2, 1, 2), (2, 2)), ((1, 2), (2, 2, 2, 1)),
              ((0, 3), (3, 2)), ((2, 0), (0, 3)), ((0, 2, 3), (3, 2))]
    for d in FLOATS:
        for i, (s, t) in enumerate(combos):
            f.add("matmul", real(d, s, l="t" if i % 3 == 1 else "c"), real(d, t, l="t" if i % 3 == 2 else "c"))
        f.add("matmul", real(d, ()), real(d, (3,)))
        f.add("matmul", real(d, (2, 3)), real(d, (2, 3)))
        f.add("mm", real(d, (2, 3)), real(d, (3, 2), l="t"))
        f.add("mm", real(d, (3,)), real(d, (3, 2)))
        f.add("dot", real(d, (4,)), real(d, (4,), l="s"))
        f.add("dot", real(d, (2, 2)), real(d, (2, 2)))
        for s in [(3,), (2, 3), (2, 2, 3), (2, 1, 2, 3)]:
            f.add("linear", real(d, s), real(d, (2, 3)), real(d, (2,)))
            f.add("linear", real(d, s, l="t"), real(d, (2, 3), l="t"))
    f.add("matmul", whole((2, 3)), whole((3, 2)))
    f.add("matmul", whole((3,)), whole((3,)))
    f.write()


def indices():
    f = File("indices")

    def index(s, below):
        return whole(s, 0, below - 1)
    for d in FLOATS:
        f.add("gather", real(d, (3, 4), l="t"), index((2, 4), 3), o={"dim": 0})
        f.add("gather", real(d, (3, 4)), index((3, 6), 4), o={"dim": -1})
        f.add("gather", real(d, (2, 3, 2)), index((2, 2, 1), 3), o={"dim": 1})
        f.add("gather", real(d, ()), index((), 1), o={"dim": 0})
        f.add("indexSelect", real(d, (3, 4), l="t"), index((5,), 3), o={"dim": 0})
        f.add("indexSelect", real(d, (3, 4)), index((2,), 4), o={"dim": -1})
        f.add("scatterAdd", real(d, (3, 4), l="t"), index((2, 4), 3), real(d, (2, 4)), o={"dim": 0})
        f.add("scatterAdd", real(d, (3, 4)), index((3, 5), 4), real(d, (3, 5)), o={"dim": 1})
        f.add("indexAdd", real(d, (3, 2)), index((4,), 3), real(d, (4, 2), l="t"), o={"dim": 0})
        f.add("indexAdd", real(d, (2, 3)), index((2,), 3), real(d, (2, 2)), o={"dim": 1})
        f.add("take", real(d, (4, 2)), index((3,), 4))
        f.add("take", real(d, (4,)), index((2, 2), 4))
        f.add("take", real(d, (4, 2), l="t"), index((2, 2), 4))
        f.add("take", real(d, (4, 2)), index((), 4))
        f.add("maskedSelect", real(d, (3, 3), l="t"), truth((3, 3)))
        f.add("nonzero", Operand(d, [2, 3], [0.0, 1.0, 0.0, 2.0, 0.0, math.nan], g=False))
        f.add("gather", real(d, (2, 2)), Operand("i64", [1, 2], [0, 2]), o={"dim": 0})
        f.add("gather", real(d, (2, 2)), Operand("i64", [1, 3], [0, 1, 0]), o={"dim": 0})
    f.add("nonzero", truth((2, 2, 2)))
    f.add("nonzero", Operand("i64", [], [1]))
    f.add("oneHot", index((2, 2), 3), o={"classes": 3})
    f.add("oneHot", Operand("i64", [], [1]), o={"classes": 2})
    f.add("oneHot", Operand("i64", [1], [3]), o={"classes": 3})
    f.write()


def losses():
    f = File("losses")
    kinds = ["mean", "sum", "none"]
    for d in FLOATS:
        for r in kinds:
            for l in "ct":
                f.add("mse", real(d, (2, 3), l=l), real(d, (2, 3)), o={"reduction": r})
                f.add("l1", real(d, (2, 3), l=l), real(d, (2, 3)), o={"reduction": r})
                f.add("binaryCrossEntropyWithLogits", real(d, (2, 3), l=l), real(d, (2, 3), 0.05, 0.95), o={"reduction": r})
            for beta in [1.0, 0.5, 2.5, 0.0]:
                f.add("smoothL1", real(d, (2, 3)), real(d, (2, 3)), o={"reduction": r, "beta": beta})
            for delta in [1.0, 0.5, 2.5]:
                f.add("huber", real(d, (2, 3)), real(d, (2, 3)), o={"reduction": r, "delta": delta})
            f.add("binaryCrossEntropyWithLogits", real(d, (2, 3)), real(d, (2, 3), 0.05, 0.95), real(d, (3,), 0.1, 2, g=False),
                  real(d, (3,), 0.1, 3, g=False), o={"reduction": r, "weight": 2, "pos_weight": 3})
            f.add("binaryCrossEntropyWithLogits", real(d, (2, 3)), real(d, (2, 3), 0.05, 0.95, g=False), real(d, (3,), 0.1, 3, g=False),
                  o={"reduction": r, "pos_weight": 2})
            f.add("binaryCrossEntropyWithLogits", Operand(d, [4], [200.0, -200.0, 30.0, -30.0]), Operand(d, [4], [0.0, 1.0, 1.0, 0.0], g=False),
                  o={"reduction": r})
            for op in ["nllLoss", "crossEntropy"]:
                extra = {"label_smoothing": 0.0} if op == "crossEntropy" else {}
                for s, t in [((4,), ()), ((3, 4), (3,)), ((2, 3, 2, 2), (2, 2, 2)), ((2, 3, 2), (2, 2))]:
                    classes = s[0] if len(s) == 1 else s[1]
                    target = whole(t, 0, classes - 1)
                    f.add(op, real(d, s), target, o={"reduction": r, "ignore_index": -100} | extra)
                    f.add(op, real(d, s, l="t"), target, real(d, (classes,), 0.1, 2, g=False),
                          o={"reduction": r, "ignore_index": target.v[-1] if len(t) else -100, "weight": 2} | extra)
                    if extra:
                        f.add(op, real(d, s), target, o={"reduction": r, "ignore_index": -100, "label_smoothing": 0.2})
                        f.add(op, real(d, s), target, real(d, (classes,), 0.1, 2, g=False),
                              o={"reduction": r, "ignore_index": target.v[-1] if len(t) else -100, "label_smoothing": 0.3, "weight": 2})
                # The mean of no losses is NaN, and so is its derivative here; PyTorch's is 0.
                f.add(op, real(d, (2, 3), g=r != "mean"), Operand("i64", [2], [1, 1]), o={"reduction": r, "ignore_index": 1} | extra)
            for s in [(3,), (2, 3), (2, 3, 2)]:
                classes = s[0] if len(s) == 1 else s[1]
                for smoothing in [0.0, 0.1]:
                    f.add("crossEntropy", real(d, s), real(d, s, 0.05, 0.95), o={"reduction": r, "ignore_index": -100, "label_smoothing": smoothing})
                    f.add("crossEntropy", real(d, s), real(d, s, 0.05, 0.95), real(d, (classes,), 0.1, 2, g=False),
                          o={"reduction": r, "ignore_index": -100, "label_smoothing": smoothing, "weight": 2})
            f.add("crossEntropy", Operand(d, [2, 2], [1000.0, -1000.0, 500.0, 499.0]), Operand("i64", [2], [1, 0]),
                  o={"reduction": r, "ignore_index": -100, "label_smoothing": 0.0})
    f.write()


def networks():
    f = File("networks")
    for d in FLOATS:
        def conv(s, w, bias=True, stride=1, padding=0, dilation=1, groups=1, l="c"):
            extra = [real(d, (w[0],))] if bias else []
            f.add("conv2d", real(d, s, l=l), real(d, w, l=l), *extra,
                  o={"stride": stride, "padding": padding, "dilation": dilation, "groups": groups})
        conv((1, 2, 4, 4), (2, 2, 2, 2))
        conv((2, 1, 4, 5), (1, 1, 3, 2), False, l="t")
        conv((1, 3, 3), (2, 1, 2, 2))
        conv((1, 1, 5, 5), (1, 1, 2, 3), stride=2, padding=1)
        conv((1, 1, 5, 5), (2, 1, 2, 2), dilation=2)
        conv((1, 4, 3, 3), (4, 2, 2, 2), groups=2)
        conv((1, 2, 3, 3), (4, 1, 2, 2), groups=2, padding=1, stride=2)
        conv((1, 1, 5, 4), (1, 1, 3, 2), stride=[2, 1], padding=[1, 0], dilation=[1, 2])
        conv((1, 1, 2, 2), (1, 1, 3, 3))
        conv((1, 1, 2, 2), (2, 1, 1, 1), False)
        pools = [((1, 2, 4, 4), 2, 2, 0, 1), ((2, 5, 5), [3, 2], [2, 1], [1, 0], 1), ((1, 1, 4, 5), 3, 1, 1, 1), ((1, 1, 5, 5), 2, 2, 1, 2)]
        for s, k, stride, padding, dilation in pools:
            o = {"kernel_size": k, "stride": stride, "padding": padding}
            for l in "ct":
                f.add("maxPool2d", real(d, s, l=l), o=o | {"dilation": dilation})
            f.add("maxPool2dWithIndices", real(d, s), o=o | {"dilation": dilation})
            f.add("avgPool2d", real(d, s), o=o)
        for s, k, stride, padding, dilation in [((1, 2, 3, 3), 2, 1, 0, 1), ((2, 1, 4, 3), [2, 1], [2, 1], [0, 1], [2, 1])]:
            o = {"kernel_size": k, "stride": stride, "padding": padding, "dilation": dilation}
            f.add("unfold", real(d, s), o=o)
        f.add("fold", real(d, (1, 8, 4)), o={"size": [3, 3], "kernel_size": 2, "stride": 1, "padding": 0, "dilation": 1})
        f.add("fold", real(d, (2, 2, 4)), o={"size": [3, 3], "kernel_size": [2, 1], "stride": [1, 2], "padding": 0, "dilation": 1})
        f.add("dropout", real(d, (3,)), o={"p": 0.5, "training": False})
        f.add("dropout", real(d, (3,)), o={"p": 0.0, "training": True})
        f.add("dropout", real(d, (3,)), o={"p": 1.0, "training": True})
        for s, n, l in [((2, 3), [3], "c"), ((2, 2, 3), [2, 3], "c"), ((2, 3), [3], "t"), ((3,), [3], "c"), ((2, 2, 4), [4], "t")]:
            f.add("layerNorm", real(d, s, l=l), o={"shape": n, "eps": 1e-5})
            f.add("layerNorm", real(d, s, l=l), real(d, n), real(d, n), o={"shape": n, "eps": 0.1})
            f.add("layerNorm", real(d, s, l=l), real(d, n), o={"shape": n, "eps": 1e-5})
        f.add("embedding", whole((3,), 0, 3), real(d, (4, 2)))
        f.add("embedding", whole((2, 3), 0, 3), real(d, (4, 2), l="t"))
        f.add("embedding", whole((), 0, 3), real(d, (4, 2)))
    f.write()


def kinks():
    """Derivatives of first order where a function has none, or an infinite one."""
    f = File("kinks")
    for d in FLOATS:
        def a(op, *values, o=None):
            f.add(op, *(Operand(d, [len(v)], v) for v in values), o=o, second=False)
        for op in ["abs", "sign", "relu", "gelu", "softplus", "square", "floor", "round", "sqrt", "rsqrt", "log", "reciprocal", "tanh", "erf"]:
            # Here the root of -0.0 has the derivative of that of 0.0.
            a(op, [0.0, 0.25 if op == "sqrt" else -0.0, 0.5, 1.0])
        a("softplus", [20.0, 20.5, 19.5, -20.0])
        a("log1p", [-1.0, 0.0])
        # Not atan2(0, 0) and 0^0, which have no derivative here, as docs/semantics.md has it.
        for op in ["div", "atan2", "mul"]:
            a(op, [2.0 if op == "atan2" else 0.0, 0.0, 1.0, -1.0], [0.0, 2.0, 0.0, -0.0])
        a("pow", [0.0, 0.0, 0.0, 1.0], [2.0, 1.0, 0.5, 0.0])
        a("pow", [-1.5, -2.0], [2.0, 3.0])
        for c in [0, 1, 2, 3, 0.5, 1.5, -1, -0.5]:
            a("powNumber", [0.0, 1.0, 4.0], o={"c": c})
        a("clamp", [-1.0, 1.0, 0.0, 2.0, -2.0], o={"lower": -1.0, "upper": 1.0})
        a("clamp", [0.5, 0.25, 1.0], o={"lower": 0.5, "upper": 0.5})
        for p in [0, 1, 1.5, 2, 3, INF]:
            f.add("norm", Operand(d, [2, 3], [0.0, 0.0, 0.0, 1.0, 0.0, -2.0]), o={"p": str(p), "dims": [1], "keepdim": False}, second=False)
        a("normAll", [0.0, 0.0])
        f.add("std", Operand(d, [2, 4], [0.5, 0.5, 0.5, 0.5, 1.0, 2.0, 3.0, 5.0]), o={"dims": [1], "keepdim": False}, second=False)
        a("stdAll", [1.0])
        a("varAll", [1.0])
        for op in ["max", "min"]:
            f.add(op, Operand(d, [3, 3], [1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 3.0, 3.0, 3.0]), o={"dim": 1, "keepdim": False}, second=False)
            f.add(op, Operand(d, [2, 3], [1.0, math.nan, math.nan, INF, -INF, INF]), o={"dim": 1, "keepdim": True}, second=False)
        for op in ["softmax", "logSoftmax", "cumsum"]:
            f.add(op, Operand(d, [2, 3], [-INF, 1.0, 2.0, -INF, -INF, 0.5]), o={"dim": 1}, second=False)
        f.add("logsumexp", Operand(d, [3, 2], [-INF, 1.0, INF, 1.0, 700.0, -700.0]), o={"dims": [1], "keepdim": False}, second=False)
        for r in ["mean", "none"]:
            o = {"reduction": r}
            target = [0.0] * 7
            away = [0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0]
            a("l1", away, target, o=o)
            a("mse", away, target, o=o)
            for size in [0.5, 1.0, 2.0]:
                a("smoothL1", away, target, o=o | {"beta": size})
                a("huber", away, target, o=o | {"delta": size})
            a("smoothL1", away, target, o=o | {"beta": 0.0})
            a("binaryCrossEntropyWithLogits", [0.0, 100.0, -100.0, 1000.0, -1000.0], [0.5, 0.0, 1.0, 1.0, 0.0], o=o)
        f.add("layerNorm", Operand(d, [2, 3], [0.5, 0.5, 0.5, 1.0, 2.0, 4.0]), o={"shape": [3], "eps": 1e-5}, second=False)
        for padding in [0, 1]:
            f.add("maxPool2d", Operand(d, [1, 1, 3, 3], [1.0, 1.0, 0.0, 1.0, 1.0, 0.0, -1.0, -1.0, -1.0]),
                  o={"kernel_size": 2, "stride": 1, "padding": padding, "dilation": 1}, second=False)
        f.add("maxPool2dWithIndices", Operand(d, [1, 1, 2, 3], [1.0, math.nan, 0.0, -INF, -INF, -INF], g=False),
              o={"kernel_size": [1, 2], "stride": 1, "padding": 0, "dilation": 1})
        f.add("scatterAdd", Operand(d, [3], [0.0, 1.0, 2.0]), Operand("i64", [4], [1, 1, 1, 0]), Operand(d, [4], [1.0, 2.0, 4.0, 8.0]), o={"dim": 0}, second=False)
        f.add("embedding", Operand("i64", [3], [1, 1, 0]), real(d, (3, 2)), second=False)
        f.add("where", Operand("bool", [2], [True, False]), Operand(d, [2], [1.0, math.nan]), Operand(d, [2], [math.nan, 2.0]), second=False)
    f.write()


class Recorder:
    """Stands for a weight and notes what an initialisation asks for."""

    def __init__(self, *shape):
        self.shape = torch.Size(shape)

    def dim(self):
        return len(self.shape)

    ndimension = dim

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def numel(self):
        return math.prod(self.shape)

    def uniform_(self, low, high, generator=None):
        self.asked = ["uniform", low, high]
        return self

    def normal_(self, mean, deviation, generator=None):
        self.asked = ["normal", mean, deviation]
        return self


def initialisations():
    """What is asked of the random numbers: init, shape, arguments, then uniform with bounds or normal with mean and deviation."""
    lines = []
    init = torch.nn.init
    for shape in [(3, 4), (4, 2, 3, 3), (1, 5, 2, 1)]:
        for gain in [1.0, 5 / 3]:
            for name, function in [("xavierUniform", init.xavier_uniform_), ("xavierNormal", init.xavier_normal_)]:
                r = Recorder(*shape)
                function(r, gain)
                lines.append({"init": name, "shape": shape, "gain": gain, "asked": r.asked})
        for name, function in [("kaimingUniform", init.kaiming_uniform_), ("kaimingNormal", init.kaiming_normal_)]:
            for a in [0.0, math.sqrt(5)]:
                for fan in ["fan_in", "fan_out"]:
                    for kind in ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"]:
                        r = Recorder(*shape)
                        function(r, a, fan, kind)
                        lines.append({"init": name, "shape": shape, "a": a, "fan": fan, "nonlinearity": kind, "asked": r.asked})
    text = f'{{"pytorch":"{torch.__version__.split("+")[0]}","cases":[\n'
    text += ",\n".join(json.dumps(line, separators=(",", ":")) for line in lines) + "\n]}\n"
    (HERE / "init.json").write_text(text)
    print("init", len(lines), "cases,", len(text), "bytes")


if __name__ == "__main__":
    elementwise()
    arithmetic()
    types()
    reductions()
    shapes()
    products()
    indices()
    losses()
    networks()
    kinks()
    initialisations()
