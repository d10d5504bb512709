/**
 * Weakness by counting: the activation patterns of hidden layers, the regions they cut the inputs
 * into, and the parameters that the training points leave free in them. Signs are decided in float
 * where that is certain, and in double elsewhere.
 */
package io.lowland.measure.weakness.patterns;
