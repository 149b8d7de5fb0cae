from notifications.rules import addresses


def test_a_gateway_is_personal_if_it_has_a_place_for_a_number_or_a_name():
    assert addresses.is_personal("json://sms.example/{phone}")
    assert addresses.is_personal("tgram://token/{messenger}")
    assert not addresses.is_personal("tgram://token/-100200300")


def test_a_gateway_reaches_whoever_has_what_it_asks_for():
    both = "json://sms.example/{phone}/{messenger}"

    assert addresses.reaches(both, phone="+84912345678", messenger="thu")
    assert not addresses.reaches(both, phone="+84912345678", messenger="")
    assert addresses.reaches("json://sms.example/", phone="", messenger="")


def test_what_people_typed_never_leaves_its_place_in_the_address():
    filled = addresses.fill(
        "json://sms.example/{phone}/{messenger}?+K={key}",
        phone="+84912345678", messenger="../a?b=c&d#e", reference="abc",
    )  # fmt: skip

    assert filled == "json://sms.example/+84912345678/..%2Fa%3Fb%3Dc%26d%23e?+K=abc"
