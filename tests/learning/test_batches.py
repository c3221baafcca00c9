import keras
import numpy as np
import pytest

from whence.learning.batches import Batches, EmbeddingBatches, EpochClock, sample_weights
from whence.learning.dataset import items_of, targets
from whence.learning.recipe_file import read_recipe
from whence.learning.recipe_training import Augmentation
from whence.preprocessing import InputSpec, prepare


@pytest.fixture(scope="module")
def toy(world):
    recipe = read_recipe(world / "toy.yaml")
    items = items_of(recipe, world)[::8]
    return recipe, items, targets(items, recipe.labels)


def batches(toy, **options):
    recipe, items, rows = toy
    return Batches(items, rows, InputSpec(32), 4, recipe.augmentation, **options)


def test_without_augmentation_pictures_are_what_the_gallery_sees(toy):
    _, items, rows = toy
    plain = Batches(items, rows, InputSpec(32), 4)
    assert len(plain) == 3
    pictures, labels, weights = plain[2]
    assert pictures.shape == (2, 32, 32, 3)
    assert np.array_equal(labels, rows[8:])
    assert weights.tolist() == [1, 1]
    from whence.pictures import decode

    expected = prepare(decode(items[8].path.read_bytes(), 32), InputSpec(32))[0]
    assert np.array_equal(pictures[0], expected)


def test_epochs_differ_and_come_again_alike(toy):
    made = batches(toy, mixup=0.4, seed=9)
    first = made[1]
    made.begin(1)
    assert not np.array_equal(first[0], made[1][0])
    again = batches(toy, mixup=0.4, seed=9)
    clock = EpochClock(again, seed=9)
    clock.set_model(keras.Sequential([keras.Input((2,)), keras.layers.Dropout(0.5)]))
    clock.on_epoch_begin(1)
    assert np.array_equal(made[1][0], again[1][0])
    assert np.array_equal(made[1][1], again[1][1])


def test_epochs_show_pictures_in_other_orders(toy):
    made = batches(toy, seed=9)
    orders = []
    for epoch in range(3):
        made.begin(epoch)
        orders.append(np.concatenate([made[at][1] for at in range(len(made))]).tolist())
    assert orders[0] != orders[1] != orders[2]


def test_dropout_leaves_out_by_seed_and_epoch():
    def drawn(seed, epoch):
        network = keras.Sequential([keras.Input((64,)), keras.layers.Dropout(0.5)])
        clock = EpochClock(Batches([], np.empty((0, 1)), InputSpec(32)), seed)
        clock.set_model(network)
        clock.on_epoch_begin(epoch)
        return np.asarray(network(np.ones((1, 64)), training=True))

    assert np.array_equal(drawn(9, 1), drawn(9, 1))
    assert not np.array_equal(drawn(9, 1), drawn(9, 2))
    assert not np.array_equal(drawn(9, 1), drawn(8, 1))


def test_embeddings_keep_their_targets_and_weights_in_any_order():
    embeddings, targets = np.arange(5, dtype=np.float32)[:, None], np.eye(2)[[0, 1, 0, 1, 1]]
    made = EmbeddingBatches(embeddings, targets, np.array([1, 3], np.float32), 2, seed=4)
    assert len(made) == 3
    found = [np.concatenate(arrays) for arrays in zip(*(made[i] for i in range(3)), strict=True)]
    order = found[0][:, 0].astype(int)
    assert sorted(order) == [0, 1, 2, 3, 4]
    assert list(order) != sorted(order)
    assert np.array_equal(found[1], targets[order])
    assert found[2].tolist() == [1 + 2 * label for label in targets[order].argmax(axis=1)]


def test_an_epoch_shows_every_picture_once(toy):
    made = batches(toy)
    labels = np.concatenate([made[i][1] for i in range(len(made))])
    assert np.array_equal(labels.sum(axis=0), toy[2].sum(axis=0))


def test_mixup_shares_the_target_and_keeps_its_sum(toy):
    labels = batches(toy, mixup=1.0)[0][1]
    assert np.allclose(labels.sum(axis=1), 1)
    assert ((labels > 0) & (labels < 1)).any()


def test_a_picture_is_changed_afresh_each_epoch(toy):
    recipe, items, rows = toy
    made = Batches(items[:1], rows[:1], InputSpec(32), 1, recipe.augmentation)
    first = made[0][0]
    made.begin(1)
    assert not np.array_equal(first, made[0][0])


def test_mixup_blends_pictures_as_it_blends_their_targets(toy):
    _, items, rows = toy
    four = [int(rows[:, label].argmax()) for label in range(4)]
    some, labels = [items[i] for i in four], rows[four]
    plain = Batches(some, labels, InputSpec(32), 4)[0][0]
    for seed in range(5):
        made = Batches(some, labels, InputSpec(32), 4, Augmentation(flip=0), 1.0, seed=seed)
        pictures, shares, _ = made[0]
        assert np.allclose(pictures, np.tensordot(shares, plain, 1), atol=1e-4)
        assert sorted(shares.argmax(axis=1)) == [0, 1, 2, 3]  # each is once the larger part


def test_what_is_not_changed_is_not_mixed(toy):
    _, items, rows = toy
    assert np.array_equal(Batches(items, rows, InputSpec(32), 4, mixup=1.0)[0][1], rows[:4])


def test_class_weights_weigh_samples(toy):
    heavy = np.array([1, 2, 3, 4], np.float32)
    _, labels, weights = batches(toy, class_weights=heavy)[0]
    assert np.allclose(weights, labels @ heavy)


def test_several_labels_weigh_their_mean_and_none_weighs_one():
    heavy = np.array([1, 3], np.float32)
    rows = np.array([[1, 1], [0, 1], [0, 0]], np.float32)
    assert sample_weights(rows, heavy).tolist() == [2, 3, 1]
