/**
 * Weakness by feasibility: which labels of an unseen point some classifier on the learned features
 * can give while it keeps those of all training points. {@link
 * io.lowland.measure.weakness.LabellingCone} decides, with evidence; docs/weakness.md says how.
 * Weakness by counting is in {@code patterns}.
 */
package io.lowland.measure.weakness;
