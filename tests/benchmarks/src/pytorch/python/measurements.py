"""The product and the training step of DeviceMeasurements in PyTorch, timed in the same way. Prints rows of the same table."""
import statistics
import sys
import time

try:
    import torch
except ImportError:
    print("no PyTorch here")
    sys.exit(0)
if not torch.cuda.is_available():
    print("PyTorch", torch.__version__, "has no CUDA device here")
    sys.exit(0)

RUNS, BATCH = 7, 1024
product = int(sys.argv[1]) if len(sys.argv) > 1 else 4096
width = int(sys.argv[2]) if len(sys.argv) > 2 else 4096
torch.backends.cuda.matmul.allow_tf32 = False


def seconds(repetitions, work):
    times = []
    for _ in range(RUNS + 2):
        start = time.perf_counter()
        for _ in range(repetitions):
            result = work()
        result.detach().reshape(-1)[0].item()
        times.append((time.perf_counter() - start) / repetitions)
    return statistics.median(times[2:])


a, b = (torch.randn(product, product, device="cuda") for _ in range(2))
print(f"| PyTorch {torch.__version__}, product of {product} x {product} | "
      f"{2e-9 * product ** 3 / seconds(3, lambda: a @ b):.1f} GFlop/s |")

layers = []
for _ in range(3):
    layers += [torch.nn.Linear(width, width), torch.nn.ReLU()]
model = torch.nn.Sequential(*layers[:-1]).cuda()
optimizer = torch.optim.SGD(model.parameters(), lr=1e-4)
x, target = (torch.randn(BATCH, width, device="cuda") for _ in range(2))


def step():
    optimizer.zero_grad()
    loss = (model(x) - target).square().mean()
    loss.backward()
    optimizer.step()
    return loss


print(f"| PyTorch, training step, 3 layers {width} wide, batch {BATCH} | {seconds(1, step) * 1e3:.2f} ms |")
small = torch.randn(3, 3, device="cuda")
print(f"| PyTorch, adding 3 x 3, queued one behind the other | {seconds(2000, lambda: small + small) * 1e6:.2f} µs |")
