package io.lowland.analysis;

import io.lowland.testing.backends.KafkaAndPostgresqlResource;

/** The broker and the database of the service's tests. */
public class Backends extends KafkaAndPostgresqlResource {}
