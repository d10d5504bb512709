/**
 * What the services on Kafka have in common, each thing once: how messages are sent, what becomes
 * of those that cannot be processed, when a service is ready and how it stops. Settings that hold
 * for all of them are in {@code META-INF/microprofile-config.properties}.
 */
package io.lowland.service;
