/**
 * A real Kafka broker and a real PostgreSQL without installation or Docker, for the command line
 * and for tests.
 */
package io.lowland.embedded;
