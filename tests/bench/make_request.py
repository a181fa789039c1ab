"""Writes a DecideRequest of about 1 kB as protobuf text: make_request.py > request.txtpb; protoc encodes it."""
import random

rng = random.Random(7)
print('visitor_id: "0f8fad5b-d9cb-469f-a165-70867728950e"\nrequest_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7"')
print('locale: "en"\ncurrency_code: "EUR"\nchannel: "web"\nmoment: "page_load"')
for i in range(10):
    print(f'attributes {{ name: "text_{i}.value" text: "v{rng.randrange(100)}" }}')
    print(f'attributes {{ name: "number_{i}.value" number: {rng.randrange(999)} }}')
print('attributes { name: "flag_0.value" flag: true }')
print('attributes { name: "cart.total" money { currency_code: "EUR" units: 89 nanos: 900000000 } }')
for place in range(4):
    print(f'wanted: "place_{place}"')
