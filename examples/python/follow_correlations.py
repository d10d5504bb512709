"""Print every correlation as it changes: python follow_correlations.py [EXPERIMENT]

The broker is the one that LOWLAND_BROKER names (default: localhost:9092).
"""
import json
import os
import sys
import uuid

from confluent_kafka import Consumer, KafkaException


def correlations(broker):
    """Yield what the topic holds, then each change, for ever; the last one of a key counts."""
    consumer = Consumer({
        "bootstrap.servers": broker,
        "group.id": f"follow-{uuid.uuid4()}",  # a group of its own: every follower hears all
        "auto.offset.reset": "earliest",       # the topic keeps the last of each key
        "enable.auto.commit": False,
    })
    consumer.subscribe(["lowland.correlations"])
    try:
        while True:
            message = consumer.poll(1.0)
            if message is None or message.value() is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            yield json.loads(message.value())
    finally:
        consumer.close()


def line(event):
    where = f"{event['experiment']} {event['measure']} ({event.get('regime', 'all')}, n = {event['n']})"
    if "spearman" not in event:
        return f"{where}: {event['reason']}"
    interval = f" [{event['ci_low']:+.3f}, {event['ci_high']:+.3f}]" if "ci_low" in event else ""
    return f"{where}: {event['spearman']:+.3f}{interval}"


if __name__ == "__main__":
    wanted = sys.argv[1:]
    try:
        for update in correlations(os.environ.get("LOWLAND_BROKER", "localhost:9092")):
            if not wanted or update["experiment"] in wanted:
                print(line(update), flush=True)
    except BrokenPipeError:  # whoever reads, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
