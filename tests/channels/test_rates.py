import pytest

from needlewise.channels.rates import Buckets, client_address


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_bucket_is_emptied_and_fills_again(clock):
    buckets = Buckets(3, 0.5, clock=clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now = 1.9
    assert buckets.take("a") == 1
    clock.now = 2.0
    assert [buckets.take("a") for _ in range(2)] == [0, 2]


def test_asking_in_vain_does_not_make_the_wait_longer(clock):
    buckets = Buckets(1, 0.1, clock=clock)
    assert [buckets.take("a") for _ in range(50)] == [0] + [10] * 49
    clock.now = 10
    assert buckets.take("a") == 0


def test_a_bucket_never_holds_more_than_its_size(clock):
    buckets = Buckets(2, 1, clock=clock)
    buckets.take("a")
    clock.now = 1_000
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]


def test_keys_do_not_touch_each_other(clock):
    buckets = Buckets(1, 1, clock=clock)
    assert [buckets.take(key) for key in "abab"] == [0, 0, 1, 1]


def test_memory_is_bounded_and_who_came_last_is_remembered(clock):
    buckets = Buckets(1, 0.001, most_keys=100, clock=clock)
    for number in range(10_000):
        buckets.take(str(number))
    assert len(buckets) == 100
    assert buckets.take("9999") > 0 and buckets.take("0") == 0


def test_a_size_below_one_still_lets_one_pass(clock):
    assert Buckets(0.25, 1, clock=clock).take("a") == 0


@pytest.mark.parametrize(
    "peer, forwarded, proxies, address",
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", 0, "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", 1, "198.51.100.7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.7", 1, "198.51.100.7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7", 2, "10.0.0.1"),  # fewer entries than proxies: no word of it
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "unknown", 1, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7:4711", 1, "198.51.100.7"),
        ("10.0.0.1", '"[2001:db8:1:2:3::4]:4711"', 1, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "", 0, "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "", 0, "fe80::/64"),
        ("::1", "", 0, "::/64"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("unknown", "", 0, "unknown"),
        ("10.0.0.1", "1" * 5_000, 1, "10.0.0.1"),
    ],
)
def test_whose_request_it_is(peer, forwarded, proxies, address):
    assert client_address(peer, forwarded, proxies) == address
