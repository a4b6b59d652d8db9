"""What PyTorch exports as ONNX, and what it computes itself: outputs, and gradients of input and parameters."""
import base64
import io
import json
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

from oracle import array, normal

warnings.filterwarnings("ignore")


class Classifier(nn.Module):
    """LeNet as everyone writes it; `view` reads the batch's size at run time."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 5, padding=2), nn.Conv2d(4, 6, 3, stride=2)
        self.fc1, self.fc2 = nn.Linear(24, 10), nn.Linear(10, 3)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2, ceil_mode=True)
        x = torch.tanh(self.conv2(x))
        x = F.dropout(self.fc1(x.view(x.size(0), -1)), 0.5, self.training)
        return F.log_softmax(self.fc2(F.leaky_relu(x, 0.1)), dim=1)


class Segmenter(nn.Module):
    """A small U-Net with every kind of upsampling, residual around it."""

    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.PReLU(4))
        self.deep = nn.Sequential(nn.Conv2d(4, 6, 3, padding=1, groups=2), nn.InstanceNorm2d(6, affine=True), nn.ELU())
        self.up = nn.ConvTranspose2d(6, 4, 2, stride=2)
        self.wide = nn.Sequential(nn.GroupNorm(2, 6), nn.Hardswish())
        self.out = nn.Conv2d(14, 2, 1)

    def forward(self, x):
        skip = self.down(F.pad(x, (1, 1, 2, 0), mode="reflect"))[:, :, 2:, 1:-1]
        deep = self.deep(F.avg_pool2d(skip, 2))
        nearest = F.interpolate(self.wide(deep), scale_factor=2, mode="nearest")
        smooth = F.interpolate(deep[:, 1:5], size=skip.shape[2:], mode="bilinear", align_corners=False)
        return x + self.out(torch.cat([skip, self.up(deep) + smooth, nearest], dim=1))


class Transformer(nn.Module):
    """One block of attention over patches, with GELU and layer normalization."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(8, 12)
        self.position = nn.Parameter(torch.zeros(6, 12))
        self.norm1, self.norm2 = nn.LayerNorm(12), nn.LayerNorm(12)
        self.attend, self.project = nn.Linear(12, 36), nn.Linear(12, 12)
        self.mlp = nn.Sequential(nn.Linear(12, 16), nn.GELU(), nn.Linear(16, 12))

    def heads(self, x):
        return x.view(x.shape[0], x.shape[1], 3, 4).transpose(1, 2)

    def forward(self, x):
        x = self.embed(x) + self.position
        q, k, v = (self.heads(part) for part in self.attend(self.norm1(x)).chunk(3, dim=-1))
        weights = F.softmax(q @ k.transpose(-2, -1) / 2.0, dim=-1)
        mixed = (weights @ v).transpose(1, 2).flatten(2)
        x = x + self.project(mixed)
        return (x + self.mlp(self.norm2(x))).mean(dim=1)


class Sequence(nn.Module):
    """One-dimensional convolutions, pixel shuffling's relative, clipping and statistics."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 4, 3, padding=2, dilation=2)
        self.scale = nn.Parameter(torch.zeros(4, 1))

    def forward(self, x):
        x = F.relu6(self.conv(x) * self.scale)
        x = torch.where(x > 1, x.pow(2), torch.exp(-x).clamp(0.1, 0.9))
        x = F.pad(x, (1, 2), value=0.5).reshape(x.shape[0], 2, -1)
        left, right = x.split([5, x.shape[2] - 5], dim=2)
        return torch.cat([left.sum(2), right.std(2, unbiased=False), F.softplus(x).amax(2)], dim=1)


def settled(model):
    """The model with parameters that are short numbers, in evaluation mode."""
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                drawn = torch.tensor(normal(*value.shape), dtype=torch.float32)
                value.copy_(drawn.abs() + 0.5 if "var" in name else drawn / 2)
    return model.eval()


def exported(model, x, opset, dynamic):
    file = io.BytesIO()
    axes = {"x": {0: "batch"}, "y": {0: "batch"}} if dynamic else None
    torch.onnx.export(
        model,
        x,
        file,
        opset_version=opset,
        input_names=["x"],
        output_names=["y"],
        dynamic_axes=axes,
        do_constant_folding=False,
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    return base64.b64encode(file.getvalue()).decode()


def told(name, model, shape, opset, dynamic=False):
    model = settled(model)
    x = torch.tensor(normal(*shape), dtype=torch.float32, requires_grad=True)
    model_bytes = exported(model, torch.zeros(1, *shape[1:]) if dynamic else x.detach(), opset, dynamic)
    y = model(x)
    upstream = normal(*y.shape)
    y.backward(torch.tensor(upstream, dtype=torch.float32))
    gradients = {key: array(p.grad.numpy()) for key, p in model.named_parameters()}
    return dict(
        name=f"{name}, opset {opset}{', open batch' if dynamic else ''}",
        model=model_bytes,
        x=array(x.detach().numpy()),
        y=array(y.detach().numpy()),
        upstream=array(upstream),
        gradients=dict(x=array(x.grad.numpy()), **gradients),
    )


print(
    json.dumps(
        [
            told("classifier", Classifier(), (3, 1, 11, 11), 9),
            told("classifier", Classifier(), (3, 1, 11, 11), 13, dynamic=True),
            told("segmenter", Segmenter(), (2, 2, 8, 6), 12),
            told("segmenter", Segmenter(), (2, 2, 8, 6), 17, dynamic=True),
            told("transformer", Transformer(), (2, 6, 8), 14, dynamic=True),
            told("transformer", Transformer(), (2, 6, 8), 17),
            told("sequence", Sequence(), (2, 2, 9), 13, dynamic=True),
        ]
    )
)
