package io.lowland.benchmarks.scaling;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Runs that workers of one service can share. */
interface Work {

  /** What is done, for people. */
  String description();

  /** The module of the service that does it. */
  String room();

  /** Settings of a worker of so many threads. */
  Map<String, String> settings(int threads);

  /** The topic on which the results come. */
  String results();

  /** The message that asks for run {@code index} of an experiment. */
  ProducerRecord<String, byte[]> request(String experiment, int index);

  /** Whether a message on {@link #results} is about a run of the experiment. */
  boolean isOf(String experiment, ConsumerRecord<String, byte[]> record);

  /** What a message on {@link #results} says. */
  Result result(ConsumerRecord<String, byte[]> record);

  /** Results of a run. */
  int resultsPerRun();

  /**
   * One result.
   *
   * @param name of the run and what it is about, without the experiment
   * @param value the same whoever did the work
   */
  record Result(String name, String value) {}
}
