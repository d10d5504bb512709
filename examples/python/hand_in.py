"""Hand networks in to Lowland: python hand_in.py FILE.safetensors …

The broker is the one that LOWLAND_BROKER names (default: localhost:9092).
"""
import os
import sys

from confluent_kafka import Producer


def hand_in(files, broker):
    producer = Producer({"bootstrap.servers": broker, "message.max.bytes": 32 << 20})
    refused = []

    def delivered(error, message):
        if error:
            refused.append(f"{message.key().decode()}: {error}")

    for file in files:
        with open(file, "rb") as network:
            producer.produce("lowland.checkpoints", network.read(),
                             key=os.path.basename(file), on_delivery=delivered)
    producer.flush()
    return refused


if __name__ == "__main__":
    problems = hand_in(sys.argv[1:], os.environ.get("LOWLAND_BROKER", "localhost:9092"))
    sys.exit("\n".join(problems) or 0)
