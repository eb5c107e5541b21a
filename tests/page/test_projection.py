"""The plane that a map is drawn in, with vectors whose geometry is known."""

import numpy as np
import pytest

from rag.page.map.projection import fit_projection, spread_rows


def rotation(dimension: int) -> np.ndarray:
    """Make an orthogonal matrix, the same each time."""
    random = np.random.default_rng(7).normal(size=(dimension, dimension))
    return np.linalg.qr(random)[0]


def distances(points: np.ndarray) -> np.ndarray:
    """Measure all pairs."""
    return np.linalg.norm(points[:, None] - points[None], axis=-1)


def test_a_plane_in_many_dimensions_is_found():
    """Points of a plane keep their distances, however it lies, and all is shown."""
    flat = np.zeros((4, 5))
    flat[:, :2] = [[0, 0], [3, 0], [0, 1], [3, 1]]
    vectors = (flat @ rotation(5) + 2).astype(np.float32)
    projection = fit_projection(vectors)
    points = projection.project(vectors)
    np.testing.assert_allclose(distances(points), distances(flat), atol=1e-5)
    assert projection.share == pytest.approx(1)


def test_first_axis_shows_most():
    """What differs by 6 comes first, what differs by 2 second, by 1 not at all."""
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 6) for z in (0, 2)])
    projection = fit_projection(corners.astype(np.float32))
    np.testing.assert_allclose(projection.axes, [[0, 1, 0], [0, 0, 1]], atol=1e-9)
    # Of variances 9, 1 and 1/4 the two axes show the first two.
    assert projection.share == pytest.approx(10 / 10.25)


def test_axes_never_turn_around():
    """Each axis points where its largest component is positive: no mirrored map."""
    vectors = np.random.default_rng(3).normal(size=(50, 8)).astype(np.float32)
    for given in (vectors, -vectors, vectors[::-1]):
        axes = fit_projection(given).axes
        assert all(axis[np.abs(axis).argmax()] > 0 for axis in axes)
    same = fit_projection(vectors.copy())
    np.testing.assert_array_equal(same.axes, fit_projection(vectors).axes)


def test_another_vector_is_placed_by_the_same_plane():
    """A question between two passages lies between their points."""
    ends = np.float32([[1, 0, 0], [0, 1, 0]])
    projection = fit_projection(ends)
    first, last = projection.project(ends)
    middle = projection.project(np.float32([[0.5, 0.5, 0]]))[0]
    np.testing.assert_allclose(middle, (first + last) / 2, atol=1e-7)


@pytest.mark.parametrize(
    "vectors",
    [
        np.empty((0, 4), np.float32),
        np.ones((1, 4), np.float32),
        np.full((9, 4), 0.1, np.float32),
    ],
    ids=["none", "one", "all equal"],
)
def test_without_differences_all_lie_in_one_point(vectors):
    """Where nothing differs nothing is shown, and no rounding is blown up."""
    projection = fit_projection(vectors)
    assert projection.share == 0
    np.testing.assert_allclose(
        projection.project(vectors), np.zeros((len(vectors), 2)), atol=1e-9
    )


def test_two_vectors_lie_on_a_line():
    """Their one difference is all there is, and the second axis shows nothing."""
    vectors = np.float32([[1, 0, 0], [0, 0, 1]])
    projection = fit_projection(vectors)
    points = projection.project(vectors)
    assert projection.share == pytest.approx(1)
    np.testing.assert_allclose(np.abs(points[:, 0]), np.sqrt(0.5), rtol=1e-6)
    np.testing.assert_array_equal(points[:, 1], [0, 0])


def test_one_dimension_has_one_axis():
    """Vectors of one component lie on a line."""
    points = fit_projection(np.float32([[1], [3]])).project(np.float32([[1], [3]]))
    np.testing.assert_allclose(points, [[-1, 0], [1, 0]])


@pytest.mark.parametrize(
    ("count", "limit", "rows"),
    [(0, 3, []), (3, 3, [0, 1, 2]), (5, 3, [0, 2, 4]), (100, 2, [0, 99])],
)
def test_rows_are_chosen_at_equal_distances(count, limit, rows):
    """All rows up to the limit, above it as many as that from end to end."""
    np.testing.assert_array_equal(spread_rows(count, limit), rows)
