package io.lowland.trainer;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Turns away requests that change something and may not, before their bodies are read. Every method
 * but those that only read counts as changing something, whatever the path.
 */
class WriteGuard {
  static final String KEY_HEADER = "X-API-Key";

  private static final String ORIGIN = "Origin";
  private static final String BEARER = "Bearer ";
  private static final Set<String> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final WriteAccess access;
  private final MeterRegistry meters;

  WriteGuard(WriteAccess access, MeterRegistry meters) {
    this.access = access;
    this.meters = meters;
  }

  @ServerRequestFilter(preMatching = true)
  Optional<Response> check(ContainerRequestContext request) {
    if (READING.contains(request.getMethod())) {
      return Optional.empty();
    }
    Optional<Response> refusal =
        switch (access) {
          case WriteAccess.WithKey withKey -> withoutKey(request, withKey.keys());
          case WriteAccess.ThisMachine _, WriteAccess.Everybody _ -> fromPage(request);
        };
    refusal.ifPresent(
        response ->
            meters
                .counter("lowland.requests.refused", "status", String.valueOf(response.getStatus()))
                .increment());
    return refusal;
  }

  private static Optional<Response> withoutKey(ContainerRequestContext request, ApiKeys keys) {
    Optional<String> presented = presented(request);
    if (presented.filter(keys::accept).isPresent()) {
      return Optional.empty();
    }
    String wrong = presented.isPresent() ? "the key is not one of this service; " : "";
    Problem problem =
        new Problem(
            "urn:lowland:problem:key-required",
            "An API key is required",
            Response.Status.UNAUTHORIZED.getStatusCode(),
            wrong
                + "send a key of this service (its lowland.trainer.api-keys) as Authorization:"
                + " Bearer KEY, or as X-API-Key: KEY",
            List.of());
    return Optional.of(
        Response.fromResponse(problem.response())
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"lowland\"")
            .build());
  }

  private static Optional<String> presented(ContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(KEY_HEADER))
        .or(
            () ->
                Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                    .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .map(text -> text.substring(BEARER.length()).strip()));
  }

  /**
   * A page of some other site can make a browser send to the loopback address, or wherever a cookie
   * lets the browser in; browsers say so by the Origin header. No page of Lowland submits.
   */
  private static Optional<Response> fromPage(ContainerRequestContext request) {
    String origin = request.getHeaderString(ORIGIN);
    if (origin == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
                "urn:lowland:problem:page-refused",
                "Pages may not submit",
                Response.Status.FORBIDDEN.getStatusCode(),
                "a page of %s sent this; without API keys the service takes requests of programs"
                        .formatted(origin)
                    + " only",
                List.of())
            .response());
  }
}
