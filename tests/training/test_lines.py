from seqclr_desktop.training.lines import BatchOrder


def test_every_line_comes_once_an_epoch() -> None:
    order = BatchOrder([100 + 7 * (i % 13) for i in range(53)], batch_lines=4, seed=0)
    for epoch in range(3):
        steps = range(epoch * order.batches_per_epoch, (epoch + 1) * order.batches_per_epoch)
        assert sorted(index for step in steps for index in order.batch(step)) == list(range(53))


def test_any_step_can_be_gone_to_again() -> None:
    widths = list(range(50, 90))
    first, second = BatchOrder(widths, 4, seed=5), BatchOrder(widths, 4, seed=5)
    forwards = [first.batch(step) for step in range(25)]
    assert [second.batch(step) for step in reversed(range(25))] == forwards[::-1]
    assert [BatchOrder(widths, 4, seed=6).batch(step) for step in range(25)] != forwards


def test_lines_of_like_width_come_together() -> None:
    widths = [40, 400] * 32
    order = BatchOrder(widths, 4, seed=0)
    mixed = sum(len({widths[i] for i in order.batch(step)}) > 1 for step in range(order.batches_per_epoch))
    assert mixed <= 2


def test_a_batch_is_never_larger_than_the_lines_there_are() -> None:
    assert sorted(BatchOrder([10, 20, 30], batch_lines=24, seed=0).batch(0)) == [0, 1, 2]
