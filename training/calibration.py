"""Probabilities from logits: Platt scaling of the answers, one temperature for the support of claims."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar

Array = npt.NDArray[Any]


def fit_scale(logits: Array, labels: Array) -> tuple[float, float]:
    """(scale, shift) that minimise the log loss of sigmoid(scale * logit + shift); logits and labels of shape (n,)."""

    def loss(parameters: Array) -> float:
        score = parameters[0] * logits + parameters[1]
        return float((np.logaddexp(0, score) - labels * score).mean())

    scale, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(float(scale), 4), round(float(shift), 4)


def fit_support_scale(logits: Array, labels: Array) -> float:
    """The factor on logits (n, 3) that minimises the log loss of their softmax; labels (n,) in {0, 1, 2}."""

    def loss(factor: float) -> float:
        scaled = factor * logits
        return float((np.logaddexp.reduce(scaled, axis=1) - scaled[np.arange(len(labels)), labels]).mean())

    return round(float(minimize_scalar(loss, bounds=(0.1, 3.0), method="bounded").x), 4)
