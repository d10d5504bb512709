/** Accepts experiments, trains their networks and sends the checkpoints. */
package io.lowland.trainer;
