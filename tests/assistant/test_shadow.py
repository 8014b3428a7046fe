"""A shadow of vectors keeps what they differ in."""

import numpy as np

from assistant.shadow import DIRECTIONS, shadow_of


def test_products_of_vectors_with_few_directions_are_kept_and_with_many_nearly_so():
    chance = np.random.default_rng(7)
    few = chance.standard_normal((500, DIRECTIONS)) @ chance.standard_normal((DIRECTIONS, 384))
    noise = 0.05 * np.abs(few).mean() * chance.standard_normal(few.shape)

    for vectors, error in ((few, 1e-3), (few + noise, 0.05)):
        unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        shadow = shadow_of(unit)

        looked = shadow.vectors @ (unit[0] @ shadow.directions)
        assert np.abs(looked - unit @ unit[0]).max() < error
        assert np.allclose(shadow.directions.T @ shadow.directions, np.eye(DIRECTIONS), atol=1e-5)
