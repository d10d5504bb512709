package io.lowland.trainer;

import io.lowland.contracts.ExperimentInvalidException;
import io.lowland.contracts.Mistake;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * An answer in the form of RFC 9457.
 *
 * @param type identifies the kind of problem
 * @param title the kind of problem in words
 * @param status HTTP status
 * @param detail all mistakes in words
 * @param mistakes every mistake
 */
record Problem(String type, String title, int status, String detail, List<Mistake> mistakes) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** Answers experiments that cannot be run as written. */
  static class Mapper {

    @ServerExceptionMapper
    Response invalid(ExperimentInvalidException e) {
      int status = Response.Status.BAD_REQUEST.getStatusCode();
      return Response.status(status)
          .type(MEDIA_TYPE)
          .entity(
              new Problem(
                  "urn:lowland:problem:experiment-invalid",
                  "The experiment cannot be run as written",
                  status,
                  e.getMessage(),
                  e.mistakes()))
          .build();
    }
  }
}
