/**
 * What a network shares with the other networks of its experiment. A worker that measures one
 * network cannot know it: it hands on which unseen points the network gets wrong, and whoever has
 * them of all networks finishes the measure.
 */
package io.lowland.measure.ensemble;
