package io.lowland.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollingRestTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(2);

  private final PollingThread polling = new PollingThread();

  @AfterEach
  void close() {
    polling.close();
  }

  private PollingRest rest(int threads, Duration length) {
    return new PollingRest(polling::consumer, threads, length);
  }

  @Test
  void restsWhileAllThreadsAreAtWorkAndNoLonger() throws Exception {
    PollingRest rest = rest(2, FOR_EVER);
    rest.begin();
    rest.begin();
    PollingThread.until(polling::rests);
    Future<String> poll = polling.submit(() -> "polled");
    assertThat(poll.isDone()).isFalse();
    rest.end();
    assertThat(poll.get(30, TimeUnit.SECONDS)).isEqualTo("polled");
  }

  @Test
  void doesNotRestWhileAThreadCouldTakeAMessage() {
    PollingRest rest = rest(2, FOR_EVER);
    rest.begin();
    rest.end();
    rest.begin();
    assertThat(polling.asked()).isEqualTo(0);
  }

  @Test
  void pollsBetweenTwoRests() throws Exception {
    PollingRest rest = rest(1, SHORT);
    rest.begin();
    for (int i = 0; i < 10; i++) {
      polling.submit(() -> null).get(30, TimeUnit.SECONDS);
    }
    int before = polling.asked();
    PollingThread.until(() -> polling.asked() > before);
    rest.end();
  }

  @Test
  void restsAgainWithTheNextMessage() throws Exception {
    PollingRest rest = rest(1, FOR_EVER);
    for (int i = 1; i <= 3; i++) {
      rest.begin();
      PollingThread.until(polling::rests);
      assertThat(polling.asked()).isEqualTo(i);
      rest.end();
      polling.submit(() -> null).get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aThreadThatTakesTheNextMessageAtOnceNeedsNoSecondRest() {
    PollingRest rest = rest(1, FOR_EVER);
    rest.begin();
    PollingThread.until(polling::rests);
    rest.end();
    rest.begin();
    // Either the rest was not over yet and goes on, or it was and another has begun.
    PollingThread.until(polling::rests);
    assertThat(polling.asked()).isLessThanOrEqualTo(2);
  }

  @Test
  void goesOnAfterAClientThatDidNotAnswer() {
    PollingRest rest = rest(1, FOR_EVER);
    polling.refuse(new IllegalStateException("closed"));
    rest.begin();
    rest.end();
    polling.refuse(null);
    rest.begin();
    PollingThread.until(polling::rests);
    assertThat(polling.asked()).isEqualTo(2);
  }
}
