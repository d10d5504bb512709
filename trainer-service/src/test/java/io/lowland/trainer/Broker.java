package io.lowland.trainer;

import io.lowland.testing.backends.KafkaResource;

/** The broker of the service's tests. */
public class Broker extends KafkaResource {}
