package io.lowland.benchmarks.scaling;

import java.time.Duration;
import java.util.Map;

/**
 * What some workers did with the same runs.
 *
 * @param seconds from the first request until the last result
 * @param steadyRate runs finished per second while every worker had work: until three quarters of
 *     the runs were finished, without the wait for whoever finishes last
 * @param workers processor time of the workers, all threads
 * @param others processor time of the broker and of the clients that ask and listen
 * @param values of the results, by name
 */
record Round(
    double seconds,
    double steadyRate,
    Duration workers,
    Duration others,
    Map<String, String> values) {}
