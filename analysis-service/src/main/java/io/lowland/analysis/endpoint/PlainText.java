package io.lowland.analysis.endpoint;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what the database has no text for: the character NUL, in paths and queries. */
public class PlainText {
  private static final String NUL = "\0";

  @ServerRequestFilter
  public Optional<Response> refuseNul(UriInfo request) {
    boolean found =
        Stream.concat(
                Stream.of(request.getPath()),
                request.getQueryParameters().values().stream().flatMap(Collection::stream))
            .anyMatch(text -> text.contains(NUL));
    return found
        ? Optional.of(
            Problem.response(
                400, "the address holds the character NUL, %00; expected text", request))
        : Optional.empty();
  }
}
