"""The learning rates that PyTorch's schedulers give: before every step, 4 to an epoch, or before every epoch."""
import json
import warnings

import torch
from torch.optim import lr_scheduler as s

warnings.filterwarnings("ignore")
STEPS_PER_EPOCH, EPOCHS = 4, 6
LOSSES = [1.0, 0.9, 0.95, 0.9, 0.89995, 0.91, 0.92, 0.5, 0.6, 0.55, 0.52, 0.51, 0.53, 0.5, 0.5, 0.5]


def rates(make, count, lr, report=None):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = make(optimizer)
    found = []
    for i in range(count):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*([] if report is None else [report[i]]))
    return found



TOTAL = STEPS_PER_EPOCH * EPOCHS
print(json.dumps(dict(
    losses=LOSSES,
    every=rates(lambda o: s.StepLR(o, 2, 0.5), EPOCHS, 0.1),
    at=rates(lambda o: s.MultiStepLR(o, [1, 4], 0.1), EPOCHS, 0.1),
    cosine=rates(lambda o: s.CosineAnnealingLR(o, TOTAL), TOTAL, 0.1),
    cosineTo=rates(lambda o: s.CosineAnnealingLR(o, TOTAL, eta_min=0.02), TOTAL, 0.1),
    warm=rates(lambda o: s.LinearLR(o, 0.1, 1.0, 2 * STEPS_PER_EPOCH), TOTAL, 0.1),
    oneCycle=rates(lambda o: s.OneCycleLR(o, 0.1, TOTAL), TOTAL, 0.1),
    # PyTorch counts the epochs that are borne, Keras those after which it reduces: one more.
    plateau=rates(lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=1, threshold=1e-4, threshold_mode="abs"), len(LOSSES), 0.1, LOSSES),
    cooled=rates(lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=1, threshold=1e-4, threshold_mode="abs", cooldown=2, min_lr=0.02), len(LOSSES), 0.1, LOSSES),
)))
