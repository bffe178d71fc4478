"""Writes what PyTorch's optimizers and schedules do: optimizers.json, lbfgs.json, schedules.json, beside this file.

    python generate.py        (needs torch; the files say which version made them)

Everything is in double precision. The problem of optimizers.json: parameters w [3, 4] and b [3], data x [5, 4] and
y [5, 3], loss mean((tanh(x w^T + b) - y)^2). lbfgs.json has the same problem, and Rosenbrock's function from (-1.2, 1).
"""

import json
import math
import pathlib

import torch
from torch.optim import lr_scheduler

HERE = pathlib.Path(__file__).parent
STEPS = 20


def numbers(count, phase):
    return [math.sin(1.7 * i + phase) for i in range(count)]


W, B, X, Y = numbers(12, 0.3), numbers(3, 1.1), numbers(20, 2.2), numbers(15, 0.7)


def tensor(values, *shape):
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


class Fit:
    """The problem, and its parameters."""

    def __init__(self):
        self.parameters = [tensor(W, 3, 4).requires_grad_(), tensor(B, 3).requires_grad_()]

    def loss(self):
        w, b = self.parameters
        return (torch.tanh(tensor(X, 5, 4) @ w.t() + b) - tensor(Y, 5, 3)).pow(2).mean()


class Valley:
    """Rosenbrock's function."""

    def __init__(self):
        self.parameters = [torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)]

    def loss(self):
        p = self.parameters[0]
        return 100 * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2


def trajectory(problem, optimizer, steps=STEPS):
    def closure():
        optimizer.zero_grad()
        loss = problem.loss()
        loss.backward()
        return loss

    losses, points = [], []
    for _ in range(steps):
        losses.append(optimizer.step(closure).item())
        points.append([v for p in problem.parameters for v in p.detach().reshape(-1).tolist()])
    return {"losses": losses, "points": points}


def optimizers():
    cases = {
        "SGD": [
            {"lr": 0.1},
            {"lr": 0.1, "momentum": 0.9},
            {"lr": 0.1, "momentum": 0.9, "dampening": 0.5},
            {"lr": 0.1, "momentum": 0.9, "nesterov": True},
            {"lr": 0.1, "weight_decay": 0.05},
            {"lr": 0.1, "maximize": True},
            {"lr": 0.1, "momentum": 0.8, "dampening": 0.25, "weight_decay": 0.05, "maximize": True},
            {"lr": 0.1, "momentum": 0.8, "weight_decay": 0.05, "nesterov": True, "maximize": True},
        ],
        "Adam": [
            {"lr": 0.05},
            {"lr": 0.05, "betas": [0.4, 0.7]},
            {"lr": 0.05, "eps": 1e-2},
            {"lr": 0.05, "weight_decay": 0.1},
            {"lr": 0.05, "amsgrad": True, "betas": [0.9, 0.5]},
            {"lr": 0.05, "maximize": True},
            {"lr": 0.05, "weight_decay": 0.1, "amsgrad": True, "maximize": True, "betas": [0.8, 0.6]},
        ],
        "AdamW": [
            {"lr": 0.05},
            {"lr": 0.05, "weight_decay": 0.3},
            {"lr": 0.05, "weight_decay": 0.3, "amsgrad": True, "betas": [0.9, 0.5]},
            {"lr": 0.05, "weight_decay": 0.3, "maximize": True},
        ],
    }
    results = []
    for name, options in ((name, o) for name, several in cases.items() for o in several):
        problem = Fit()
        given = {k: tuple(v) if k == "betas" else v for k, v in options.items()}
        optimizer = getattr(torch.optim, name)(problem.parameters, foreach=False, **given)
        results.append({"optimizer": name, "options": options, **trajectory(problem, optimizer)})
    return {"w": W, "b": B, "x": X, "y": Y, "cases": results}


def lbfgs():
    cases = [
        (Valley, {"lr": 1, "max_iter": 2, "line_search_fn": "strong_wolfe"}),
        (Valley, {"lr": 1, "max_iter": 20, "line_search_fn": "strong_wolfe"}),
        (Valley, {"lr": 1, "max_iter": 3, "history_size": 2, "line_search_fn": "strong_wolfe"}),
        (Valley, {"lr": 1, "max_iter": 5, "max_eval": 4, "line_search_fn": "strong_wolfe"}),
        (Valley, {"lr": 0.02, "max_iter": 4}),
        (Fit, {"lr": 0.5, "max_iter": 3}),
        (Fit, {"lr": 0.4, "max_iter": 2, "history_size": 3}),
        (Fit, {"lr": 1, "max_iter": 2, "line_search_fn": "strong_wolfe"}),
        (Fit, {"lr": 0.3, "max_iter": 6, "tolerance_grad": 1e-3, "tolerance_change": 1e-5}),
    ]
    results = []
    for kind, options in cases:
        problem = kind()
        optimizer = torch.optim.LBFGS(problem.parameters, **options)
        found = trajectory(problem, optimizer)
        state = optimizer.state[problem.parameters[0]]
        counts = {"func_evals": state["func_evals"], "n_iter": state["n_iter"]}
        results.append({"problem": kind.__name__, "options": options, **counts, **found})
    return {"cases": results}


def schedules():
    """Two groups with rates 0.5 and 0.02; the rates before each of the steps and after the last."""
    of = {
        "StepLR": lambda o: lr_scheduler.StepLR(o, step_size=4, gamma=0.3),
        "MultiStepLR": lambda o: lr_scheduler.MultiStepLR(o, milestones=[2, 7, 7, 13], gamma=0.5),
        "ExponentialLR": lambda o: lr_scheduler.ExponentialLR(o, gamma=0.9),
        "CosineAnnealingLR": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=12, eta_min=0.001),
        "LinearLR": lambda o: lr_scheduler.LinearLR(o, start_factor=0.1, total_iters=6),
        "LambdaLR": lambda o: lr_scheduler.LambdaLR(o, lambda step: 1 / (1 + step)),
        "SequentialLR": lambda o: lr_scheduler.SequentialLR(
            o,
            [lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=5), lr_scheduler.ExponentialLR(o, gamma=0.8)],
            milestones=[5],
        ),
        "OneCycleLR": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.4, total_steps=20),
        "OneCycleLR-linear-three": lambda o: lr_scheduler.OneCycleLR(
            o, max_lr=0.4, total_steps=20, pct_start=0.4, anneal_strategy="linear", three_phase=True,
            base_momentum=0.5, max_momentum=0.7, div_factor=10, final_div_factor=100,
        ),
    }
    results = {}
    for name, make in of.items():
        groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": lr} for lr in (0.5, 0.02)]
        optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9)
        scheduler = make(optimizer)
        rows = []
        for _ in range(STEPS):
            rows.append([(g["lr"], g["momentum"]) for g in optimizer.param_groups])
            optimizer.step()
            if len(rows) < STEPS or not name.startswith("OneCycle"):
                scheduler.step()
        results[name] = {
            "rates": [[lr for lr, _ in row] for row in rows],
            "momenta": [row[0][1] for row in rows],
        }
    return {"schedules": results, "plateaus": plateaus()}


def plateaus():
    metrics = [1.0, 0.9, 0.91, 0.92, 0.9, 0.89, 0.95, 0.95, float("nan"), 0.95, 0.95, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]
    cases = [
        {"patience": 2},
        {"patience": 1, "factor": 0.5, "cooldown": 2},
        {"patience": 1, "mode": "max", "min_lr": 0.01},
        {"patience": 0, "threshold": 0.05, "threshold_mode": "abs"},
        {"patience": 1, "mode": "max", "threshold": 0.05, "threshold_mode": "abs"},
    ]
    results = []
    for options in cases:
        groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": lr} for lr in (0.5, 0.02)]
        optimizer = torch.optim.SGD(groups, lr=0.1)
        scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, **options)
        rates = []
        for metric in metrics:
            scheduler.step(metric)
            rates.append([g["lr"] for g in optimizer.param_groups])
        results.append({"options": options, "rates": rates})
    return {"metrics": ["NaN" if math.isnan(m) else m for m in metrics], "cases": results}


def write(name, content):
    text = json.dumps({"pytorch": torch.__version__, **content}, separators=(",", ":"))
    (HERE / name).write_text(text.replace('{"optimizer"', '\n{"optimizer"').replace('{"problem"', '\n{"problem"') + "\n")


if __name__ == "__main__":
    write("optimizers.json", optimizers())
    write("lbfgs.json", lbfgs())
    write("schedules.json", schedules())
