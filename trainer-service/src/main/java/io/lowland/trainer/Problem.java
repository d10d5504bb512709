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
 * @param detail what is wrong here, and what to do
 * @param mistakes every mistake in an experiment; empty for other problems
 */
record Problem(String type, String title, int status, String detail, List<Mistake> mistakes) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** The answer that tells of this problem. */
  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  /** Answers experiments that cannot be run as written. */
  static class Mapper {

    @ServerExceptionMapper
    Response invalid(ExperimentInvalidException e) {
      return new Problem(
              "urn:lowland:problem:experiment-invalid",
              "The experiment cannot be run as written",
              Response.Status.BAD_REQUEST.getStatusCode(),
              e.getMessage(),
              e.mistakes())
          .response();
    }
  }
}
