package io.lowland.analysis.listener;

import io.lowland.contracts.LowlandEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message that could be read.
 *
 * @param record as it was received
 * @param event what it says
 */
record Received<T extends LowlandEvent>(ConsumerRecord<byte[], byte[]> record, T event) {}
