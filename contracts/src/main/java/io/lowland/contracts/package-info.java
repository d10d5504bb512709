/**
 * What the services say to each other: experiment files, events, topics, codecs and CloudEvents
 * headers. {@code asyncapi.yaml} describes the same for programs that are not written in Java.
 */
package io.lowland.contracts;
