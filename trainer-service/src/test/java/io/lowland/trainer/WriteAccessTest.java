package io.lowland.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteAccessTest {
  private static final Optional<List<String>> NO_KEYS = Optional.empty();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.8.8.8"})
  void serviceOfThisMachineNeedsNoKey(String host) {
    assertThat(WriteAccess.of(NO_KEYS, false, host)).isInstanceOf(WriteAccess.ThisMachine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
  void serviceThatOthersReachRefusesToBeOpenByOversight(String host) {
    assertThatThrownBy(() -> WriteAccess.of(NO_KEYS, false, host))
        .hasMessageContainingAll(host, "LOWLAND_TRAINER_API_KEYS", "unauthenticated=true");
    assertThatThrownBy(() -> WriteAccess.of(Optional.of(List.of()), false, host))
        .hasMessageContaining(host);
  }

  @Test
  void serviceIsOpenWhenToldSo() {
    assertThat(WriteAccess.of(NO_KEYS, true, "0.0.0.0")).isInstanceOf(WriteAccess.Everybody.class);
  }

  @Test
  void keysAreAskedForOnLoopbackToo() {
    Optional<List<String>> keys = Optional.of(List.of("0123456789abcdef"));
    assertThat(WriteAccess.of(keys, false, "127.0.0.1")).isInstanceOf(WriteAccess.WithKey.class);
    assertThatThrownBy(() -> WriteAccess.of(keys, true, "0.0.0.0"))
        .hasMessageContaining("contradict");
  }

  @Test
  void everyKeyIsAcceptedAndNothingElse() {
    ApiKeys keys = new ApiKeys(List.of("the-first-key-0123", "the-second-key-0123"));
    assertThat(keys.accept("the-first-key-0123")).isTrue();
    assertThat(keys.accept("the-second-key-0123")).isTrue();
    assertThat(keys.accept("the-first-key-012")).isFalse();
    assertThat(keys.accept("the-first-key-01234")).isFalse();
    assertThat(keys.accept("THE-FIRST-KEY-0123")).isFalse();
    assertThat(keys.accept("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "secret", "fifteen-chars-1", "sixteen chars ab", "schlüssel-0123456789"})
  void weakKeyIsRefusedWithoutShowingIt(String key) {
    assertThatThrownBy(() -> new ApiKeys(List.of("a-proper-key-0123456", key)))
        .hasMessageContaining("key 2 of 2")
        .satisfies(
            e -> {
              if (!key.isEmpty()) {
                assertThat(e.getMessage()).doesNotContain(key);
              }
            });
  }
}
