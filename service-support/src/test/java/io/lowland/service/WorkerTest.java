package io.lowland.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Stopping stopping = new Stopping();
  private final PollingThread polling = new PollingThread();
  private final Worker worker =
      new Worker(
          stopping,
          new PollingRest(polling::consumer, 1, Duration.ofDays(1)),
          meters.counter("rejected"),
          meters.counter("failed"));

  @AfterEach
  void close() {
    polling.close();
  }

  @Test
  void theLogCarriesTheRunWhileItIsWorkedOn() {
    List<Object> seen = new ArrayList<>();
    worker.work("mnist.all.7", () -> seen.add(MDC.get("run")));
    assertThat(seen).containsExactly("mnist.all.7");
    assertThat(MDC.get("run")).isNull();
    assertThat(count("rejected") + count("failed")).isEqualTo(0);
  }

  @Test
  void countsWhatIsRefusedApartFromWhatFails() {
    RejectedException refusal = new RejectedException("not a run");
    assertThat(thrownBy(refusal)).isSameAs(refusal);
    assertThat(count("rejected")).isEqualTo(1);
    assertThat(count("failed")).isEqualTo(0);
    IllegalStateException failure = new IllegalStateException("no broker");
    assertThat(thrownBy(failure)).isSameAs(failure);
    assertThat(count("rejected")).isEqualTo(1);
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void nothingIsBegunWhileTheServiceIsStopped() {
    stopping.begin(new ShutdownEvent());
    List<String> begun = new ArrayList<>();
    assertThatThrownBy(() -> worker.work("run", () -> begun.add("run")))
        .isInstanceOf(StoppedException.class);
    assertThat(begun).isEmpty();
  }

  @Test
  void whatFailsWhileTheServiceIsStoppedIsNoFailure() {
    assertThatThrownBy(
            () ->
                worker.work(
                    "run",
                    () -> {
                      stopping.begin(new ShutdownEvent());
                      throw new IllegalStateException("the broker's client is closed");
                    }))
        .isInstanceOf(StoppedException.class);
    assertThat(count("failed")).isEqualTo(0);
  }

  @Test
  void aFailureLeavesTheThreadFreeForTheNext() {
    thrownBy(new IllegalStateException("first"));
    // With a thread still counted as at work there would be one too many.
    worker.work("second", () -> PollingThread.until(polling::rests));
  }

  private Throwable thrownBy(RuntimeException exception) {
    return catchThrowable(
        () ->
            worker.work(
                "run",
                () -> {
                  throw exception;
                }));
  }

  private double count(String what) {
    return meters.get(what).counter().count();
  }
}
