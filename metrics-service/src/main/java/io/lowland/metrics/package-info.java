/** Measures checkpoints; any number of replicas share them. */
package io.lowland.metrics;
